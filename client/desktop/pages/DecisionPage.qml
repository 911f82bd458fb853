import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// One question, the views, the answers, and how an answer now would be marked, before it is given.
Page {
    id: page
    leadsBack: true
    maxWidth: 820
    Asking { id: asking; what: "decision"; arguments: ({ id: Place.subject }) }
    readonly property var d: asking.answer || ({})
    readonly property var mark: d.if_answered_now || null
    Doing { id: viewing; what: "give_view"; onDone: view.clear() }
    Doing { id: answering; what: "answer"; onDone: reply.clear() }
    Doing { id: reopening; what: "reopen"; onDone: why.clear() }
    title: d.area || " "
    subtitle: d.by ? Us.who(d.by) + " asked " + Phrases.lower(Phrases.when(d.written_ms)) + (d.due_ms ? " · by " + Phrases.lastDay(d.due_ms) : "") : ""
    component Remark: Column {
        property var remark
        property string label
        width: parent ? parent.width : 0; spacing: 4
        SectionTitle { text: Us.possessive(parent.remark.by) + " " + parent.label + ", " + Phrases.lower(Phrases.when(parent.remark.written_ms)) }
        Said { text: parent.remark.text }
    }
    Refusal { refusal: asking.refusal }
    Card {
        visible: !!page.d.text
        width: parent.width; spacing: 20; pad: 32
        Said { text: page.d.text || ""; font.pixelSize: Theme.section }
        Line { visible: views.count + answers.count > 0 }
        Repeater { id: views; model: page.d.views || []; Remark { required property var modelData; remark: modelData; label: "view" } }
        Repeater {
            id: answers
            model: page.d.answers || []
            Column {
                id: given
                required property var modelData
                width: parent.width; spacing: 8
                Remark { remark: given.modelData; label: "answer" }
                StateMark { visible: !!given.modelData.judged; room: parent.width; kind: given.modelData.judged && given.modelData.judged.outcome === "inside" ? "force" : "lapsed"; text: given.modelData.judged ? given.modelData.judged.words || (given.modelData.judged.outcome === "inside" ? "Made under the agreement" : "Outside the agreement") : "" }
            }
        }
        Repeater { model: page.d.reopenings || []; Remark { required property var modelData; remark: modelData; label: "opening again" } }
    }
    Card {
        visible: !!page.d.text && page.d.stage !== "answered"
        width: parent.width; spacing: 14
        SectionTitle { text: page.d.waits_for_me ? "Your answer" : "An answer" }
        StateMark { visible: !!page.mark; room: parent.width; kind: page.mark && page.mark.outcome === "inside" ? "force" : "lapsed"; text: page.mark ? page.mark.words || (page.mark.outcome === "inside" ? "An answer now counts as made under the agreement." : "An answer now is kept, and marked as outside the agreement.") : "" }
        TextArea { id: reply; width: parent.width; font.family: Theme.serif; font.pixelSize: Theme.words; placeholderText: "The answer"; Accessible.name: "The answer" }
        Refusal { refusal: answering.refusal }
        Button { text: "Answer"; highlighted: true; enabled: !answering.running; onClicked: answering.run({ id: Place.subject, text: reply.text }) }
        Line { visible: !page.d.waits_for_me || page.d.view_wanted_of_me }
        Field { visible: !Us.isMe(page.d.decides); label: "Your view"; note: page.d.view_wanted_of_me ? "It comes before the answer: you agreed to discuss here." : ""; refusal: viewing.refusal; TextArea { id: view; width: parent.width; placeholderText: "What you think of it"; Accessible.name: "Your view" } }
        Button { visible: !Us.isMe(page.d.decides); text: "Give your view"; enabled: !viewing.running; onClicked: viewing.run({ id: Place.subject, text: view.text }) }
    }
    Card {
        visible: page.d.stage === "answered"
        width: parent.width; spacing: 14
        Field { label: "Open it again"; note: "Either of you may, with a reason or without."; refusal: reopening.refusal; TextField { id: why; width: parent.width; placeholderText: "A reason, if you like"; Accessible.name: "Reason, optional" } }
        Button { text: "Open it again"; onClicked: reopening.run({ id: Place.subject, text: why.text }) }
    }
    Card { visible: !!page.d.text; width: parent.width; Thread { about: Place.subject } }
}
