import QtQuick
import QtQuick.Controls
import Troth.Desk
import Troth.Style
import Troth.Pages

// A proposal as a file: a new one, a counter, what is asked for again, or a contract that is there already. It has
// its title and its reason itself. Nothing is signed here but by the sheet that shows what the file comes to.
Page {
    id: page
    readonly property string mode: Place.tab            // "" template import counter again
    readonly property bool isCounter: mode === "counter"
    leadsBack: true
    maxWidth: 900
    title: isCounter ? "Counter" : mode === "again" ? "Agree again" : "A proposal as a file"
    subtitle: isCounter ? "In your words: “me” is you. It answers theirs, and closes it." : "Limits of your own in it are in force by your signature alone. All else counts when both have signed."
    // What the file was made from, or was last read against: what was typed is held against that.
    property string sheet: ""
    property var refused: null
    property var sent: null
    function startFrom(what, args) {
        Desk.ask(what, args, (answer, refusal) => {
            if (!page) return
            refused = refusal || null
            if (refusal || file.text !== "") return
            file.text = answer.toml
            sheet = answer.sheet || ""
        })
    }
    function look() {
        sent = isCounter ? { toml: file.text, id: Place.subject } : { toml: file.text }
        looking.run(Object.assign({ sheet: sheet }, sent))
    }
    Doing {
        id: looking
        what: "wording"
        onDone: (answer) => { page.refused = answer.refusal || null; if (answer.refusal) return page.reveal(refusing); page.sheet = answer.sheet; words.show(answer, page.sent) }
        onRefused: (no) => { page.refused = no; page.reveal(refusing) }
    }
    Doing { id: importing; what: "import"; onDone: (answer) => { file.text = answer.toml || ""; page.sheet = "" } }
    Component.onCompleted: if (mode === "template") startFrom("template", {}); else if (isCounter) startFrom("document", { id: Place.subject }); else if (mode === "again") startFrom("proposal_toml", { id: Place.subject })

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
        width: parent.width; spacing: 14
        SectionTitle { text: "The file" }
        TextArea { id: file; holds: "file"; objectName: "file"; width: parent.width; font.family: Theme.exact; font.pixelSize: Theme.note; placeholderText: "title = \"An evening without telephones\""; Accessible.name: "The proposal as TOML" }
        Button { objectName: "start-from-agreement"; visible: !page.isCounter; flat: true; x: -10; text: "Start from the agreement as it stands"; enabled: file.text === ""; onClicked: page.startFrom("document", {}) }
    }
    Card {
        id: refusing
        width: parent.width; spacing: 12
        Para { text: "You read the exact words before you sign them, and " + Us.partner + " reads every word before signing or not."; font.pixelSize: Theme.note }
        Refusal { refusal: page.refused }
        Button { visible: !!page.refused && page.refused.code === "standing_changed"; text: "Hold it against what stands now"; Accessible.description: "What you wrote stays."; onClicked: { page.sheet = ""; page.look() } }
        Button { objectName: "propose"; highlighted: true; iconName: "pen"; text: page.isCounter ? "Counter" : "Propose"; Accessible.description: "Shows the exact words first"; enabled: file.text !== "" && !looking.running; onClicked: page.look() }
    }
    WordingSheet { id: words; place: "the file"; onProposed: (answer) => answer.id ? Place.go("proposal", answer.id) : Place.go("agreement") }
}
