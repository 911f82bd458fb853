import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// One clause, as both signed it; beside it, who proposed and who accepted. A ring there: consent taken back.
Item {
    id: root
    property var c
    property bool margin: width > 640
    property bool leads: true             // to the clause's life
    readonly property var first: c.obstacles && c.obstacles.length ? c.obstacles[0] : null
    readonly property var restriction: first && first.why === "restricted" ? Us.restrictions.find(r => first.entries.indexOf(r.id) >= 0) || null : null
    readonly property string obstacle: restriction ? restriction.kind : first ? first.why : c.in_force === false ? "off" : ""
    readonly property string state: obstacle.includes("pause") ? "paused" : obstacle.includes("withdr") ? "withdrawn" : obstacle.includes("hold") || obstacle.includes("void") ? "hold"
        : obstacle.includes("laps") || obstacle.includes("ended") || obstacle.includes("until") || obstacle.includes("expired") || obstacle.includes("past") ? "lapsed" : obstacle.includes("ending") ? "ended" : obstacle.includes("limit") ? "limited" : obstacle ? "future" : ""
    readonly property string by: restriction ? " by " + (Us.isMe(restriction.by) ? "you" : restriction.by) + ", " + Phrases.lower(Phrases.day(restriction.written_ms)) : ""
    readonly property string stateText: ({ paused: "Paused" + by, withdrawn: "Withdrawn" + by, hold: "On hold: agree again", lapsed: "Past its date", ended: "Ended", limited: "Rests while a limit stands", future: "Not in force" })[state] || ""
    readonly property bool alone: c.kind === "limit"
    readonly property string provenance: !c.proposed_by ? "" : alone ? Us.possessive(c.proposed_by) + " own\nsigned alone, " + Phrases.shortDate(c.proposed_ms)
        : Us.who(c.proposed_by) + " proposed\n" + Us.who(c.accepted_by) + " accepted, " + Phrases.shortDate(c.accepted_ms)
    readonly property string meta: {
        const out = []
        if (c.kind === "standard") { if (c.applies_to) out.push("Applies to " + Phrases.appliesTo(c.applies_to)); if (c.every) out.push(Phrases.every(c.every)); if (c.if_missed) out.push("if it is missed: " + c.if_missed) }
        if (c.kind === "limit") { out.push((c.strength === "hard" ? "Hard limit" : "Soft limit") + ", " + (Us.isMe(c.owner) ? "yours" : c.owner + "’s")); if (c.suspends && c.suspends.length) out.push("suspends " + c.suspends.length + (c.suspends.length === 1 ? " clause" : " clauses")) }
        if (c.kind === "expectation") out.push(Us.isMe(c.owner) ? "Yours" : c.owner + "’s")
        if (c.until_ms) out.push("until " + Phrases.date(c.until_ms))
        if (c.known_to_all === false && !alone) out.push("not yet known to both")
        if (c.comments) out.push(c.comments === 1 ? "one comment" : c.comments + " comments")
        return out.join(" · ")
    }
    implicitHeight: Math.max(col.implicitHeight, side.implicitHeight)
    Edge { x: -15; kind: root.state; height: parent.height }
    Icon { y: root.state === "" ? 4 : -2; size: 19; name: root.state === "" || root.state === "limited" || root.state === "future" || root.state === "ended" ? Phrases.clauseIcon(root.c) : root.state === "lapsed" ? "clock" : root.state === "paused" ? "pause" : root.state; tint: root.state === "" ? (root.alone ? Theme.text : Theme.accent) : mark.tint }
    Column {
        id: col
        x: 34; width: root.width - 34 - (root.margin ? 208 : 0)
        spacing: 4
        StateMark { id: mark; sign: false; visible: root.state !== ""; kind: root.state || "force"; text: root.stateText }
        Label { width: parent.width; text: Phrases.clauseName(root.c); font.family: Theme.serif; font.pixelSize: Theme.clause; lineHeight: 1.08; wrapMode: Text.Wrap; color: root.state === "" ? Theme.text : Theme.muted }
        Label { visible: text !== ""; width: parent.width; text: root.meta; color: Theme.muted; font.pixelSize: Theme.note; wrapMode: Text.Wrap; lineHeight: 1.2 }
        Label { visible: !root.margin && text !== ""; width: parent.width; text: root.provenance.replace("\n", " · "); color: Theme.muted; font.pixelSize: Theme.small; wrapMode: Text.Wrap }
    }
    Row {
        id: side
        visible: root.margin && root.provenance !== ""
        x: root.width - 185; y: 4
        Row {
            spacing: 3
            Avatar { who: root.c.proposed_by || ""; size: 20; solid: root.state !== "withdrawn" }
            Avatar { visible: !root.alone; who: root.c.accepted_by || ""; size: 20; solid: root.state !== "withdrawn" }
        }
        Label { leftPadding: 10; text: root.provenance; color: Theme.muted; font.pixelSize: Theme.small; lineHeight: 1.2 }
    }
    // The whole clause is the way to its life, and a limit the way to its page.
    Button {
        visible: root.leads
        anchors { fill: parent; leftMargin: -6; rightMargin: -6; topMargin: -6; bottomMargin: -6 }
        z: -1
        flat: true; text: ""
        Accessible.name: (root.alone ? "The limit: " : "The life of: ") + Phrases.clauseName(root.c) + (root.stateText ? ", " + root.stateText : "")
        onClicked: Place.go(root.alone ? "limit" : "clause", root.c.id)
    }
}
