import QtQuick
import QtQuick.Controls
import Troth.Desk
import Troth.Style
import Troth.Pages

// How things stand: what is paused, what waits, what happened, what applies now.
Page {
    id: page
    readonly property var s: Us.status
    readonly property bool first: Us.paired && Us.state === "none"
    title: Us.me ? Phrases.greeting() + ", " + Us.me : " "
    subtitle: Phrases.longDay(Phrases.now)
    Asking { id: agreement; what: "agreement"; active: Us.paired }
    Asking { id: timeline; what: "timeline"; arguments: ({ most: 12 }); active: Us.paired }
    Asking { id: proposals; what: "proposals"; active: Us.paired; arguments: ({ all: false }) }
    Asking { id: checkIns; what: "check_ins"; active: Us.paired; arguments: ({ most: 60 }) }
    Asking { id: pairing; what: "pairing" }
    Doing { id: lifting; what: "lift" }
    Doing { id: talking; what: "ask_talk" }
    Doing { id: had; what: "had_talk" }
    readonly property var areas: ((agreement.answer || {}).clauses || []).filter(c => c.kind === "area" && c.in_force && c.reach !== "outside")
    readonly property string leader: { const role = ((agreement.answer || {}).clauses || []).find(c => c.kind === "role" && c.leads); return role ? role.partner : "" }
    function row(icon, text, note, verb, page, subject, more) { return Object.assign({ icon: icon, text: text, note: note, verb: verb, page: page, subject: subject || "", tint: Theme.accent }, more || {}) }
    readonly property var waiting: {
        const out = []
        for (const t of s.talks || []) out.push(row("talk", Us.isMe(t.by) ? "You asked to talk" + (t.as_equals ? ", as equals" : "") : t.by + " would like to talk" + (t.as_equals ? ", as equals" : ""), t.text || "Whenever it suits you both.", "Look", "days", "talks"))
        for (const f of s.flagged || []) if (!Us.isMe(f.by)) out.push(row("checkins", f.by + (f.talk ? " wants to talk" : f.feels_right === "no" || f.works === "no" ? " said no" : " is unsure"), f.text || "From the check-in of " + Phrases.lower(Phrases.day(f.written_ms)) + ".", "Read", "check-ins"))
        for (const h of s.on_hold || []) out.push(row("hold", "Something is on hold: agree again", "What you agreed to there does not count. It says why.", "Look", "proposal", (h.proposals || [])[0], { tint: Theme.hold }))
        for (const p of proposals.answer || []) if (p.waits_for_me) out.push(row("proposals", p.title || (p.lifts && p.lifts.length ? "Lift what is restricted" : "A proposal"), (p.lifts && p.lifts.length ? Us.who(p.by) + " offers to lift it." : p.by + " proposed it " + Phrases.lower(Phrases.day(p.written_ms)) + "."), "Read", "proposal", p.id))
        for (const q of s.questions || []) out.push(row("question", q.text, q.area + (q.waits_for_me ? " · waits for your answer" : q.view_wanted_of_me ? " · your view comes first" : q.decides ? " · waits for " + Us.who(q.decides) : " · nobody decides there as it stands"), q.waits_for_me ? "Answer" : "Look", "decision", q.id))
        if (Us.reminders && s.check_in_due && !s.check_in_due.answered) out.push(row("checkins", "Check-in", "A few minutes, for yourself first. Skipping is fine.", "Begin", "check-ins"))
        if (s.review && s.review.minutes_waiting) out.push(row("reviews", "Minutes wait for your signature", "They count when both of you have signed the same text.", "Read", "reviews"))
        const stage = s.pairing ? s.pairing.stage : ""
        if (s.partner && !s.partner.verified) out.push(row("device", "Compare the digits with " + Us.partner, "Until then somebody could be in between.", "Compare", "safety", "pairing"))
        return out
    }
    readonly property var newest: { const by = {}; for (const c of (checkIns.answer || []).slice().reverse()) if (c.ratings) { const day = new Date(c.period_start_ms || c.written_ms).toDateString(); by[day] = by[day] || {}; by[day][Us.isMe(c.by) ? "mine" : "theirs"] = c.ratings } return by }
    readonly property string dimension: { for (const d in newest) for (const who in newest[d]) for (const name in newest[d][who]) return name; return "" }

    Notice {
        visible: !!page.s.signing_problem
        width: parent.width
        kind: "refusal"; title: "Only what takes away can be signed here"; text: page.s.signing_problem ? page.s.signing_problem.message : ""
    }
    Notice {
        visible: !!page.s.leaving
        width: parent.width
        kind: "withdrawn"; title: "You are leaving"; text: "What is left to do goes on by itself whenever the relay can be reached. Your partner’s copy stays theirs."
    }
    Notice {
        readonly property var p: Us.pause
        readonly property bool own: p ? Us.isMe(p.by) : false
        readonly property bool unread: p ? p.kind === "unreadable" : false
        readonly property var offered: p && p.lifts ? p.lifts[0] : null
        visible: !!p
        width: parent.width
        large: true; kind: "paused"
        title: !p ? "" : unread ? Us.restricted(p) : Us.has(p.by) + " paused everything"
        text: !p ? "" : unread ? "It waits for something that is on its way, or for a newer version of Troth. Nothing in the agreement is expected of either of you meanwhile." : own ? "It is in force since " + Phrases.lower(Phrases.when(p.written_ms)) + ". " + Us.partner + " sees it as soon as the other client hears of it. You need to explain nothing, and nothing is expected of either of you until you both lift it."
                  : Phrases.when(p.written_ms) + (p.reason ? ". " + p.by + " wrote: " + Phrases.quoted(p.reason) : ". No reason given, and none is owed.") + "\nNothing in the agreement is expected of either of you until you both lift the pause. There is nothing you have to do."
        Button { text: "Ask to talk, as equals"; onClicked: talking.run({ as_equals: true, text: "" }) }
        Button { text: parent.parent.parent.offered ? "Look at the offer to lift it" : "Offer to lift it"; visible: !parent.parent.parent.unread; flat: true; ink: Theme.warn; onClicked: Us.pause.lifts && Us.pause.lifts[0] ? Place.go("proposal", Us.pause.lifts[0].proposal) : lifting.run({ ids: [Us.pause.id], reason: "" }) }
        Button { text: "What a pause means"; flat: true; ink: Theme.warn; onClicked: Place.go("help") }
    }
    Refusal { refusal: lifting.refusal || talking.refusal }
    Notice {
        visible: !Us.pause && !!Us.ending
        width: parent.width; large: true; kind: "withdrawn"
        title: Us.ending ? Us.has(Us.ending.by) + " ended the agreement" : ""
        text: Us.ending ? Phrases.when(Us.ending.written_ms) + (Us.ending.reason ? ". " + Phrases.quoted(Us.ending.reason) : ". No reason given, and none is owed.") + "\nNothing in it applies any more." : ""
    }
    Notice {
        visible: Us.state === "lapsed"
        width: parent.width; kind: "clock"
        readonly property string lapse: page.s.agreement && page.s.agreement.lapse || ""
        title: "The agreement has lapsed"; text: lapse === "renew_by" ? "Its date to renew by has passed. Nothing in it applies until you have both renewed it." : lapse === "on_hold" ? "Its term is on hold. Nothing in it applies until you have both agreed to a term again." : "Its term has ended. Nothing in it applies until you have both agreed to another."
        Button { visible: parent.parent.parent.lapse === "renew_by"; text: "Ask to renew it"; onClicked: Place.go("reviews") }
    }
    Notice {
        visible: Desk.link.startsWith("Offline")
        width: parent.width
        kind: "offline"
        title: "You are offline. Everything works."
        text: "What you sign is kept here, and goes to " + Us.partner + " when there is a connection." + (Us.status.sync && Us.status.sync.pending ? " " + Us.status.sync.pending + " not sent yet." : "")
    }
    Nothing {
        visible: !!Us.me && !Us.paired
        iconName: "device"; title: "Nobody is beside you yet"
        text: "Invite your partner, or join with the invite that they made. Your journal and your settings work alone."
        Button { text: "Invite your partner"; highlighted: true; onClicked: Place.go("safety", "pairing") }
        Button { text: "I was invited"; onClicked: Place.go("safety", "join") }
    }
    Card {
        visible: page.first && !page.waiting.some(w => w.page === "proposal")
        width: parent.width
        pad: 40; spacing: 10; bottomPad: 24
        Icon { x: -7; name: "logo"; size: 60; tint: Theme.accent }
        Heading { text: "There is no agreement yet"; width: parent.width; font.pixelSize: Theme.notice }
        Para { text: "Nothing applies between you until you have both signed it. Begin with what is yours alone; the rest can wait, and is better talked about than typed."; font.pixelSize: Theme.lead; width: Math.min(parent.width, 600) }
        Item { width: 1; height: 6 }
        Line {}
        Repeater {
            model: [["limit", "Write down your limits", "Yours alone. They are in force as soon as you sign them, and " + Us.partner + " sees them.", "Begin", "limit", ""],
                    ["expectation", "Say what you hope for", Us.partner + " can do the same. Nothing follows from it by itself.", "Write", "agreement", "edit"],
                    ["agreement", "Draft a first area, together", "A small one, for a month. You can start from an example and change every word.", "Draft", "propose", "template"]]
            ListRow { required property var modelData; x: -12; width: parent.width + 24; iconName: modelData[0]; text: modelData[1]; note: modelData[2]; verb: modelData[3]; onClicked: Place.go(modelData[4], "", modelData[5]) }
        }
    }
    Columns {
        visible: Us.paired
        width: parent.width
        rightWidth: 290
        main: [
            Card {
                visible: page.waiting.length > 0 || !page.first
                bottomPad: 10
                width: parent.width
                spacing: 2
                SectionTitle { text: Us.pause ? "Can wait" : "Waiting for you"; bottomPadding: 6 }
                Repeater {
                    model: page.waiting
                    ListRow {
                        required property var modelData
                        x: -12; width: parent.width + 24
                        iconName: modelData.icon; text: modelData.text; note: modelData.note; verb: page.inner > 500 && !Us.pause ? modelData.verb : " "
                        tint: modelData.tint; quiet: !!Us.pause
                        onClicked: modelData.page === "days" || modelData.page === "safety" ? Place.go(modelData.page, "", modelData.subject) : Place.go(modelData.page, modelData.subject)
                    }
                }
                Para { visible: page.waiting.length === 0; text: "Nothing waits for you."; bottomPadding: 12 }
            },
            Card {
                width: parent.width
                visible: (timeline.answer || []).length > 0
                spacing: 2; bottomPad: 10
                SectionTitle { text: "Lately"; bottomPadding: 4 }
                Repeater {
                    model: (timeline.answer || []).filter(l => !Phrases.isTechnical(l.kind)).sort((a, b) => b.written_ms - a.written_ms).slice(0, 5)
                    ListRow { required property var modelData; x: -12; width: parent.width + 24; who: modelData.by; text: Phrases.entry(modelData); note: [modelData.note, Phrases.when(modelData.written_ms)].filter(t => t).join(" · "); quiet: true; onClicked: Place.go("timeline", modelData.id) }
                }
            }
        ]
        aside: [
            Card {
                width: parent.width
                visible: !page.first
                spacing: 12; bottomPad: 12
                SectionTitle { text: "Now" }
                Heading { visible: !!Us.pause || (!!Us.state && Us.state !== "in_force"); text: "Nothing applies"; width: parent.width }
                Repeater {
                    model: Us.pause ? [] : page.areas.slice(0, 5)
                    Item {
                        id: now
                        required property var modelData
                        width: parent.width; height: Math.max(38, where.y + where.implicitHeight)
                        ReachMark { id: mark; y: 8; reach: now.modelData.reach; leader: !now.modelData.leader || now.modelData.leader === "default" ? page.leader : now.modelData.leader }
                        Label { x: 70; y: 1; width: parent.width - 70; elide: Text.ElideRight; text: now.modelData.name; font.weight: Font.DemiBold }
                        Label { id: where; x: 70; y: 20; width: parent.width - 70; wrapMode: Text.Wrap; text: mark.words; color: Theme.muted; font.pixelSize: Theme.small }
                    }
                }
                Line { visible: Us.pauses.length + Us.onHold.length > 0 }
                Repeater { model: Us.pauses; StateMark { required property var modelData; kind: "paused"; room: parent.width; text: Phrases.capital(Us.covered(modelData)) + ", paused by " + (Us.isMe(modelData.by) ? "you" : modelData.by) } }
                StateMark { visible: Us.onHold.length > 0; kind: "hold"; text: Us.onHold.length === 1 ? "One clause, on hold" : Us.onHold.length + " clauses, on hold" }
                Button { text: "Read the agreement"; flat: true; x: -10; onClicked: Place.go("agreement") }
            },
            Card {
                visible: Us.reminders && !!page.s.review && !!page.s.review.next_ms
                width: parent.width
                spacing: 8; bottomPad: 12
                SectionTitle { text: page.s.review && page.s.review.open ? "A review is open" : "Next review" }
                Heading { text: page.s.review ? Phrases.longDay(page.s.review.next_ms) : ""; width: parent.width; font.pixelSize: Theme.subject }
                Button { text: "Look at the agenda"; flat: true; x: -10; onClicked: Place.go("reviews") }
            },
            Card {
                visible: page.dimension !== ""
                width: parent.width
                spacing: 8
                SectionTitle { text: Phrases.capital(page.dimension) }
                Trend { width: parent.width; height: 58; axes: false; checkIns: checkIns.answer || []; dimension: page.dimension }
                Label { text: "You, solid. " + Us.partner + ", dashed."; font.pixelSize: Theme.small; color: Theme.muted }
            },
            Repeater {
                model: page.s.moments || []
                Card { required property var modelData; width: parent.width; spacing: 8; bottomPad: 12; SectionTitle { text: (modelData.resting || []).length ? "A moment is open, and rests" : "A moment is open" } Said { text: modelData.text || "In moments" } Button { text: "Look at it"; flat: true; x: -10; onClicked: Place.go("days", "", "moments") } }
            }
        ]
    }
}
