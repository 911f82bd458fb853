import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// An invite as a link and a code, joining by one, and comparing the digits. "They match" and "They differ" weigh
// the same. Used by the first steps and by Safety.
Column {
    id: root
    property bool joins: false            // was invited
    property bool differ: false
    signal paired()
    width: parent ? parent.width : 400
    spacing: 16
    Asking { id: state; what: "pairing" }
    readonly property var p: state.answer || ({})
    readonly property string digits: p.digits || ""
    readonly property bool isPaired: p.stage === "paired"
    readonly property bool compares: digits !== "" && !isPaired
    Doing { id: inviting; what: "invite" }
    Doing { id: joining; what: "join" }
    Doing { id: confirming; what: "confirm"; onDone: root.paired() }
    Doing { id: cancelling; what: "cancel_pairing" }
    property string invite: ""
    onComparesChanged: if (compares) { invite = ""; pasted.clear() }   // they are used up
    Connections { target: inviting; function onDone(answer) { root.invite = answer && answer.invite ? answer.invite : "" } }
    Segments { visible: !root.compares && !root.differ && !root.isPaired; options: ["Invite your partner", "I was invited"]; currentIndex: root.joins ? 1 : 0; name: "How you pair"; onChosen: (i) => root.joins = i === 1 }

    Column {
        visible: !root.compares && !root.differ && !root.joins && !root.isPaired
        width: parent.width; spacing: 16
        Para { width: parent.width; font.pixelSize: Theme.row; text: "Read the invite aloud, send it, or let your partner point a camera at it. It holds for one pairing; whoever copied it on the way shows in the digits that you compare." }
        Button { visible: root.invite === ""; text: "Make an invite"; highlighted: true; enabled: !inviting.running; onClicked: inviting.run({}) }
        Refusal { refusal: inviting.refusal }
        Rectangle {
            visible: root.invite !== ""
            width: 228; height: 228; radius: Theme.radius; color: Theme.scanLight; border.width: 1; border.color: Theme.border
            QrCode { anchors { fill: parent; margins: 6 } text: root.invite; darkColor: Theme.scanDark; lightColor: Theme.scanLight; Accessible.role: Accessible.Graphic; Accessible.name: "The invite as a code; the link beside it says the same" }
        }
        Item {
            visible: root.invite !== ""
            width: parent.width; height: link.height
            TextField { id: link; objectName: "invite-link"; width: parent.width - copy.width - 10; readOnly: true; font.pixelSize: Theme.note; text: root.invite; onTextChanged: cursorPosition = 0; Accessible.name: "Invite link" }
            Button { id: copy; anchors.right: parent.right; width: 104; height: link.height; text: "Copy"; iconName: "copy"; onClicked: { link.selectAll(); link.copy(); link.deselect(); text = "Copied" } }
        }
        Flow { visible: root.invite !== ""; width: parent.width; spacing: 10; StateMark { kind: "waiting"; text: "Waiting for your partner" } Button { flat: true; text: "Cancel it"; onClicked: { cancelling.run({}); root.invite = "" } } }
    }
    Column {
        visible: !root.compares && !root.differ && root.joins && !root.isPaired
        width: parent.width; spacing: 16
        Field { label: "The invite"; note: "Line breaks in it make no difference."; refusal: joining.refusal; TextArea { id: pasted; objectName: "invite"; width: parent.width; placeholderText: "troth:…"; Accessible.name: "The invite" } }
        Button { text: "Join"; highlighted: true; enabled: pasted.text.trim() !== "" && !joining.running; onClicked: joining.run({ invite: pasted.text }) }
    }
    Column {
        visible: root.compares && !root.differ
        width: parent.width; spacing: 16
        Heading { width: parent.width; text: "Read these aloud to one another" }
        Para { width: parent.width; font.pixelSize: Theme.row; text: "Face to face, or on the phone if you know the voice. If both of you see the same, nobody is in between." }
        Rectangle {
            width: parent.width; height: 118; radius: Theme.radius; color: Theme.surface; border.width: 1; border.color: Theme.border
            Text { textFormat: Text.PlainText; anchors.centerIn: parent; text: root.digits; font.family: Theme.display; font.pixelSize: Theme.welcome; font.weight: Font.Light; font.letterSpacing: 3; color: Theme.text }
            Accessible.role: Accessible.StaticText; Accessible.name: root.digits
        }
        Row { spacing: 10; Button { text: "They match"; iconName: "check"; onClicked: confirming.run({ digits: root.digits }) } Button { text: "They differ"; onClicked: { cancelling.run({}); root.differ = true; root.invite = "" } } }
        Refusal { refusal: confirming.refusal }
        Para { width: parent.width; font.pixelSize: Theme.note; text: "If they differ, stop here: somebody may be in between. They learn the name you chose, and no word more; this pairing is deleted." }
    }
    Notice {
        visible: root.differ
        width: parent.width; title: "Then somebody may be in between. This pairing is deleted."
        text: "Whoever was in between knows the name you chose, and no word more. It is no fault of either of you. Try again when you sit side by side."
        Button { text: "Make a new invite"; onClicked: root.differ = false }
    }
    Column {
        visible: root.isPaired
        width: parent.width; spacing: 12
        StateMark { kind: "force"; text: "Paired with " + (root.p.partner || Us.partner) }
        Para { width: parent.width; text: "You compared " + root.digits + "."; visible: root.digits !== ""; font.pixelSize: Theme.note }
    }
}
