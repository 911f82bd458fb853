import QtQuick
import Troth.Style

// Looks at what is pasted into `control` before it is laid out. Short texts go in at once, long ones once they were
// found to fit; what does not fit is refused here, stays in the clipboard, and takes nothing away of what stood there.
MouseArea {
    id: guard
    required property Item control
    property string holds: "text"        // or "page", or "file": for these more is allowed
    property string refusal              // the sentence; empty: nothing was refused
    readonly property int surelyFits: 2000
    acceptedButtons: Qt.MiddleButton     // which pastes what was marked elsewhere
    anchors.fill: parent
    onPressed: (mouse) => { const text = Pasted.marked(); if (text.length > surelyFits) take(text); else mouse.accepted = false }
    // True where nothing else is to be done with the key.
    function handles(event) {
        if (!event.matches(StandardKey.Paste)) return false
        const text = Pasted.text()
        refusal = ""
        if (text.length <= surelyFits) return false
        take(text)
        return true
    }
    function take(text) {
        const put = () => { control.remove(control.selectionStart, control.selectionEnd); control.insert(control.cursorPosition, text) }
        if (!Pasted.check) return put()
        const left = control.text.slice(0, control.selectionStart) + control.text.slice(control.selectionEnd)
        Pasted.check(control.Accessible.name, left + text, holds, (no) => { if (no) refusal = no.message; else { refusal = ""; put() } })
    }
    Connections { target: guard.control; function onTextChanged() { guard.refusal = "" } }
    Text {
        id: words
        visible: guard.refusal !== ""
        y: parent.height - height
        width: parent.width
        text: guard.refusal; wrapMode: Text.Wrap; textFormat: Text.PlainText
        color: Theme.second; font.family: Theme.sans; font.pixelSize: Theme.note; lineHeight: 1.2
        Accessible.role: Accessible.AlertMessage; Accessible.name: text
    }
    readonly property real room: refusal !== "" ? words.implicitHeight + 8 : 0
}
