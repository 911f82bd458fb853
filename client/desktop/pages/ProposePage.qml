import QtQuick
import QtQuick.Controls
import Troth.Desk
import Troth.Style
import Troth.Pages

// A change, written by forms (one for each kind of clause) or as a proposal file. The forms make the file, so that
// what is proposed is always what stands there to be read. Nothing counts until both have signed it.
Page {
    id: page
    readonly property string mode: Place.tab            // "" template empty import counter again, or a kind
    readonly property bool isCounter: mode === "counter"
    property int added: 0
    leadsBack: true
    maxWidth: 900
    title: isCounter ? "Counter" : mode === "again" ? "Agree again" : "Propose a change"
    subtitle: isCounter ? "In your words: “me” is you. It answers theirs, and closes it." : "Limits of your own are in force by your signature alone. All else counts when both have signed."
    // What the file was made from: it goes back with what was typed, which is held against it.
    property string sheet: ""
    property var startRefused: null
    function startFrom(what, args) {
        Desk.ask(what, args, (answer, refusal) => {
            if (!page) return
            startRefused = refusal || null
            if (refusal || file.text !== "") return
            file.text = answer.toml
            sheet = answer.sheet || ""
            how.currentIndex = 1
        })
    }
    Asking { id: agreement; what: "agreement" }
    Doing { id: proposing; what: page.isCounter ? "counter" : "propose"; onDone: (answer) => { page.added = 0; Place.go("proposals") } onRefused: page.reveal(refusing) }
    Doing { id: importing; what: "import"; onDone: (answer) => { file.text = answer.toml || ""; how.currentIndex = 1 } }
    readonly property var kinds: ["Standard", "Area", "Limit", "Expectation", "Role", "Rhythm", "Term", "Preamble"]
    readonly property var areas: ((agreement.answer || {}).clauses || []).filter(c => c.kind === "area").map(c => c.name)
    function quote(text) { return JSON.stringify(text).replace(/[\u007f]/g, "") }
    function line(key, value) { return value === "" || value === undefined ? "" : key + " = " + (typeof value === "number" || typeof value === "boolean" || /^\[/.test(value) || (/^\d{4}-\d\d-\d\d$/.test(value)) ? value : quote(value)) + "\n" }
    function table(kind) {
        const w = words.text.trim()
        switch (kind) {
        case "Standard": return "\n[[standard]]\n" + line("area", area.editable ? area.editText : area.currentText) + line("applies_to", ["me", "partner", "both"][who.currentIndex]) + line("text", w) + line("every", every.currentText) + line("if_missed", missed.text)
        case "Area": return "\n[[area]]\n" + line("name", name.text) + line("about", w) + line("leader", ["default", "me", "partner"][leader.currentIndex]) + line("reach", ["outside", "consult", "discuss", "delegate"][reach.currentIndex]) + line("when", when_.currentIndex === 1 ? "moments" : when_.currentIndex === 2 ? "[" + quote(hours.text) + "]" : "always")
        case "Limit": return "\n[[limit]]\nowner = \"me\"\n" + line("strength", strength.currentIndex === 1 ? "soft" : "hard") + line("text", w)
        case "Expectation": return "\n[[expectation]]\nowner = \"me\"\n" + line("sort", sort.currentIndex === 1 ? "desire" : "expectation") + line("text", w)
        case "Role": return "\n[[role]]\n" + line("partner", role.currentIndex === 1 ? "partner" : "me") + line("title", name.text) + line("leads", leads.checked)
        case "Rhythm": return "\n[rhythm]\n" + line("check_in", rhythm.currentText) + line("blind", blind.checked) + line("review", review.currentText) + line("review_at", at.text) + line("time_zone", zone.text)
        case "Term": return "\n[term]\n" + line("renew_by", renew.text || "none") + line("cooling_off_hours", cooling.value) + line("pause_cooling_off_hours", coolingPause.value)
        default: return "preamble = " + quote(w) + "\n"
        }
    }
    // Adds what the form says to the file; the form is emptied only then.
    function add() {
        const kind = kinds[Math.max(0, kind_.currentIndex)], made = table(kind)
        file.text = kind === "Preamble" ? made + file.text : file.text.replace(/\n*$/, "\n") + made
        words.clear(); missed.clear(); name.clear(); ++added
    }
    // A title and a reason typed here take the place of the file's own.
    function headed(text, key, value) {
        if (value === "") return text
        const own = new RegExp("^" + key + "\\s*=.*$", "m")
        return own.test(text) ? text.replace(own, () => line(key, value).trim()) : line(key, value) + text
    }
    readonly property string whole: headed(headed(file.text, "reason", reason.text), "title", title_.text)
    Component.onCompleted: { const i = ["standard", "area", "limit", "expectation"].indexOf(mode); if (i >= 0) kind_.currentIndex = i; if (mode === "template") startFrom("template", {}); else if (isCounter) startFrom("document", { id: Place.subject }); else if (mode === "again") startFrom("proposal_toml", { id: Place.subject }) }

    Card {
        visible: page.mode === "import"
        width: parent.width; spacing: 14
        SectionTitle { text: "A contract that you have already" }
        Para { text: "Choose the file, drop it here, or paste it as Markdown. Every word stays the text that it is; what gives anybody a say is never guessed, and stays for you to write." }
        Field { label: "The contract"; refusal: importing.refusal; TextArea { id: markdown; holds: "file"; width: parent.width; placeholderText: "# Our agreement"; Accessible.name: "The contract, as Markdown"; font.family: Theme.exact
            DropArea { anchors.fill: parent; onDropped: (drop) => { if (drop.hasUrls) reader.read(drop.urls[0]) } } } }
        FileButton { id: reader; nameFilters: ["Markdown (*.md *.markdown *.txt)", "Everything (*)"]; onHasRead: (text) => markdown.take(text) }
        Button { text: "Make a draft of it"; highlighted: file.text === ""; enabled: markdown.text !== "" && !importing.running; onClicked: importing.run({ markdown: markdown.text }) }
    }
    Card {
        width: parent.width; spacing: 16
        Field { label: "What changes, in a few words"; TextField { id: title_; objectName: "title"; width: parent.width; placeholderText: "An evening without telephones"; Accessible.name: "Title" } }
        Field { label: "Why you ask for it"; TextArea { id: reason; objectName: "reason"; width: parent.width; placeholderText: "In your own words"; Accessible.name: "Reason" } }
    }
    Segments { id: how; options: ["By forms", "As a file"]; currentIndex: 0; name: "How it is written" }
    Card {
        visible: how.currentIndex === 0
        width: parent.width; spacing: 16
        Field { label: "What it is"; Flow { width: parent.width; Segments { id: kind_; options: page.wide ? page.kinds : page.kinds.slice(0, 4); currentIndex: 0; name: "Kind of clause" } } }
        readonly property string kind: page.kinds[Math.max(0, kind_.currentIndex)]
        id: form
        Field { visible: form.kind === "Standard"; label: "In which area"; ComboBox { id: area; width: parent.width; model: page.areas; name: "Area" } Para { visible: page.areas.length === 0; topPadding: 6; font.pixelSize: Theme.small; text: "There is no area yet: add one first, below “Area”." } }
        Field { visible: form.kind === "Area" || form.kind === "Role"; label: form.kind === "Role" ? "The title, in your own words" : "Its name"; TextField { id: name; width: parent.width; placeholderText: form.kind === "Role" ? "Dominant, submissive, Mistress, switch" : "Household"; Accessible.name: form.kind === "Role" ? "Title" : "Name" } }
        Field { visible: form.kind === "Role"; label: "Whose"; Segments { id: role; options: ["Yours", Us.partner + "’s"]; currentIndex: 0; name: "Whose role" } }
        Field { visible: ["Rhythm", "Term", "Role"].indexOf(form.kind) < 0; label: form.kind === "Area" ? "What it is about" : "The words"; TextArea { id: words; objectName: "words"; width: parent.width; font.family: Theme.serif; font.pixelSize: Theme.words; placeholderText: "The exact words that you would both sign"; Accessible.name: "Words" } }
        Field { visible: form.kind === "Standard"; label: "To whom it applies"; Segments { id: who; options: ["You", Us.partner, "Both"]; currentIndex: 2; name: "Applies to" } }
        Field { visible: form.kind === "Standard"; label: "How often"; ComboBox { id: every; width: parent.width; model: ["as needed", "day", "week", "month", "once"]; name: "How often" } }
        Field { visible: form.kind === "Standard"; label: "What happens when it is missed"; TextField { id: missed; width: parent.width; placeholderText: "We talk about what got in the way"; Accessible.name: "If it is missed" } }
        Field { visible: form.kind === "Area"; label: "Who leads here"; Segments { id: leader; options: ["Who leads by default", "You", Us.partner]; currentIndex: 0; name: "Who leads" } }
        Column {
            visible: form.kind === "Area"; width: parent.width; spacing: 8
            SectionTitle { text: "How far it reaches" }
            Column {
                id: reach
                property int currentIndex: 1
                width: parent.width; spacing: 6
                Repeater { model: [["Outside", "Not part of the exchange."], ["Consult", "Who follows decides, after asking for advice."], ["Discuss", "Who leads decides, after hearing the other."], ["Delegate", "Who leads decides."]]; RadioButton { required property var modelData; required property int index; width: parent.width; text: modelData[0]; note: modelData[1]; checked: reach.currentIndex === index; onClicked: reach.currentIndex = index } }
            }
        }
        Field { visible: form.kind === "Area"; label: "When"; Segments { id: when_; options: ["Always", "In moments only", "Weekly hours"]; currentIndex: 0; name: "When it applies" } }
        Field { visible: form.kind === "Area" && when_.currentIndex === 2; label: "Hours"; TextField { id: hours; width: parent.width; placeholderText: "Mon-Fri 18:00-23:00"; Accessible.name: "Weekly hours" } }
        Field { visible: form.kind === "Limit"; label: "How firm"; Segments { id: strength; options: ["Hard: never", "Soft: not now, or with care"]; currentIndex: 0; name: "Strength" } }
        Field { visible: form.kind === "Expectation"; label: "Sort"; Segments { id: sort; options: ["Expectation", "Desire"]; currentIndex: 0; name: "Sort" } }
        Switch { id: leads; visible: form.kind === "Role"; text: "Leads by default" }
        Field { visible: form.kind === "Rhythm"; label: "Check in every"; ComboBox { id: rhythm; width: parent.width; model: ["week", "day", "two weeks", "month"]; name: "Check in every" } }
        Switch { id: blind; visible: form.kind === "Rhythm"; text: "Blind: neither sees the other’s before both have answered" }
        Field { visible: form.kind === "Rhythm"; label: "Review every"; ComboBox { id: review; width: parent.width; model: ["month", "week", "two weeks", "quarter"]; name: "Review every" } }
        Field { visible: form.kind === "Rhythm"; label: "At"; TextField { id: at; width: parent.width; text: "Sun 20:00"; Accessible.name: "Day and hour of the review" } }
        Field { visible: form.kind === "Rhythm"; label: "Time zone"; TextField { id: zone; width: parent.width; text: "UTC"; Accessible.name: "Time zone" } }
        Field { visible: form.kind === "Term"; label: "To renew by"; note: "A day, or empty: it never lapses."; TextField { id: renew; width: parent.width; placeholderText: "2027-05-20"; Accessible.name: "To renew by" } }
        Field { visible: form.kind === "Term"; label: "Cooling-off of limits, withdrawn consent and endings, in hours"; SpinBox { id: cooling; from: 0; to: 720; value: 24; name: "Cooling-off, hours" } }
        Field { visible: form.kind === "Term"; label: "Cooling-off of a pause, in hours"; SpinBox { id: coolingPause; from: 0; to: 720; value: 0; name: "Cooling-off of a pause, hours" } }
        Button { objectName: "add"; text: "Add it to the proposal"; iconName: "plus"; onClicked: page.add() }
        Para { visible: page.added > 0; text: page.added === 1 ? "One clause is added. Read it below, or add another." : page.added + " clauses are added. Read them below, or add another."; font.pixelSize: Theme.note }
    }
    Card {
        visible: how.currentIndex === 1 || page.added > 0
        width: parent.width; spacing: 14
        SectionTitle { text: "The proposal, as a file" }
        TextArea { id: file; holds: "file"; objectName: "file"; width: parent.width; font.family: Theme.exact; font.pixelSize: Theme.note; placeholderText: "[[standard]]"; Accessible.name: "The proposal as TOML" }
        Button { visible: how.currentIndex === 1 && !page.isCounter; flat: true; x: -10; text: "Start from the agreement as it stands"; enabled: file.text === ""; onClicked: page.startFrom("document", {}) }
        Refusal { refusal: page.startRefused }
    }
    Card {
        id: refusing
        width: parent.width; spacing: 12
        Para { text: "Your signature puts it to " + Us.partner + ", who reads every word before signing or not."; font.pixelSize: Theme.note }
        Refusal { refusal: proposing.refusal }
        Button { objectName: "propose"; highlighted: true; iconName: "pen"; text: page.isCounter ? "Sign the counter" : "Sign and propose"; enabled: !proposing.running; onClicked: page.isCounter ? proposing.run({ id: Place.subject, toml: page.whole, sheet: page.sheet }) : proposing.run({ toml: page.whole, about: "", sheet: page.sheet }) }
    }
}
