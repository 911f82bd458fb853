import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// A standard while it is changed: its words in place, the rest below them where somebody wants it.
EditPart {
    id: root
    property bool more: isNew
    name: Edits.value(key, "text") || "the new standard"
    readonly property string summary: ["Applies to " + ({ me: "you", partner: Us.partner, both: "both of you" })[Edits.value(key, "applies_to")], Phrases.every(Edits.value(key, "every")),
        Edits.value(key, "if_missed") ? "if it is missed: " + Edits.value(key, "if_missed") : "", Edits.value(key, "until") ? "until " + Edits.value(key, "until") : ""].filter(t => t).join(" · ")
    Connections { target: Edits; function onRefused(key, field) { if (key === root.key && field !== "text") root.more = true } }
    EditText { key: root.key; field: "text"; name: root.isNew ? "The words of the new standard" : "The words of the standard"; hint: "The exact words that you would both sign" }
    Button { visible: !root.more; width: Math.min(implicitWidth, parent.width); flat: true; ink: Theme.muted; font.pixelSize: Theme.note; text: root.summary; Accessible.name: root.summary + ". Change this."; onClicked: root.more = true }
    Column {
        visible: root.more
        x: 10; width: parent.width - 10; spacing: 14; bottomPadding: 8
        Field {
            label: "In which area"
            refusal: Edits.refusalAt(root.key, "area")
            ComboBox {
                id: area
                objectName: root.key + ".area"
                readonly property var keys: Edits.areas.map(p => p.key)
                readonly property int at: keys.indexOf(Edits.areaOf(Edits.part(root.key)))
                width: parent.width; name: "The area of the standard"
                model: root.more ? keys.map(key => Edits.value(key, "name") || "The new area") : []
                onModelChanged: currentIndex = at
                onAtChanged: currentIndex = at
                Component.onCompleted: currentIndex = at
                onActivated: (index) => Qt.callLater(Edits.move, root.key, keys[index])
            }
            Connections { target: Edits; function onRefused(key, field) { if (key === root.key && field === "area") area.forceActiveFocus(Qt.TabFocusReason) } }
        }
        EditChoice { key: root.key; field: "applies_to"; label: "To whom it applies"; words: ["me", "partner", "both"]; options: ["You", Us.partner, "Both"] }
        EditChoice { key: root.key; field: "every"; label: "How often"; list: true; words: ["as needed", "day", "week", "month", "once"]; options: ["As needed", "Every day", "Every week", "Every month", "Once"] }
        EditText { key: root.key; field: "if_missed"; name: "What happens when it is missed"; font.pixelSize: Theme.words }
        EditUntil { key: root.key; name: root.name }
    }
    Refusal { refusal: Edits.refusalAt(root.key, "") }
}
