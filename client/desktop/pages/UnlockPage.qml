import QtQuick
import QtQuick.Controls
import Troth.Desk
import Troth.Style
import Troth.Pages

// Locked: nothing of the profile is in memory, or soon will be, and nothing of it is shown, not even a name.
Item {
    id: root
    property bool byWords: false
    property string said: ""
    // The words alone, as they stand on paper: numbered or not, on lines of their own or not.
    function plainWords() { return words.text.toLowerCase().split(/\s+/).filter(w => /^[a-z]+$/.test(w)).join(" ") }
    // What is right on paper is kept until it is right here; a passphrase is typed again.
    function reset() { resetting.run({ recovery_words: plainWords(), "new": fresh.text }); fresh.clear(); twice.clear() }
    function unlock() { unlocking.run({ passphrase: secret.text }); secret.clear() }
    function forget() { byWords = false; words.clear(); fresh.clear(); twice.clear(); secret.forceActiveFocus() }
    Doing { id: resetting; what: "reset_passphrase"; onDone: { root.forget(); root.said = "The passphrase is another one. Open it with that." } }
    Doing { id: unlocking; what: "unlock"; onRefused: secret.forceActiveFocus() }
    Icon { x: root.width - width * 0.72; y: root.height - height * 0.78; size: 560; name: "logo"; tint: Theme.accent; opacity: Theme.dark ? 0.07 : 0.05 }
    // It scrolls along with the focus: 24 words, one a line, are taller than the window.
    readonly property Item at: Window.activeFocusItem
    onAtChanged: {
        for (let item = at; item; item = item.parent) if (item === form) {
            const y = at.mapToItem(form, 0, 0).y + form.y
            scroll.contentY = Math.max(0, Math.min(y - 16, Math.max(scroll.contentY, y + at.height + 16 - scroll.height)))
        }
    }
    Flickable {
        id: scroll
        anchors.fill: parent
        contentHeight: form.implicitHeight + 48; boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollBar {}
        Column {
            id: form
            x: (scroll.width - width) / 2; y: Math.max(24, (scroll.height - implicitHeight) / 2)
            width: Math.min(400, root.width - 48)
            spacing: 16
            Icon { x: -8; name: "logo"; size: 64; tint: Theme.accent }
            Heading { text: root.byWords ? "A new passphrase" : "Troth is locked"; width: parent.width; font.pixelSize: Theme.title }
            Para { visible: !root.byWords; text: Desk.isClosing ? "It is still being closed: what was under way is ended first." : "Its keys are wiped from memory, and its files are closed."; font.pixelSize: Theme.row }
            Item { width: 1; height: 2 }
            TextField {
                id: secret
                objectName: "passphrase"
                visible: !root.byWords
                width: parent.width; focus: true
                placeholderText: "Passphrase"; echoMode: TextInput.Password
                enabled: !unlocking.running
                Component.onCompleted: forceActiveFocus()
                Keys.onReturnPressed: if (text !== "") root.unlock()
            }
            Refusal { refusal: root.byWords ? null : unlocking.refusal }
            Button { visible: !root.byWords; width: parent.width; implicitHeight: 44; highlighted: true; text: unlocking.running ? Desk.doing || "Opening" : "Unlock"; enabled: secret.text !== "" && !unlocking.running; onClicked: root.unlock() }
            Para { visible: root.said !== ""; text: root.said; color: Theme.accent; font.weight: Font.Medium }
            Para { visible: !root.byWords; text: "Nobody else can open it: there is no account, and no way around the passphrase but your recovery words."; font.pixelSize: Theme.note }
            Button { visible: !root.byWords; flat: true; x: -10; text: "Set a new passphrase by the recovery words"; onClicked: { root.byWords = true; Qt.callLater(() => words.forceActiveFocus(Qt.TabFocusReason)) } }
            Column {
                visible: root.byWords; enabled: visible
                width: parent.width; spacing: 12
                Field { label: "The 24 recovery words"; note: "In their order, numbered or not."; TextArea { id: words; objectName: "recovery-words"; width: parent.width; Accessible.name: "The 24 recovery words" } }
                TextField { id: fresh; objectName: "new-passphrase"; width: parent.width; echoMode: TextInput.Password; placeholderText: "The new passphrase" }
                TextField { id: twice; objectName: "new-passphrase-again"; width: parent.width; echoMode: TextInput.Password; placeholderText: "Once more"; Accessible.name: "The new passphrase, once more" }
                Refusal { refusal: resetting.refusal }
                Flow {
                    width: parent.width; spacing: 10
                    Button { text: "Set it"; enabled: words.text.trim() !== "" && fresh.text !== "" && fresh.text === twice.text && !resetting.running; onClicked: root.reset() }
                    Button { flat: true; text: "Leave it as it is"; onClicked: root.forget() }
                }
            }
        }
    }
}
