import QtQuick
import Troth.Style
import Troth.Pages

// How far an area reaches, and when it applies: in marks, and in words.
Flow {
    id: root
    property string reach: "outside"
    property string leader               // a name
    property var when
    property string until                // in words; empty: none of its own
    spacing: 10
    component Note: Label { color: Theme.muted; font.pixelSize: Theme.note; height: 24; verticalAlignment: Text.AlignVCenter }
    ReachMark { id: mark; reach: root.reach; leader: root.leader }
    Note { text: mark.words }
    Gap { width: 12; height: 1; visible: root.reach !== "outside" }
    WeekMark { visible: root.reach !== "outside"; when: Array.isArray(root.when) ? "windows" : root.when || "always"; days: Phrases.week(root.when) }
    Note { visible: root.reach !== "outside"; text: Phrases.whenWords(root.when) + (root.until ? " · until " + root.until : "") }
}
