import QtQuick
import Troth.Desk

// Something done through Desk. While it runs it is not begun a second time; a refusal stays until it is tried
// again, beside what was typed, which nobody takes away.
QtObject {
    id: root
    required property string what
    property bool running: false
    property var refusal: null
    signal done(var answer)
    signal refused(var refusal)
    function run(args) {
        if (running) return
        running = true; refusal = null
        Desk.ask(what, args || {}, (answer, no) => {
            if (!root) return
            root.running = false
            root.refusal = no || null
            if (no) root.refused(no)
            else root.done(answer)
        })
    }
}
