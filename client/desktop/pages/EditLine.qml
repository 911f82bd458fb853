import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// One line of a part: a name, a date, an hour.
Field {
    id: root
    property string key
    property string field
    property string hint
    refusal: Edits.refusalAt(key, field)
    function show() { const value = String(Edits.value(key, field)); line.ready = false; if (line.text !== value) line.text = value; line.ready = true }
    Component.onCompleted: show()
    TextField {
        id: line
        property bool ready: false
        objectName: root.key + "." + root.field
        width: parent.width
        placeholderText: root.hint
        Accessible.name: root.label
        onTextChanged: if (ready) Edits.set(root.key, root.field, text)
    }
    Connections {
        target: Edits
        function onRenewed(key) { if (key === "*" || key === root.key) root.show() }
        function onRefused(key, field) { if (key === root.key && field === root.field) line.forceActiveFocus(Qt.TabFocusReason) }
    }
}
