import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// One clause while it is changed: its fields (default content), and beside them what becomes of it. A clause that
// would be removed stays in sight, struck by the line in its margin, and can be kept.
Item {
    id: root
    default property alias content: col.data
    property string key
    property string name                 // what its buttons are about
    property bool removes: true          // it can be taken out by itself
    property bool held: false            // on hold: agreed to again only where one asks for it
    readonly property var part: { Edits.parts; return Edits.part(key) }
    readonly property bool isNew: !!part && part.isNew
    readonly property bool gone: { Edits.turn; return !!part && Edits.gone(part) }
    readonly property bool asksAgain: { Edits.turn; return !!Edits.again[key] }
    readonly property bool differs: Edits.differs(key)
    readonly property bool beside: width > 640
    readonly property string words: gone ? (isNew ? "Not added after all" : "Would be removed") : isNew ? "New" : asksAgain ? "Asked for again" : differs ? "Changed" : held ? "On hold: agree again" : ""
    width: parent ? parent.width : 300
    implicitHeight: Math.max(col.implicitHeight, beside ? side.implicitHeight : col.implicitHeight + (side.visible ? side.implicitHeight + 6 : 0))
    Edge { x: -15; visible: root.gone; kind: "withdrawn"; height: parent.height }
    Column {
        id: col
        width: root.width - (root.beside ? 232 : root.removes ? 44 : 0)
        spacing: 8
        enabled: !root.gone
        opacity: root.gone ? 0.5 : 1
    }
    Flow {
        id: side
        visible: root.words !== ""
        x: root.beside ? root.width - 216 : 0
        y: root.beside ? 0 : col.implicitHeight + 6
        width: root.beside ? 172 : root.width
        spacing: 4
        Label { visible: root.words !== ""; text: root.words; color: root.held && !root.differs ? Theme.hold : root.gone ? Theme.muted : Theme.accent; font.pixelSize: Theme.small; font.weight: Font.DemiBold; leftPadding: 10; rightPadding: 2; height: 36; verticalAlignment: Text.AlignVCenter }
        Button { visible: root.held && !root.differs; flat: true; text: "Ask for it again"; Accessible.name: text + ": " + root.name; onClicked: Edits.askAgain(root.key) }
        Button { visible: !root.gone && !root.isNew && root.differs; flat: true; text: "As it was"; Accessible.name: text + ": " + root.name; onClicked: Edits.putBack(root.key) }
        Button { visible: root.gone && !!Edits.removed[root.key]; flat: true; text: "Keep it"; Accessible.name: text + ": " + root.name; onClicked: Edits.keep(root.key) }
    }
    Button { visible: root.removes && !root.gone; x: root.width - width; flat: true; iconName: "trash"; ink: Theme.muted; Accessible.name: "Take out: " + root.name; onClicked: Edits.remove(root.key) }
}
