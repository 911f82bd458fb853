import QtQuick
import QtQuick.Templates as T
import Troth.Style

// Shown only where something lies beyond the edge.
T.ScrollBar {
    id: control
    implicitWidth: 10; implicitHeight: 10
    padding: 2
    Accessible.ignored: true
    visible: policy === T.ScrollBar.AlwaysOn || (policy === T.ScrollBar.AsNeeded && size < 1.0)
    contentItem: Rectangle { implicitWidth: 6; implicitHeight: 6; radius: 3; color: Theme.muted; opacity: control.pressed ? 0.7 : control.hovered ? 0.5 : 0.28 }
}
