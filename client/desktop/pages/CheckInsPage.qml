import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// One's own check-in, and both side by side. Ratings start empty; no answer is required.
Page {
    id: page
    property int view: Place.tab === "both" ? 1 : 0
    title: "Check-ins"
    subtitle: view === 0 ? "A few minutes, for yourself first. Skip what you like." : "Both of you, side by side. A line is a way to remember, not a mark."
    actions: [Segments { options: ["Yours", "Both, and trends"]; currentIndex: page.view; name: "View"; onChosen: (i) => page.view = i }]
    Asking { id: dims; what: "dimensions" }
    Asking { id: due; what: "due" }
    Asking { id: draft; what: "draft"; onAnswerChanged: page.take(answer) }
    Asking { id: all; what: "check_ins"; arguments: ({ most: 200 }) }
    Doing { id: checking; what: "check_in"; onDone: (answer) => { page.clear(); page.said = answer && answer.blind && !answer.open ? "It is sealed. Both open when " + Us.partner + "’s is in as well." : "It is sent, and kept among the others."; page.view = 1 } }
    Doing { id: keeping; what: "save_draft"; onDone: page.said = "Kept as a draft. Only you see it." }
    Doing { id: opening; what: "open_check_in" }
    property string said: ""
    property var ratings: ({})
    property bool touched: false
    readonly property var dimensions: (Array.isArray(dims.answer) ? dims.answer : dims.answer && dims.answer.dimensions) || Phrases.dimensions
    readonly property bool blindByRhythm: !!(due.answer && due.answer.blind)
    readonly property var answer: ({ ratings: ratings, works: Phrases.answers[works.currentIndex] || null, feels_right: Phrases.answers[feels.currentIndex] || null, talk: talk.checked, text: words.text, openness: sealed.checked ? "blind" : "open" })
    function rate(name, value) { const r = Object.assign({}, ratings); if (value) r[name] = value; else delete r[name]; ratings = r; touched = true }
    // A draft as the program keeps it: lines of answers, an empty line, the text.
    function drafted(content) {
        const end = content.indexOf("\n\n"), c = { ratings: {}, works: null, feels_right: null, talk: false, text: end < 0 ? "" : content.slice(end + 2) }
        for (const line of (end < 0 ? content : content.slice(0, end)).split("\n")) {
            const rate = /^rate (\d) (.+)$/.exec(line)
            if (rate) c.ratings[rate[2]] = Number(rate[1])
            else if (line.startsWith("works ")) c.works = line.slice(6)
            else if (line.startsWith("feels-right ")) c.feels_right = line.slice(12)
            else if (line === "talk") c.talk = true
        }
        return c
    }
    function take(d) {
        const c = d && typeof d.content === "string" ? drafted(d.content) : d
        if (!c || !c.ratings || touched || words.text !== "") return
        ratings = c.ratings || {}; works.currentIndex = Phrases.answers.indexOf(c.works); feels.currentIndex = Phrases.answers.indexOf(c.feels_right)
        talk.checked = !!c.talk; words.text = c.text || ""
    }
    function clear() { ratings = {}; works.currentIndex = -1; feels.currentIndex = -1; talk.checked = false; words.clear(); touched = false }
    component Ask: Item {
        id: ask
        property string label
        default property Item field
        width: parent ? parent.width : 0
        readonly property bool beside: width > 470
        implicitHeight: beside ? 44 : 70
        Label { text: ask.label; font.weight: Font.Medium; y: ask.beside ? 13 : 4 }
        onFieldChanged: field.parent = ask
        Binding { target: ask.field; property: "x"; value: ask.beside ? ask.width - ask.field.width : 0 }
        Binding { target: ask.field; property: "y"; value: ask.beside ? 4 : 30 }
    }
    Para { visible: page.said !== ""; text: page.said; color: Theme.accent; font.weight: Font.Medium }
    Columns {
        visible: page.view === 0
        width: parent.width
        rightWidth: 290
        main: [
            Card {
                width: parent.width
                pad: page.wide ? 28 : 22; spacing: 8
                Item {
                    width: parent.width; height: 20
                    SectionTitle { text: "How are we?" }
                    Label { anchors.right: parent.right; text: "1 low · 5 high"; color: Theme.muted; font.pixelSize: Theme.small }
                }
                Repeater { model: page.dimensions; Ask { id: one; required property string modelData; label: Phrases.capital(modelData); Rating { name: one.label; value: page.ratings[one.modelData] || 0; onRated: (v) => page.rate(one.modelData, v) } } }
                Item { width: 1; height: 4 } Line {} Item { width: 1; height: 4 }
                Ask { label: "Does this still work?"; Segments { id: works; clears: true; options: ["Yes", "Unsure", "No"]; name: "Does this still work?"; onChosen: page.touched = true } }
                Ask { label: "Does it still feel right?"; Segments { id: feels; clears: true; options: ["Yes", "Unsure", "No"]; name: "Does it still feel right?"; onChosen: page.touched = true } }
                Item { width: 1; height: 2 }
                TextArea { id: words; objectName: "check-in-text"; width: parent.width; placeholderText: "In your own words, if you like"; Accessible.name: "In your own words" }
                Item { width: 1; height: 2 }
                Switch { id: talk; width: parent.width; text: "I want to talk" }
            }
        ]
        aside: [
            Card {
                width: parent.width
                spacing: 14
                SectionTitle { text: "When does " + Us.partner + " see it?" }
                RadioButton { id: sealed; width: parent.width; checked: page.blindByRhythm; text: "When both are in"; note: "Blind: neither answer leans on the other." }
                RadioButton { width: parent.width; checked: !page.blindByRhythm; text: "When it arrives"; note: "Open: it does not open the other’s." }
                Button { objectName: "check-in"; width: parent.width; text: sealed.checked ? "Seal it" : "Send it"; highlighted: true; iconName: sealed.checked ? "sealed" : "checkins"; enabled: !checking.running; onClicked: checking.run(page.answer) }
                Refusal { refusal: checking.refusal || keeping.refusal }
                Button { width: parent.width; text: "Keep as a draft"; flat: true; onClicked: keeping.run(page.answer) }
                Line {}
                Para { width: parent.width; font.pixelSize: Theme.note; text: "“Unsure”, “No” and “I want to talk” go to the top of " + Us.possessive(Us.partner) + " home page, and on the next review’s agenda. Nothing else follows." }
            }
        ]
    }
    // Both.
    readonly property var list: all.answer || []
    readonly property var mine: list.find(c => Us.isMe(c.by) && c.ratings) || null
    readonly property var theirs: list.find(c => !Us.isMe(c.by) && c.ratings) || null
    readonly property var rated: dimensions.filter(d => list.some(c => c.ratings && c.ratings[d] !== undefined))
    Nothing { visible: page.view === 1 && all.answered && page.list.length === 0; iconName: "checkins"; title: "No check-in yet"; text: "What either of you answers stands here, side by side. A week without an answer is simply a gap."; Button { text: "Answer the first"; onClicked: page.view = 0 } }
    Card {
        visible: page.view === 1 && page.rated.length > 0
        width: parent.width
        pad: page.wide ? 28 : 22; spacing: 0
        readonly property real chart: page.wide ? 190 : 0
        id: beside
        Item {
            width: parent.width; height: 34
            SectionTitle { text: "The newest, side by side" }
            Row { anchors.right: parent.right; spacing: 8; Avatar { who: Us.me; size: 20 } Label { text: "You"; height: 20; verticalAlignment: Text.AlignVCenter; color: Theme.muted; font.pixelSize: Theme.note; rightPadding: 8 } Avatar { who: Us.partner; size: 20; solid: false } Label { text: Us.partner; height: 20; verticalAlignment: Text.AlignVCenter; color: Theme.muted; font.pixelSize: Theme.note } }
        }
        Repeater {
            model: page.rated
            Item {
                id: dim
                required property string modelData
                function newest(own) { const c = page.list.find(c => Us.isMe(c.by) === own && c.ratings && c.ratings[modelData] !== undefined); return c ? c.ratings[modelData] : 0 }
                readonly property int mine: newest(true)
                readonly property int his: newest(false)
                readonly property real step: (beside.inner - 130 - beside.chart - 16) / 4
                width: parent.width; height: 48
                Accessible.role: Accessible.StaticText
                Accessible.name: Phrases.capital(modelData) + ": you " + (mine || "no answer") + ", " + Us.partner + " " + (his || "no answer")
                Label { text: Phrases.capital(dim.modelData); font.weight: Font.Medium; anchors.verticalCenter: parent.verticalCenter }
                Item {
                    x: 130; anchors.verticalCenter: parent.verticalCenter
                    Rectangle { width: 4 * dim.step; height: 1; color: Theme.border }
                    Repeater { model: 5; Rectangle { required property int index; x: index * dim.step; y: -3; width: 1; height: 7; color: Theme.border } }
                    Rectangle { visible: dim.mine && dim.his && dim.mine !== dim.his; x: (Math.min(dim.mine, dim.his) - 1) * dim.step; y: -1; width: Math.abs(dim.mine - dim.his) * dim.step; height: 3; color: Theme.border }
                    Avatar { visible: dim.his > 0; who: Us.partner; size: 24; solid: false; x: (dim.his - 1) * dim.step - (dim.mine === dim.his ? 1 : 12); y: -12 }
                    Avatar { visible: dim.mine > 0; who: Us.me; size: 24; x: (dim.mine - 1) * dim.step - (dim.mine === dim.his ? 23 : 12); y: -12 }
                }
                Trend { visible: beside.chart > 0; anchors { right: parent.right; verticalCenter: parent.verticalCenter } width: 150; height: 38; axes: false; checkIns: page.list; dimension: dim.modelData }
            }
        }
    }
    Card {
        visible: page.view === 1 && page.rated.length > 0
        width: parent.width
        Flow {
            width: parent.width; spacing: 12
            Segments { id: which; options: page.rated.map(Phrases.capital); currentIndex: 0; name: "Dimension" }
            Switch { id: asTable; width: 160; text: "As a table" }
        }
        Trend {
            id: chart
            visible: !asTable.checked
            width: parent.width; height: 200
            checkIns: page.list; dimension: page.rated[which.currentIndex] || ""
            hoverIndex: hover.hovered ? indexAt(hover.point.position.x) : -1
            HoverHandler { id: hover }
        }
        Column {
            visible: asTable.checked
            width: parent.width; spacing: 0
            Row { width: parent.width; Repeater { model: ["", "You", Us.partner]; SectionTitle { required property string modelData; width: 160; text: modelData; bottomPadding: 8 } } }
            Repeater {
                model: chart.periods.slice().reverse()
                Item {
                    id: line
                    required property var modelData
                    width: parent.width; height: 34
                    Accessible.role: Accessible.Row
                    Accessible.name: Phrases.date(modelData.at) + ", you " + (modelData.mine || "no answer") + ", " + Us.partner + " " + (modelData.theirs || "no answer")
                    Line {}
                    Row { y: 8; Repeater { model: [Phrases.date(line.modelData.at), line.modelData.mine || "–", line.modelData.theirs || "–"]; Label { required property var modelData; width: 160; text: modelData } } }
                }
            }
        }
        Para { font.pixelSize: Theme.note; text: "You, solid. " + Us.partner + ", dashed. A week without an answer is simply a gap." }
    }
    Repeater {
        model: page.view === 1 ? page.list : []
        Card {
            id: one
            required property var modelData
            readonly property var c: modelData
            readonly property bool closed: !c.ratings
            width: page.inner
            Item {
                width: parent.width; height: 26
                Avatar { who: one.c.by; size: 24; solid: Us.isMe(one.c.by) }
                Label { x: 34; text: Us.who(one.c.by); font.weight: Font.DemiBold; height: 24; verticalAlignment: Text.AlignVCenter }
                Label { anchors.right: parent.right; text: Phrases.when(one.c.written_ms); color: Theme.muted; font.pixelSize: Theme.note; height: 24; verticalAlignment: Text.AlignVCenter }
            }
            StateMark { visible: one.closed || !!(one.c.blind && one.c.blind.stage === "committed"); kind: "sealed"; room: one.inner; text: Us.isMe(one.c.by) ? "Sealed. It opens when " + Us.possessive(Us.partner) + " is here as well." : "Sealed. Both open when yours is in." }
            Flow {
                visible: !one.closed
                width: parent.width; spacing: 16
                Repeater {
                    model: [["Still works: ", one.c.works], ["Feels right: ", one.c.feels_right]].filter(r => r[1])
                    Row { required property var modelData; Label { text: modelData[0]; color: Theme.muted } Label { text: Phrases.capital(modelData[1]); font.weight: Font.DemiBold } }
                }
                Row { visible: !!one.c.talk; spacing: 6; Icon { name: "talk"; size: 18; tint: Theme.accent } Label { text: "Wants to talk"; font.weight: Font.DemiBold; color: Theme.accent } }
                Repeater { model: Object.keys(one.c.ratings || {}); Row { required property string modelData; Label { text: Phrases.capital(modelData) + " "; color: Theme.muted } Label { text: one.c.ratings[modelData]; font.weight: Font.DemiBold } } }
            }
            Said { visible: !!one.c.text; text: one.c.text || ""; font.pixelSize: Theme.words }
            Button { visible: !!(one.c.blind && one.c.blind.may_be_opened); text: "Open it alone"; onClicked: opening.run({ id: one.c.id }) }
            Refusal { refusal: opening.refusal }
        }
    }
}
