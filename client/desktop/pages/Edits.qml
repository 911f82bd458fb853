pragma Singleton
import QtQuick
import Troth.Desk
import Troth.Pages

// What is being changed of the agreement and is not proposed yet. It stays while the window is open and not
// locked, whatever page is looked at. A part is a clause that stands, or a new one: {key, table, fields, isNew,
// area}, its fields by their keys in a proposal file; the part with the empty key has title, reason and preamble.
QtObject {
    id: root
    property var parts: []
    property string sheet                // what they were read from, and what is typed will be held against
    property var typed: ({})             // by key, then by field: what differs from what stands
    property var removed: ({})
    property var moved: ({})             // standards: the key of the area that they would stand in
    property var again: ({})             // on hold, and asked for once more in the same words
    property int turn: 0                 // another with everything that is typed
    property int made: 0
    property var refusal: null           // {code, message, key, field}; key null where it is about the whole
    signal renewed(string key)           // show it anew, as value() has it; "*": everything
    signal refused(string key, string field)

    readonly property bool begun: sheet !== ""
    readonly property var areas: parts.filter(p => p.table === "area")
    readonly property int count: { turn; return parts.filter(p => differs(p.key) && !(p.isNew && gone(p))).length }
    readonly property bool untouched: { turn; return count === 0 && Object.keys(typed).length === 0 && parts.every(p => !p.isNew) }
    readonly property Doing asking: Doing { what: "document_parts"; onDone: (answer) => root.take(answer) }
    readonly property Connections listening: Connections {
        target: Desk
        function onStageChanged() { if (Desk.stage !== "open") root.clear() }
        function onChanged() { if (!root.begun || !root.untouched) return; if (Place.page === "agreement") root.begin(); else root.clear() }
    }

    function begin() { asking.run({ sheet: sheet }) }   // in the place of the one that was there
    function keyOf(part) { return part.table === "" ? "" : part.table + " " + (part.fields.id || part.fields.partner || "") }
    // What stands now, below what was typed. What was typed into a clause that went meanwhile becomes a new one.
    function take(answer) {
        const fresh = answer.parts.map(p => ({ key: keyOf(p), table: p.table, fields: p.fields, isNew: false, area: "" }))
        for (const who of ["me", "partner"]) if (!fresh.some(p => p.key === "role " + who)) fresh.push({ key: "role " + who, table: "role", fields: { partner: who, title: "", leads: false, until: "" }, isNew: false, area: "" })
        for (const p of fresh) if (p.table === "standard") p.area = (fresh.find(a => a.table === "area" && a.fields.name === p.fields.area) || { key: "" }).key
        const left = parts.filter(p => (p.isNew || typed[p.key]) && !fresh.some(f => f.key === p.key))
        const areas = fresh.concat(left).filter(p => p.table === "area").map(p => p.key)
        for (const p of left) if (p.table === "standard" && !areas.includes(p.area)) p.area = areas[0] || ""
        moved = Object.keys(moved).filter(key => areas.includes(moved[key])).reduce((kept, key) => Object.assign(kept, { [key]: moved[key] }), {})
        parts = fresh.concat(left.map(p => Object.assign({}, p, { isNew: true, fields: Object.assign({}, p.fields, { id: undefined }) })))
        sheet = answer.sheet; refusal = null; ++turn
        renewed("*")
    }
    function clear() { parts = []; sheet = ""; typed = {}; removed = {}; moved = {}; again = {}; refusal = null; ++turn; renewed("*") }

    function part(key) { return parts.find(p => p.key === key) || null }
    function same(a, b) { return a === b || JSON.stringify(a) === JSON.stringify(b) }
    function stands(key, field) { const p = part(key); return p && p.fields[field] !== undefined ? p.fields[field] : "" }
    function value(key, field) { turn; return typed[key] && typed[key][field] !== undefined ? typed[key][field] : stands(key, field) }
    function set(key, field, to) {
        if (same(value(key, field), to)) return
        const own = Object.assign({}, typed[key])
        if (same(stands(key, field), to)) delete own[field]; else own[field] = to
        if (Object.keys(own).length) typed[key] = own; else delete typed[key]
        if (refusal && refusal.key === key && refusal.field === field) refusal = null
        ++turn
    }
    function gone(p) { turn; return !!removed[p.key] || (p.table === "standard" && !!removed[areaOf(p)]) }
    function areaOf(p) { return !p ? "" : moved[p.key] !== undefined ? moved[p.key] : p.area }
    function differs(key) { turn; const p = part(key); return !!p && (p.isNew || !!removed[key] || !!again[key] || moved[key] !== undefined || (key === "" ? !!typed[""] && typed[""].preamble !== undefined : !!typed[key])) }
    readonly property var empty: ({
        area: { name: "", about: "", leader: "default", reach: "consult", when: "always", until: "" },
        standard: { area: "", applies_to: "both", text: "", every: "as needed", if_missed: "", until: "" },
        expectation: { owner: "me", sort: "expectation", text: "", until: "" },
        rhythm: { check_in: "week", blind: false, dimensions: Phrases.dimensions, review: "month", review_at: "Sun 20:00", time_zone: "UTC", until: "" },
        term: { starts: "", renew_by: "", cooling_off_hours: 24, pause_cooling_off_hours: 0, until: "" } })
    readonly property var focusOf: ({ area: "name", rhythm: "check_in", term: "renew_by" })
    function add(table, area) {
        const key = table === "rhythm" || table === "term" ? table + " " : "new " + ++made   // of which there is one
        parts = parts.concat([{ key: key, table: table, fields: empty[table], isNew: true, area: area || "" }])
        ++turn
        renewed(key)
        refused(key, focusOf[table] || "text")   // the focus goes there
    }
    function move(key, area) {
        const next = Object.assign({}, moved)
        if (part(key).area === area) delete next[key]; else next[key] = area
        moved = next; ++turn
        refused(key, "area")
    }
    function remove(key) { removed[key] = true; ++turn }
    function keep(key) { delete removed[key]; ++turn }
    function askAgain(key) { again[key] = true; ++turn }
    function putBack(key) {
        const next = Object.assign({}, moved)
        delete next[key]; moved = next
        delete typed[key]; delete removed[key]; delete again[key]
        refusal = null; ++turn; renewed(key)
    }

    // How a proposal names it for removal: what stands once has its id in the agreement alone.
    function idOf(p) { return p.fields.id || (Us.clauses.find(c => c.kind === p.table) || {}).id }
    // What is signed of it, and the key of each part.
    function given() {
        const own = { title: value("", "title"), reason: value("", "reason") }
        if (differs("")) own.preamble = value("", "preamble")
        const ids = parts.filter(p => !p.isNew && gone(p)).map(idOf)
        if (ids.length) own.remove = ids
        const out = { parts: [{ table: "", fields: own }], keys: [""] }
        for (const p of parts) {
            if (p.table === "" || gone(p) || !differs(p.key)) continue
            const named = p.fields.id ? { id: p.fields.id } : p.table === "role" ? { partner: p.fields.partner } : {}
            const fields = Object.assign({}, p.isNew ? p.fields : named, typed[p.key])
            if (p.table === "standard" && (p.isNew || moved[p.key] !== undefined)) fields.area = value(areaOf(p), "name")
            out.parts.push({ table: p.table, fields: fields }); out.keys.push(p.key)
        }
        return out
    }
    function refuse(no, keys) {
        const about = no.part === null || no.part === undefined ? null : keys[no.part]
        refusal = { code: no.code, message: no.message, key: about, field: no.field || "" }
        if (about !== null) refused(about, no.field || "")
    }
    function refusalAt(key, field) { return refusal && refusal.key === key && refusal.field === field ? refusal : null }
    // Of the whole, or of what has no field of its own to stand at.
    readonly property var refusalOfAll: refusal && (refusal.key === null || (refusal.key === "" && ["title", "reason", "preamble"].indexOf(refusal.field) < 0)) ? refusal : null
}
