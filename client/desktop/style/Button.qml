import QtQuick
import QtQuick.Templates as T
import Troth.Style

// highlighted: the one primary button of a page; flat: quiet; otherwise outlined. Enter presses it as Space does.
T.Button {
    id: control
    property string iconName: ""
    implicitWidth: Math.max(implicitContentWidth + leftPadding + rightPadding, 36)
    implicitHeight: Math.max(36, Theme.body + 22)
    leftPadding: flat ? 10 : 15; rightPadding: flat ? 10 : 15; topPadding: 0; bottomPadding: 0
    spacing: 8
    font.family: Theme.sans
    font.pixelSize: Theme.body
    font.weight: Font.Medium
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.name: text
    Accessible.role: Accessible.Button
    Accessible.onPressAction: control.clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
    property color ink: highlighted ? Theme.accentInk : flat ? Theme.accent : Theme.text
    contentItem: Item {
        implicitWidth: label.visible ? label.implicitWidth + (control.iconName !== "" ? 18 + control.spacing : 0) : 18
        Row {
            id: row
            anchors.centerIn: parent
            spacing: control.spacing
            Image {
                visible: control.iconName !== ""
                width: 18; height: 18
                sourceSize: Qt.size(18 * Screen.devicePixelRatio, 18 * Screen.devicePixelRatio)
                source: control.iconName ? "image://icon/" + control.iconName + "/" + String(control.ink).slice(1) : ""
                anchors.verticalCenter: parent.verticalCenter
            }
            Text {
                id: label
                text: control.text
                textFormat: Text.PlainText
                visible: text !== ""
                font: control.font
                elide: Text.ElideRight
                width: Math.min(implicitWidth, control.width - control.leftPadding - control.rightPadding - (control.iconName !== "" ? 18 + control.spacing : 0))
                color: control.ink
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }
    opacity: enabled ? 1 : 0.45
    background: Rectangle {
        radius: Theme.radiusSmall
        color: control.highlighted ? (control.down ? Qt.darker(Theme.accent, 1.15) : control.hovered ? Qt.lighter(Theme.accent, 1.08) : Theme.accent)
             : control.flat ? (control.hovered || control.down ? Theme.accentSoft : "transparent")
             : (control.hovered || control.down ? Theme.sunken : Theme.surface)
        border.width: control.highlighted || control.flat ? 0 : 1
        border.color: Theme.border
        Behavior on color { ColorAnimation { duration: Theme.anim } }
        FocusRing { control: control }
    }
}
