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
        Desk.refuses = {}; Desk.asked = []; Desk.state = "full"; Desk.stage = "open"
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
    function test_what_is_proposed_is_the_file_that_stands_there() {
        Place.go("propose"); wait(60)
        find(page(), "title").text = "Quiet \"hours\""
        find(page(), "reason").text = "Because"
        find(page(), "words").text = "Line one\nline two"
        find(page(), "add").clicked()
        find(page(), "propose").clicked()
        compare(asked("propose").length, 1)
        const toml = asked("propose")[0].arguments.toml
        verify(toml.startsWith("title = \"Quiet \\\"hours\\\"\"\nreason = \"Because\"\n"), toml)
        verify(toml.includes("[[standard]]") && toml.includes("text = \"Line one\\nline two\""), toml)
    }
    function test_a_refused_proposal_keeps_every_word() {
        Desk.refuses = { propose: { code: "toml_wrong", message: "Line 3 is wrong." } }
        Place.go("propose"); wait(60)
        find(page(), "title").text = "T"; find(page(), "words").text = "W"
        find(page(), "add").clicked(); find(page(), "propose").clicked()
        wait(50)
        compare(Place.page, "propose"); compare(find(page(), "title").text, "T"); verify(find(page(), "file").text.includes("W"))
    }
    function press(words) {
        let button = null
        tryVerify(() => { walk(page(), i => { if (i.text === words && i.clicked) button = i }); return button !== null }, 5000, words)
        button.clicked()
    }
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
        find(page(), "reason").text = "Rather so."
        find(page(), "propose").clicked()
        compare(asked("propose").length, 0)
        const given = asked("counter")[0].arguments
        compare(given.id, id); compare(given.sheet, "1")
        verify(given.toml.includes("reason = \"Rather so.\"") && given.toml.includes("[[standard]]"), given.toml)
        tryCompare(Place, "page", "proposals")
    }
    function test_a_refused_counter_keeps_every_word() {
        Desk.refuses = { counter: { code: "proposal_closed", message: "It was closed meanwhile." } }
        open_proposal("Quiet evenings")
        press("Counter")
        tryVerify(() => find(page(), "file") && find(page(), "file").text !== "")
        find(page(), "file").text += "# and mine"
        find(page(), "propose").clicked()
        tryVerify(() => { let said = false; walk(page(), i => { if (i.text === "It was closed meanwhile.") said = true }); return said })
        compare(Place.page, "propose")
        verify(find(page(), "file").text.endsWith("# and mine"))
    }
    function test_what_does_not_count_says_why_and_is_asked_for_again_in_its_words() {
        Desk.state = "void"
        const id = open_proposal("Bed by ten")
        tryVerify(() => { let said = false; walk(page(), i => { if (i.text !== undefined && String(i.text).startsWith("You each agreed to a different change")) said = true }); return said })
        press("Propose these words again")
        tryVerify(() => find(page(), "file") && find(page(), "file").text !== "")
        compare(asked("proposal_toml")[0].arguments, { id: id })
        compare(asked("propose").length, 0)
        find(page(), "propose").clicked()
        const given = asked("propose")[0].arguments
        compare(given.toml, find(page(), "file").text)
        verify(given.toml.includes("[[standard]]"), given.toml)
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
        wait(30)
        compare(field.text, "x")
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
        const number = (field) => Number(/\d+/.exec(field.placeholderText)[0])
        const words = find(window.contentItem, "first-run").item.words
        first.text = words[number(first) - 1]; second.text = "wrong"
        verify(!find(window.contentItem, "forward").enabled)
        second.text = " " + words[number(second) - 1].toUpperCase()
        verify(find(window.contentItem, "forward").enabled)
    }
    function test_only_what_is_in_view_of_the_timeline_exists() {
        Place.go("timeline"); wait(60)
        const list = find(page(), "timeline")
        const many = []
        for (let i = 0; i < 10000; ++i) many.push({ id: String(i), by: "Mara", kind: "comment", written_ms: 1796061840284 - i * 3600000, note: "Note " + i })
        list.model = many
        wait(50)
        verify(list.contentItem.children.length < 100, list.contentItem.children.length)
    }
}
