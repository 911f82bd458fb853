import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import Troth.Style
import Troth.Pages

// Reads a text file that the person chooses, or drops somewhere (`read`).
Column {
    id: root
    property alias text: choose.text
    property alias nameFilters: dialog.nameFilters
    signal hasRead(string text)
    function read(url) { reading.run({ file: String(url) }) }
    width: parent ? parent.width : implicitWidth
    spacing: 8
    Doing { id: reading; what: "read_file"; onDone: (answer) => root.hasRead(answer.text) }
    FileDialog { id: dialog; title: "Troth"; onAccepted: root.read(selectedFile) }
    Button { id: choose; objectName: "choose-file"; text: "Choose a file…"; iconName: "file"; enabled: !reading.running; onClicked: dialog.open() }
    Refusal { refusal: reading.refusal }
}
