import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// Words of the agreement, changed where they stand; what was refused of them right below.
Column {
    id: root
    property string key
    property string field
    property string name                 // for who does not see where it stands
    property string hint: name
    property bool lines: false           // a list, one a line
    property alias font: words.font
    property alias color: words.color
    readonly property bool differs: { Edits.turn; return !Edits.same(Edits.value(key, field), Edits.stands(key, field)) }
    function show() {
        const value = Edits.value(key, field)
        const shown = lines ? Array.isArray(value) ? value.join("\n") : "" : value
        words.ready = false              // what is shown here nobody has typed
        if (words.text !== shown) words.text = shown
        words.ready = true
    }
    function typed() { return lines ? words.text.split("\n").map(line => line.trim()).filter(line => line !== "") : words.text }
    width: parent ? parent.width : 300
    spacing: 6
    Component.onCompleted: show()
    TextArea {
        id: words
        property bool ready: false
        objectName: root.key + "." + root.field
        width: parent.width
        implicitHeight: contentHeight + topPadding + bottomPadding
        leftPadding: 10; rightPadding: 10; topPadding: 6; bottomPadding: 6 + refusedRoom
        font.family: Theme.serif; font.pixelSize: Theme.clause
        placeholderText: root.hint
        Accessible.name: root.name
        onTextChanged: if (ready) Edits.set(root.key, root.field, root.typed())
        background: Item { Rectangle {
            width: parent.width; height: parent.height - words.refusedRoom
            radius: Theme.radiusSmall
            color: words.activeFocus ? Theme.surface : words.hovered ? Theme.hover : "transparent"
            border.width: words.activeFocus ? 2 : 1
            border.color: words.activeFocus ? Theme.accent : words.hovered ? Theme.control : Theme.border
            Rectangle { visible: root.differs; x: -4; y: 4; width: 2; height: parent.height - 8; radius: 1; color: Theme.accent }
        } }
    }
    Refusal { refusal: Edits.refusalAt(root.key, root.field) }
    Connections {
        target: Edits
        function onRenewed(key) { if (key === "*" || key === root.key) root.show() }
        function onRefused(key, field) { if (key === root.key && field === root.field) words.forceActiveFocus(Qt.TabFocusReason) }
    }
}
