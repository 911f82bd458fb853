import QtQuick
import QtQuick.Templates as T
import Troth.Style

// What is on or off. The words beside it say which.
T.Switch {
    id: control
    Keys.onReturnPressed: { toggle(); toggled() }
    implicitWidth: 280
    implicitHeight: Math.max(32, contentItem.implicitHeight + 8)
    font.family: Theme.sans; font.pixelSize: Theme.body
    focusPolicy: Qt.StrongFocus
    Accessible.name: text
    Accessible.role: Accessible.CheckBox
    Accessible.checked: checked
    indicator: Rectangle {
        y: 5; width: 40; height: 22; radius: 11
        color: control.checked ? Theme.accent : Theme.control
        Rectangle { y: 3; x: control.checked ? 21 : 3; width: 16; height: 16; radius: 8; color: Theme.surface; Behavior on x { NumberAnimation { duration: Theme.anim } } }
        Rectangle { anchors.fill: parent; anchors.margins: -3; radius: 14; color: "transparent"; border.width: 2; border.color: Theme.accent; visible: control.visualFocus }
    }
    contentItem: Text { textFormat: Text.PlainText; leftPadding: 52; text: control.text; wrapMode: Text.Wrap; font: control.font; color: Theme.text; verticalAlignment: Text.AlignVCenter }
}
