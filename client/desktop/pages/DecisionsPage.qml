import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// Questions to whoever decides in an area, and what was answered.
Page {
    id: page
    title: "Decisions"
    subtitle: "Whoever decides in an area answers. A day that passes has no consequence."
    Asking { id: asking; what: "decisions"; arguments: ({ open: false }) }
    Asking { id: agreement; what: "agreement" }
    Doing { id: putting; what: "ask_decision"; onDone: { text.clear(); due.clear() } }
    readonly property var areas: ((agreement.answer || {}).clauses || []).filter(c => c.kind === "area" && c.reach !== "outside").map(c => c.name)
    readonly property var all: asking.answer || []
    function note(d) { return d.area + " · " + Us.who(d.by) + ", " + Phrases.lower(Phrases.day(d.written_ms)) + (d.stage === "answered" ? "" : d.waits_for_me ? " · waits for your answer" : d.view_wanted_of_me ? " · your view comes first" : d.decides ? " · " + Us.who(d.decides) + (Us.isMe(d.decides) ? " decide" : " decides") : "") + (d.due_ms ? " · by " + Phrases.lastDay(d.due_ms) : "") }
    Columns {
        width: parent.width
        rightWidth: 320
        main: [
            Card {
                visible: page.all.some(d => d.stage !== "answered")
                width: parent.width; spacing: 2; bottomPad: 10
                SectionTitle { text: "Wait for an answer"; bottomPadding: 6 }
                Repeater { model: page.all.filter(d => d.stage !== "answered"); ListRow { required property var modelData; x: -12; width: parent.width + 24; who: modelData.by; text: modelData.text; note: page.note(modelData); verb: modelData.waits_for_me ? "Answer" : " "; onClicked: Place.go("decision", modelData.id) } }
            },
            Card {
                visible: page.all.some(d => d.stage === "answered")
                width: parent.width; spacing: 2; bottomPad: 10
                SectionTitle { text: "Answered"; bottomPadding: 6 }
                Repeater { model: page.all.filter(d => d.stage === "answered"); ListRow { required property var modelData; x: -12; width: parent.width + 24; quiet: true; iconName: "check"; text: modelData.text; note: (modelData.answers.length ? Phrases.quoted(modelData.answers[modelData.answers.length - 1].text) + " · " : "") + page.note(modelData); verb: " "; onClicked: Place.go("decision", modelData.id) } }
            },
            Nothing { visible: asking.answered && page.all.length === 0; iconName: "decisions"; title: "No question yet"; text: "Either of you may ask. Where the reach is “discuss”, the other’s view comes first." },
            Refusal { refusal: asking.refusal }
        ]
        aside: [
            Card {
                width: parent.width; spacing: 14
                SectionTitle { text: "Ask for a decision" }
                Field { label: "In which area"; ComboBox { id: area; width: parent.width; model: page.areas; name: "Area" } }
                Field { label: "The question"; TextArea { id: text; objectName: "question"; width: parent.width; placeholderText: "May I …?"; Accessible.name: "The question" } }
                Field { label: "By, if it matters"; refusal: putting.refusal; TextField { id: due; width: parent.width; placeholderText: "2027-01-31"; Accessible.name: "By which day, optional" } }
                Button { objectName: "ask"; width: parent.width; highlighted: true; text: "Ask"; enabled: !putting.running; onClicked: putting.run({ area: area.currentText, text: text.text, due: due.text }) }
            }
        ]
    }
}
