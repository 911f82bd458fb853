import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// No "are you sure": the button is focused, Enter pauses. Scope and reason are offers.
Sheet {
    id: root
    width: Math.min(parent.width - 48, 560)
    y: Math.max(24, Math.round((parent.height - height) / 2))
    height: Math.min(implicitHeight, parent.height - 48)
    property bool everything: true
    readonly property var areas: ((agreement.answer || {}).clauses || []).filter(c => c.kind === "area").map(c => c.name)
    readonly property string what: everything ? "everything" : Phrases.quoted(areas[area.currentIndex] || "")
    Asking { id: agreement; what: "agreement"; active: root.visible }
    Doing { id: pausing; what: "pause"; onDone: { reason.clear(); root.everything = true; root.close() } }
    function pause() { pausing.run(everything ? { reason: reason.text } : { area: areas[area.currentIndex], reason: reason.text }) }
    onOpened: now.forceActiveFocus(Qt.TabFocusReason)
    contentItem: Flickable {
        clip: true
        implicitHeight: col.implicitHeight + 56
        contentHeight: implicitHeight
        boundsBehavior: Flickable.StopAtBounds
        Column {
            id: col
            x: 30; y: 28; width: parent.width - 60
            spacing: 14
            Heading { text: "Pause"; width: parent.width; font.pixelSize: Theme.notice }
            Para { text: "It works at once, also offline, and needs nobody’s leave." }
            RadioButton { width: parent.width; checked: root.everything; text: "Everything"; note: "No area applies, to either of you."; onClicked: root.everything = true }
            RadioButton { visible: root.areas.length > 0; width: parent.width; checked: !root.everything; text: "One area"; note: "The rest goes on."; onClicked: root.everything = false }
            ComboBox { id: area; visible: !root.everything; width: parent.width; model: root.areas; name: "Area" }
            TextField { id: reason; width: parent.width; placeholderText: "A reason, if you like. None is owed."; Accessible.name: "Reason, optional"; Keys.onReturnPressed: root.pause() }
            Column {
                width: parent.width; spacing: 8; topPadding: 4
                SectionTitle { text: "Exactly what " + Us.partner + " will see" }
                Notice { width: parent.width; kind: "paused"; title: Us.me + " has paused " + root.what; text: "Today at " + Phrases.time(Phrases.now) + ". " + (reason.text ? Phrases.quoted(reason.text) : "No reason given, and none is owed.") }
            }
            Para { text: "It is lifted when you have both signed that."; font.pixelSize: Theme.note }
            Refusal { refusal: pausing.refusal }
            Item {
                width: parent.width; height: now.height
                Button { text: "Close"; flat: true; x: -10; onClicked: root.close() }
                Button { id: now; objectName: "pause-now"; focus: true; anchors.right: parent.right; text: "Pause now"; iconName: "pause"; highlighted: true; onClicked: root.pause() }
            }
        }
    }
}
