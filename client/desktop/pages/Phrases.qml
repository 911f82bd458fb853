pragma Singleton
import QtQuick

// How times, reach, kinds and states are said. Names, never roles; days by their date.
QtObject {
    id: root
    property var now: new Date()
    readonly property Timer clock: Timer { interval: 30000; running: true; repeat: true; onTriggered: root.now = new Date() }
    readonly property var english: Qt.locale("en_GB")
    function quoted(text) { return "“" + text + "”" }
    function capital(text) { return text ? text[0].toUpperCase() + text.slice(1) : "" }
    function time(ms) { return new Date(ms).toLocaleTimeString(english, "HH:mm") }
    function days(ms) { const a = new Date(ms), b = new Date(now); a.setHours(12, 0, 0, 0); b.setHours(12, 0, 0, 0); return Math.round((b - a) / 86400000) }
    function day(ms) {
        if (!ms) return ""
        const date = new Date(ms), away = days(ms)
        if (away === 0) return "Today"
        if (away === 1) return "Yesterday"
        if (away > 1 && away < 7) return date.toLocaleDateString(english, "dddd")
        return date.toLocaleDateString(english, date.getFullYear() === now.getFullYear() ? "d MMMM" : "d MMMM yyyy")
    }
    function date(ms) { return ms ? new Date(ms).toLocaleDateString(english, "d MMMM yyyy") : "" }
    function shortDate(ms) { return ms ? new Date(ms).toLocaleDateString(english, "d MMM") : "" }
    function longDay(ms) { return ms ? new Date(ms).toLocaleDateString(english, "dddd d MMMM") : "" }
    function when(ms) { return ms ? day(ms) + ", " + time(ms) : "" }
    function lower(text) { return text.startsWith("Today") || text.startsWith("Yesterday") ? text[0].toLowerCase() + text.slice(1) : text }
    function greeting() { const h = now.getHours(); return h < 5 ? "Good night" : h < 12 ? "Good morning" : h < 18 ? "Good afternoon" : "Good evening" }
    function every(word) { return ({ day: "every day", week: "every week", month: "every month", once: "once", "two weeks": "every two weeks", "as needed": "as needed" })[word] || word || "" }
    function appliesTo(names) { return !names ? "" : Array.isArray(names) ? (names.length > 1 ? "both of you" : Us.isMe(names[0]) ? "you" : names[0] || "") : names === "both" ? "both of you" : Us.isMe(names) ? "you" : names }
    function whenWords(when) { return !when || when === "always" ? "Always" : when === "moments" ? "In moments only" : Array.isArray(when) ? when.join(" · ") : when }
    function week(when) {
        const names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], out = [null, null, null, null, null, null, null]
        for (const line of Array.isArray(when) ? when : []) {
            const found = /^(\w{3})(?:-(\w{3}))? (\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(line)
            if (!found) continue
            const from = names.indexOf(found[1]), to = found[2] ? names.indexOf(found[2]) : from
            for (let d = from; d <= to; ++d) out[d] = [Number(found[3]), Number(found[5]) || 24]
        }
        return out
    }
    function clauseIcon(clause) { return ({ standard: "standard", expectation: "expectation", area: "term", rhythm: "clock", term: "term", role: "home", preamble: "pen", limit: clause.strength === "hard" ? "limitsolid" : "limit" })[clause.kind] || "agreement" }
    function clauseName(clause) { return clause ? clause.text || clause.name || clause.preamble || clause.title || capital(clause.kind) : "" }
    readonly property var entryWords: ({ propose: "proposed", accept: "accepted a proposal", decline: "declined a proposal", retract: "took a proposal back", counter: "answered with another proposal", pause: "paused", withdraw: "withdrew consent", withdrawal: "withdrew consent", end: "ended the agreement", ending: "ended the agreement", limit: "signed a limit", lift: "offered to lift", check_in: "checked in", blind_check_in: "sealed a check-in", opening: "opened a check-in", comment: "said something", question: "asked", view: "gave a view", answer: "answered", reopened: "opened a question again", talked: "noted that you talked", confirmed: "confirmed a device", revoked: "revoked a device", assent: "signed an agreed lift", open_by_hand: "opened a check-in", reopening: "opened a question again", observance: "noted something", moment: "opened a moment", moment_opened: "opened a moment", moment_closed: "closed a moment", talk: "asked to talk", talk_had: "noted that you talked", review_opened: "opened a review", agenda_item: "added a point to the review", minutes: "wrote minutes", minutes_signed: "signed the minutes", action_done: "did what was agreed", paired: "paired", compared: "compared the digits", session: "began to send", device: "added a device" })
    function entry(line) { return Us.who(line.by) + " " + (entryWords[line.kind] || line.kind.replace(/_/g, " ")) }
    function isTechnical(kind) { return kind === "session" || kind === "opening" }
    readonly property var entryIcons: ({ propose: "proposals", proposal: "proposals", accept: "check", acceptance: "check", decline: "cross", retract: "withdrawn", retraction: "withdrawn", pause: "pause", withdraw: "withdrawn", withdrawal: "withdrawn", end: "withdrawn", ending: "withdrawn", limit: "limit", lift: "check", "check-in": "checkins", comment: "talk", question: "question", view: "question", answer: "decisions", reopen: "question", observance: "days", moment: "moment", talk: "talk", review: "reviews", minutes: "reviews", "next review": "reviews", action: "check", agenda_item: "reviews", opening: "sealed", session: "synced", paired: "device", compared: "device", device: "device", blind: "sealed", "check_in": "checkins" })
    function entryIcon(kind) {
        if (entryIcons[kind]) return entryIcons[kind]
        for (const word in entryIcons) if (kind.indexOf(word) >= 0) return entryIcons[word]
        return "timeline"
    }
    readonly property var dimensions: ["connection", "trust", "energy", "safety", "being heard"]
    readonly property var answers: ["yes", "unsure", "no"]
    // The words of a difference: what went struck, what came underlined.
    function escaped(text) { return String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\n/g, "<br>") }
}
