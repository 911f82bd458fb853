import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// The life of one clause: each content that it had, who asked, who agreed, and when; and consent to it.
Page {
    id: page
    leadsBack: true
    maxWidth: 860
    Asking { id: asking; what: "clause"; arguments: ({ id: Place.subject }) }
    Doing { id: withdrawing; what: "withdraw"; onDone: page.asks = false }
    Doing { id: noting; what: "observe"; onDone: note.clear() }
    property bool asks: false
    readonly property var c: asking.answer || ({})
    title: c.kind ? Phrases.capital(c.kind) : " "
    subtitle: !c.kind ? "" : c.on_hold ? "On hold: agree again" : c.in_force ? "In force" : c.stands ? "Stands, and is not in force now" : "No longer part of the agreement"
    actions: [Button { visible: !!page.c.stands; text: "Propose other words"; onClicked: Place.go("agreement", "", "edit:" + page.c.id) }]
    Refusal { refusal: asking.refusal }
    Card { width: parent.width; visible: !!page.c.name; Said { text: page.c.name || ""; font.pixelSize: Theme.subject } }
    Columns {
        width: parent.width
        breakAt: 700
        main: [
            Card {
                width: parent.width; spacing: 22
                SectionTitle { text: "Its life, newest first" }
                Repeater {
                    model: page.c.steps || []
                    Item {
                        id: step
                        required property var modelData
                        readonly property var v: modelData.version || ({})
                        width: parent.width; height: body.implicitHeight
                        Avatar { who: step.v.proposed_by || step.v.by || ""; soft: true; size: 28 }
                        Column {
                            id: body
                            x: 42; width: parent.width - 42; spacing: 6
                            Label { width: parent.width; wrapMode: Text.Wrap; font.weight: Font.DemiBold; text: step.v.proposed_by ? Us.who(step.v.proposed_by) + " asked, " + (Us.isMe(step.v.by) ? "you" : step.v.by) + " agreed" : Us.who(step.v.by) + ": " + String(step.modelData.what).replace(/_/g, " ") }
                            Label { width: parent.width; wrapMode: Text.Wrap; color: Theme.muted; font.pixelSize: Theme.note; text: [Phrases.when(step.v.written_ms), step.v.title, step.modelData.on_hold ? "on hold since" : "", step.v.counts === false ? "does not count" : ""].filter(t => t).join(" · ") }
                            Change { visible: !!step.modelData.change; width: parent.width; change: step.modelData.change || ({}) }
                            Said { visible: !!step.v.reason; text: Phrases.quoted(step.v.reason || ""); font.italic: true; font.pixelSize: Theme.words; color: Theme.muted }
                            Button { visible: !!step.v.proposal; x: -10; flat: true; text: "The proposal"; onClicked: Place.go("proposal", step.v.proposal) }
                        }
                    }
                }
            }
        ]
        aside: [
            Card {
                visible: page.c.kind === "standard" && !!page.c.stands
                width: parent.width; spacing: 12
                SectionTitle { text: "Lately" }
                TextArea { id: note; width: parent.width; placeholderText: "A few words, if you like" }
                Row { spacing: 8; Button { text: "Kept"; onClicked: noting.run({ sort: "kept", standard: Place.subject, text: note.text }) } Button { text: "Missed"; onClicked: noting.run({ sort: "missed", standard: Place.subject, text: note.text }) } }
                Button { text: "Appreciated"; onClicked: noting.run({ sort: "appreciated", standard: Place.subject, text: note.text }) }
                Refusal { refusal: noting.refusal }
                Para { text: "Either of you may note it, about either. Nothing follows from it."; font.pixelSize: Theme.small }
            },
            Card {
                visible: !!page.c.stands
                width: parent.width; spacing: 12
                SectionTitle { text: "Your consent" }
                Para { text: "You can take it back at once, alone, without a reason. Only both together can bring it back."; font.pixelSize: Theme.note }
                TextField { id: why; width: parent.width; placeholderText: "A reason, if you like"; Accessible.name: "Reason, optional" }
                Button { width: parent.width; text: "Withdraw consent"; enabled: !withdrawing.running; onClicked: withdrawing.run({ clauses: [Place.subject], reason: why.text }) }
                Refusal { refusal: withdrawing.refusal }
            },
            Card { width: parent.width; Thread { about: Place.subject; width: parent.width } }
        ]
    }
}
