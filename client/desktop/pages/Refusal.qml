import QtQuick
import Troth.Style
import Troth.Pages

// Why something was refused, in the program's one sentence, where it was typed. No height without one.
Item {
    id: root
    property var refusal: null
    width: parent ? parent.width : 300
    visible: !!refusal
    implicitHeight: visible ? words.implicitHeight + 18 : 0
    height: implicitHeight
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text
    Rectangle { anchors.fill: parent; radius: Theme.radiusSmall; color: Theme.sunken }
    Icon { x: 12; y: 8; size: 20; name: "refusal"; tint: Theme.second }
    Text { id: words; x: 42; y: 9; width: root.width - 54; text: root.refusal ? root.refusal.message : ""; color: Theme.text; font.family: Theme.sans; font.pixelSize: Theme.note; lineHeight: 1.2; wrapMode: Text.Wrap; textFormat: Text.PlainText }
}
