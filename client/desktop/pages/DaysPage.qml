import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// What goes on from day to day: what either noted, the moments that are open, the talks that are asked for.
Page {
    id: page
    property int view: Place.tab === "moments" ? 1 : Place.tab === "talks" ? 2 : 0
    title: "Day to day"
    subtitle: ["What either of you noticed, about either. Nothing is counted, and nothing follows by itself.", "An agreed stretch in which the areas marked “in moments” apply. Either of you ends it, alone.", "A wish to talk needs nobody’s leave. As equals means out of role."][view]
    actions: [Segments { options: ["Noticed", "Moments", "Talks"]; currentIndex: page.view; name: "View"; onChosen: (i) => page.view = i }]
    Asking { id: observances; what: "observances"; arguments: ({ most: 100 }) }
    Asking { id: moments; what: "moments" }
    Asking { id: talks; what: "talks" }
    Asking { id: agreement; what: "agreement" }
    Doing { id: noting; what: "observe"; onDone: noted.clear() }
    Doing { id: opening; what: "open_moment"; onDone: purpose.clear() }
    Doing { id: closing; what: "close_moment" }
    Doing { id: talking; what: "ask_talk"; onDone: about.clear() }
    Doing { id: had; what: "had_talk" }
    readonly property var standards: ((agreement.answer || {}).clauses || []).filter(c => c.kind === "standard")
    readonly property var sorts: ["appreciated", "kept", "missed", "amends"]
    readonly property var icons: ({ appreciated: "expectation", kept: "standard", missed: "missed", amends: "amends" })
    // Who noted what, about whom: a miss may be one's own.
    function said(o) {
        if (o.sort === "appreciated") return Us.who(o.by) + " appreciated " + (o.about ? (Us.isMe(o.about) ? "you" : o.about) : "something")
        if (o.sort === "amends") return Us.who(o.by) + " made amends"
        return Us.who(o.by) + " noted: " + o.sort + (o.about ? " by " + (Us.isMe(o.about) ? "you" : o.about) : "")
    }
    Columns {
        width: parent.width
        rightWidth: 320
        main: [
            Card {
                visible: page.view === 0 && (observances.answer || []).length > 0
                width: parent.width; spacing: 18
                Repeater {
                    model: observances.answer || []
                    Item {
                        id: one
                        required property var modelData
                        readonly property var o: modelData
                        width: parent.width; height: body.implicitHeight
                        Icon { y: 2; name: page.icons[one.o.sort]; size: 22; tint: Theme.accent }
                        Column {
                            id: body
                            x: 36; width: parent.width - 36; spacing: 4
                            Label { width: parent.width; wrapMode: Text.Wrap; font.weight: Font.DemiBold; text: page.said(one.o) }
                            Said { visible: !!standard; readonly property string standard: one.o.standard_text || ""; text: standard; font.pixelSize: Theme.words; color: Theme.muted }
                            Said { visible: !!one.o.text; text: Phrases.quoted(one.o.text || "") }
                            Label { visible: !!one.o.agreed_response; width: parent.width; wrapMode: Text.Wrap; color: Theme.muted; font.pixelSize: Theme.note; text: "What you agreed for it: " + (one.o.agreed_response || "") }
                            Label { text: Phrases.when(one.o.written_ms); color: Theme.muted; font.pixelSize: Theme.small }
                        }
                    }
                }
            },
            Nothing { visible: page.view === 0 && observances.answered && (observances.answer || []).length === 0; iconName: "days"; title: "Nothing noted yet"; text: "What went well is worth saying. Either of you may note it, about either." },
            Nothing { visible: page.view === 1 && moments.answered && (moments.answer || []).length === 0; iconName: "moment"; title: "No moment is open"; text: "The areas that apply in moments rest until one of you opens one." },
            Repeater {
                model: page.view === 1 ? moments.answer || [] : []
                Card {
                    id: moment
                    required property var modelData
                    width: parent.width
                    Item { width: parent.width; height: 28; Avatar { who: moment.modelData.by || ""; soft: true; size: 26 } Label { x: 38; height: 26; verticalAlignment: Text.AlignVCenter; text: Us.who(moment.modelData.by) + " opened it " + Phrases.lower(Phrases.when(moment.modelData.written_ms)); font.weight: Font.DemiBold } }
                    Said { visible: !!moment.modelData.text; text: moment.modelData.text || "" }
                    Para { text: [(moment.modelData.areas || []).map(a => a.name || a).join(", "), moment.modelData.until_ms ? "ends " + Phrases.lower(Phrases.when(moment.modelData.until_ms)) : "until one of you closes it"].filter(t => t).join(" · "); font.pixelSize: Theme.note }
                    StateMark { visible: resting.length > 0; kind: "paused"; room: parent.width; readonly property var resting: moment.modelData.resting || []; text: "Not in force as the agreement stands: " + resting.join(", ") }
                    Button { text: "Close it"; onClicked: closing.run({ id: moment.modelData.id }) }
                    Refusal { refusal: closing.refusal }
                }
            },
            Nothing { visible: page.view === 2 && talks.answered && (talks.answer || []).length === 0; iconName: "talk"; title: "No talk is asked for"; text: "Ask for one whenever you wish." },
            Repeater {
                model: page.view === 2 ? talks.answer || [] : []
                Card {
                    id: talk
                    required property var modelData
                    width: parent.width
                    Item { width: parent.width; height: 28; Avatar { who: talk.modelData.by || ""; soft: true; size: 26 } Label { x: 38; height: 26; verticalAlignment: Text.AlignVCenter; text: Us.isMe(talk.modelData.by) ? "You would like to talk" + (talk.modelData.as_equals ? ", as equals" : "") : talk.modelData.by + " would like to talk" + (talk.modelData.as_equals ? ", as equals" : ""); font.weight: Font.DemiBold } }
                    Said { visible: !!talk.modelData.text; text: talk.modelData.text || "" }
                    Para { text: Phrases.when(talk.modelData.written_ms) + ". Whenever it suits you both."; font.pixelSize: Theme.note }
                    Button { text: "We have talked"; iconName: "check"; onClicked: had.run({ id: talk.modelData.id }) }
                    Refusal { refusal: had.refusal }
                }
            }
        ]
        aside: [
            Card {
                visible: page.view === 0
                width: parent.width; spacing: 14
                SectionTitle { text: "Note something" }
                ComboBox { id: sort; width: parent.width; model: ["Appreciated", "Kept", "Missed", "Amends"]; name: "What it is" }
                ComboBox { id: standard; width: parent.width; model: ["No standard in particular"].concat(page.standards.map(c => c.text)); name: "Standard" }
                TextArea { id: noted; objectName: "noted"; width: parent.width; placeholderText: "A few words, if you like"; Accessible.name: "Words" }
                Refusal { refusal: noting.refusal }
                Button { width: parent.width; highlighted: true; text: "Note it"; enabled: !noting.running; onClicked: noting.run(standard.currentIndex > 0 ? { sort: page.sorts[sort.currentIndex], standard: page.standards[standard.currentIndex - 1].id, text: noted.text } : { sort: page.sorts[sort.currentIndex], text: noted.text }) }
            },
            Card {
                visible: page.view === 1
                width: parent.width; spacing: 14
                SectionTitle { text: "Open a moment" }
                TextField { id: purpose; width: parent.width; placeholderText: "What it is for, if you like"; Accessible.name: "What it is for, optional" }
                Field { label: "It ends by itself after so many hours"; SpinBox { id: hours; from: 1; to: 744; value: 4; name: "Hours" } }
                Refusal { refusal: opening.refusal }
                Button { width: parent.width; highlighted: true; iconName: "moment"; text: "Open it"; enabled: !opening.running; onClicked: opening.run({ hours: hours.value, text: purpose.text }) }
            },
            Card {
                visible: page.view === 2
                width: parent.width; spacing: 14
                SectionTitle { text: "Ask to talk" }
                TextField { id: about; width: parent.width; placeholderText: "What about, if you like"; Accessible.name: "What about, optional" }
                Switch { id: equals; width: parent.width; text: "As equals, out of role"; checked: true }
                Refusal { refusal: talking.refusal }
                Button { width: parent.width; highlighted: true; iconName: "talk"; text: "Ask"; enabled: !talking.running; onClicked: talking.run({ as_equals: equals.checked, text: about.text }) }
            }
        ]
    }
}
