import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// Pages of one's own. Nothing of them is sent, and nothing shows that they exist.
Page {
    id: page
    title: "Journal"
    subtitle: "Yours alone. Nothing of it is sent, and your partner’s program is not told that there is one."
    maxWidth: 820
    Asking { id: asking; what: "journal"; arguments: ({ most: 200 }) }
    Doing { id: writing; what: "write_page"; onDone: text.clear() }
    Doing { id: rewriting; what: "rewrite_page"; onDone: page.editing = "" }
    Doing { id: removing; what: "remove_page"; onDone: page.removingId = "" }
    property string editing: ""
    property string removingId: ""
    Card {
        width: parent.width; spacing: 14
        TextArea { id: text; holds: "page"; objectName: "journal-text"; width: parent.width; implicitHeight: Math.max(130, contentHeight + 24); font.family: Theme.serif; font.pixelSize: Theme.clause; placeholderText: "Today …"; Accessible.name: "A new page" }
        Refusal { refusal: writing.refusal }
        Button { text: "Keep this page"; highlighted: true; enabled: !writing.running; onClicked: writing.run({ text: text.text }) }
    }
    Refusal { refusal: asking.refusal }
    Repeater {
        model: asking.answer || []
        Card {
            id: one
            required property var modelData
            readonly property bool edits: page.editing === modelData.id
            width: page.inner
            SectionTitle { text: Phrases.when(one.modelData.begun_ms) }
            Said { visible: !one.edits; text: one.modelData.text || "" }
            TextArea { id: again; holds: "page"; visible: one.edits; width: parent.width; font.family: Theme.serif; font.pixelSize: Theme.clause; Accessible.name: "The page" }
            Refusal { refusal: one.edits ? rewriting.refusal : page.removingId === one.modelData.id ? removing.refusal : null }
            Flow {
                width: parent.width; spacing: 6
                Button { visible: !one.edits; x: -10; flat: true; text: "Change"; Accessible.name: "Change the page of " + Phrases.when(one.modelData.begun_ms); onClicked: { again.text = one.modelData.text; page.editing = one.modelData.id; again.forceActiveFocus() } }
                Button { visible: one.edits; text: "Keep it"; onClicked: rewriting.run({ id: one.modelData.id, text: again.text }) }
                Button { visible: one.edits; flat: true; text: "Leave it as it was"; onClicked: page.editing = "" }
                Button { visible: !one.edits; flat: true; text: page.removingId === one.modelData.id ? "Delete it: nothing of it stays" : "Delete"; Accessible.name: text + ", the page of " + Phrases.when(one.modelData.begun_ms); onClicked: if (page.removingId === one.modelData.id) removing.run({ id: one.modelData.id }); else page.removingId = one.modelData.id }
            }
        }
    }
}
