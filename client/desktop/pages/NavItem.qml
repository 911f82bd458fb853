import QtQuick
import QtQuick.Templates as T
import Troth.Style
import Troth.Pages

// One page in the sidebar; folded to its icon where there is little room.
T.AbstractButton {
    id: control
    property string iconName
    property int count: 0
    property string hint
    property bool compact: false
    property bool current: false
    implicitHeight: 38
    implicitWidth: 200
    focusPolicy: Qt.StrongFocus
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
    hoverEnabled: true
    Component.onCompleted: Accessible.role = Accessible.PageTab
    Accessible.name: text + (count ? ", " + count + " waiting" : "")
    Accessible.checked: current
    background: Rectangle {
        radius: Theme.radiusSmall
        color: control.current ? Theme.surface : control.hovered ? Theme.hover : "transparent"
        border.width: control.current ? 1 : 0
        border.color: Theme.border
        FocusRing { control: control; inset: -2 }
    }
    contentItem: Item {
        Icon {
            id: ic
            name: control.iconName; size: 20
            x: control.compact ? (parent.width - 20) / 2 : 11
            anchors.verticalCenter: parent.verticalCenter
            tint: control.current ? Theme.accent : Theme.muted
        }
        Text {
            textFormat: Text.PlainText
            visible: !control.compact
            anchors { left: ic.right; leftMargin: 11; verticalCenter: parent.verticalCenter }
            text: control.text
            font.family: Theme.sans; font.pixelSize: Theme.body
            font.weight: control.current ? Font.DemiBold : Font.Medium
            color: control.current ? Theme.text : Theme.muted
        }
        Text {
            textFormat: Text.PlainText
            visible: !control.compact && text !== ""
            anchors { right: parent.right; rightMargin: 12; verticalCenter: parent.verticalCenter }
            text: control.hint || (control.count || "")
            font.family: Theme.sans; font.pixelSize: Theme.small; font.weight: Font.Medium; color: Theme.muted
        }
        Rectangle { visible: control.compact && control.count > 0; x: ic.x + 17; y: ic.y - 2; width: 7; height: 7; radius: 3.5; color: Theme.accent; border.width: 1; border.color: Theme.sidebar }
    }
}
