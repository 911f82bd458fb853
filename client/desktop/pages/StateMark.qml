import QtQuick
import Troth.Style
import Troth.Pages

// paused, hold, withdrawn, lapsed, ended, future, limited, offline, force, sealed, waiting: always a sign and a word.
Row {
    id: root
    property string kind
    property string text
    property bool sign: true
    property real room: 10000             // how wide it may become
    readonly property var look: ({
        paused: ["pause", Theme.warn, "Paused"], hold: ["hold", Theme.hold, "On hold"], withdrawn: ["withdrawn", Theme.muted, "Withdrawn"],
        offline: ["offline", Theme.muted, "Offline"], force: ["check", Theme.accent, "In force"], sealed: ["sealed", Theme.muted, "Sealed"], lapsed: ["clock", Theme.muted, "Lapsed"], waiting: ["clock", Theme.muted, "Not sent yet"], ended: ["withdrawn", Theme.muted, "Ended"], future: ["clock", Theme.muted, "Not yet"], limited: ["limit", Theme.muted, "Rests"] })
    readonly property color tint: (look[kind] || look.force)[1]
    spacing: 5
    Icon { visible: root.sign; name: (root.look[root.kind] || root.look.force)[0]; size: 16; tint: root.tint; anchors.verticalCenter: parent.verticalCenter }
    Text { textFormat: Text.PlainText; width: Math.min(implicitWidth, root.room - 21); wrapMode: Text.Wrap; text: root.text || (root.look[root.kind] || root.look.force)[2]; color: root.tint; font.family: Theme.sans; font.pixelSize: Theme.small; font.weight: Font.DemiBold; anchors.verticalCenter: parent.verticalCenter }
    Accessible.role: Accessible.StaticText
    Accessible.name: root.text || (look[kind] || look.force)[2]
}
