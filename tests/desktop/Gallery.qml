import QtQuick
import Troth.Desk
import Troth.Pages
import Troth.Style

// Shows in the real window whatever the gallery asks for.
QtObject {
    id: root
    readonly property Main window: Main {}
    readonly property int tall: { const p = find(window.contentItem, "page"); return p && p.item && p.item.contentHeight ? p.item.contentHeight + 48 : 0 }
    function find(item, name) { if (item.objectName === name) return item; for (let i = 0; i < item.children.length; ++i) { const f = find(item.children[i], name); if (f) return f } return null }
    readonly property Asking proposals: Asking { what: "proposals" }
    readonly property Asking agreement: Asking { what: "agreement" }
    readonly property Asking decisions: Asking { what: "decisions" }
    readonly property Asking reviews: Asking { what: "reviews" }
    readonly property Asking history: Asking { what: "history" }
    function id(subject) {
        if (subject === "#clause") { const c = agreement.answer.clauses.find(c => c.kind === "standard"); return c.id }
        if (subject === "#limit") return agreement.answer.clauses.find(c => c.kind === "limit" && c.strength === "soft").id
        if (subject === "#decision") return decisions.answer[0].id
        if (subject === "#review") return reviews.answer[0].id
        if (subject === "#difference") return history.answer[Math.max(1, history.answer.length - 2)].digest
        const p = proposals.answer.find(p => p.title === subject.slice(1)); return p ? p.id : ""
    }
    // The change of the story's newest proposal, written where it stands.
    function edit() {
        const kitchen = Edits.parts.find(p => p.table === "standard" && p.fields.text.startsWith("The kitchen"))
        const work = Edits.parts.find(p => p.table === "area" && p.fields.name === "Work"), proposal = proposals.answer[0]
        Edits.set(kitchen.key, "text", proposal.changes[0].fields.text.after)
        Edits.set("", "title", proposal.title); Edits.set("", "reason", proposal.reason)
        Edits.renewed("*")
        if (Place.dialog !== "edited") return
        Edits.remove(Edits.parts.find(p => p.table === "standard" && p.fields.text.startsWith("Mara greets")).key)
        Edits.set(work.key, "when", ["Mon-Fri 18:00-25:00"]); Edits.renewed(work.key)
        Edits.add("standard", work.key)
        Edits.refuse({ code: "document_bad_window", message: "'Mon-Fri 18:00-25:00' is not a weekly window; write it like Mon-Fri 18:00-23:00.", part: 0, field: "when" }, [work.key])
    }
    // Whether what was asked for is there.
    property bool ready: false
    readonly property Timer editing: Timer {
        interval: 40; repeat: true
        onTriggered: {
            const propose = Edits.begun ? root.find(root.window.contentItem, "propose-edits") : null
            if (!propose) return
            stop()
            if (Place.dialog === "edited" || Place.dialog === "wording") root.edit()
            if (Place.dialog === "wording") propose.clicked()
            root.ready = true
        }
    }
    function show(stage, state, page, subject, tab, dialog, dark, step) {
        Appearance.dark = dark; Appearance.reduceMotion = true
        ready = false
        Place.reset()
        Edits.clear()
        window.welcoming = stage === "new"
        Desk.state = state
        Desk.stage = stage
        if (stage === "new") { window.firstStep = step; Desk.ask("make", {}, (answer) => { find(window.contentItem, "first-run").item.words = step === 2 ? answer.recovery_words : []; ready = true }); return }
        settled.run = () => { Place.go("blank"); Place.go(page, subject[0] === "#" ? id(subject) : subject, tab); Place.dialog = dialog; if (tab === "edit") editing.restart(); else ready = true }
        settled.restart()
    }
    readonly property Timer settled: Timer { property var run; interval: 60; onTriggered: run() }
}
