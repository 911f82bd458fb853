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
    // The day before an instant at which something ends: the last that it has.
    function lastDay(ms) { return ms ? date(ms - 1) : "" }
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
    // Of every kind of entry (core/ledger/kind.cc) what its author did, and its icon.
    readonly property var entryWords: ({
        pause: "paused", end: "ended the agreement", withdraw: "withdrew consent", limit: "signed a limit",
        decline: "declined a proposal", retract: "took a proposal back", propose: "proposed", accept: "accepted a proposal",
        compared: "compared the digits", confirmed: "confirmed a device", revoked: "revoked a device", equivocated: "has the proof that a device contradicted itself",
        assent: "signed an agreed lift", paired: "paired", session: "began to send", opening: "opened a check-in",
        check_in: "checked in", blind_check_in: "sealed a check-in", open_by_hand: "opened a check-in", comment: "said something",
        question: "asked", view: "gave a view", answer: "answered", reopened: "opened a question again",
        observance: "noted something", moment_opened: "opened a moment", moment_closed: "closed a moment",
        talk: "asked to talk", talked: "noted that you talked", review_opened: "opened a review", agenda_item: "added a point to the review",
        minutes: "wrote minutes", minutes_signed: "signed the minutes", action_done: "did what was agreed" })
    readonly property var entryIcons: ({
        pause: "pause", end: "withdrawn", withdraw: "withdrawn", limit: "limit", decline: "cross", retract: "withdrawn", propose: "proposals", accept: "check",
        compared: "device", confirmed: "device", revoked: "device", equivocated: "device", assent: "check", paired: "device", session: "synced",
        opening: "sealed", check_in: "checkins", blind_check_in: "sealed", open_by_hand: "sealed", comment: "talk",
        question: "question", view: "question", answer: "decisions", reopened: "question", observance: "days", moment_opened: "moment", moment_closed: "moment",
        talk: "talk", talked: "talk", review_opened: "reviews", agenda_item: "reviews", minutes: "reviews", minutes_signed: "reviews", action_done: "check" })
    function entry(line) { return Us.who(line.by) + " " + (entryWords[line.kind] || "signed what a newer version reads") }
    function isTechnical(kind) { return kind === "session" || kind === "opening" }
    function entryIcon(kind) { return entryIcons[kind] || "timeline" }
    // What can be found (core/store/texts.cc): its icon, and the page where it stands.
    readonly property var subjects: ({
        journal: ["journal", "journal"], proposal: ["proposals", "proposal"], pause: ["pause", "timeline"], ending: ["withdrawn", "timeline"],
        withdrawal: ["withdrawn", "timeline"], limit: ["limit", "limit"], "check-in": ["checkins", "check-ins"], comment: ["talk", "timeline"],
        decision: ["decisions", "decision"], observance: ["days", "days"], moment: ["moment", "days"], talk: ["talk", "days"], review: ["reviews", "reviews"] })
    // Of every stage of a proposal (core/agreement/words.cc).
    readonly property var stages: ({
        open: ["proposals", "Open"], accepted: ["check", "Agreed"], "void": ["hold", "Does not count"], declined: ["cross", "Declined"], retracted: ["withdrawn", "Taken back"],
        countered: ["talk", "Answered with another"], restricted: ["withdrawn", "Closed: consent was taken back"], outdated: ["clock", "Outdated: what it would change has changed since"] })
    readonly property var dimensions: ["connection", "trust", "energy", "safety", "being heard"]
    readonly property var answers: ["yes", "unsure", "no"]
    // The words of a difference: what went struck, what came underlined.
    function escaped(text) { return String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\n/g, "<br>") }
}
