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
    // Everything that keeps it from being in force: its mark and its words, what is to be done about first.
    readonly property var whys: (c.obstacles || []).map(o => o.why)
    readonly property var restrictions: { const ids = (c.obstacles || []).reduce((all, o) => all.concat(o.entries), []); return Us.restrictions.filter(r => ids.includes(r.id)) }
    readonly property var marks: {
        const out = whys.includes("on_hold") ? [["hold", "On hold: agree again"]] : []
        for (const [kind, mark, words] of [["withdrawal", "withdrawn", "Withdrawn"], ["pause", "paused", "Paused"], ["ending", "ended", "Ended"]])
            for (const r of restrictions.filter(r => r.kind === kind)) out.push([mark, words + " by " + (Us.isMe(r.by) ? "you" : r.by) + ", " + Phrases.lower(Phrases.day(r.written_ms))])
        if (restrictions.some(r => r.kind === "limit")) out.push(["limited", "Rests while a limit stands"])
        if (whys.includes("restricted") && restrictions.length === 0) out.push(["future", "Not in force"])
        for (const [why, mark, words] of [["ended", "lapsed", "Past its date"], ["lapsed", "lapsed", "Lapsed"], ["not_started", "future", "Not begun yet"]]) if (whys.includes(why)) out.push([mark, words])
        return out
    }
    readonly property string state: marks.length ? marks[0][0] : ""
    readonly property string stateText: marks.map(m => m[1]).join(" · ")
    readonly property bool alone: c.kind === "limit"
    readonly property string provenance: !c.proposed_by ? "" : alone ? Us.possessive(c.proposed_by) + " own\nsigned alone, " + Phrases.shortDate(c.proposed_ms)
        : Us.who(c.proposed_by) + " proposed\n" + Us.who(c.accepted_by) + " accepted, " + Phrases.shortDate(c.accepted_ms)
    readonly property string meta: {
        const out = []
        if (c.kind === "standard") { if (c.applies_to) out.push("Applies to " + Phrases.appliesTo(c.applies_to)); if (c.every) out.push(Phrases.every(c.every)); if (c.if_missed) out.push("if it is missed: " + c.if_missed) }
        if (c.kind === "limit") { out.push((c.strength === "hard" ? "Hard limit" : "Soft limit") + ", " + (Us.isMe(c.owner) ? "yours" : c.owner + "’s")); if (c.suspends && c.suspends.length) out.push("suspends " + c.suspends.length + (c.suspends.length === 1 ? " clause" : " clauses")) }
        if (c.kind === "expectation") out.push(Us.isMe(c.owner) ? "Yours" : c.owner + "’s")
        if (c.until_ms) out.push("until " + Phrases.lastDay(c.until_ms))
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
        StateMark { id: mark; sign: false; visible: root.state !== ""; kind: root.state || "force"; text: root.stateText; room: parent.width }
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
