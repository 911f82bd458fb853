import QtQuick
import QtQuick.Templates as T
import Troth.Style

// Several lines of the person's own words. Tab leaves it: no page is a trap.
T.TextArea {
    id: control
    property string holds: "text"         // how much that may be: PasteGuard
    // As if it were pasted in the place of all that stands here.
    function take(text) { selectAll(); guard.take(text) }
    readonly property real refusedRoom: guard.room
    readonly property string refused: guard.refusal
    implicitHeight: Math.max(contentHeight + topPadding + bottomPadding, 84)
    leftPadding: 14; rightPadding: 14; topPadding: 12; bottomPadding: 12 + refusedRoom
    font.family: Theme.sans; font.pixelSize: Theme.body
    color: Theme.text
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    placeholderTextColor: Theme.muted
    Accessible.name: placeholderText
    wrapMode: TextEdit.Wrap
    selectByMouse: true
    textFormat: TextEdit.PlainText
    Accessible.role: Accessible.EditableText
    Accessible.multiLine: true
    Keys.priority: Keys.BeforeItem
    Keys.onPressed: (event) => event.accepted = guard.handles(event)
    Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
    Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
    Text {
        textFormat: Text.PlainText
        visible: control.length === 0 && control.preeditText === ""
        x: control.leftPadding; y: control.topPadding
        text: control.placeholderText; width: control.width - 2 * x; wrapMode: Text.Wrap; color: control.placeholderTextColor; font: control.font
    }
    PasteGuard { id: guard; control: control; holds: control.holds }
    background: Item {
        Rectangle {
            width: parent.width; height: parent.height - control.refusedRoom
            radius: Theme.radiusSmall
            color: Theme.surface
            border.width: control.activeFocus ? 2 : 1
            border.color: control.activeFocus ? Theme.accent : Theme.control
        }
    }
}
