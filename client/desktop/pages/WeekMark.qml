import QtQuick
import Troth.Style
import Troth.Pages

// Monday to Sunday; the filled part of a bar is when it applies, a pixel an hour. In moments: points instead of bars.
Row {
    id: root
    property string when: "always"       // always windows moments none
    property var days: []                // seven [from, to] hours, or null
    spacing: 3
    Repeater {
        model: 7
        Item {
            id: bar
            required property int index
            readonly property var span: root.when === "always" ? [0, 24] : root.when === "windows" ? root.days[index] : null
            width: 5; height: 24
            Rectangle { visible: root.when !== "moments"; anchors.fill: parent; radius: 2; color: Theme.sunken; border.width: 1; border.color: Theme.border }
            Rectangle { visible: !!span; radius: 1.5; width: 5; y: span ? span[0] : 0; height: span ? Math.max(4, span[1] - span[0]) : 0; color: Theme.muted }
            Rectangle { visible: root.when === "moments"; y: 10; width: 5; height: 5; radius: 2.5; color: index === 3 ? Theme.muted : "transparent"; border.width: 1; border.color: Theme.muted }
        }
    }
    Accessible.ignored: true             // the words stand beside it
}
