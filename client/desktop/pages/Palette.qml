import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// What one wants to do or find: commands and pages at once, and everything readable that has the words.
Sheet {
    id: root
    width: Math.min(parent.width - 48, 620)
    y: Math.min(96, Math.round(parent.height / 9))
    readonly property var commands: [
        ["Do", "pause", "Pause…", "Ctrl Shift P", () => Place.dialog = "pause"], ["Do", "pen", "Propose a change", "Ctrl N", () => Place.go("agreement", "", "edit")],
        ["Do", "checkins", "Check in", "Ctrl 4", () => Place.go("check-ins")], ["Do", "talk", "Ask to talk", "Ctrl 6", () => Place.go("days", "", "talks")],
        ["Do", "question", "Ask for a decision", "Ctrl 5", () => Place.go("decisions")], ["Do", "journal", "Write in the journal", "Ctrl 8", () => Place.go("journal")],
        ["Do", "limit", "Write down a limit", "", () => Place.go("limit")], ["Do", "export", "Take a full copy", "", () => Place.go("safety", "", "leaving")], ["Do", "print", "Keep the agreement as PDF", "", () => Place.go("safety", "", "leaving")]]
    readonly property string sought: field.text.trim().toLowerCase()
    readonly property var found: sought === "" ? [] : (finding.answer || []).slice(0, 7)
    readonly property var hits: commands.filter(c => sought === "" || c[2].toLowerCase().includes(sought)).slice(0, 8)
        .concat(found.map(h => ["Found", Phrases.subjects[h.kind][0], h.excerpt || "", [Phrases.capital(h.kind), Us.who(h.by), Phrases.shortDate(h.written_ms)].filter(w => w).join(" · "), () => root.lead(h)]))
    property int at: 0
    onHitsChanged: at = 0
    function lead(hit) {
        const page = Phrases.subjects[hit.kind][1]
        Place.go(page, ["journal", "proposal", "limit", "decision"].includes(page) ? hit.id : "")
    }
    function take(hit) { close(); hit[4]() }
    Asking { id: finding; what: "search"; active: root.visible && root.sought !== ""; arguments: ({ words: field.text }) }
    onOpened: { field.selectAll(); field.forceActiveFocus() }
    contentItem: Item {
        implicitHeight: list.y + list.implicitHeight + 52
        Icon { x: 20; y: 19; name: "search"; size: 22; tint: Theme.muted }
        TextField {
            id: field
            objectName: "palette-field"
            x: 44; width: parent.width - 60; height: 60
            font.pixelSize: Theme.words
            placeholderText: "Search, or say what you want to do"
            Accessible.name: "Search"
            background: null
            Keys.onDownPressed: root.at = Math.min(root.hits.length - 1, root.at + 1)
            Keys.onUpPressed: root.at = Math.max(0, root.at - 1)
            Keys.onReturnPressed: if (root.hits[root.at]) root.take(root.hits[root.at])
        }
        Line { y: 60 }
        Column {
            id: list
            x: 8; y: 68; width: parent.width - 16
            Repeater {
                model: root.hits
                Column {
                    id: hit
                    required property var modelData
                    required property int index
                    width: parent.width
                    SectionTitle { visible: hit.index === 0 || root.hits[hit.index - 1][0] !== hit.modelData[0]; text: hit.modelData[0]; leftPadding: 14; topPadding: hit.index ? 12 : 6; bottomPadding: 6 }
                    Rectangle {
                        width: parent.width; height: 40; radius: Theme.radiusSmall
                        color: hit.index === root.at ? Theme.accentSoft : area.containsMouse ? Theme.hover : "transparent"
                        Accessible.role: Accessible.ListItem; Accessible.name: hit.modelData[2]; Accessible.selected: hit.index === root.at
                        Icon { x: 12; anchors.verticalCenter: parent.verticalCenter; name: hit.modelData[1]; size: 20; tint: hit.index === root.at ? Theme.accent : Theme.muted }
                        Label { x: 44; width: parent.width - 60 - side.width - 16; anchors.verticalCenter: parent.verticalCenter; text: hit.modelData[2]; elide: Text.ElideRight; maximumLineCount: 1; font.weight: hit.index === root.at ? Font.DemiBold : Font.Normal }
                        Label { id: side; anchors { right: parent.right; rightMargin: 14; verticalCenter: parent.verticalCenter } text: hit.modelData[3]; color: Theme.muted; font.pixelSize: Theme.small }
                        MouseArea { id: area; anchors.fill: parent; hoverEnabled: true; onClicked: root.take(hit.modelData) }
                    }
                }
            }
            Refusal { x: 8; width: parent.width - 16; refusal: root.sought === "" ? null : finding.refusal }
            Label { visible: root.hits.length === 0 && !finding.refusal; text: "Nothing here says that."; color: Theme.muted; padding: 16 }
        }
        Line { y: parent.height - 41 }
        Label { x: 20; y: parent.height - 30; width: parent.width - 40; elide: Text.ElideRight; text: "Searched on this device only. ↑ ↓ to move, Enter to open, Esc to close."; color: Theme.muted; font.pixelSize: Theme.small }
    }
}
