import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// The minutes of the open review: each text that stands, whole, above the button that signs that very text; and other words
// for them, which begin with everything that they say. What is typed stays whatever arrives meanwhile.
Card {
    id: root
    property var review: null
    readonly property var texts: review ? (review.minutes || []).filter(m => !m.replaced) : []
    property bool begun: false           // with what stands, to be changed
    readonly property bool open: begun || texts.length === 0 || words.text + lessons.text + next.text + todo.text !== ""
    property var replaces: []            // the texts that they were begun from
    property var actions: []             // fields of a minutes file, as the program reads it
    Doing { id: beginning; what: "minutes_sheet"; onDone: (answer) => root.take(answer.parts) }
    Doing { id: writing; what: "write_minutes"; onDone: root.clear() }
    Doing { id: signing; what: "sign_minutes" }
    function take(parts) {
        const own = parts.find(p => p.table === "").fields
        words.text = own.text.replace(/\n$/, ""); lessons.text = own.lessons || ""; next.text = own.next_review || ""
        replaces = own.replaces || []
        actions = parts.filter(p => p.table === "action").map(p => p.fields)
        begun = true
        words.forceActiveFocus(Qt.TabFocusReason)
    }
    function clear() { words.clear(); lessons.clear(); next.clear(); todo.clear(); replaces = []; actions = []; begun = false }
    function write() {
        const own = { text: words.text, lessons: lessons.text, replaces: replaces }
        if (next.text.trim() !== "") own.next_review = next.text.trim()
        const all = todo.text === "" ? actions : actions.concat([{ text: todo.text, owner: ["me", "partner", "both"][owner.currentIndex] }])
        writing.run({ parts: [{ table: "", fields: own }].concat(all.map(fields => ({ table: "action", fields: fields }))) })
    }
    spacing: 14
    SectionTitle { text: root.texts.length > 1 ? "Minutes: you both wrote at the same time, and both texts stand" : "Minutes" }
    Repeater {
        model: root.texts
        Rectangle {
            id: one
            required property var modelData
            width: parent.width; height: whole.implicitHeight + 32
            radius: Theme.radiusSmall; color: Theme.sunken
            Column {
                id: whole
                x: 16; y: 16; width: parent.width - 32; spacing: 10
                MinutesText { minutes: one.modelData }
                Label { width: parent.width; wrapMode: Text.Wrap; color: Theme.muted; font.pixelSize: Theme.note; text: Us.who(one.modelData.by) + " signed this text, " + Phrases.lower(Phrases.when(one.modelData.written_ms)) + ". " + (one.modelData.signed_ms ? (Us.isMe(one.modelData.by) ? Us.partner : "You") + " signed it, " + Phrases.lower(Phrases.when(one.modelData.signed_ms)) + "." : one.modelData.waits_for_me ? "Your signature is open." : "The signature of " + Us.partner + " is open.") }
                Button { objectName: "sign-minutes"; visible: one.modelData.waits_for_me; text: "Sign these minutes"; highlighted: true; iconName: "pen"; enabled: !signing.running; onClicked: signing.run({ id: one.modelData.id }) }
            }
        }
    }
    Refusal { refusal: signing.refusal }
    Button { objectName: "other-minutes"; visible: !root.open; text: "Write other words"; enabled: !beginning.running; onClicked: beginning.run({}) }
    Refusal { refusal: beginning.refusal }
    Column {
        visible: root.open; enabled: visible
        width: parent.width; spacing: 14
        TextArea { id: words; objectName: "minutes"; width: parent.width; Accessible.name: "Minutes"; placeholderText: "What we spoke about"; font.family: Theme.serif; font.pixelSize: Theme.words }
        Field { label: "What we learnt"; TextArea { id: lessons; objectName: "lessons"; width: parent.width; Accessible.name: "What we learnt"; placeholderText: "Ask before the week begins" } }
        Repeater {
            model: root.actions
            Item {
                id: kept
                required property var modelData
                required property int index
                width: parent.width; height: Math.max(what.implicitHeight, out.height)
                Label { id: what; width: parent.width - out.width - 10; anchors.verticalCenter: parent.verticalCenter; wrapMode: Text.Wrap; text: "To do, " + ({ me: "you", partner: Us.partner, both: "both of you" })[kept.modelData.owner || "both"] + (kept.modelData.due ? ", by " + kept.modelData.due : "") + ": " + kept.modelData.text }
                Button { id: out; anchors.right: parent.right; flat: true; text: "Leave it out"; Accessible.name: "Leave out: " + kept.modelData.text; onClicked: root.actions = root.actions.filter((a, i) => i !== kept.index) }
            }
        }
        Field { label: "Something to do"; TextField { id: todo; width: parent.width; Accessible.name: "Something to do"; placeholderText: "Buy a lamp" } }
        Segments { id: owner; visible: todo.text !== ""; options: ["You", Us.partner, "Both"]; currentIndex: 2; name: "Who does it" }
        Field { label: "The next review"; note: "A day, like 2027-05-20. Without one it is when the rhythm says."; TextField { id: next; objectName: "next-review"; width: parent.width; Accessible.name: "The next review" } }
        Refusal { refusal: writing.refusal }
        Button { objectName: "write-minutes"; text: root.texts.length > 0 ? "Sign this text instead" : "Write and sign"; highlighted: root.texts.length === 0; enabled: !writing.running; onClicked: root.write() }
        Button { visible: root.texts.length > 0; flat: true; x: -10; text: "Leave them as they are"; onClicked: root.clear() }
    }
    Para { font.pixelSize: Theme.note; text: "The minutes count when both of you have signed the same text. Whoever changes a word afterwards starts again with two open signatures." }
}
