import QtQuick
import QtQuick.Templates as T
import Troth.Style

// One line of the person's own words.
T.TextField {
    id: control
    implicitHeight: Math.max(Theme.field, Theme.body + 26)
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
        visible: control.length === 0 && control.preeditText === ""
        x: control.leftPadding; anchors.verticalCenter: parent.verticalCenter
        width: control.width - 2 * x; elide: Text.ElideRight
        text: control.placeholderText; color: control.placeholderTextColor; font: control.font
    }
    background: Rectangle {
        radius: Theme.radiusSmall
        color: Theme.surface
        border.width: control.activeFocus ? 2 : 1
        border.color: control.activeFocus ? Theme.accent : Theme.control
    }
}
