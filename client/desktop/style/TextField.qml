import QtQuick
import QtQuick.Templates as T
import Troth.Style

// One line of the person's own words.
T.TextField {
    id: control
    readonly property string refused: guard.refusal
    readonly property real lineHeight: Math.max(Theme.field, Theme.body + 26)
    implicitHeight: lineHeight + guard.room
    bottomPadding: guard.room
    implicitWidth: 240
    leftPadding: 13; rightPadding: 13
    verticalAlignment: TextInput.AlignVCenter
    font.family: Theme.sans; font.pixelSize: Theme.body
    color: Theme.text
    selectionColor: Theme.accent; selectedTextColor: Theme.accentInk
    placeholderTextColor: Theme.muted
    selectByMouse: true
    Accessible.role: Accessible.EditableText
    Accessible.name: placeholderText
    Text {
        textFormat: Text.PlainText
        visible: control.length === 0 && control.preeditText === ""
        x: control.leftPadding; y: (control.lineHeight - height) / 2
        width: control.width - 2 * x; elide: Text.ElideRight
        text: control.placeholderText; color: control.placeholderTextColor; font: control.font
    }
    Keys.onPressed: (event) => event.accepted = guard.handles(event)
    PasteGuard { id: guard; control: control }
    background: Item {
        Rectangle {
            width: parent.width; height: parent.height - guard.room
            radius: Theme.radiusSmall
            color: Theme.surface
            border.width: control.activeFocus ? 2 : 1
            border.color: control.activeFocus ? Theme.accent : Theme.control
        }
    }
}
