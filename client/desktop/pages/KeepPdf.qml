import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// The agreement as pages to print, in a new file that the person names.
Column {
    id: root
    property string said: ""
    width: parent ? parent.width : implicitWidth
    spacing: 14
    Doing { id: keeping; what: "agreement_pdf"; onDone: root.said = "It is there, to read and to print. It is not encrypted." }
    Field { label: "Into which file"; note: "A new one."; refusal: keeping.refusal; PlaceField { id: file; objectName: "pdf-file"; name: "troth.pdf"; placeholderText: "/home/…/troth.pdf"; label: "File for the pages" } }
    Button { objectName: "keep-pdf"; text: "Keep as PDF"; iconName: "print"; enabled: file.text !== "" && !keeping.running; onClicked: { root.said = ""; keeping.run({ file: file.text }) } }
    Para { visible: root.said !== ""; text: root.said; font.pixelSize: Theme.note }
}
