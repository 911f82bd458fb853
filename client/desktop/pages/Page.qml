import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// A page: a title, what it is about, what can be done, and a column of paper. It scrolls along with the focus.
Flickable {
    id: root
    property string title
    property string subtitle
    property int maxWidth: 960
    property bool leadsBack: false       // to where one came from
    default property alias content: body.data
    property alias actions: actionRow.data
    readonly property real inner: col.width
    readonly property bool wide: inner >= 760
    contentWidth: width
    contentHeight: col.implicitHeight + 72
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    Accessible.role: Accessible.Pane
    Accessible.name: title
    ScrollBar.vertical: ScrollBar {}
    // keep the focused control visible while tabbing
    function reveal(item) {
        const y = item.mapToItem(contentItem, 0, 0).y
        if (y < contentY + 16) contentY = Math.max(0, y - 16)
        else if (y + item.height > contentY + height - 16) contentY = Math.min(contentHeight - height, y + item.height - height + 16)
    }
    Column {
        id: col
        readonly property int margin: root.width > 760 ? 44 : 24
        width: Math.min(root.maxWidth, root.width - 2 * margin)
        x: Math.max(margin, (root.width - width) / 2)
        y: root.leadsBack ? 22 : 40
        spacing: 24
        Button { visible: root.leadsBack; x: -10; text: "Back"; iconName: "back"; flat: true; onClicked: Place.back(); Accessible.description: "Alt Left" }
        Item {
            width: parent.width
            implicitHeight: Math.max(head.implicitHeight, actionRow.y + actionRow.implicitHeight)
            readonly property bool beside: actionRow.implicitWidth + 380 < width
            Column {
                id: head
                width: parent.beside ? parent.width - actionRow.implicitWidth - 24 : parent.width
                spacing: 4
                Heading { text: root.title; width: parent.width; font.pixelSize: Theme.title }
                Label { text: root.subtitle; visible: text !== ""; width: parent.width; color: Theme.muted; wrapMode: Text.Wrap }
            }
            Row {
                id: actionRow
                spacing: 10
                x: parent.beside ? parent.width - implicitWidth : 0
                y: parent.beside ? 6 : children.length ? head.implicitHeight + 14 : 0
            }
        }
        Column { id: body; width: parent.width; spacing: Theme.gap }
    }
}
