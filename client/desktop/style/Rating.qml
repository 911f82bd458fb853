import QtQuick
import QtQuick.Templates as T
import Troth.Style

// 1 to 5, nothing chosen at first: no number leans on the answer. Keys 1-5, arrows, a click; again, or Backspace, takes it back.
T.Control {
    id: control
    property int value: 0
    signal rated(int value)               // by the person; 0 takes it back
    function rate(v) { value = v; rated(v) }
    property string name
    Accessible.name: name
    implicitWidth: 5 * 44 - 8
    implicitHeight: 36
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Slider
    Accessible.description: value ? value + " of 5" : "not answered"
    Keys.onLeftPressed: rate(Math.max(1, value - 1))
    Keys.onRightPressed: rate(Math.min(5, value + 1))
    Keys.onPressed: (e) => { if (e.key >= Qt.Key_1 && e.key <= Qt.Key_5) { rate(e.key - Qt.Key_0); e.accepted = true } else if (e.key === Qt.Key_Backspace || e.key === Qt.Key_Delete || e.key === Qt.Key_0) { rate(0); e.accepted = true } }
    background: Item { FocusRing { control: control; radius: 22; inset: -4 } }
    contentItem: Item {
        Rectangle { x: 18; y: 17.5; width: 4 * 44; height: 1; color: Theme.border }
        Repeater {
            model: 5
            Rectangle {
                id: dot
                required property int index
                readonly property bool current: control.value === index + 1
                x: index * 44; width: 36; height: 36; radius: 18
                color: current ? Theme.accent : area.containsMouse ? Theme.accentSoft : Theme.surface
                border.width: current ? 0 : 1; border.color: Theme.control
                Text { textFormat: Text.PlainText; anchors.centerIn: parent; text: dot.index + 1; font.family: Theme.sans; font.pixelSize: Theme.note; font.weight: dot.current ? Font.DemiBold : Font.Medium; color: dot.current ? Theme.accentInk : Theme.muted }
                MouseArea { id: area; anchors.fill: parent; hoverEnabled: true; onClicked: { control.forceActiveFocus(Qt.MouseFocusReason); control.rate(dot.current ? 0 : dot.index + 1) } }
            }
        }
    }
}
