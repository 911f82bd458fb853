import QtQuick
import QtTest
import Troth.Desk
import Troth.Pages
import Troth.Style

TestCase {
    id: test
    name: "Pages"
    when: window.visible
    Main { id: window }
    readonly property var names: ["home", "agreement", "proposals", "check-ins", "decisions", "days", "reviews", "journal", "timeline"]
    function find(item, name) { if (item.objectName === name) return item; for (let i = 0; i < item.children.length; ++i) { const found = find(item.children[i], name); if (found) return found } return null }
    function page() { return find(window.contentItem, "page").item }
    function walk(item, visit) { if (!item.visible || item.width === 0) return; visit(item); for (let i = 0; i < item.children.length; ++i) walk(item.children[i], visit) }
    function asked(what) { return Desk.asked.filter(one => one.what === what) }
    function init() {
        Desk.refuses = {}; Desk.says = {}; Desk.asked = []; Desk.state = "full"; Desk.stage = "open"
        window.welcoming = false
        Place.reset()
        window.requestActivate()
        tryVerify(() => window.active)
        tryVerify(() => Us.me === "Mara")
    }
    // Where a key can go, and that it is seen there.
    function focusIsSeen(item) { return item.visualFocus !== undefined ? item.visualFocus === true : item.activeFocus }
    function test_every_page_is_reached_by_its_key_and_left_again_data() { return names.map((name, i) => ({ tag: name, key: Qt.Key_1 + i })) }
    function test_every_page_is_reached_by_its_key_and_left_again(row) {
        Place.go(row.tag === "journal" ? "home" : "journal")
        keyClick(row.key, Qt.ControlModifier); compare(Place.page, row.tag)
        tryVerify(() => page() !== null)
        keyClick(Qt.Key_0, Qt.ControlModifier); compare(Place.page, "safety")
    }
    function test_by_tab_alone_every_stop_is_named_and_seen_and_the_sidebar_comes_again_data() {
        const rows = []
        for (const name of names.concat(["safety", "propose", "help"])) for (const width of [720, 1240]) rows.push({ tag: name + " " + width, page: name, width: width })
        return rows
    }
    function test_by_tab_alone_every_stop_is_named_and_seen_and_the_sidebar_comes_again(row) {
        window.width = row.width; window.height = 820
        Place.go(row.page)
        wait(60)
        const search = find(window.contentItem, "nav-search")
        search.forceActiveFocus(Qt.TabFocusReason)
        let stops = 0
        for (; stops < 250; ++stops) {
            keyClick(Qt.Key_Tab)
            const at = window.activeFocusItem
            verify(at !== null)
            verify(at.Accessible.name !== "", at + " has no name: " + at.text + " " + at.placeholderText)
            verify(focusIsSeen(at), at.Accessible.name + " does not show its focus")
            if (at === search) break
        }
        verify(stops < 250, "Tab never comes back")
        verify(stops > 12)
    }
    function test_text_ends_within_the_window_data() {
        const rows = []
        for (const state of ["full", "paused", "void", "empty"]) for (const name of names.concat(["safety"])) for (const width of [560, 720, 1240]) rows.push({ tag: [state, name, width].join(" "), state: state, page: name, width: width })
        return rows
    }
    function test_text_ends_within_the_window(row) {
        window.width = row.width
        Desk.state = row.state
        Place.go(row.page)
        wait(50)
        walk(window.contentItem, i => {
            if (i.contentWidth === undefined || i.elide === undefined || i.text === "" || i.opacity === 0) return
            const right = i.mapToItem(window.contentItem, 0, 0).x + i.contentWidth
            verify(right <= row.width + 1, "\"" + i.text + "\" ends at " + right)
        })
    }
    function test_a_pause_takes_one_key_and_enter() {
        keyClick(Qt.Key_P, Qt.ControlModifier | Qt.ShiftModifier)
        compare(Place.dialog, "pause")
        tryVerify(() => window.activeFocusItem && window.activeFocusItem.objectName === "pause-now")
        keyClick(Qt.Key_Return)
        tryCompare(Place, "dialog", "")
        compare(asked("pause").length, 1)
        compare(asked("pause")[0].arguments.area, undefined)
    }
    function test_a_pause_of_the_partner_is_on_every_page_data() { return names.map(name => ({ tag: name })) }
    function test_a_pause_of_the_partner_is_on_every_page(row) {
        Desk.state = "paused"
        Place.go(row.tag)
        tryVerify(() => Us.pause !== null && !Us.isMe(Us.pause.by))
        let said = false
        tryVerify(() => { walk(window.contentItem, i => { if (i.text !== undefined && String(i.text).startsWith("Jonas has paused everything")) said = true }); return said })
    }
    function test_what_cannot_be_read_yet_pauses_every_page_and_is_not_for_lifting() {
        let paused = null
        Desk.state = "paused"
        Desk.ask("status", {}, (answer) => paused = answer)
        tryVerify(() => paused !== null)
        const unread = paused.restrictions.find(r => r.kind === "pause")
        unread.kind = "unreadable"; unread.has = "signed something that cannot be read yet."
        const says_so = "Jonas has signed something that cannot be read yet."
        Desk.says = { status: paused }
        for (const name of names) {
            Place.go(name)
            tryVerify(() => says(window.contentItem, says_so))
        }
        Place.go("home")
        tryVerify(() => says(page(), says_so))
        verify(!says(page(), "Offer to lift it"))
    }
    function test_what_a_lift_lifts_is_said_where_it_is_signed() {
        let offered = null
        Desk.ask("proposals", {}, (answer) => offered = answer[0])
        tryVerify(() => offered !== null)
        offered.lifts = [{ id: "f1", kind: "withdrawal", by: "Mara", has: "withdrawn consent to Bedroom.", written_ms: offered.written_ms, covers: [], lifts: [] }]
        offered.changes = []; offered.stage = "open"; offered.by = "Jonas"; offered.reaffirms = "d1"
        Desk.says = { proposal: offered }
        Place.go("proposal", offered.id)
        tryVerify(() => find(page(), "accept") && find(page(), "accept").visible)
        const beside = find(page(), "accept").parent
        tryVerify(() => says(beside, "You have withdrawn consent to Bedroom.\nIn force since "))
        verify(says(beside, "You sign the whole agreement again"))
    }
    function test_a_refusal_stands_where_it_was_typed_and_takes_nothing_away() {
        Desk.refuses = { ask_decision: { code: "text_missing", message: "Write the question." } }
        Place.go("decisions"); wait(50)
        const field = find(page(), "question")
        field.text = "May I keep this?"
        find(page(), "ask").clicked()
        let said = null
        tryVerify(() => { walk(page(), i => { if (i.text === "Write the question.") said = i }); return said !== null })
        compare(field.text, "May I keep this?")
        Desk.refuses = {}
        find(page(), "ask").clicked()
        tryCompare(field, "text", "")
    }
    function overlay() { return window.contentItem.parent }
    function says(root, words) { let said = false; walk(root, i => { if (i.text !== undefined && String(i.text).includes(words)) said = true }); return said }
    function write(text) {
        tryVerify(() => page() && find(page(), "file") !== null)
        find(page(), "file").text = text
        find(page(), "propose").clicked()
    }
    function sign() {
        tryVerify(() => window.activeFocusItem && window.activeFocusItem.objectName === "wording-sign")
        keyClick(Qt.Key_Return)
    }
    function test_of_a_file_the_words_are_read_before_the_same_file_is_signed() {
        const toml = "title = \"Quiet \\\"hours\\\"\"\nreason = \"\"\"\nOne\nTwo\"\"\"\n[[role]]\npartner = \"me\"\ntitle = \"[Sundays] tea\"\n"
        Place.go("propose")
        write(toml)
        tryVerify(() => asked("wording").length === 1)
        compare(asked("wording")[0].arguments, { sheet: "", toml: toml })
        tryVerify(() => says(overlay(), "Nothing changes until"))
        compare(asked("propose").length, 0)
        sign()
        compare(asked("propose").length, 1)
        compare(asked("propose")[0].arguments, { sheet: "2", toml: toml })
        tryCompare(Place, "page", "proposal")
    }
    function test_limits_in_a_file_are_shown_as_what_holds_at_once() {
        Place.go("propose")
        write("title = \"T\"\nreason = \"R\"\n[[limit]]\nowner = \"me\"\nstrength = \"hard\"\ntext = \"Nothing on Mondays.\"\n")
        tryVerify(() => says(overlay(), "In force at once, by your signature alone"))
        verify(says(overlay(), "Nothing on Mondays.")); verify(says(overlay(), "Hard limit, yours"))
        verify(says(overlay(), "The limit holds as soon as you sign"))
        keyClick(Qt.Key_Escape)
    }
    function test_a_refused_file_keeps_every_word_and_what_changed_meanwhile_is_taken_up_by_a_button() {
        Desk.refuses = { wording: { code: "standing_changed", message: "It no longer stands so." } }
        Place.go("propose")
        write("title = 1")
        tryVerify(() => says(page(), "It no longer stands so."))
        compare(Place.page, "propose"); compare(find(page(), "file").text, "title = 1")
        Desk.refuses = {}
        press("Hold it against what stands now")
        tryVerify(() => asked("wording").length === 2)
        compare(asked("wording")[1].arguments, { sheet: "", toml: "title = 1" })
        tryVerify(() => window.activeFocusItem && window.activeFocusItem.objectName === "wording-sign")
        keyClick(Qt.Key_Escape)
    }
    function test_changes_are_written_where_they_stand_and_limits_on_their_page_data() {
        return [{ tag: "key" }, { tag: "palette" }, { tag: "limit" }]
    }
    function test_changes_are_written_where_they_stand_and_limits_on_their_page(row) {
        if (row.tag === "key") keyClick(Qt.Key_N, Qt.ControlModifier)
        else {
            keyClick(Qt.Key_K, Qt.ControlModifier)
            tryVerify(() => window.activeFocusItem && window.activeFocusItem.objectName === "palette-field")
            for (const letter of row.tag === "limit" ? "write down a limit" : "propose a change") keyClick(letter)
            keyClick(Qt.Key_Return)
        }
        tryCompare(Place, "page", row.tag === "limit" ? "limit" : "agreement")
        if (row.tag !== "limit") tryVerify(() => page() && find(page(), "propose-edits") !== null)
    }
    function test_every_name_that_the_program_gives_has_words_and_a_mark_and_no_other_has() {
        compare(Object.keys(Phrases.entryWords).sort(), Desk.kinds.slice().sort())
        compare(Object.keys(Phrases.entryIcons).sort(), Desk.kinds.slice().sort())
        compare(Object.keys(Phrases.stages).sort(), Desk.stages.slice().sort())
        Place.go("timeline")
        tryVerify(() => page() && page().filters !== undefined)
        for (const kinds of page().filters) for (const kind of kinds || []) verify(Desk.kinds.includes(kind), kind)
    }
    function test_the_timeline_of_restrictions_has_endings() {
        Desk.says = { timeline: ["pause", "comment", "end", "withdraw", "limit"].map((kind, i) => ({ id: String(i), by: "Jonas", kind: kind, written_ms: 1796061840284 - i, note: "" })) }
        Place.go("timeline")
        tryVerify(() => page() && page().lines && page().lines.length === 5)
        find(page(), "filter").choose(3)
        compare(page().lines.map(l => l.kind), ["pause", "end", "withdraw", "limit"])
    }
    Component { id: clause; ClauseItem { width: 800 } }
    function test_a_clause_says_everything_that_keeps_it_from_being_in_force_data() {
        return [{ tag: "on_hold", words: "On hold: agree again", mark: "hold" }, { tag: "ended", words: "Past its date", mark: "lapsed" },
                { tag: "lapsed", words: "Lapsed", mark: "lapsed" }, { tag: "not_started", words: "Not begun yet", mark: "future" }, { tag: "restricted", words: "Not in force", mark: "future" }]
    }
    function test_a_clause_says_everything_that_keeps_it_from_being_in_force(row) {
        Desk.state = "paused"
        tryVerify(() => Us.pause !== null && !Us.isMe(Us.pause.by))
        const paused = { why: "restricted", entries: [Us.pause.id] }
        const item = createTemporaryObject(clause, window.contentItem, { c: { kind: "standard", text: "Tea", obstacles: [{ why: row.tag, entries: [] }] } })
        compare(item.state, row.mark); compare(item.stateText, row.words)
        if (row.tag === "restricted") return
        for (const both of [[paused, { why: row.tag, entries: [] }], [{ why: row.tag, entries: [] }, paused]]) {
            item.c = { kind: "standard", text: "Tea", obstacles: both }
            verify(item.stateText.includes(row.words) && item.stateText.includes("Paused by Jonas"), item.stateText)
            compare(item.state, row.tag === "on_hold" ? "hold" : "paused")
        }
    }
    function press(words) { press_in(page(), words) }
    function press_in(root, words) {
        let found = null
        tryVerify(() => { walk(root, i => { if (i.text === words && i.clicked) found = i }); return found !== null }, 5000, words)
        found.clicked()
    }
    function button(words) { let found = null; walk(window.contentItem, i => { if (i.text === words && i.clicked) found = i }); return found }
    function open_proposal(title) {
        let found = null
        Desk.ask("proposals", {}, (all) => found = all.find(p => p.title === title))
        tryVerify(() => found)
        Place.go("proposal", found.id)
        return found.id
    }
    function test_a_counter_begins_with_their_words_and_goes_back_with_what_it_was_made_from() {
        const id = open_proposal("Quiet evenings")
        press("Counter")
        tryVerify(() => find(page(), "file") && find(page(), "file").text !== "")
        compare(asked("document").pop().arguments, { id: id })
        verify(find(page(), "file").visible)
        const toml = find(page(), "file").text + "# Rather so."
        verify(toml.includes("[[standard]]"), toml)
        write(toml)
        sign()
        compare(asked("propose").length, 1)
        compare(asked("propose")[0].arguments, { id: id, sheet: "1", toml: toml })
    }
    function test_a_refused_counter_keeps_every_word() {
        Desk.refuses = { wording: { code: "proposal_closed", message: "It was closed meanwhile." } }
        open_proposal("Quiet evenings")
        press("Counter")
        tryVerify(() => find(page(), "file") && find(page(), "file").text !== "")
        write(find(page(), "file").text + "# and mine")
        tryVerify(() => says(page(), "It was closed meanwhile."))
        compare(Place.page, "propose")
        verify(find(page(), "file").text.endsWith("# and mine"))
    }
    function test_what_does_not_count_says_why_and_is_asked_for_again_in_its_words() {
        Desk.state = "void"
        const id = open_proposal("Bed by ten")
        tryVerify(() => says(page(), "You each agreed to a different change"))
        press("Propose these words again")
        tryVerify(() => find(page(), "file") && find(page(), "file").text !== "")
        compare(asked("proposal_toml")[0].arguments, { id: id })
        const toml = find(page(), "file").text
        verify(toml.includes("[[standard]]"), toml)
        find(page(), "propose").clicked()
        sign()
        compare(asked("propose")[0].arguments.toml, toml)
    }
    function test_a_passphrase_is_gone_from_its_field_as_soon_as_it_was_sent() {
        Desk.refuses = { change_passphrase: { code: "passphrase_wrong", message: "That passphrase does not open it." }, set_relay: { code: "relay_address_malformed", message: "That is no address." } }
        Place.go("safety")
        tryVerify(() => page() && find(page(), "change-passphrase") !== null)
        const fields = ["old-passphrase", "new-passphrase", "new-passphrase-again"].map(name => find(page(), name))
        fields[0].text = "kettle"; fields[1].text = "north ribbon"; fields[2].text = "north ribbon"
        find(page(), "change-passphrase").clicked()
        compare(fields.map(field => field.text), ["", "", ""])
        compare(asked("change_passphrase")[0].arguments, { old: "kettle", "new": "north ribbon" })
        tryVerify(() => says(page(), "That passphrase does not open it."))
        const address = find(page(), "relay-address")
        address.text = "troth-relay:nonsense"
        find(page(), "use-relay").clicked()
        tryVerify(() => asked("set_relay").length === 1); wait(20)
        compare(address.text, "troth-relay:nonsense", "it can be mended")
        Desk.refuses = {}
        find(page(), "use-relay").clicked()
        tryCompare(address, "text", "")
    }
    function test_a_new_passphrase_by_the_recovery_words() {
        Desk.stage = "locked"; wait(30)
        press_in(window.contentItem, "Set a new passphrase by the recovery words")
        const words = find(window.contentItem, "recovery-words"), fresh = find(window.contentItem, "new-passphrase"), twice = find(window.contentItem, "new-passphrase-again")
        tryVerify(() => words.activeFocus)
        const paper = "1. Lantern\n2. orchard\n3. COPPER"
        words.text = paper; fresh.text = "kettle"; twice.text = "kettle north"
        verify(!button("Set it").enabled, "the two differ")
        twice.text = "kettle"
        Desk.refuses = { reset_passphrase: { code: "recovery_words_wrong", message: "These are other words." } }
        press_in(window.contentItem, "Set it")
        compare(asked("reset_passphrase")[0].arguments, { recovery_words: "lantern orchard copper", "new": "kettle" })
        tryVerify(() => says(window.contentItem, "These are other words."))
        compare([words.text, fresh.text, twice.text], [paper, "", ""])
        Desk.refuses = {}
        fresh.text = "kettle"; twice.text = "kettle"
        press_in(window.contentItem, "Set it")
        tryVerify(() => says(window.contentItem, "The passphrase is another one."))
        compare([words.text, fresh.text, twice.text], ["", "", ""])
        tryVerify(() => find(window.contentItem, "passphrase").activeFocus)
    }
    function test_reminders_are_said_where_they_are_wanted_alone() {
        Place.go("safety")
        tryVerify(() => page() && find(page(), "reminders") && find(page(), "reminders").checked)
        const settings = (value) => [{ name: "reminders", value: value, chosen: true, about: "" }]
        const wanted = find(page(), "reminders"); wanted.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Space)
        compare(asked("set")[0].arguments, { name: "reminders", value: "off" })
        tryVerify(() => !wanted.checked)
        keyClick(Qt.Key_Return)
        tryVerify(() => asked("set").length === 2)
        compare(asked("set")[1].arguments, { name: "reminders", value: "on" })
        let due = null
        Desk.ask("status", {}, (answer) => due = answer)
        tryVerify(() => due !== null)
        due.check_in_due.answered = false
        Desk.says = { status: due }
        const opened = find(window.contentItem, "opened").item
        tryVerify(() => opened.count("check-ins") === 1)
        Desk.says = { status: due, settings: settings("off") }
        tryVerify(() => !Us.reminders)
        compare(opened.count("check-ins"), 0)
        Place.go("home"); wait(50)
        verify(!says(page(), "Next review")); verify(!says(page(), "A few minutes, for yourself first."))
        Desk.says = { status: due, settings: settings("on") }
        tryVerify(() => says(page(), "Next review") && says(page(), "A few minutes, for yourself first."))
        compare(opened.count("check-ins"), 1)
    }
    function test_locking_leaves_nothing_in_view() {
        Place.go("journal"); wait(50)
        keyClick(Qt.Key_L, Qt.ControlModifier)
        compare(asked("lock").length, 1)
        Desk.stage = "locked"; wait(30)
        walk(window.contentItem, i => { if (i.text !== undefined) verify(!String(i.text).includes("Mara") && !String(i.text).includes("lamp"), i.text) })
        const field = find(window.contentItem, "passphrase")
        tryVerify(() => field.activeFocus)
        Desk.refuses = { unlock: { code: "passphrase_wrong", message: "That passphrase does not open it." } }
        keyClick(Qt.Key_X); keyClick(Qt.Key_Return)
        tryVerify(() => says(window.contentItem, "That passphrase does not open it."))
        compare(field.text, "")
        verify(field.activeFocus)
    }
    function test_search_goes_by_keys_alone() {
        keyClick(Qt.Key_K, Qt.ControlModifier)
        tryVerify(() => window.activeFocusItem && window.activeFocusItem.objectName === "palette-field")
        for (const letter of "journal") keyClick(letter)
        keyClick(Qt.Key_Return)
        tryCompare(Place, "page", "journal")
    }
    function test_the_first_steps_by_keys_alone() {
        Desk.stage = "new"; wait(50)
        const name = find(window.contentItem, "name")
        name.forceActiveFocus(); name.text = "Mara"
        keyClick(Qt.Key_Return)
        const secret = find(window.contentItem, "secret")
        tryVerify(() => secret.visible)
        secret.text = "kettle north ribbon"; const again = find(window.contentItem, "again"); again.text = "kettle"
        verify(!find(window.contentItem, "forward").enabled)
        again.text = "kettle north ribbon"
        again.forceActiveFocus(); keyClick(Qt.Key_Return)
        const first = find(window.contentItem, "word-first"), second = find(window.contentItem, "word-second")
        tryVerify(() => first.visible)
        compare(asked("make")[0].arguments.name, "Mara")
        compare([secret.text, again.text], ["", ""])
        const number = (field) => Number(/\d+/.exec(field.placeholderText)[0])
        const words = find(window.contentItem, "first-run").item.words
        first.text = words[number(first) - 1]; second.text = "wrong"
        verify(!find(window.contentItem, "forward").enabled)
        second.text = " " + words[number(second) - 1].toUpperCase()
        verify(find(window.contentItem, "forward").enabled)
        find(window.contentItem, "forward").clicked()
        compare(find(window.contentItem, "first-run").item.words, [])
        compare([first.text, second.text], ["", ""])
    }
    function test_of_ten_thousand_entries_only_those_in_view_exist_however_far_one_scrolls() {
        const many = []
        for (let i = 0; i < 10000; ++i) many.push({ id: String(i), by: "Mara", kind: "comment", written_ms: 1796061840284 - i * 3600000, note: "Note " + i })
        Desk.says = { timeline: many }
        Place.go("timeline")
        tryVerify(() => page() && page().lines && page().lines.length === 10000, 20000)
        const list = find(page(), "timeline")
        for (const at of [0, 40, 100, 5000, 5010, 9999, 3]) {
            list.positionViewAtIndex(at, ListView.Contain)
            wait(20)
            verify(list.contentItem.children.length < 100, at + ": " + list.contentItem.children.length)
            const row = list.itemAtIndex(at)
            verify(row !== null && says(row, "Note " + at), at)
            compare(row.first, at === 0 || Phrases.day(many[at - 1].written_ms) !== Phrases.day(many[at].written_ms))
        }
    }
}
