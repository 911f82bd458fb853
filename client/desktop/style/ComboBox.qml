import QtQuick
import QtQuick.Templates as T
import QtQuick.Controls.Basic as B
import Troth.Style

// One of many. Arrows choose, Space or Alt+Down opens the list.
T.ComboBox {
    id: control
    property string name
    implicitWidth: 240
    implicitHeight: Math.max(Theme.field, Theme.body + 26)
    font.family: Theme.sans; font.pixelSize: Theme.body
    focusPolicy: Qt.StrongFocus
    Accessible.name: name
    Accessible.role: Accessible.ComboBox
    Accessible.description: displayText
    contentItem: Text { leftPadding: 13; rightPadding: 34; text: control.displayText; font: control.font; color: control.currentIndex < 0 ? Theme.muted : Theme.text; elide: Text.ElideRight; verticalAlignment: Text.AlignVCenter; textFormat: Text.PlainText }
    indicator: Image { x: control.width - 30; anchors.verticalCenter: parent.verticalCenter; width: 16; height: 16; rotation: 90; sourceSize: Qt.size(16 * Screen.devicePixelRatio, 16 * Screen.devicePixelRatio); source: "image://icon/chevron/" + String(Theme.muted).slice(1) }
    background: Rectangle { radius: Theme.radiusSmall; color: control.hovered ? Theme.sunken : Theme.surface; border.width: 1; border.color: Theme.control; FocusRing { control: control } }
    delegate: T.ItemDelegate {
        id: row
        required property int index
        width: control.width - 8
        implicitHeight: Theme.body + 22
        highlighted: control.highlightedIndex === index
        text: control.textAt(index)
        Accessible.name: text
        contentItem: Text { leftPadding: 10; text: row.text; font.family: Theme.sans; font.pixelSize: Theme.body; font.weight: control.currentIndex === row.index ? Font.DemiBold : Font.Normal; color: Theme.text; elide: Text.ElideRight; verticalAlignment: Text.AlignVCenter; textFormat: Text.PlainText }
        background: Rectangle { radius: Theme.radiusSmall - 2; color: row.highlighted ? Theme.accentSoft : "transparent" }
    }
    popup: T.Popup {
        y: control.height + 4; width: control.width; padding: 4
        implicitHeight: Math.min(contentItem.contentHeight + 8, 320)
        contentItem: ListView { clip: true; model: control.popup.visible ? control.delegateModel : null; currentIndex: control.highlightedIndex; implicitHeight: contentHeight; B.ScrollBar.vertical: ScrollBar {} }
        background: Item {
            BorderImage { anchors { fill: parent; margins: -24 } border { left: 44; right: 44; top: 44; bottom: 44 } source: "image://shadow/" + (Theme.dark ? 30 : 12) }
            Rectangle { anchors.fill: parent; radius: Theme.radiusSmall; color: Theme.surface; border.width: 1; border.color: Theme.border }
        }
    }
}
