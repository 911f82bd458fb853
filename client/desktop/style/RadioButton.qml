import QtQuick
import QtQuick.Templates as T
import Troth.Style

// A choice with a line of explanation.
T.RadioButton {
    id: control
    property string note
    implicitWidth: 280
    implicitHeight: contentItem.implicitHeight + 20
    focusPolicy: Qt.StrongFocus
    Keys.onReturnPressed: toggle()
    hoverEnabled: true
    Accessible.name: text
    Accessible.description: note
    Accessible.role: Accessible.RadioButton
    Accessible.checked: checked
    background: Rectangle {
        radius: Theme.radiusSmall
        color: control.checked ? Theme.accentSoft : control.hovered ? Theme.hover : "transparent"
        border.width: 1
        border.color: control.checked ? Theme.accent : Theme.border
        FocusRing { control: control }
    }
    indicator: Rectangle {
        x: 14; y: 13; width: 16; height: 16; radius: 8
        color: Theme.surface
        border.width: control.checked ? 5 : 1.5
        border.color: control.checked ? Theme.accent : Theme.control
    }
    contentItem: Item {
        implicitHeight: col.implicitHeight
        Column {
            id: col
            x: 42; y: 10; width: parent.width - 54; spacing: 1
            Text { textFormat: Text.PlainText; width: parent.width; text: control.text; color: Theme.text; font.family: Theme.sans; font.pixelSize: Theme.body; font.weight: Font.Medium; elide: Text.ElideRight }
            Text { textFormat: Text.PlainText; visible: text !== ""; width: parent.width; text: control.note; color: Theme.muted; font.family: Theme.sans; font.pixelSize: Theme.small; wrapMode: Text.Wrap; lineHeight: 1.2 }
        }
    }
}
