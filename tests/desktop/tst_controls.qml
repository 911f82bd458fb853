import QtQuick
import QtQuick.Controls
import QtTest
import Troth.Style

Item {
    id: stage
    width: 500; height: 900
    Column {
        spacing: 12
        Button { id: button; text: "Sign" }
        TextField { id: field; placeholderText: "Name" }
        TextArea { id: area; width: 300; placeholderText: "Words" }
        TextField { id: after; placeholderText: "After" }
        Switch { id: toggle; text: "Dark" }
        RadioButton { id: one; text: "One"; note: "The first" }
        RadioButton { id: two; text: "Two" }
        Segments { id: segments; name: "View"; options: ["A", "B", "C"] }
        Segments { id: clearing; name: "Works"; options: ["Yes", "No"]; clears: true }
        Rating { id: rating; name: "Trust" }
        SpinBox { id: spin; name: "Hours"; from: 0; to: 9; value: 4 }
        ComboBox { id: combo; name: "Area"; model: ["Household", "Work"] }
        Label { id: label; text: "Words" }
    }
    SignalSpy { id: clicked; target: button; signalName: "clicked" }
    SignalSpy { id: chosen; target: segments; signalName: "chosen" }
    SignalSpy { id: rated; target: rating; signalName: "rated" }
    TestCase {
        name: "Controls"
        when: windowShown
        function init() {
            clicked.clear(); chosen.clear(); rated.clear()
            segments.currentIndex = -1; clearing.currentIndex = -1; rating.value = 0; spin.value = 4; combo.currentIndex = 0; toggle.checked = false; one.checked = false; two.checked = false
            field.clear(); area.clear()
        }
        function on(item) { item.forceActiveFocus(Qt.TabFocusReason); verify(item.activeFocus) }
        function test_every_control_has_a_name_data() { return [[button, "Sign"], [field, "Name"], [area, "Words"], [toggle, "Dark"], [one, "One"], [segments, "View"], [rating, "Trust"], [spin, "Hours"], [combo, "Area"], [label, "Words"]].map(r => ({ tag: r[1], item: r[0], name: r[1] })) }
        function test_every_control_has_a_name(row) { compare(row.item.Accessible.name, row.name) }
        function test_a_button_is_pressed_by_space_and_by_enter() { on(button); keyClick(Qt.Key_Space); keyClick(Qt.Key_Return); compare(clicked.count, 2) }
        function test_a_disabled_button_is_not() { on(button); button.enabled = false; keyClick(Qt.Key_Return); button.enabled = true; compare(clicked.count, 0) }
        function test_tab_leaves_a_text_area_and_types_nothing() { on(area); keyClick(Qt.Key_A); keyClick(Qt.Key_Tab); verify(!area.activeFocus); verify(after.activeFocus); compare(area.text, "a") }
        function test_backtab_leaves_it_as_well() { on(area); keyClick(Qt.Key_Backtab, Qt.ShiftModifier); verify(field.activeFocus) }
        function test_a_long_paste_is_kept_whole() { area.text = "word ".repeat(13000); compare(area.length, 65000) }
        function test_markup_stays_the_text_that_it_is() { area.text = "<b>no</b>"; compare(area.text, "<b>no</b>"); label.text = "<b>no</b>"; compare(label.textFormat, Text.PlainText); label.text = "Words" }
        function test_a_switch_is_switched_by_space_and_by_enter() { on(toggle); keyClick(Qt.Key_Space); verify(toggle.checked); keyClick(Qt.Key_Return); verify(!toggle.checked); verify(!toggle.Accessible.checked) }
        function test_of_two_radio_buttons_one_is_chosen() { on(one); keyClick(Qt.Key_Space); verify(one.checked); on(two); keyClick(Qt.Key_Space); verify(two.checked); verify(!one.checked) }
        function test_segments_are_chosen_by_arrows_and_stop_at_the_end() {
            on(segments)
            keyClick(Qt.Key_Right); keyClick(Qt.Key_Right); keyClick(Qt.Key_Right); keyClick(Qt.Key_Right)
            compare(segments.currentIndex, 2); compare(chosen.count, 3); compare(segments.Accessible.description, "C")
            keyClick(Qt.Key_Left); compare(segments.currentIndex, 1)
        }
        function test_an_answer_can_be_taken_back() { on(clearing); keyClick(Qt.Key_Right); compare(clearing.currentIndex, 0); keyClick(Qt.Key_Backspace); compare(clearing.currentIndex, -1); compare(clearing.Accessible.description, "not answered") }
        function test_a_view_cannot_be_taken_back() { on(segments); keyClick(Qt.Key_Right); keyClick(Qt.Key_Backspace); compare(segments.currentIndex, 0) }
        function test_a_rating_starts_empty() { compare(rating.value, 0); compare(rating.Accessible.description, "not answered") }
        function test_a_rating_takes_digits_and_arrows_and_stays_within() {
            on(rating)
            keyClick(Qt.Key_4); compare(rating.value, 4)
            keyClick(Qt.Key_Right); keyClick(Qt.Key_Right); compare(rating.value, 5)
            keyClick(Qt.Key_6); compare(rating.value, 5)
            keyClick(Qt.Key_Delete); compare(rating.value, 0)
            compare(rated.count, 4)
        }
        function test_a_rating_is_taken_back_by_a_second_click() { mouseClick(rating, 18, 18); compare(rating.value, 1); mouseClick(rating, 18, 18); compare(rating.value, 0) }
        function test_a_number_stays_between_its_bounds() { on(spin); for (let i = 0; i < 8; ++i) keyClick(Qt.Key_Up); compare(spin.value, 9); for (let i = 0; i < 12; ++i) keyClick(Qt.Key_Down); compare(spin.value, 0) }
        function test_a_list_is_chosen_by_arrows() { on(combo); keyClick(Qt.Key_Down); compare(combo.currentText, "Work"); keyClick(Qt.Key_Down); compare(combo.currentText, "Work") }
        function test_focus_that_came_by_key_shows_a_ring_data() { return [button, toggle, one, combo].map((item, i) => ({ tag: ["button", "switch", "radio", "combo"][i], item: item })) }
        function test_focus_that_came_by_key_shows_a_ring(row) { on(row.item); verify(row.item.visualFocus) }
    }
}
