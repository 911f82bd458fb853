import QtQuick
import Troth.Style
import Troth.Pages

// A partner: the first letter of the name in a disc. solid: signed, or decides; else a ring.
Rectangle {
    id: root
    property string who
    property bool solid: true
    property bool soft: false
    property int size: 24
    readonly property bool own: Us.isMe(who)
    width: size; height: size; implicitWidth: size; implicitHeight: size; radius: size / 2
    color: soft ? Theme.soft(own) : solid ? Theme.tint(own) : Theme.surface
    border.width: solid || soft ? 0 : 1.5
    border.color: Theme.tint(own)
    Text { anchors.centerIn: parent; text: root.who.slice(0, 1).toUpperCase(); color: root.solid && !root.soft ? Theme.accentInk : Theme.tint(root.own); font.family: Theme.sans; font.pixelSize: Math.round(root.size * 0.46); font.weight: Font.DemiBold; textFormat: Text.PlainText }
    Accessible.ignored: true
}
