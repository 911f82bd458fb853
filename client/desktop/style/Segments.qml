import QtQuick
import QtQuick.Templates as T
import Troth.Style

// One of few: arrows or a click. currentIndex -1: not answered.
T.Control {
    id: control
    property var options: []
    property int currentIndex: -1
    property string name
    property bool clears: false           // chosen again, or Backspace: no answer
    Accessible.name: name
    Accessible.description: currentIndex < 0 ? "not answered" : options[currentIndex] || ""
    signal chosen(int index)
    function choose(i) { currentIndex = clears && i === currentIndex ? -1 : i; chosen(currentIndex) }
    function move(by) { const to = Math.max(0, Math.min(options.length - 1, currentIndex + by)); if (to !== currentIndex) choose(to) }
    implicitWidth: row.implicitWidth + 6
    implicitHeight: Math.max(34, Theme.note + 21)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.PageTabList
    Keys.onLeftPressed: move(-1)
    Keys.onRightPressed: move(1)
    Keys.onPressed: (e) => { if (clears && (e.key === Qt.Key_Backspace || e.key === Qt.Key_Delete)) { currentIndex = -1; chosen(-1); e.accepted = true } }
    background: Rectangle { radius: Theme.radiusSmall; color: Theme.sunken; border.width: 1; border.color: Theme.border; FocusRing { control: control } }
    contentItem: Item {
        Row {
            id: row
            x: 3; y: 3
            Repeater {
                model: control.options
                Rectangle {
                    id: seg
                    required property string modelData
                    required property int index
                    readonly property bool current: control.currentIndex === index
                    width: Math.max(58, label.implicitWidth + 26); height: control.implicitHeight - 6; radius: 6
                    color: current ? Theme.surface : area.containsMouse ? Theme.hover : "transparent"
                    border.width: current ? 1 : 0; border.color: Theme.control
                    Accessible.role: Accessible.RadioButton; Accessible.name: modelData; Accessible.checked: current
                    Text { id: label; textFormat: Text.PlainText; anchors.centerIn: parent; text: seg.modelData; font.family: Theme.sans; font.pixelSize: Theme.note; font.weight: seg.current ? Font.DemiBold : Font.Medium; color: seg.current ? Theme.text : Theme.muted }
                    MouseArea { id: area; anchors.fill: parent; hoverEnabled: true; onClicked: { control.forceActiveFocus(Qt.MouseFocusReason); control.choose(seg.index) } }
                }
            }
        }
    }
}
