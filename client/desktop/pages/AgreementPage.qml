import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// The living document, and any version of it before; and where both are to agree on another, the place to write it.
Page {
    id: page
    readonly property string at: Place.subject
    readonly property bool editing: at === "" && Place.tab.startsWith("edit")
    readonly property var a: asking.answer || ({})
    readonly property var clauses: a.clauses || []
    readonly property var restrictions: Us.restrictions
    function of(kind) { return clauses.filter(c => c.kind === kind) }
    function inArea(area) { return of("standard").filter(c => c.area === area.name || c.area === area.id || (c.area && c.area.id === area.id)) }
    readonly property var preamble: of("preamble")[0] || null
    readonly property string leader: { const role = of("role").find(c => c.leads); return role ? role.partner : "" }
    readonly property var rhythm: of("rhythm")[0] || null
    readonly property var term: of("term")[0] || null
    Asking { id: asking; what: page.at ? "snapshot" : "agreement"; arguments: page.at ? ({ at: page.at }) : ({}) }
    Asking { id: history; what: "history"; arguments: ({ most: 40 }) }
    title: at ? "As it was" : editing ? "Change the agreement" : "Agreement"
    leadsBack: at !== ""
    subtitle: at ? (a.version ? "After " + Phrases.lower(Phrases.when(a.version.written_ms)) + " · kept to be read; what applies now is the newest" : "")
        : editing ? "Write where it stands. Nothing counts until you have both said yes to it."
        : Us.state === "none" ? "Nothing is agreed yet." : "Agreed then, revocable now." + (a.renew_by_ms ? " Until " + Phrases.lastDay(a.renew_by_ms) + ", unless you both renew it." : "")
    maxWidth: 940
    actions: [
        Button {
            id: picker
            visible: (history.answer || []).length > 0 && !page.editing
            text: page.wide ? (history.answer && history.answer[0] ? "Of " + Phrases.lower(Phrases.day(history.answer[0].written_ms)) : "Versions") : ""
            iconName: "clock"
            Accessible.name: "Versions"
            onClicked: versions.visible ? versions.close() : versions.open()
            Popup {
                id: versions
                objectName: "versions"
                x: page.wide ? picker.width - width : 0; y: picker.height + 8
                width: 372; height: Math.min(implicitHeight, 460); padding: 8
                focus: true
                background: Item {
                    BorderImage { anchors { fill: parent; margins: -24 } border { left: 44; right: 44; top: 44; bottom: 44 } source: "image://shadow/" + (Theme.dark ? 30 : 12) }
                    Rectangle { anchors.fill: parent; radius: Theme.radius; color: Theme.surface; border.width: 1; border.color: Theme.border }
                }
                contentItem: ListView {
                    clip: true
                    implicitHeight: contentHeight
                    model: history.answer || []
                    ScrollBar.vertical: ScrollBar {}
                    delegate: ListRow {
                        required property var modelData
                        required property int index
                        width: ListView.view.width
                        quiet: true; iconName: modelData.current ? "check" : "agreement"
                        text: Phrases.when(modelData.written_ms); note: modelData.title || modelData.reason || Us.who(modelData.by) + ": " + modelData.what
                        onClicked: { versions.close(); Place.go("agreement", modelData.current ? "" : modelData.digest) }
                    }
                    footer: Button { text: "What changed since the first"; flat: true; onClicked: { versions.close(); const all = history.answer; Place.go("difference", all[all.length - 1].digest) } }
                }
            }
        },
        Button { visible: page.at !== ""; text: "What changed since"; onClicked: Place.go("difference", page.at) },
        Button { objectName: "edit"; visible: page.at === "" && !page.editing && page.clauses.length > 0; text: Edits.untouched ? "Edit" : "Go on editing"; iconName: "pen"; highlighted: true; onClicked: Place.go("agreement", "", "edit") },
        Button { objectName: "read"; visible: page.editing; text: "Back to reading"; Accessible.description: "What you wrote stays."; onClicked: Place.go("agreement") }
    ]
    Refusal { refusal: asking.refusal }
    Nothing {
        visible: asking.answered && !asking.refusal && page.clauses.length === 0 && !page.editing
        iconName: "agreement"; title: "Nothing is agreed yet"
        text: "Start from a template and change every word, from a contract that you have as a Markdown file, or with an empty page."
        Button { text: "From a template"; highlighted: true; onClicked: Place.go("propose", "", "template") }
        Button { text: "From a Markdown file"; onClicked: Place.go("propose", "", "import") }
        Button { text: "Empty"; onClicked: Place.go("agreement", "", "edit") }
    }
    Notice {
        visible: page.at === "" && !page.editing && Edits.count > 0 && page.clauses.length > 0
        width: parent.width; kind: "pen"
        title: Edits.count === 1 ? "You have one change that is not proposed." : "You have " + Edits.count + " changes that are not proposed."
        text: "They are kept until this window is locked or closed. What stands below is what is agreed."
    }
    Loader {
        active: page.editing
        visible: active
        width: parent.width
        source: "AgreementEditor.qml"
        onLoaded: { item.clauses = Qt.binding(() => page.clauses); item.goTo = Place.tab.startsWith("edit:") ? Place.tab.slice(5) : "" }
    }
    Card {
        id: sheet
        visible: page.clauses.length > 0 && !page.editing
        width: parent.width
        pad: page.wide ? 48 : 26
        spacing: 0
        component Clauses: Column {
            id: list
            property var clauses
            width: parent ? parent.width : 0
            spacing: 20
            Repeater { model: list.clauses; ClauseItem { required property var modelData; width: list.width; c: modelData; leads: page.at === "" } }
        }
        Label { visible: !!page.preamble; width: Math.min(parent.width, 640); text: page.preamble ? page.preamble.preamble || page.preamble.text : ""; font.family: Theme.serif; font.pixelSize: Theme.subject; font.italic: true; lineHeight: 1.12; wrapMode: Text.Wrap; color: page.preamble && page.preamble.in_force ? Theme.text : Theme.muted }
        Gap { height: page.preamble && page.of("role").length ? 26 : 0 }
        Flow {
            width: parent.width; spacing: 24
            Repeater {
                model: page.of("role")
                Row {
                    required property var modelData
                    spacing: 12
                    Avatar { who: modelData.partner; soft: true; size: 38 }
                    Column {
                        spacing: 1
                        Label { text: modelData.partner + ", " + modelData.title; font.family: Theme.serif; font.pixelSize: Theme.clause; lineHeight: 1 }
                        Label { text: modelData.leads ? "leads by default, and answers for how" : "follows by default, where an area names nobody else"; color: Theme.muted; font.pixelSize: Theme.note }
                    }
                }
            }
        }
        Repeater {
            model: page.of("area")
            Item {
                id: area
                required property var modelData
                readonly property string state: head.state
                width: parent.width; implicitHeight: body.implicitHeight
                ClauseItem { id: head; visible: false; c: area.modelData }
                Edge { x: -15; y: 62; kind: area.state; height: parent.height - y }
                Column {
                    id: body
                    width: parent.width
                    Gap { height: 32 }
                    Line {}
                    Gap { height: 26 }
                    Item {
                        width: parent.width
                        implicitHeight: name.implicitHeight + marks.height + (about.visible ? about.implicitHeight + 8 : 0) + 12
                        height: implicitHeight
                        Heading { id: name; text: area.modelData.name; color: area.state ? Theme.muted : Theme.text }
                        StateMark { visible: area.state !== ""; anchors { left: name.right; leftMargin: 16; verticalCenter: name.verticalCenter } kind: area.state || "force"; text: head.stateText; room: parent.width - name.width - (page.wide ? 120 : 16) }
                        Button { anchors { right: parent.right; verticalCenter: name.verticalCenter } visible: page.wide && page.at === ""; flat: true; text: "Its life"; Accessible.name: "The life of " + area.modelData.name; onClicked: Place.go("clause", area.modelData.id) }
                        ReachLine { id: marks; width: parent.width; y: name.implicitHeight + 8; reach: area.modelData.reach; leader: !area.modelData.leader || area.modelData.leader === "default" ? page.leader : area.modelData.leader; when: area.modelData.when; until: Phrases.lastDay(area.modelData.until_ms) }
                        Label { id: about; visible: text !== ""; y: marks.y + marks.height + 8; width: Math.min(parent.width, Theme.readable); wrapMode: Text.Wrap; text: area.modelData.about || ""; font.family: Theme.serif; font.pixelSize: Theme.words; color: Theme.muted; lineHeight: 1.1 }
                    }
                    Gap { height: standards.clauses.length ? 18 : 0 }
                    Clauses { id: standards; clauses: page.inArea(area.modelData) }
                }
            }
        }
        Part { name: "Limits"; visible: page.of("limit").length > 0 || page.at === ""; Para { topPadding: 4; text: "Each of you signs only their own. They need nobody’s agreement."; font.pixelSize: Theme.note } Gap { height: 18 } Clauses { clauses: page.of("limit") } Button { objectName: "add-limit"; visible: page.at === ""; x: -4; flat: true; iconName: "plus"; text: "Add a limit of yours"; onClicked: Place.go("limit") } }
        Part { name: "Expectations and desires"; visible: page.of("expectation").length > 0; Gap { height: 18 } Clauses { clauses: page.of("expectation") } }
        Part {
            name: "Rhythm and term"; visible: !!page.rhythm || !!page.term
            Gap { height: 14 }
            Said { visible: !!page.rhythm; text: page.rhythm ? "We check in " + Phrases.every(page.rhythm.check_in) + (page.rhythm.blind ? ", neither seeing the other’s before both have answered" : "") + "." + (page.rhythm.review ? " We review " + Phrases.every(page.rhythm.review) + (page.rhythm.review_at ? ", " + page.rhythm.review_at : "") + "." : "") : "" }
            Gap { height: 8 }
            Said { visible: !!page.term; text: !page.term ? "" : (page.term.renew_by_ms ? "Agreed until " + Phrases.lastDay(page.term.renew_by_ms) + ", unless we both renew it. " : "") + "What is restricted alone comes back " + (page.term.cooling_off_hours ? page.term.cooling_off_hours + " hours after we both said so" : "as soon as we both said so") + (page.term.pause_cooling_off_hours ? "; a pause after " + page.term.pause_cooling_off_hours + " hours." : "; a pause at once.") }
            Gap { height: 8 }
            Para { text: "Times in " + (page.a.time_zone || "UTC"); font.pixelSize: Theme.note }
        }
    }
    Card {
        visible: page.clauses.length > 0 && !page.editing
        width: parent.width
        raised: false; fill: "transparent"
        SectionTitle { text: "How to read the marks" }
        Grid {
            columns: page.wide ? 2 : 1; columnSpacing: 40; rowSpacing: 10
            Repeater {
                model: ["outside", "consult", "discuss", "delegate"]
                Row { required property string modelData; spacing: 12; ReachMark { id: r; reach: modelData; leader: page.leader || Us.partner } Label { text: r.words; color: Theme.muted; font.pixelSize: Theme.note; height: 24; verticalAlignment: Text.AlignVCenter } }
            }
            Repeater {
                model: [["windows", "The hours of the week"], ["moments", "Only in moments you both open"]]
                Row { required property var modelData; spacing: 15; WeekMark { when: modelData[0]; days: [[18, 23], [18, 23], [18, 23], [18, 23], [18, 23], null, null] } Label { text: modelData[1]; color: Theme.muted; font.pixelSize: Theme.note; height: 24; verticalAlignment: Text.AlignVCenter } }
            }
        }
    }
}
