import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// A state that must not be missed: sign, sentence, what it means, what can be done (default content).
Rectangle {
    id: root
    default property alias actions: row.data
    property string kind: "hold"          // hold paused offline talk, or any icon
    property string title
    property string text
    property bool large: false
    readonly property color tint: kind === "paused" ? Theme.warn : kind === "hold" ? Theme.hold : Theme.muted
    radius: Theme.radius
    color: kind === "paused" ? Theme.warnSoft : kind === "hold" ? Theme.holdSoft : Theme.sunken
    implicitHeight: col.implicitHeight + (large ? 56 : 36)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title + " " + text
    Icon { x: root.large ? 20 : 20; y: root.large ? 20 : 17; size: root.large ? 52 : 24; name: root.kind === "paused" ? "pause" : root.kind; tint: root.tint }
    Column {
        id: col
        x: root.large ? 80 : 58; y: root.large ? 28 : 18; width: root.width - x - 24
        spacing: root.large ? 8 : 4
        Heading { visible: root.large; width: parent.width; text: root.title; font.pixelSize: Theme.notice }
        Label { visible: !root.large; width: parent.width; text: root.title; font.pixelSize: Theme.lead; font.weight: Font.DemiBold; wrapMode: Text.Wrap }
        Label { visible: text !== ""; width: Math.min(parent.width, 720); text: root.text; color: root.large ? Theme.text : Theme.muted; font.pixelSize: root.large ? 15 : Theme.body; wrapMode: Text.Wrap; lineHeight: 1.3 }
        Item { width: 1; height: row.children.length > 0 ? 4 : 0; visible: row.children.length > 0 }
        Flow { id: row; width: parent.width; spacing: 10; visible: children.length > 0 }
    }
}
