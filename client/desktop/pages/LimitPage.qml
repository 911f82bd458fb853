import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// One limit: its words, what it suspends, and for its owner the form that tightens it; without one, the form of a
// new limit. Either is signed by its owner alone.
Page {
    id: page
    readonly property bool isNew: Place.subject === ""
    Asking { id: asking; what: "agreement" }
    Asking { id: all; what: "restrictions"; arguments: ({ all: true }) }
    readonly property var clauses: (asking.answer || {}).clauses || []
    readonly property var limit: isNew ? null : clauses.find(c => c.kind === "limit" && c.id === Place.subject) || null
    readonly property var act: isNew ? null : (all.answer || []).find(r => r.id === Place.subject) || null
    readonly property bool own: isNew || (!!limit && Us.isMe(limit.owner))
    readonly property var suspended: limit ? limit.suspends || [] : []
    readonly property bool isHard: !!limit && limit.strength === "hard"
    readonly property var couldSuspend: clauses.filter(c => ["area", "standard", "expectation"].indexOf(c.kind) >= 0 && suspended.indexOf(c.id) < 0)
    property var more: []                // ids of what it would suspend, beside what it does
    readonly property bool hard: isNew ? strength.currentIndex === 0 : isHard || harder.checked
    readonly property bool tightens: isNew ? words.text.trim() !== "" : (harder.checked && !isHard) || more.length > 0
    leadsBack: true
    maxWidth: 860
    title: isNew ? "A limit of yours" : "Limit"
    subtitle: isNew ? "In force at once, by your signature alone." : limit ? (isHard ? "Hard limit, " : "Soft limit, ") + (own ? "yours" : Us.possessive(limit.owner)) + ", signed alone " + Phrases.lower(Phrases.when(limit.proposed_ms)) : act ? (act.lifted ? "Lifted: it holds no more." : "") : asking.answered ? "It is no longer part of the agreement." : ""
    Doing { id: signing; what: page.isNew ? "add_limit" : "tighten_limit"; onDone: (answer) => { words.clear(); page.more = []; Place.go("limit", answer.id) } }
    Doing { id: lifting; what: "lift"; onDone: { why.clear(); Place.go("proposals") } }
    function sign() { signing.run(isNew ? { text: words.text, strength: hard ? "hard" : "soft", suspends: more } : { id: Place.subject, strength: hard ? "hard" : "soft", suspends: more }) }
    Refusal { refusal: asking.refusal }
    Card {
        visible: !page.isNew && (!!page.limit || !!page.act)
        width: parent.width; spacing: 10
        Said { text: page.limit ? page.limit.text || "" : page.act ? page.act.text || "" : ""; font.pixelSize: Theme.subject }
        Para { visible: page.suspended.length > 0; text: "While it stands, this rests: " + Us.clauseNames(page.suspended) + "."; font.pixelSize: Theme.note }
        Para { visible: !page.own; text: "Only " + (page.limit ? page.limit.owner : Us.partner) + " can make it firmer. It is taken back when you have both signed that."; font.pixelSize: Theme.note }
    }
    Card {
        visible: page.own && (page.isNew || !!page.limit)
        width: parent.width; spacing: 16
        SectionTitle { text: page.isNew ? "The limit" : "Make it firmer" }
        Field { visible: page.isNew; label: "The words"; TextArea { id: words; objectName: "limit-words"; width: parent.width; font.family: Theme.serif; font.pixelSize: Theme.words; placeholderText: "What is not to be, in your own words"; Accessible.name: "Words of the limit" } }
        Field { visible: page.isNew; label: "How firm"; Segments { id: strength; objectName: "limit-strength"; options: ["Hard: never", "Soft: not now, or with care"]; currentIndex: 0; name: "How firm" } }
        Switch { id: harder; objectName: "limit-harder"; visible: !page.isNew && !page.isHard; width: parent.width; text: "From soft to hard: never" }
        Para { visible: !page.isNew && page.isHard && page.couldSuspend.length === 0; text: "It is hard, and everything rests while it stands. There is nothing firmer." }
        Column {
            visible: page.couldSuspend.length > 0
            width: parent.width; spacing: 4
            SectionTitle { text: page.isNew || page.suspended.length === 0 ? "What rests while it stands, if anything" : "What rests as well, while it stands"; bottomPadding: 6 }
            Repeater {
                model: page.couldSuspend
                Switch {
                    required property var modelData
                    objectName: "suspends " + modelData.id
                    width: parent.width
                    text: (modelData.kind === "area" ? "All of " : "") + Phrases.clauseName(modelData)
                    Accessible.description: Phrases.capital(modelData.kind)
                    checked: page.more.indexOf(modelData.id) >= 0
                    onToggled: page.more = checked ? page.more.concat([modelData.id]) : page.more.filter(id => id !== modelData.id)
                }
            }
        }
    }
    Card {
        visible: page.own && (page.isNew || !!page.limit)
        width: parent.width; spacing: 12
        SectionTitle { text: "What you sign" }
        Rectangle {
            visible: page.tightens
            width: parent.width; height: exact.implicitHeight + 28; radius: Theme.radiusSmall; color: Theme.sunken
            Column {
                id: exact
                x: 16; y: 14; width: parent.width - 32; spacing: 6
                Said { objectName: "limit-exact"; text: page.isNew ? words.text : page.limit ? page.limit.text : ""; font.pixelSize: Theme.words }
                Label { width: parent.width; wrapMode: Text.Wrap; color: Theme.muted; font.pixelSize: Theme.note; text: (page.hard ? "Hard limit, yours" : "Soft limit, yours") + (page.suspended.concat(page.more).length ? " · suspends " + Us.clauseNames(page.suspended.concat(page.more)) : " · suspends nothing") }
            }
        }
        Para { font.pixelSize: Theme.note; text: "It holds at once, by you alone: " + Us.partner + " sees it, and is not asked. It also says no to what is open about anything that it suspends. Only a lift that you both sign takes it back." }
        Refusal { refusal: signing.refusal }
        Button { objectName: "limit-sign"; highlighted: true; iconName: "pen"; text: page.isNew ? "Sign the limit" : "Sign it so"; enabled: page.tightens && !signing.running; onClicked: page.sign() }
    }
    Card {
        visible: !page.isNew && !!page.limit
        width: parent.width; spacing: 12
        SectionTitle { text: "If it is to go" }
        Para { font.pixelSize: Theme.note; text: "Either of you can offer to lift it. It is lifted when you have both signed that, and the cooling-off in your agreement has passed." }
        TextField { id: why; width: parent.width; placeholderText: "A reason, if you like"; Accessible.name: "Reason, optional" }
        Button { objectName: "limit-lift"; text: "Offer to lift it"; enabled: !lifting.running; onClicked: lifting.run({ ids: [Place.subject], reason: why.text }) }
        Refusal { refusal: lifting.refusal }
    }
}
