import QtQuick
import QtTest
import Troth.Desk
import Troth.Pages

// The page of a limit.
TestCase {
    id: test
    name: "Limits"
    when: window.visible
    Main { id: window }
    function find(item, name) { if (item.objectName === name) return item; for (let i = 0; i < item.children.length; ++i) { const found = find(item.children[i], name); if (found) return found } return null }
    function page() { return find(window.contentItem, "page").item }
    function walk(item, visit) { if (!item.visible || item.width === 0) return; visit(item); for (let i = 0; i < item.children.length; ++i) walk(item.children[i], visit) }
    function says(root, words) { let said = false; walk(root, i => { if (i.text !== undefined && String(i.text).includes(words)) said = true }); return said }
    function asked(what) { return Desk.asked.filter(one => one.what === what) }
    function init() {
        Desk.refuses = {}; Desk.says = {}; Desk.asked = []; Desk.state = "full"; Desk.stage = "open"
        window.width = 1240; window.height = 820
        window.welcoming = false
        Place.reset()
        window.requestActivate()
        tryVerify(() => window.active)
        tryVerify(() => Us.me === "Mara" && Us.clauses.length > 0)
    }

    function test_a_limit_is_made_firmer_on_its_page_by_its_owner_alone() {
        const soft = Us.clauses.find(c => c.kind === "limit" && c.strength === "soft" && c.owner === "Mara")
        const household = Us.clauses.find(c => c.kind === "area" && c.name === "Household")
        Place.go("limit", soft.id)
        tryVerify(() => find(page(), "limit-harder") && find(page(), "limit-harder").visible)
        verify(!find(page(), "limit-sign").enabled, "as it stands it is no firmer")
        const harder = find(page(), "limit-harder"); harder.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Space)
        const rests = find(page(), "suspends " + household.id); rests.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Space)
        compare(find(page(), "limit-exact").text, soft.text)
        verify(says(page(), "suspends “Household”")); verify(says(page(), "is not asked"))
        find(page(), "limit-sign").clicked()
        compare(asked("tighten_limit")[0].arguments, { id: soft.id, strength: "hard", suspends: [household.id] })
    }
    function test_a_refused_limit_keeps_its_words() {
        Desk.refuses = { add_limit: { code: "text_too_long", message: "It is too long." } }
        Place.go("limit")
        tryVerify(() => find(page(), "limit-words") && find(page(), "limit-words").visible)
        verify(!find(page(), "limit-sign").enabled)
        find(page(), "limit-words").text = "Nothing on Mondays."
        find(page(), "limit-sign").clicked()
        tryVerify(() => says(page(), "It is too long."))
        compare(find(page(), "limit-words").text, "Nothing on Mondays.")
        compare(asked("add_limit")[0].arguments, { text: "Nothing on Mondays.", strength: "hard", suspends: [] })
    }
    function test_a_limit_of_the_other_has_no_form() {
        const theirs = Us.clauses.find(c => c.kind === "limit" && c.owner === "Jonas")
        Place.go("limit", theirs.id)
        tryVerify(() => says(page(), "Only Jonas can make it firmer"))
        verify(!find(page(), "limit-sign").visible)
    }
}
