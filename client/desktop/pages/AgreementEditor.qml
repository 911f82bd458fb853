import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// The agreement while it is changed: every clause stands where it is read, and can be written in. What is changed
// becomes one proposal; nothing is signed here but by the sheet that shows its exact words.
Column {
    id: root
    property var clauses: []             // as the agreement shows them: what is on hold, and one's limits
    property string goTo                 // the id of a clause
    readonly property bool wide: width > 700
    readonly property var heldIds: clauses.filter(c => (c.obstacles || []).some(o => o.why === "on_hold")).map(c => c.id)
    function heldOf(kind, partner) { return clauses.some(c => c.kind === kind && heldIds.indexOf(c.id) >= 0 && (!partner || Us.isMe(c.partner) === (partner === "me"))) }
    function of(table) { return Edits.parts.filter(p => p.table === table) }
    function goToClause() {
        if (goTo === "") return
        const part = Edits.parts.find(p => p.fields.id && goTo.startsWith(p.fields.id))
        const clause = clauses.find(c => c.id === goTo) || {}, kind = clause.kind
        if (part) Edits.refused(part.key, part.table === "area" ? "name" : "text")
        else if (kind === "role") Edits.refused("role " + (Us.isMe(clause.partner) ? "me" : "partner"), "title")
        else if (kind === "preamble") Edits.refused("", "preamble")
        else if (kind === "rhythm") Edits.refused("rhythm ", "check_in")
        else if (kind === "term") Edits.refused("term ", "renew_by")
    }
    width: parent ? parent.width : 600
    spacing: Theme.gap
    Component.onCompleted: { if (!Edits.begun) Edits.begin(); else Qt.callLater(goToClause) }
    Connections { target: Edits; function onRenewed(key) { if (key === "*") Qt.callLater(root.goToClause) } }
    Refusal { refusal: Edits.asking.refusal }
    Card {
        visible: Edits.begun
        width: parent.width
        pad: root.wide ? 48 : 26
        spacing: 0
        EditPart {
            key: ""; name: "the preamble"; removes: false
            held: root.heldOf("preamble")
            EditText { key: ""; field: "preamble"; name: "Preamble"; hint: "Preamble: what this is between you"; font.pixelSize: Theme.subject; font.italic: true }
        }
        Gap { height: 22 }
        Column {
            width: parent.width; spacing: 18
            Repeater {
                model: root.of("role")
                EditPart {
                    id: role
                    required property var modelData
                    readonly property bool mine: modelData.fields.partner === "me"
                    readonly property string who: mine ? Us.me : Us.partner
                    key: modelData.key; name: "the role of " + who; removes: false
                    held: root.heldOf("role", modelData.fields.partner)
                    Item {
                        width: parent.width; implicitHeight: title.implicitHeight
                        Avatar { who: role.who; soft: true; size: 32 }
                        Label { id: whose; x: 44; height: 32; verticalAlignment: Text.AlignVCenter; text: role.who + ","; font.family: Theme.serif; font.pixelSize: Theme.clause }
                        EditText { id: title; anchors { left: whose.right; leftMargin: 8; right: parent.right } key: role.key; field: "title"; name: "The title of " + role.who }
                    }
                    RadioButton {
                        objectName: role.key + ".leads"
                        width: parent.width; text: Us.who(role.who) + (role.mine ? " lead" : " leads") + " by default"
                        readonly property bool at: Edits.value(role.key, "leads") === true
                        onAtChanged: checked = at
                        Component.onCompleted: checked = at
                        onClicked: root.of("role").forEach(other => Edits.set(other.key, "leads", other.key === role.key))
                    }
                    EditUntil { x: 10; width: parent.width - 10; key: role.key; name: role.name }
                    Refusal { refusal: Edits.refusalAt(role.key, "") || Edits.refusalAt(role.key, "leads") }
                }
            }
        }
        Repeater { model: Edits.areas.map(p => p.key); EditArea { required property string modelData; key: modelData; heldIds: root.heldIds } }
        Gap { height: 26 }
        Button { objectName: "add-area"; x: -4; flat: true; iconName: "plus"; text: "Add an area"; onClicked: Edits.add("area") }
        Part {
            name: "Limits"
            Gap { height: 14 }
            Para { text: "A limit is its owner’s alone: it is not proposed, and needs nobody’s agreement. Yours can be made firmer on its own page."; font.pixelSize: Theme.note }
            Gap { height: 8 }
            Repeater {
                model: root.clauses.filter(c => c.kind === "limit")
                ListRow { required property var modelData; x: -12; width: parent.width + 24; quiet: true; iconName: Phrases.clauseIcon(modelData); text: modelData.text || ""; note: Us.isMe(modelData.owner) ? "Yours" : Us.possessive(modelData.owner); onClicked: Place.go("limit", modelData.id) }
            }
            Button { x: -4; flat: true; iconName: "plus"; text: "Add a limit of yours"; onClicked: Place.go("limit") }
        }
        Part {
            name: "Expectations and desires"
            Gap { height: 14 }
            Column {
                width: parent.width; spacing: 22
                Repeater {
                    model: root.of("expectation").map(p => p.key)
                    EditPart {
                        id: hope
                        required property string modelData
                        key: modelData; name: Edits.value(modelData, "text") || "the new expectation"
                        held: root.heldIds.some(id => part && !part.isNew && id.startsWith(part.fields.id))
                        EditText { key: hope.key; field: "text"; name: "The words of the expectation"; hint: "What you hope for, or need" }
                        Column {
                            x: 10; width: parent.width - 10; spacing: 10
                            EditChoice { label: "Whose"; key: hope.key; field: "owner"; words: ["me", "partner"]; options: ["Yours", Us.possessive(Us.partner)] }
                            EditChoice { label: "What it is"; key: hope.key; field: "sort"; words: ["expectation", "desire"]; options: ["Expectation", "Desire"] }
                            EditUntil { key: hope.key; name: hope.name }
                        }
                        Refusal { refusal: Edits.refusalAt(hope.key, "") }
                    }
                }
            }
            Gap { height: 10 }
            Button { objectName: "add-expectation"; x: -4; flat: true; iconName: "plus"; text: "Add an expectation or desire"; onClicked: Edits.add("expectation") }
        }
        Part { name: "Rhythm and term"; Gap { height: 14 } EditRhythm { held: ({ rhythm: root.heldOf("rhythm"), term: root.heldOf("term") }) } }
    }
    Card {
        visible: Edits.begun
        width: parent.width; spacing: 16
        Heading { text: Edits.count === 0 ? "Nothing is changed yet" : Edits.count === 1 ? "One change, as one proposal" : Edits.count + " changes, as one proposal"; width: parent.width }
        Para { text: "Nothing is signed before you have read the exact words, and nothing changes until you have both said yes." }
        EditLine { key: ""; field: "title"; label: "What changes, in a few words"; hint: "An evening without telephones" }
        Column { width: parent.width; spacing: 6; Label { text: "Why you ask for it"; font.pixelSize: Theme.note; font.weight: Font.DemiBold } EditText { key: ""; field: "reason"; name: "Why you ask for it"; hint: "In your own words"; font.pixelSize: Theme.words } }
        Refusal { refusal: Edits.refusalOfAll || asking.refusal }
        Button { visible: [Edits.refusal, asking.refusal].some(no => no && no.code === "standing_changed"); text: "Take up what stands now"; Accessible.description: "What you wrote stays."; onClicked: Edits.begin() }
        Flow {
            width: parent.width; spacing: 10
            Button { objectName: "propose-edits"; highlighted: true; iconName: "pen"; text: "Propose"; Accessible.description: "Shows the exact words first"; enabled: Edits.count > 0 && !asking.running; onClicked: { root.sent = Edits.given(); asking.run({ parts: root.sent.parts, sheet: Edits.sheet }) } }
            Button { visible: !Edits.untouched && !drops.asked; flat: true; text: "Drop the changes"; onClicked: drops.asked = true }
            Button { objectName: "as-a-file"; visible: Edits.untouched; flat: true; text: "Write a file instead"; onClicked: Place.go("propose") }
        }
        Notice {
            id: drops
            property bool asked: false
            visible: asked && !Edits.untouched
            width: parent.width; kind: "trash"
            title: "Drop what you wrote here?"; text: "It was not proposed, and is kept nowhere else."
            Button { objectName: "drop-edits"; text: "Drop it"; onClicked: { drops.asked = false; Edits.clear(); Place.go("agreement") } }
            Button { text: "Keep it"; onClicked: drops.asked = false }
        }
    }
    property var sent: null
    Doing { id: asking; what: "wording"; onDone: (answer) => { if (answer.refusal) Edits.refuse(answer.refusal, root.sent.keys); else { Edits.refusal = null; sheet.show(answer, { parts: root.sent.parts }) } } }
    WordingSheet { id: sheet; place: "the document"; onProposed: (answer) => { Edits.clear(); Place.go("proposal", answer.id) } }
}
