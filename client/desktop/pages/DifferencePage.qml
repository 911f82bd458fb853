import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// What differs between a version and the one that stands now, texts by the word.
Page {
    id: page
    leadsBack: true
    maxWidth: 860
    Asking { id: asking; what: "difference"; arguments: ({ before: Place.subject }) }
    readonly property var d: asking.answer || ({})
    title: "What changed"
    subtitle: d.before ? "Between " + Phrases.lower(Phrases.when(d.before.written_ms)) + " and " + Phrases.lower(Phrases.when(d.after.written_ms)) : ""
    Refusal { refusal: asking.refusal }
    Nothing { visible: asking.answered && (page.d.clauses || []).length === 0 && (page.d.restricted || []).length === 0; iconName: "check"; title: "Nothing differs"; text: "The words are the same." }
    Card {
        visible: (page.d.clauses || []).length > 0
        width: parent.width; spacing: 24
        Repeater { model: page.d.clauses || []; Change { required property var modelData; change: modelData; width: parent.width } }
    }
    Card {
        visible: (page.d.restricted || []).length > 0
        width: parent.width
        SectionTitle { text: "Restricted since" }
        Repeater { model: page.d.restricted || []; Said { required property var modelData; text: modelData.text || Us.possessive(modelData.by) + " " + modelData.kind + (modelData.covers && modelData.covers.length ? " of " + modelData.covers.join(", ") : "") } }
    }
}
