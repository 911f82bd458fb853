pragma Singleton
import QtQuick
import Troth.Desk
import Troth.Style

// The two of them and how things stand, asked once for the whole window.
QtObject {
    id: root
    readonly property Asking asking: Asking { what: "status"; active: Desk.stage === "open" }
    readonly property var status: asking.answer || ({})
    readonly property string me: status.me || ""
    readonly property bool paired: !!status.partner
    readonly property string partner: status.partner ? status.partner.name : "your partner"
    readonly property var restrictions: (status.restrictions || []).filter(r => !r.lifted)
    // What cannot be read yet is a pause of everything.
    readonly property var pauses: restrictions.filter(r => r.kind === "pause" || r.kind === "unreadable")
    readonly property var pause: pauses.find(r => r.covers_everything) || null
    readonly property var areaPauses: pauses.filter(r => !r.covers_everything)
    readonly property var ending: restrictions.find(r => r.kind === "ending") || null
    readonly property Asking agreed: Asking { what: "agreement"; active: root.paired && Desk.stage === "open" }
    readonly property var clauses: (agreed.answer || {}).clauses || []
    // What a restriction covers, by the areas where it covers one whole, else by its first words.
    function covered(r) {
        if (r.covers_everything) return "everything"
        const areas = (r.covers || []).filter(name => clauses.some(c => c.kind === "area" && c.name === name))
        return (areas.length ? areas : (r.covers || []).slice(0, 1)).map(name => "“" + name + "”").join(", ")
    }
    // What somebody restricted, as a sentence.
    function restricted(r) { return has(r.by) + " " + r.has }
    function pausedWords(r) { return r.kind === "unreadable" ? restricted(r) : has(r.by) + " paused " + covered(r) + "." }
    // Clauses by their ids: “Household”, “Tea at five.”
    function clauseNames(ids) { return (ids || []).map(id => { const c = clauses.find(c => c.id === id); return Phrases.quoted(c ? Phrases.clauseName(c) : id) }).join(", ") }
    // What is due is said to whoever wants that.
    readonly property Asking chosen: Asking { what: "settings"; active: Desk.stage === "open" }
    readonly property bool reminders: !(chosen.answer || []).some(s => s.name === "reminders" && s.value === "off")
    // Locked, nothing that was asked stays here.
    readonly property Connections locking: Connections {
        target: Desk
        function onStageChanged() { if (Desk.stage !== "open") for (const asked of [root.asking, root.agreed, root.chosen]) asked.forget() }
    }
    readonly property string state: status.agreement ? status.agreement.status : ""
    readonly property var onHold: status.on_hold || []
    // Nobody else has one's own name here: the program tells namesakes apart.
    function isMe(name) { return name === me }
    function who(name) { return !name ? "" : isMe(name) ? "You" : name }
    function has(name) { return isMe(name) ? "You have" : name + " has" }
    function possessive(name) { return isMe(name) ? "Your" : name + (name.endsWith("s") ? "’" : "’s") }
    function tint(name) { return Theme.tint(isMe(name)) }
}
