import QtQuick
import Troth.Style

// Where the keyboard is: a ring of two pixels, shown while the focus came by key.
Rectangle {
    required property Item control
    property int inset: -3
    anchors.fill: parent
    anchors.margins: inset
    radius: Theme.radiusSmall - inset
    color: "transparent"
    border.width: 2
    border.color: Theme.accent
    visible: control.visualFocus === true
}
