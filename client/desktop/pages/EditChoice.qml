import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// One of few words of a part, as it is called here: side by side, or as a list where there are many.
Field {
    id: root
    property string key
    property string field
    property var words: []               // as a proposal file has them
    property var options: []             // as they are read
    property bool list: false
    signal chosen(string word)           // by the person, and set already
    refusal: Edits.refusalAt(key, field)
    readonly property int at: words.indexOf(Edits.value(key, field))
    function choose(index) { Edits.set(key, field, words[index]); chosen(words[index]) }
    function show() { if (beside.item) beside.item.currentIndex = at }
    onAtChanged: show()
    Loader {
        id: beside
        width: root.list ? parent.width : implicitWidth
        sourceComponent: root.list ? many : few
        onLoaded: root.show()
    }
    Component { id: few; Segments { objectName: root.key + "." + root.field; options: root.options; name: root.label; onChosen: (index) => root.choose(index) } }
    Component { id: many; ComboBox { objectName: root.key + "." + root.field; model: root.options; name: root.label; onActivated: (index) => root.choose(index) } }
    Connections { target: Edits; function onRefused(key, field) { if (key === root.key && field === root.field && beside.item) beside.item.forceActiveFocus(Qt.TabFocusReason) } }
}
