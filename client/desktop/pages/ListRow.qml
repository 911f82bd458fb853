import QtQuick
import QtQuick.Templates as T
import Troth.Style
import Troth.Pages

// A row that leads somewhere.
T.AbstractButton {
    id: control
    property string iconName
    property string who
    property color tint: Theme.accent
    property string note
    property string verb
    property bool quiet: false
    width: parent ? parent.width : 300
    implicitHeight: Math.max(verb || note ? 54 : 44, col.implicitHeight + (quiet ? 18 : 22))
    focusPolicy: Qt.StrongFocus
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
    property alias aside: beside.text     // a word or a date at the end
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: text + (verb ? ", " + verb : "")
    Accessible.description: note
    background: Rectangle { radius: Theme.radiusSmall; color: control.hovered || control.down ? Theme.hover : "transparent"; FocusRing { control: control; inset: 0 } }
    contentItem: Item {
        Icon { visible: control.who === ""; x: 12; y: 12; name: control.iconName; tint: control.quiet && control.tint === Theme.accent ? Theme.muted : control.tint; size: 22 }
        Avatar { visible: control.who !== ""; x: 11; y: 11; who: control.who; soft: true; size: 26 }
        Column {
            id: col
            anchors { left: parent.left; leftMargin: 48; right: end.left; rightMargin: 12; verticalCenter: parent.verticalCenter }
            spacing: 3
            Text { width: parent.width; text: control.text; color: Theme.text; font.family: Theme.sans; font.pixelSize: control.quiet ? Theme.body : Theme.row; textFormat: Text.PlainText; font.weight: control.quiet ? Font.Normal : Font.DemiBold; wrapMode: Text.Wrap; lineHeight: 1.15 }
            Text { visible: text !== ""; width: parent.width; text: control.note; textFormat: Text.PlainText; color: Theme.muted; font.family: Theme.sans; font.pixelSize: Theme.note; wrapMode: Text.Wrap; lineHeight: 1.2 }
        }
        Row {
            id: end
            anchors { right: parent.right; rightMargin: 10; verticalCenter: parent.verticalCenter }
            spacing: 4
            Text { id: beside; textFormat: Text.PlainText; visible: text !== ""; color: Theme.muted; font.family: Theme.sans; font.pixelSize: Theme.note; anchors.verticalCenter: parent.verticalCenter }
            Text { textFormat: Text.PlainText; visible: text !== ""; text: control.verb; color: Theme.accent; font.family: Theme.sans; font.pixelSize: Theme.body; font.weight: Font.Medium; anchors.verticalCenter: parent.verticalCenter }
            Icon { visible: control.verb !== ""; name: "chevron"; size: 16; tint: control.quiet ? Theme.muted : Theme.accent; anchors.verticalCenter: parent.verticalCenter }
        }
    }
}
