import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// What is open between the two, and what became of the others.
Page {
    id: page
    title: "Proposals"
    subtitle: "Nothing here counts until both of you have signed it. Leaving one open is an answer, too."
    maxWidth: 820
    Asking { id: asking; what: "proposals"; arguments: ({ all: true }) }
    readonly property var all: asking.answer || []
    readonly property var open: all.filter(p => p.stage === "open")
    readonly property var past: all.filter(p => p.stage !== "open")
    function name(p) { return p.title || (p.lifts && p.lifts.length ? "Lift what is restricted" : p.reaffirms ? "Reaffirm the agreement" : "A proposal") }
    actions: [Button { text: "Propose a change"; highlighted: true; iconName: "pen"; onClicked: Place.go("agreement", "", "edit") }]
    Refusal { refusal: asking.refusal }
    Nothing { visible: asking.answered && !asking.refusal && page.all.length === 0; iconName: "proposals"; title: "No proposal yet"; text: "A proposal is a set of changes that one of you puts to the other, with a reason. The other accepts it, answers with another, declines it, or leaves it open."; Button { text: "Write the first one"; onClicked: Place.go("propose", "", "template") } }
    Card {
        visible: page.open.length > 0
        width: parent.width; spacing: 2; bottomPad: 10
        SectionTitle { text: "Open"; bottomPadding: 6 }
        Repeater {
            model: page.open
            ListRow { required property var modelData; x: -12; width: parent.width + 24; who: modelData.by; text: page.name(modelData); note: Us.who(modelData.by) + ", " + Phrases.lower(Phrases.when(modelData.written_ms)) + (modelData.waits_for_me ? " · waits for you" : " · waits for " + Us.partner); verb: modelData.waits_for_me ? "Read" : " "; onClicked: Place.go("proposal", modelData.id) }
        }
    }
    Card {
        visible: page.past.length > 0
        width: parent.width; spacing: 2; bottomPad: 10
        SectionTitle { text: "Before"; bottomPadding: 6 }
        Repeater {
            model: page.past
            ListRow {
                required property var modelData
                readonly property var look: Phrases.stages[modelData.stage]
                x: -12; width: parent.width + 24; quiet: true
                iconName: look[0]; tint: modelData.stage === "void" ? Theme.hold : Theme.accent
                text: page.name(modelData); note: look[1] + " · " + Us.who(modelData.by) + ", " + Phrases.lower(Phrases.when(modelData.written_ms)); verb: " "
                onClicked: Place.go("proposal", modelData.id)
            }
        }
    }
}
