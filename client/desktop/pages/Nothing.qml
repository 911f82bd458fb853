import QtQuick
import Troth.Style
import Troth.Pages

// Where there is nothing yet: what it would be, and what can be done.
Card {
    id: root
    property string iconName
    property string title
    property string text
    default property alias actions: row.data
    width: parent ? parent.width : 400
    pad: 40; spacing: 12
    Icon { x: -4; name: root.iconName; size: 40; tint: Theme.accent }
    Heading { text: root.title; width: parent.width }
    Para { text: root.text; visible: text !== ""; width: Math.min(parent.width, 600); font.pixelSize: Theme.row }
    Flow { id: row; width: parent.width; spacing: 10; topPadding: 6; visible: children.length > 0 }
}
