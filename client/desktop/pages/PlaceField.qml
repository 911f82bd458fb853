import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import Troth.Style
import Troth.Pages

// The place of a new file or folder, typed, or in a folder that is chosen.
Item {
    id: root
    property alias text: place.text
    property string name                  // what it is called in a folder that was chosen
    property alias placeholderText: place.placeholderText
    property string label
    width: parent ? parent.width : 300
    implicitHeight: place.implicitHeight
    FolderDialog { id: dialog; title: "Troth"; onAccepted: place.text = decodeURIComponent(String(selectedFolder).replace(/^file:\/\//, "")).replace(/\/$/, "") + "/" + root.name }
    TextField { id: place; objectName: root.objectName + "-path"; width: parent.width - choose.width - 10; Accessible.name: root.label }
    Button { id: choose; objectName: "choose-folder"; anchors.right: parent.right; height: place.height; text: "Choose…"; Accessible.name: "Choose a folder for it"; onClicked: dialog.open() }
}
