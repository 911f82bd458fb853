import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// How often both check in and review, and how long it is agreed, while that is changed.
Column {
    id: root
    property var held: ({})              // rhythm, term: on hold
    function has(key) { return Edits.parts.some(p => p.key === key) }
    readonly property bool blind: Edits.value("rhythm ", "blind") === true
    width: parent ? parent.width : 300
    spacing: 26
    EditPart {
        visible: !!part
        key: "rhythm "; name: "the rhythm"; held: !!root.held.rhythm
        SectionTitle { text: "Rhythm" }
        EditChoice { key: "rhythm "; field: "check_in"; label: "Check in"; list: true; words: ["day", "week", "two weeks", "month"]; options: words.map(Phrases.every).map(Phrases.capital) }
        Switch {
            objectName: "rhythm .blind"; width: parent.width
            text: "Blind: neither sees the other’s before both have answered"
            readonly property bool at: root.blind
            onAtChanged: checked = at
            Component.onCompleted: checked = at
            onToggled: Edits.set("rhythm ", "blind", checked)
        }
        EditText { key: "rhythm "; field: "dimensions"; lines: true; name: "What a check-in rates, one a line"; font.family: Theme.sans; font.pixelSize: Theme.body }
        EditChoice { key: "rhythm "; field: "review"; label: "Review"; list: true; words: ["week", "two weeks", "month", "quarter"]; options: words.map(Phrases.every).map(Phrases.capital) }
        EditLine { key: "rhythm "; field: "review_at"; label: "Day and hour of the review"; hint: "Sun 20:00" }
        EditLine { key: "rhythm "; field: "time_zone"; label: "Time zone"; hint: "Europe/Amsterdam"; note: "Of every hour and date in the agreement." }
        EditUntil { key: "rhythm "; name: "the rhythm" }
        Refusal { refusal: Edits.refusalAt("rhythm ", "") }
    }
    Button { objectName: "add-rhythm"; visible: !root.has("rhythm "); x: -4; flat: true; iconName: "plus"; text: "Add a rhythm"; Accessible.description: "How often you check in and review"; onClicked: Edits.add("rhythm") }
    EditPart {
        visible: !!part
        key: "term "; name: "the term"; held: !!root.held.term
        SectionTitle { text: "Term" }
        EditLine { key: "term "; field: "starts"; label: "Starts"; hint: "2027-05-20"; note: "A day, or empty: at once." }
        EditLine { key: "term "; field: "renew_by"; label: "To renew by"; hint: "2027-05-20"; note: "A day, or empty: it never lapses." }
        Hours { field: "cooling_off_hours"; label: "Cooling-off of limits, withdrawn consent and endings, in hours" }
        Hours { field: "pause_cooling_off_hours"; label: "Cooling-off of a pause, in hours" }
        EditUntil { key: "term "; name: "the term" }
        Refusal { refusal: Edits.refusalAt("term ", "") }
    }
    Button { objectName: "add-term"; visible: !root.has("term "); x: -4; flat: true; iconName: "plus"; text: "Add a term"; Accessible.description: "How long it is agreed, and the cooling-off"; onClicked: Edits.add("term") }
    component Hours: Field {
        id: hours
        property string field
        readonly property int at: Number(Edits.value("term ", field)) || 0
        refusal: Edits.refusalAt("term ", field)
        onAtChanged: box.value = at
        SpinBox { id: box; objectName: "term ." + hours.field; from: 0; to: 366 * 24; name: hours.label; Component.onCompleted: value = hours.at; onValueModified: Edits.set("term ", hours.field, value) }
    }
}
