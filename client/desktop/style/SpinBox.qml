import QtQuick
import QtQuick.Templates as T
import Troth.Style

// A whole number between two others: arrows, digits, or the two signs.
T.SpinBox {
    id: control
    property string name
    implicitWidth: 132
    implicitHeight: Math.max(Theme.field, Theme.body + 26)
    editable: true
    font.family: Theme.sans; font.pixelSize: Theme.body
    focusPolicy: Qt.StrongFocus
    Accessible.name: name
    Accessible.role: Accessible.SpinBox
    validator: IntValidator { bottom: control.from; top: control.to }
    contentItem: TextInput {
        text: control.displayText
        font: control.font; color: Theme.text; selectionColor: Theme.accent; selectedTextColor: Theme.accentInk
        horizontalAlignment: Qt.AlignHCenter; verticalAlignment: Qt.AlignVCenter
        readOnly: !control.editable; validator: control.validator; inputMethodHints: Qt.ImhDigitsOnly
        Accessible.name: control.name
    }
    down.indicator: Item { width: 38; height: control.height; Rectangle { anchors.centerIn: parent; width: 11; height: 1.7; color: control.value > control.from ? Theme.accent : Theme.control } }
    up.indicator: Item {
        x: control.width - width; width: 38; height: control.height
        Rectangle { anchors.centerIn: parent; width: 11; height: 1.7; color: control.value < control.to ? Theme.accent : Theme.control }
        Rectangle { anchors.centerIn: parent; width: 1.7; height: 11; color: control.value < control.to ? Theme.accent : Theme.control }
    }
    background: Rectangle { radius: Theme.radiusSmall; color: Theme.surface; border.width: control.activeFocus ? 2 : 1; border.color: control.activeFocus ? Theme.accent : Theme.control }
}
