import QtQuick
import QtTest
import Troth.Desk
import Troth.Pages
import Troth.Style

// The agreement, changed where it stands.
TestCase {
    id: test
    name: "Editing"
    when: window.visible
    Main { id: window }
    function find(item, name) { if (item.objectName === name) return item; for (let i = 0; i < item.children.length; ++i) { const found = find(item.children[i], name); if (found) return found } return null }
    function page() { return find(window.contentItem, "page").item }
    function walk(item, visit) { if (!item.visible || item.width === 0) return; visit(item); for (let i = 0; i < item.children.length; ++i) walk(item.children[i], visit) }
    function says(root, words) { let said = false; walk(root, i => { if (i.text !== undefined && String(i.text).includes(words)) said = true }); return said }
    function asked(what) { return Desk.asked.filter(one => one.what === what) }
    function part(table, field, begins) { return Edits.parts.find(p => p.table === table && p.fields[field].startsWith(begins)) }
    function field(part, name) { const item = find(page(), part.key + "." + name); verify(item !== null, part.key + "." + name); return item }
    function focusIsSeen(item) { return item.visualFocus !== undefined ? item.visualFocus === true : item.activeFocus }
    function init() {
        Desk.refuses = {}; Desk.says = {}; Desk.asked = []; Desk.state = "full"; Desk.stage = "open"
        window.width = 1240; window.height = 820
        window.welcoming = false
        Edits.clear()
        Place.reset()
        window.requestActivate()
        tryVerify(() => window.active)
        tryVerify(() => Us.me === "Mara" && Us.clauses.length > 0)
    }
    function edit() {
        Place.go("agreement")
        tryVerify(() => page() && find(page(), "edit") && find(page(), "edit").visible)
        find(page(), "edit").clicked()
        tryVerify(() => Edits.begun && find(page(), "propose-edits") !== null)
    }
    function overlay() { return window.contentItem.parent }

    function test_every_clause_that_stands_can_be_written_in() {
        edit()
        compare(field({ key: "" }, "preamble").text, Edits.part("").fields.preamble)
        for (const p of Edits.parts) {
            const name = ({ role: "title", area: "name", standard: "text", expectation: "text", rhythm: "review_at", term: "renew_by" })[p.table]
            if (name) compare(field(p, name).text, p.fields[name])
        }
        verify(!find(page(), "propose-edits").enabled)
    }
    function test_what_is_written_goes_back_alone_and_is_signed_only_on_the_sheet_of_its_words() {
        edit()
        const kitchen = part("standard", "text", "The kitchen"), household = part("area", "name", "Household")
        field(kitchen, "text").text = "On four evenings."
        field({ key: "" }, "title").text = "Quiet evenings"
        field({ key: "" }, "reason").text = "Four, and well."
        compare(Edits.count, 1)
        find(page(), "propose-edits").clicked()
        compare(asked("wording").length, 1)
        compare(asked("propose").length, 0)
        const given = asked("wording")[0].arguments
        compare(given.sheet, "1")
        compare(given.parts.length, 2)
        compare(given.parts[0].fields, { title: "Quiet evenings", reason: "Four, and well." })
        compare(given.parts[1], { table: "standard", fields: { id: kitchen.fields.id, text: "On four evenings." } })
        tryVerify(() => window.activeFocusItem && window.activeFocusItem.objectName === "wording-sign")
        verify(says(overlay(), "nothing changes until") || says(overlay(), "Nothing changes until"))
        keyClick(Qt.Key_Return)
        compare(asked("propose").length, 1)
        compare(asked("propose")[0].arguments.parts, given.parts)
        tryCompare(Place, "page", "proposal")
        verify(!Edits.begun)
    }
    function test_the_words_can_be_left_again_and_nothing_is_signed() {
        edit()
        field(part("standard", "text", "The kitchen"), "text").text = "On four evenings."
        find(page(), "propose-edits").clicked()
        tryVerify(() => window.activeFocusItem && window.activeFocusItem.objectName === "wording-sign")
        keyClick(Qt.Key_Escape)
        tryVerify(() => !find(overlay(), "wording-sign") || !find(overlay(), "wording-sign").visible)
        compare(asked("propose").length, 0)
        compare(field(part("standard", "text", "The kitchen"), "text").text, "On four evenings.")
    }
    function test_what_was_written_is_kept_while_the_window_is_open() {
        edit()
        field(part("standard", "text", "The kitchen"), "text").text = "On four evenings."
        Place.go("journal"); wait(30)
        Place.go("agreement")
        tryVerify(() => says(page(), "one change that is not proposed"))
        verify(says(page(), "The kitchen is clean before we go to bed."), "what is agreed stands there")
        find(page(), "edit").clicked()
        tryVerify(() => find(page(), "propose-edits") !== null)
        compare(field(part("standard", "text", "The kitchen"), "text").text, "On four evenings.")
        Desk.changed()
        wait(30)
        compare(field(part("standard", "text", "The kitchen"), "text").text, "On four evenings.")
    }
    function test_locking_leaves_nothing_of_it() {
        edit()
        field(part("standard", "text", "The kitchen"), "text").text = "On four evenings."
        Desk.stage = "locked"
        verify(Edits.untouched && !Edits.begun)
        compare(Edits.parts.length, 0)
    }
    function test_a_refusal_stands_at_its_field_and_keeps_every_word() {
        edit()
        const household = part("area", "name", "Household"), kitchen = part("standard", "text", "The kitchen")
        Edits.set(household.key, "when", ["Mon 18:00-25:00"]); Edits.renewed(household.key)
        field(kitchen, "text").text = "On four evenings."
        Edits.refuse({ code: "document_bad_window", message: "That is not a weekly window.", part: 1, field: "when" }, ["", household.key])
        const hours = field(household, "when")
        tryVerify(() => hours.activeFocus)
        verify(says(hours.parent, "That is not a weekly window."))
        compare(hours.text, "Mon 18:00-25:00")
        compare(field(kitchen, "text").text, "On four evenings.")
        hours.text = "Mon 18:00-23:00"
        verify(!says(page(), "That is not a weekly window."))
    }
    function test_a_refusal_in_what_is_folded_opens_it() {
        edit()
        const kitchen = part("standard", "text", "The kitchen")
        verify(!field(kitchen, "until").visible)
        Edits.refuse({ code: "document_bad_date", message: "That is no date.", part: 0, field: "until" }, [kitchen.key])
        tryVerify(() => field(kitchen, "until").activeFocus)
        verify(says(page(), "That is no date."))
    }
    function test_a_refusal_of_the_whole_stands_at_the_button() {
        edit()
        Edits.set("", "preamble", "Otherwise.")
        Edits.refuse({ code: "standing_changed", message: "It no longer stands so.", part: null, field: null }, [""])
        verify(says(page(), "It no longer stands so."))
        verify(says(page(), "Take up what stands now"))
    }
    function test_standards_are_added_and_taken_out_and_kept_after_all() {
        edit()
        const household = part("area", "name", "Household"), kitchen = part("standard", "text", "The kitchen")
        find(page(), "add-standard " + household.key).clicked()
        const made = Edits.parts[Edits.parts.length - 1]
        compare(made.area, household.key)
        tryVerify(() => field(made, "text").activeFocus)
        for (const letter of "Tea") keyClick(letter)
        Edits.remove(kitchen.key)
        verify(says(page(), "Would be removed"))
        compare(Edits.count, 2)
        field(household, "name").text = "Home"
        const given = Edits.given().parts
        compare(given[0].fields.remove, [kitchen.fields.id])
        const added = given.find(p => p.table === "standard")
        compare(added.fields.area, "Home"); compare(added.fields.text, "Tea"); compare(added.fields.applies_to, "both"); compare(added.fields.id, undefined)
        compare(given.find(p => p.table === "area").fields, { id: household.fields.id, name: "Home" })
        Edits.keep(kitchen.key)
        compare(Edits.given().parts[0].fields.remove, undefined)
    }
    function test_an_area_takes_its_standards_along_and_gives_them_back() {
        edit()
        const household = part("area", "name", "Household"), kitchen = part("standard", "text", "The kitchen")
        Edits.remove(household.key)
        compare(Edits.given().parts[0].fields.remove, [household.fields.id, kitchen.fields.id])
        compare(Edits.count, 1)
        Edits.keep(household.key)
        verify(Edits.untouched)
    }
    function test_reach_times_and_the_lead_are_chosen_by_keys() {
        edit()
        const work = part("area", "name", "Work")
        find(page(), "more " + work.key).clicked()
        const reach = field(work, "reach"); reach.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Right)
        compare(Edits.value(work.key, "reach"), "discuss")
        const times = field(work, "times"); times.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Right)
        compare(Edits.value(work.key, "when"), "moments")
        keyClick(Qt.Key_Right)
        tryVerify(() => field(work, "when").visible)
        field(work, "when").text = "Mon-Fri 18:00-23:00\n\nSat,Sun 10:00-12:00"
        compare(Edits.value(work.key, "when"), ["Mon-Fri 18:00-23:00", "Sat,Sun 10:00-12:00"])
        const lead = find(page(), "role me.leads"); lead.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Space)
        const roles = Edits.given().parts.filter(p => p.table === "role").map(p => p.fields)
        compare(roles, [{ partner: "me", leads: true }, { partner: "partner", leads: false }])
        verify(!find(page(), "role partner.leads").checked)
    }
    function test_the_rhythm_and_the_term_are_taken_out_by_their_ids_in_the_agreement_and_kept_after_all() {
        edit()
        for (const table of ["rhythm", "term"]) {
            const stands = Us.clauses.find(c => c.kind === table)
            Edits.remove(table + " ")
            compare(Edits.given().parts[0].fields.remove, [stands.id])
            compare(Edits.given().parts.length, 1)
            Edits.keep(table + " ")
            verify(Edits.untouched)
        }
    }
    function test_a_standard_is_moved_by_keys_stands_in_its_new_area_and_can_be_put_back() {
        edit()
        const kitchen = part("standard", "text", "The kitchen"), areas = Edits.areas
        const from = areas.findIndex(p => p.key === kitchen.area)
        Edits.refused(kitchen.key, "area")
        tryVerify(() => window.activeFocusItem && window.activeFocusItem.objectName === kitchen.key + ".area")
        compare(window.activeFocusItem.currentText, areas[from].fields.name)
        keyClick(from === areas.length - 1 ? Qt.Key_Up : Qt.Key_Down)
        const to = areas[from === areas.length - 1 ? from - 1 : from + 1]
        tryVerify(() => Edits.areaOf(kitchen) === to.key)
        tryVerify(() => window.activeFocusItem && window.activeFocusItem.objectName === kitchen.key + ".area")
        compare(window.activeFocusItem.currentText, to.fields.name)
        verify(field(kitchen, "text").mapToItem(null, 0, 0).y > field(to, "name").mapToItem(null, 0, 0).y)
        Edits.set(to.key, "name", "Elsewhere")
        compare(Edits.given().parts.find(p => p.table === "standard").fields, { id: kitchen.fields.id, area: "Elsewhere" })
        Edits.putBack(to.key)
        Edits.remove(kitchen.area)
        verify(!Edits.gone(kitchen), "it does not go with the area that it left")
        Edits.keep(kitchen.area)
        Edits.putBack(kitchen.key)
        compare(Edits.areaOf(kitchen), kitchen.area)
        verify(Edits.untouched)
    }
    function test_where_nothing_is_agreed_everything_is_written_by_forms() {
        Desk.state = "empty"
        tryVerify(() => Us.clauses.length === 0)
        Place.go("agreement")
        let empty = null
        tryVerify(() => { if (page()) walk(page(), i => { if (i.text === "Empty" && i.clicked) empty = i }); return empty !== null })
        empty.clicked()
        tryVerify(() => Edits.begun && find(page(), "propose-edits") !== null)
        verify(Edits.untouched)
        field({ key: "role me" }, "title").text = "submissive"
        field({ key: "role partner" }, "title").text = "Dominant"
        find(page(), "role partner.leads").clicked()
        find(page(), "add-rhythm").clicked()
        tryVerify(() => field({ key: "rhythm " }, "check_in").activeFocus)
        verify(!find(page(), "add-rhythm").visible)
        compare(field({ key: "rhythm " }, "review_at").text, "Sun 20:00")
        find(page(), "add-term").clicked()
        field({ key: "term " }, "renew_by").text = "2099-01-31"
        find(page(), "add-area").clicked()
        const area = Edits.parts[Edits.parts.length - 1]
        field(area, "name").text = "[Sundays] tea"
        const given = Edits.given().parts
        compare(given.filter(p => p.table === "role").map(p => p.fields), [{ partner: "me", title: "submissive" }, { partner: "partner", title: "Dominant", leads: true }])
        compare(given.find(p => p.table === "rhythm").fields.check_in, "week")
        compare(given.find(p => p.table === "term").fields, { starts: "", renew_by: "2099-01-31", cooling_off_hours: 24, pause_cooling_off_hours: 0, until: "" })
        compare(given.find(p => p.table === "area").fields.name, "[Sundays] tea")
        Edits.remove("term ")
        compare(Edits.given().parts.find(p => p.table === "term"), undefined)
    }
    function test_every_clause_but_the_preamble_may_have_a_day_of_its_own() {
        edit()
        for (const key of ["role me", "rhythm ", "term "].concat(Edits.parts.filter(p => p.table === "expectation").map(p => p.key))) {
            verify(!field({ key: key }, "until").visible)
            Edits.refused(key, "until")
            tryVerify(() => field({ key: key }, "until").activeFocus)
            field({ key: key }, "until").text = "2099-01-31"
            compare(Edits.given().parts.find(p => p.fields.until).fields.until, "2099-01-31")
            Edits.putBack(key)
        }
        verify(Edits.untouched)
    }
    function test_what_stands_is_read_anew_only_while_the_agreement_is_looked_at_and_in_place_of_what_was_read() {
        edit()
        const before = asked("document_parts").length
        Desk.changed()
        tryVerify(() => asked("document_parts").length === before + 1)
        compare(asked("document_parts").pop().arguments, { sheet: "1" })
        Place.go("journal"); wait(30)
        Desk.changed(); wait(30)
        compare(asked("document_parts").length, before + 1)
        verify(!Edits.begun)
    }
    function test_what_is_put_back_is_no_change() {
        edit()
        const kitchen = part("standard", "text", "The kitchen"), text = field(kitchen, "text")
        text.text = "Otherwise."
        compare(Edits.count, 1)
        Edits.putBack(kitchen.key)
        compare(text.text, "The kitchen is clean before we go to bed.")
        verify(Edits.untouched)
        text.text = "Otherwise."; text.text = "The kitchen is clean before we go to bed."
        verify(Edits.untouched)
    }
    function test_what_is_on_hold_is_sent_only_where_it_is_asked_for_again() {
        Desk.state = "void"
        edit()
        const bed = part("standard", "text", "In bed by eleven")
        verify(says(page(), "On hold: agree again"))
        verify(Edits.untouched)
        Edits.askAgain(bed.key)
        compare(Edits.given().parts[1], { table: "standard", fields: { id: bed.fields.id } })
        verify(says(page(), "Asked for again"))
    }
    function test_what_stands_anew_is_taken_up_below_what_was_written() {
        edit()
        const kitchen = part("standard", "text", "The kitchen")
        field(kitchen, "text").text = "On four evenings."
        const others = Edits.parts.filter(p => p.key !== kitchen.key).map(p => ({ table: p.table, fields: p.fields }))
        Edits.take({ parts: others, sheet: "2" })
        const left = Edits.parts.find(p => p.key === kitchen.key)
        verify(left.isNew, "it went meanwhile, and what was written is a new clause")
        compare(field(left, "text").text, "On four evenings.")
        const given = Edits.given().parts[1]
        compare(given.fields.text, "On four evenings."); compare(given.fields.area, "Household"); verify(given.fields.id === undefined)
    }
    function test_dropping_it_is_asked_for_and_leaves_the_agreement() {
        edit()
        Edits.set("", "preamble", "Otherwise.")
        const drop = find(page(), "drop-edits")
        verify(!drop.visible)
        let button = null
        walk(page(), i => { if (i.text === "Drop the changes" && i.clicked) button = i })
        button.clicked()
        tryVerify(() => drop.visible)
        drop.clicked()
        verify(Edits.untouched); compare(Place.tab, "")
    }
    function test_a_clause_leads_to_its_place_in_the_document() {
        const kitchen = Us.clauses.find(c => c.kind === "standard" && c.text.startsWith("The kitchen"))
        Place.go("agreement", "", "edit:" + kitchen.id)
        tryVerify(() => window.activeFocusItem && window.activeFocusItem.text === kitchen.text)
    }
    function test_by_tab_alone_every_stop_is_named_seen_and_in_view_data() {
        const rows = []
        for (const place of ["edit", "limit", "limit of hers"]) for (const width of [720, 1240]) rows.push({ tag: place + " " + width, place: place, width: width })
        return rows
    }
    function test_by_tab_alone_every_stop_is_named_seen_and_in_view(row) {
        window.width = row.width
        if (row.place === "edit") { edit(); Edits.add("standard", part("area", "name", "Work").key); Edits.remove(part("standard", "text", "The kitchen").key); Edits.set("", "preamble", "Otherwise.") }
        else Place.go("limit", row.place === "limit" ? "" : Us.clauses.find(c => c.kind === "limit" && c.strength === "soft").id)
        wait(60)
        const search = find(window.contentItem, "nav-search")
        search.forceActiveFocus(Qt.TabFocusReason)
        let stops = 0
        for (; stops < 400; ++stops) {
            keyClick(Qt.Key_Tab)
            const at = window.activeFocusItem
            verify(at !== null)
            verify(at.Accessible.name !== "", at + " has no name: " + at.text + " " + at.placeholderText)
            verify(focusIsSeen(at), at.Accessible.name + " does not show its focus")
            if (at === search) break
            const top = at.mapToItem(window.contentItem, 0, 0).y
            verify(top > -1 && top < window.height, at.Accessible.name + " is out of view, at " + top)
        }
        verify(stops < 400, "Tab never comes back")
        verify(stops > 14)
    }
    function test_text_ends_within_the_window_data() { return [560, 720, 1240].map(width => ({ tag: String(width), width: width })) }
    function test_text_ends_within_the_window(row) {
        window.width = row.width
        edit()
        Edits.add("standard", part("area", "name", "Work").key)
        wait(50)
        walk(window.contentItem, i => {
            if (i.contentWidth === undefined || i.elide === undefined || i.text === "" || i.opacity === 0) return
            const right = i.mapToItem(window.contentItem, 0, 0).x + i.contentWidth
            verify(right <= row.width + 1, "\"" + i.text + "\" ends at " + right)
        })
    }

    function paste(item, text) { Pasted.copy(text); item.forceActiveFocus(Qt.TabFocusReason); keyClick(Qt.Key_V, Qt.ControlModifier) }
    function test_a_pasted_megabyte_is_refused_at_its_field_and_takes_nothing_away_data() { return [{ tag: "in place" }, { tag: "area" }, { tag: "line" }] }
    function test_a_pasted_megabyte_is_refused_at_its_field_and_takes_nothing_away(row) {
        edit()
        const item = row.tag === "in place" ? field(part("standard", "text", "The kitchen"), "text") : row.tag === "line" ? field({ key: "" }, "title") : field({ key: "" }, "reason")
        if (row.tag !== "in place") item.text = "So far."
        const before = item.text, height = item.height
        paste(item, "word ".repeat(210000))
        tryVerify(() => item.refused.includes(" has 1050"), 20000, item.refused)
        verify(item.refused.includes("at most 16384 are allowed; shorten it and try again."), item.refused)
        verify(item.refused.startsWith(item.Accessible.name))
        verify(says(item, item.refused)); verify(item.height > height)
        compare(item.text, before)
        compare(Pasted.text().length, 1050000, "it is where it came from")
        keyClick(Qt.Key_A)
        compare(item.refused, "")
        compare(item.text.length, before.length + 1)
    }
    function test_a_long_paste_that_fits_is_kept_whole_and_takes_the_place_of_what_was_marked() {
        edit()
        const item = field({ key: "" }, "reason")
        item.text = "Before and after"
        item.select(7, 10)
        const much = "line of words\n".repeat(700)
        paste(item, much)
        tryCompare(item, "text", "Before " + much + " after")
        compare(Edits.value("", "reason"), item.text)
    }
}
