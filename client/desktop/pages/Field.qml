import QtQuick
import Troth.Style
import Troth.Pages

// A named place to type in, with what was refused right below.
Column {
    id: root
    property string label
    property string note
    property var refusal: null
    default property alias control: place.data
    width: parent ? parent.width : 300
    spacing: 6
    Text { textFormat: Text.PlainText; text: root.label; visible: text !== ""; color: Theme.text; font.family: Theme.sans; font.pixelSize: Theme.note; font.weight: Font.DemiBold; Accessible.ignored: true; width: parent.width; wrapMode: Text.Wrap }
    Column { id: place; width: parent.width }
    Text { textFormat: Text.PlainText; text: root.note; visible: text !== ""; width: parent.width; wrapMode: Text.Wrap; color: Theme.muted; font.family: Theme.sans; font.pixelSize: Theme.small; lineHeight: 1.2 }
    Refusal { refusal: root.refusal }
}
