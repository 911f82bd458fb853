import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// One proposal: what stands beside what would, the reason, what was said, and the exact words beside the button
// that signs them. What does not count says why, and offers to agree again.
Page {
    id: page
    readonly property string subjectId: Place.subject
    Asking { id: asking; what: "proposal"; arguments: ({ id: page.subjectId }) }
    Doing { id: accepting; what: "accept" }
    Doing { id: declining; what: "decline"; onDone: page.answer = "" }
    Doing { id: retracting; what: "retract"; onDone: page.answer = "" }
    Doing { id: talking; what: "ask_talk" }
    property string answer: ""           // decline or retract, while its reason is written
    readonly property var p: asking.answer || ({})
    readonly property bool isOpen: p.stage === "open"
    readonly property bool own: Us.isMe(p.by)
    readonly property var changes: p.changes || []
    readonly property bool isVoid: p.stage === "void" || p.leaves_on_hold === true
    readonly property bool crossed: p.crossed === true
    readonly property bool isLift: (p.lifts || []).length > 0
    readonly property var others: Us.onHold.reduce((all, h) => all.concat(h.proposals || []), []).filter((id, i, all) => all.indexOf(id) === i && id !== page.subjectId)
    leadsBack: true
    title: p.title || (isLift ? "Lift what is restricted" : p.reaffirms ? "Reaffirm the agreement" : asking.answered ? "A proposal" : " ")
    subtitle: p.by ? Us.who(p.by) + " proposed this " + Phrases.lower(Phrases.when(p.written_ms)) + (isOpen ? (p.waits_for_me ? " · it waits for you" : " · it waits for " + Us.partner) : isVoid ? " · it does not count" : " · " + Phrases.stages[p.stage][1].toLowerCase()) + (p.known_to_all === false && isOpen ? " · not yet known to both" : "") : ""
    component Two: Grid {
        readonly property real cell: columns === 2 ? (width - Theme.gap) / 2 : width
        width: parent ? parent.width : 0
        columns: width > 640 ? 2 : 1; columnSpacing: Theme.gap; rowSpacing: Theme.gap
    }
    // What a restriction says, as it stands, and since when.
    component Lifted: Said {
        required property var modelData
        width: parent ? parent.width : 0
        text: Us.restricted(modelData) + "\nIn force since " + Phrases.lower(Phrases.when(modelData.written_ms)) + "."
    }
    Refusal { refusal: asking.refusal }
    Notice {
        visible: page.isVoid
        width: parent.width
        kind: "hold"
        title: page.isVoid ? (page.p.notes || []).join("\n") || "It does not count: agree again." : ""
        text: (page.crossed ? "Nobody did anything wrong, and neither had seen the other’s. " : "") + "The older words are kept, but they are not in force: going back to them would impose them. Until you have both agreed again, each of you decides alone here."
        Repeater { model: page.isVoid && page.crossed ? page.others : []; Button { required property string modelData; text: "Look at the other"; onClicked: Place.go("proposal", modelData) } }
        Button { text: "Ask to talk, as equals"; flat: true; ink: Theme.hold; onClicked: talking.run({ as_equals: true, text: page.title }) }
    }
    Repeater { model: page.isVoid ? [] : page.p.notes || []; Para { required property string modelData; text: modelData; width: page.inner } }
    Two {
        id: two
        visible: page.changes.length > 0
        Card {
            id: now
            width: parent.cell; height: parent.columns === 2 ? Math.max(implicitHeight, next.implicitHeight) : implicitHeight
            raised: false; fill: "transparent"
            spacing: 20
            SectionTitle { text: "What stands" }
            Repeater { model: page.changes.filter(c => c.change !== "added"); Change { required property var modelData; width: now.inner; change: modelData; side: "before" } }
            Para { visible: page.changes.every(c => c.change === "added"); width: now.inner; text: "Nothing yet. All of this would be new." }
        }
        Card {
            id: next
            width: parent.cell; height: parent.columns === 2 ? Math.max(implicitHeight, now.implicitHeight) : implicitHeight
            spacing: 20
            SectionTitle { text: page.own ? "What you proposed" : "What " + page.p.by + " proposes" }
            Repeater { model: page.changes; Change { required property var modelData; width: next.inner; change: modelData; side: modelData.change === "removed" ? "before" : "after" } }
        }
    }
    Card {
        visible: page.isLift
        width: parent.width; spacing: 12
        SectionTitle { text: "What would be lifted" }
        Repeater { model: page.p.lifts || []; Lifted {} }
        Para { text: "A pause is lifted as soon as both have signed, unless your agreement names a cooling-off. A limit, withdrawn consent or an ending waits through it, and until then whoever restricted can do so again, alone."; font.pixelSize: Theme.note }
    }
    Columns {
        width: parent.width
        breakAt: 700
        rightWidth: 344
        main: [
            Column {
                width: parent.width
                spacing: 18
                topPadding: 4
                SectionTitle { visible: !!page.p.reason; text: page.own ? "Your reason" : "The reason" }
                Said { visible: !!page.p.reason; text: Phrases.quoted(page.p.reason || ""); font.italic: true }
                Repeater { model: page.p.noes || []; Column { required property var modelData; width: parent.width; spacing: 4; SectionTitle { text: Us.has(modelData.by) + (modelData.kind === "retract" ? " taken it back" : " declined it") + ", " + Phrases.lower(Phrases.when(modelData.written_ms)) } Said { visible: !!modelData.reason; text: Phrases.quoted(modelData.reason || ""); font.italic: true } } }
                Line { visible: !!page.p.reason }
                Thread { about: page.subjectId }
            }
        ]
        aside: [
            Card {
                visible: page.isOpen && !page.own
                width: parent.width
                spacing: 14
                SectionTitle { text: "What you would sign" }
                Rectangle {
                    visible: page.changes.length > 0
                    width: parent.width; height: exact.implicitHeight + 32; radius: Theme.radiusSmall; color: Theme.sunken
                    Column {
                        id: exact
                        x: 16; y: 16; width: parent.width - 32; spacing: 16
                        Repeater { model: page.changes; Change { required property var modelData; width: exact.width; change: modelData; side: modelData.change === "removed" ? "before" : "exact"; size: Theme.words } }
                    }
                }
                SectionTitle { visible: page.isLift; text: "It lifts" }
                Repeater { model: page.p.lifts || []; Lifted {} }
                Para { visible: !!page.p.reaffirms; text: "You sign the whole agreement again, as it stands." }
                Para { text: "In force once you have signed. You can take your consent back at any time, alone."; font.pixelSize: Theme.note }
                Button { objectName: "accept"; width: parent.width; text: "Accept and sign"; highlighted: true; iconName: "pen"; enabled: !accepting.running; onClicked: accepting.run({ id: page.subjectId }) }
                Refusal { refusal: accepting.refusal }
                Row { width: parent.width; spacing: 10; Button { width: (parent.width - 10) / 2; text: "Counter"; visible: !page.isLift; onClicked: Place.go("propose", page.subjectId, "counter") } Button { width: page.isLift ? parent.width : (parent.width - 10) / 2; text: "Decline"; onClicked: page.answer = page.answer === "decline" ? "" : "decline" } }
                Column {
                    visible: page.answer === "decline"; width: parent.width; spacing: 10
                    TextArea { id: why; width: parent.width; placeholderText: "A reason, if you like" }
                    Button { width: parent.width; text: "Decline it"; enabled: !declining.running; onClicked: declining.run({ id: page.subjectId, reason: why.text }) }
                    Refusal { refusal: declining.refusal }
                }
                Label { width: parent.width; wrapMode: Text.Wrap; horizontalAlignment: Text.AlignHCenter; color: Theme.muted; font.pixelSize: Theme.small; text: "Leaving it open is an answer, too." }
            },
            Card {
                visible: page.isOpen && page.own
                width: parent.width; spacing: 14
                SectionTitle { text: "It waits for " + Us.partner }
                Para { text: "You can take it back as long as it is open."; font.pixelSize: Theme.note }
                TextArea { id: back; width: parent.width; placeholderText: "A reason, if you like" }
                Button { width: parent.width; text: "Take it back"; enabled: !retracting.running; onClicked: retracting.run({ id: page.subjectId, reason: back.text }) }
                Refusal { refusal: retracting.refusal }
            },
            Card {
                visible: asking.answered && !page.isOpen && (page.isVoid || ["declined", "retracted", "restricted", "outdated"].indexOf(page.p.stage) >= 0)
                width: parent.width; spacing: 14
                SectionTitle { text: page.isVoid ? "Agree again" : "If you still want it" }
                Para { text: page.isVoid ? "One of you proposes the words that you both want, and the other signs them." : "Ask for the same words anew, or for others."; font.pixelSize: Theme.note }
                Button { width: parent.width; text: "Propose these words again"; highlighted: true; iconName: "pen"; onClicked: Place.go("propose", page.subjectId, "again") }
                Button { visible: page.isVoid; width: parent.width; text: "Write new words"; onClicked: Place.go("agreement", "", "edit") }
            }
        ]
    }
}
