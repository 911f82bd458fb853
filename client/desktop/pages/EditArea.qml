import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// An area while it is changed, with the standards in it.
Column {
    id: root
    property string key
    property var heldIds: []             // of clauses on hold
    property bool more: { const part = Edits.part(key); return !!part && part.isNew }
    readonly property string leads: Edits.value(key, "leader")
    readonly property var when: Edits.value(key, "when")
    readonly property bool hours: Array.isArray(when)
    property var lastHours: []           // they come back where somebody only looked at another choice
    onWhenChanged: if (hours && when.length) lastHours = when
    readonly property string defaultLeader: { const role = Edits.parts.find(p => p.table === "role" && Edits.value(p.key, "leads") === true); return !role ? "" : role.fields.partner === "me" ? Us.me : Us.partner }
    function isHeld(key) { const part = Edits.part(key); return !!part && !part.isNew && heldIds.some(id => id.startsWith(part.fields.id)) }
    width: parent ? parent.width : 300
    spacing: 0
    Connections { target: Edits; function onRefused(key, field) { if (key === root.key && ["reach", "leader", "when", "until"].indexOf(field) >= 0) root.more = true } }
    Gap { height: 32 }
    Line {}
    Gap { height: 22 }
    EditPart {
        id: head
        key: root.key
        name: Edits.value(root.key, "name") || "the new area"
        held: root.isHeld(root.key)
        EditText { key: root.key; field: "name"; name: "The name of the area"; hint: "Household"; font.pixelSize: Theme.section }
        ReachLine { width: parent.width; reach: Edits.value(root.key, "reach") || "outside"; leader: root.leads === "me" ? Us.me : root.leads === "partner" ? Us.partner : root.defaultLeader; when: root.when; until: Edits.value(root.key, "until") }
        EditText { key: root.key; field: "about"; name: "What the area is about"; font.pixelSize: Theme.words; color: Theme.muted }
        Button { objectName: "more " + root.key; visible: !root.more; flat: true; font.pixelSize: Theme.note; text: "Reach, lead and times"; Accessible.name: text + " of " + head.name; onClicked: root.more = true }
        Column {
            visible: root.more
            x: 10; width: parent.width - 10; spacing: 14; bottomPadding: 4
            EditChoice { key: root.key; field: "reach"; label: "How far it reaches"; words: ["outside", "consult", "discuss", "delegate"]; options: ["Outside", "Consult", "Discuss", "Delegate"] }
            EditChoice { key: root.key; field: "leader"; label: "Who leads here"; words: ["default", "me", "partner"]; options: ["As by default", "You", Us.partner] }
            Field {
                label: "When it applies"
                refusal: root.hours ? null : Edits.refusalAt(root.key, "when")
                Segments {
                    objectName: root.key + ".times"
                    name: "When it applies"; options: ["Always", "In moments", "Weekly hours"]
                    readonly property int at: root.hours ? 2 : root.when === "moments" ? 1 : 0
                    onAtChanged: currentIndex = at
                    Component.onCompleted: currentIndex = at
                    onChosen: (index) => { Edits.set(root.key, "when", ["always", "moments", root.lastHours][index]); Edits.renewed(root.key) }
                }
            }
            EditText { visible: root.hours; key: root.key; field: "when"; lines: true; name: "Weekly hours, one a line"; hint: "Mon-Fri 18:00-23:00"; font.family: Theme.sans; font.pixelSize: Theme.body }
            EditUntil { key: root.key; name: head.name }
        }
        Refusal { refusal: Edits.refusalAt(root.key, "") }
    }
    Para { visible: head.gone; topPadding: 6; font.pixelSize: Theme.note; text: "Its standards go with it." }
    Gap { height: 18 }
    Column {
        width: parent.width; spacing: 22
        Repeater {
            model: Edits.parts.filter(p => p.table === "standard" && Edits.areaOf(p) === root.key).map(p => p.key)
            EditStandard { required property string modelData; key: modelData; held: root.isHeld(modelData); removes: !head.gone }
        }
        Button { objectName: "add-standard " + root.key; visible: !head.gone; flat: true; x: -4; iconName: "plus"; text: "Add a standard"; Accessible.name: "Add a standard to " + head.name; onClicked: Edits.add("standard", root.key) }
    }
}
