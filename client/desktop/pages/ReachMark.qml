import QtQuick
import Troth.Style
import Troth.Pages

// Who decides is solid; a line means that the other is heard first. Oneself always stands on the left.
Item {
    id: root
    property string reach: "outside"     // outside consult discuss delegate
    property string leader               // a name
    readonly property string follower: Us.isMe(leader) ? Us.partner : Us.me
    readonly property string decides: reach === "outside" ? "" : reach === "consult" ? follower : leader
    readonly property string other: decides === leader ? follower : leader
    readonly property string verb: Us.isMe(decides) ? " decide" : " decides"
    readonly property string words: reach === "outside" ? "Outside: each decides alone"
        : Us.who(decides) + verb + (reach === "consult" ? ", after asking " : reach === "discuss" ? ", after hearing " : "")
          + (reach === "delegate" ? "" : Us.isMe(other) ? "you" : other)
    implicitWidth: 56; implicitHeight: 24; width: 56; height: 24
    Rectangle { visible: root.reach === "consult" || root.reach === "discuss"; x: 21; y: 11; width: 14; height: 2; color: Theme.muted }
    Avatar { who: Us.me; y: 1; size: 22; solid: root.decides === Us.me }
    Avatar { who: Us.partner; y: 1; size: 22; x: 34; solid: root.decides === Us.partner }
    Accessible.role: Accessible.Graphic
    Accessible.name: words
}
