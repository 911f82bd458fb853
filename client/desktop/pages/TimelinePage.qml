import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// Everything that either signed, newest first. Only what is in view exists.
Item {
    id: page
    property string title: "Timeline"
    readonly property int margin: width > 760 ? Theme.margin : Theme.marginNarrow
    readonly property alias contentHeight: list.contentHeight
    Accessible.role: Accessible.Pane
    Accessible.name: title
    Asking { id: asking; what: "timeline"; arguments: ({ most: 100000 }) }
    readonly property var filters: [null, ["propose", "accept", "decline", "retract", "assent"], ["check_in", "blind_check_in", "opening", "open_by_hand"], ["pause", "limit", "withdraw", "end"]]
    readonly property var lines: { const f = filters[filter.currentIndex]; const all = (asking.answer || []).slice().sort((a, b) => b.written_ms - a.written_ms); return f ? all.filter(l => f.includes(l.kind)) : all }
    ListView {
        id: list
        objectName: "timeline"
        anchors.fill: parent
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: page.lines
        activeFocusOnTab: true
        keyNavigationEnabled: true
        cacheBuffer: 200
        reuseItems: true
        currentIndex: -1
        Accessible.role: Accessible.List
        Accessible.name: "Timeline"
        readonly property bool visualFocus: activeFocus
        ScrollBar.vertical: ScrollBar {}
        Keys.onReturnPressed: if (currentItem) currentItem.lead()
        header: Item {
            width: list.width; height: head.implicitHeight + 72
            Column {
                id: head
                x: Math.max(page.margin, (list.width - 820) / 2); y: 40; width: Math.min(820, list.width - 2 * page.margin); spacing: 4
                Heading { text: page.title; font.pixelSize: Theme.title; width: parent.width }
                Para { text: "Everything the two of you have signed. Both of you see all of it." }
            }
        }
        delegate: Item {
            id: row
            required property var modelData
            required property int index
            readonly property bool first: index === 0 || Phrases.day(page.lines[index - 1].written_ms) !== Phrases.day(modelData.written_ms)
            readonly property color tint: modelData.kind === "pause" ? Theme.warn : modelData.kind === "withdraw" || modelData.kind === "end" ? Theme.muted : Theme.accent
            function lead() { if (modelData.kind === "propose") Place.go("proposal", modelData.id) }
            width: list.width; height: at.y + Math.max(words.implicitHeight, 29) + 14
            Accessible.role: Accessible.ListItem
            Accessible.name: Phrases.entry(modelData) + ". " + modelData.note + ", " + Phrases.when(modelData.written_ms)
            Item {
                x: Math.max(page.margin, (list.width - 820) / 2); width: Math.min(820, list.width - 2 * page.margin); height: parent.height
                SectionTitle { visible: row.first; y: row.index ? 12 : 0; text: Phrases.day(row.modelData.written_ms) }
                Item {
                    id: at
                    y: row.first ? (row.index ? 40 : 28) : 0
                    width: parent.width; height: parent.height - y
                    Rectangle { visible: ListView.view === null && list.currentIndex === row.index && list.activeFocus; anchors { fill: parent; leftMargin: -8; rightMargin: -8; topMargin: -6; bottomMargin: 4 } radius: Theme.radiusSmall; color: "transparent"; border.width: 2; border.color: Theme.accent }
                    Rectangle { x: 14; y: row.first ? 0 : -14; width: 1; height: parent.height + (row.first ? 0 : 14); color: Theme.border }
                    Rectangle { width: 29; height: 29; radius: 15; color: Theme.bg; Icon { anchors.centerIn: parent; name: Phrases.entryIcon(row.modelData.kind); size: 20; tint: row.tint } }
                    Avatar { x: 46; y: 2; who: row.modelData.by; soft: true; size: 26 }
                    Column {
                        id: words
                        x: 86; width: parent.width - 86 - 60; spacing: 2; y: 4
                        Label { width: parent.width; text: Phrases.entry(row.modelData); font.weight: Font.Medium; wrapMode: Text.Wrap }
                        Label { visible: text !== ""; width: parent.width; text: row.modelData.note; color: Theme.muted; font.pixelSize: Theme.note; wrapMode: Text.Wrap; maximumLineCount: 4; elide: Text.ElideRight }
                    }
                    Label { anchors.right: parent.right; y: 5; text: Phrases.time(row.modelData.written_ms); color: Theme.muted; font.pixelSize: Theme.note }
                    TapHandler { onTapped: row.lead() }
                }
            }
        }
        footer: Item { width: 1; height: 40 }
    }
    Segments { id: filter; objectName: "filter"; z: 2; x: list.headerItem ? page.width - Math.max(page.margin, (page.width - 820) / 2) - width : 0; y: 46 - list.contentY - (list.headerItem ? list.headerItem.height : 0); visible: page.width > 700; options: ["All", "Agreement", "Check-ins", "Restrictions"]; currentIndex: 0; name: "Filter" }
}
