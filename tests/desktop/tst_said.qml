import QtQuick
import QtTest
import Troth.Desk
import Troth.Pages

// What the pages say is so: each against an answer that another sentence would belie.
TestCase {
    id: test
    name: "Said"
    when: window.visible
    Main { id: window }
    function find(item, name) { if (item.objectName === name) return item; for (let i = 0; i < item.children.length; ++i) { const found = find(item.children[i], name); if (found) return found } return null }
    function page() { return find(window.contentItem, "page").item }
    function walk(item, visit) { if (!item.visible || item.width === 0) return; visit(item); for (let i = 0; i < item.children.length; ++i) walk(item.children[i], visit) }
    function count(words) { let found = 0; walk(page(), i => { if (i.text !== undefined && String(i.text).includes(words)) ++found }); return found }
    readonly property var household: ({ clause: "ab", kind: "area", name: "Household", change: "again", fields: { name: { before: "Household", after: "Household" }, reach: { before: "delegate", after: "delegate" }, when: { before: "always", after: "always" } } })
    function proposal(more) { return Object.assign({ id: "cd", title: "A film on Fridays", reason: "", by: "Jonas", stage: "open", waits_for_me: true, written_ms: 1, counters: null, known_to_all: true, changes: [], reaffirms: null, against_answered: [], lifts: [], notes: [], crossed: false, noes: [], leaves_on_hold: false }, more) }
    function status(more) { return Object.assign({}, Us.status, more) }
    function init() {
        Desk.refuses = {}; Desk.says = {}; Desk.asked = []; Desk.state = "full"; Desk.stage = "open"
        window.width = 1240; window.height = 820
        window.welcoming = false
        Place.reset()
        window.requestActivate()
        tryVerify(() => window.active)
        tryVerify(() => Us.me === "Mara" && Us.clauses.length > 0)
    }

    // With what lies above the page.
    function shows(words) { let shown = false; walk(window.contentItem.parent, i => { if (i.text !== undefined && String(i.text).includes(words)) shown = true }); return shown }
    function test_what_lies_above_a_page_goes_with_it() {
        for (const leave of [() => { Place.go("home") }, () => { Place.reset(); Place.go("timeline") }, () => { Desk.stage = "locked" }]) {
            Desk.stage = "open"
            Place.go("propose")
            tryVerify(() => page() && find(page(), "file") !== null)
            find(page(), "file").text = "title = 1"
            find(page(), "propose").clicked()
            tryVerify(() => window.activeFocusItem && window.activeFocusItem.objectName === "wording-sign")
            verify(shows("Nothing changes until"))
            leave()
            tryVerify(() => !shows("Nothing changes until"), 5000, String(leave))
        }
    }

    function test_what_is_signed_again_is_shown_with_its_words_beside_the_button() {
        Desk.says = { proposal: proposal({ changes: [household] }) }
        Place.go("proposal", "cd")
        tryVerify(() => page() && find(page(), "accept") && find(page(), "accept").visible)
        compare(count("agreed to again, as it was worded"), 2, "as it would be, and as it is signed")
        compare(count("Reach: delegate"), 3, "as it stands, too")
    }
    function test_a_hold_says_what_caused_it() {
        const cause = "Jonas took it back while Mara accepted. On hold: agree again."
        for (const crossed of [false, true]) {
            Desk.says = { proposal: proposal({ stage: "void", waits_for_me: false, leaves_on_hold: true, notes: [cause], crossed: crossed }) }
            Place.go("home"); Place.go("proposal", "cd")
            tryVerify(() => page() && count(cause) === 1)
            compare(count("Nobody did anything wrong") > 0, crossed)
        }
    }
    function test_what_ends_at_an_instant_has_the_day_before_as_its_last() {
        compare(Phrases.lastDay(new Date(2027, 4, 21).getTime()), "20 May 2027")
        compare(Phrases.lastDay(0), "")
    }
    function test_a_lapse_says_what_caused_it() {
        const agreement = (lapse) => ({ status: "lapsed", digest: "00", lapse: lapse, renew_by_ms: null })
        for (const [lapse, words] of [["renew_by", "Its date to renew by has passed."], ["until", "Its term has ended."], ["on_hold", "Its term is on hold."]]) {
            Desk.says = { status: status({ agreement: agreement(lapse) }) }
            Desk.stage = "locked"; Desk.stage = "open"
            Place.go("home")
            tryVerify(() => page() && count(words) > 0, 5000, lapse)
        }
    }
    function test_a_moment_says_when_it_ends_and_what_of_it_rests() {
        const moment = { id: "ef", by: "Mara", written_ms: 1, text: "", areas: ["Bedroom"], resting: ["Bedroom"], open: true, until_ms: new Date(2027, 4, 21, 23, 15).getTime(), closed: null }
        Desk.says = { moments: [moment], status: status({ moments: [moment] }) }
        Desk.stage = "locked"; Desk.stage = "open"
        Place.go("home")
        tryVerify(() => page() && count("A moment is open, and rests") > 0)
        Place.go("days", "", "moments")
        tryVerify(() => page() && count("Not in force as the agreement stands: Bedroom") > 0)
        verify(count("23:15") > 0)
        compare(count("until one of you closes it"), 0)
    }
}
