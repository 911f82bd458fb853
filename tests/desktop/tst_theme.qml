import QtQuick
import QtTest
import Troth.Style

TestCase {
    name: "Theme"
    function light(c) { const f = (v) => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); return 0.2126 * f(c.r) + 0.7152 * f(c.g) + 0.0722 * f(c.b) }
    function contrast(a, b) { const x = light(a), y = light(b); return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05) }
    function cleanup() { Appearance.dark = false; Appearance.textScale = 1; Appearance.reduceMotion = false }
    function test_black_on_white_is_21() { fuzzyCompare(contrast(Qt.color("black"), Qt.color("white")), 21, 0.01) }
    function test_every_text_colour_is_readable_on_every_ground_data() { return [{ tag: "light", dark: false }, { tag: "dark", dark: true }] }
    function test_every_text_colour_is_readable_on_every_ground(row) {
        Appearance.dark = row.dark
        const grounds = ["bg", "sidebar", "surface", "sunken"]
        const inks = { text: ["accentSoft", "secondSoft", "warnSoft", "holdSoft"], muted: ["accentSoft", "warnSoft", "holdSoft"], accent: ["accentSoft"], second: ["secondSoft"], warn: ["warnSoft"], hold: ["holdSoft"] }
        for (const ink in inks) for (const ground of grounds.concat(inks[ink]))
            verify(contrast(Theme[ink], Theme[ground]) >= 4.5, ink + " on " + ground + " is " + contrast(Theme[ink], Theme[ground]).toFixed(2))
        for (const fill of ["accent", "second"]) verify(contrast(Theme.accentInk, Theme[fill]) >= 4.5, fill)
    }
    function test_outlines_of_what_can_be_chosen_are_seen_data() { return [{ tag: "light", dark: false }, { tag: "dark", dark: true }] }
    function test_outlines_of_what_can_be_chosen_are_seen(row) {
        Appearance.dark = row.dark
        for (const ground of ["bg", "surface"]) verify(contrast(Theme.control, Theme[ground]) >= 3, "control on " + ground)
    }
    function test_a_larger_text_makes_every_size_larger() {
        const sizes = ["small", "note", "body", "row", "lead", "words", "clause", "section", "title"], before = sizes.map(s => Theme[s])
        Appearance.textScale = 1.3
        sizes.forEach((s, i) => verify(Theme[s] > before[i], s))
    }
    function test_less_motion_is_none() { Appearance.reduceMotion = true; compare(Theme.anim, 0) }
    function test_both_fonts_are_in_the_program() { verify(Qt.fontFamilies().indexOf(Theme.sans) >= 0); verify(Qt.fontFamilies().indexOf(Theme.serif) >= 0) }
}
