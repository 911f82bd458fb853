import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// What was said about one thing, in order, and a place to say more. What is typed stays until it is said.
Column {
    id: root
    property string about
    width: parent ? parent.width : 300
    spacing: 14
    Asking { id: asking; what: "thread"; arguments: ({ about: root.about }); active: root.about !== "" }
    Doing { id: saying; what: "comment"; onDone: field.clear() }
    function say() { if (field.text.trim() !== "") saying.run({ about: root.about, text: field.text }) }
    SectionTitle { text: "Between you" }
    Repeater {
        model: (asking.answer || {}).comments || []
        Item {
            id: said
            required property var modelData
            width: root.width; height: line.implicitHeight
            Avatar { who: said.modelData.by; soft: true; size: 28 }
            Column {
                id: line
                x: 40; width: parent.width - 40; spacing: 2
                Row { spacing: 8; Label { text: Us.who(said.modelData.by); font.weight: Font.DemiBold; font.pixelSize: Theme.note } Label { text: Phrases.when(said.modelData.written_ms); color: Theme.muted; font.pixelSize: Theme.small } }
                Label { width: parent.width; text: said.modelData.text; wrapMode: Text.Wrap; lineHeight: 1.3 }
            }
        }
    }
    Item {
        width: root.width; height: field.height
        TextField { id: field; width: parent.width - (send.visible ? send.width + 10 : 0); placeholderText: "Say something about it"; Accessible.name: "Say something about it"; Keys.onReturnPressed: root.say() }
        Button { id: send; visible: field.text !== ""; anchors.right: parent.right; height: field.height; text: "Say it"; enabled: !saying.running; onClicked: root.say() }
    }
    Refusal { refusal: saying.refusal }
}
