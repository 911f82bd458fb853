import QtQuick
import Troth.Desk

// Something asked of Desk, and asked again whenever something changed: `answer`, or `refusal` with a code and
// a sentence. The last answer stays until the next one is there, so that nothing flickers or moves.
QtObject {
    id: root
    property string what
    property var arguments: ({})
    property bool active: true
    property var answer: null
    property var refusal: null
    property bool answered: false
    property int turn: 0
    onWhatChanged: Qt.callLater(again)
    onArgumentsChanged: Qt.callLater(again)
    onActiveChanged: Qt.callLater(again)
    Component.onCompleted: again()
    readonly property Connections listening: Connections { target: Desk; function onChanged() { root.again() } }
    function forget() { ++turn; answer = null; refusal = null; answered = false }
    function again() {
        if (!active || what === "") return
        const mine = ++turn
        Desk.ask(what, root.arguments, (answer, refusal) => {
            if (!root || mine !== root.turn) return
            root.refusal = refusal || null
            if (!refusal) root.answer = answer
            root.answered = true
        })
    }
}
