import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// The day on which a clause ends by itself, for whoever wants one.
Column {
    id: root
    property string key
    property string name                 // of the clause
    property bool more: false
    readonly property bool dated: Edits.value(key, "until") !== ""
    onDatedChanged: if (dated) more = true
    Component.onCompleted: if (dated) more = true
    width: parent ? parent.width : 300
    Connections { target: Edits; function onRefused(key, field) { if (key === root.key && field === "until") root.more = true } }
    Button { visible: !root.more; x: -10; flat: true; font.pixelSize: Theme.note; text: "Give it a last day"; Accessible.name: text + ": " + root.name; onClicked: Edits.refused(root.key, "until") }
    EditLine { visible: root.more; key: root.key; field: "until"; label: "Until"; hint: "2027-05-20"; note: "A day, or empty: as long as the agreement." }
}
