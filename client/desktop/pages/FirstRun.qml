import QtQuick
import QtQuick.Controls
import Troth.Desk
import Troth.Style
import Troth.Pages

// The first steps: from nothing to a pair and a first proposal. Nothing that was typed goes by going back, but
// for the passphrase: nobody goes back behind the making of the profile.
Item {
    id: root
    property int step: 0
    signal finished(string page)
    // The words are not to be had again.
    readonly property bool showsWords: step === 2
    onShowsWordsChanged: Desk.staysOpen = showsWords
    Component.onDestruction: Desk.staysOpen = false
    readonly property var names: ["Welcome", "Your passphrase", "Recovery words", "The relay", "Your partner", "A first agreement"]
    readonly property bool wide: width > 900
    property var words: []
    property var asked: [Math.floor(Math.random() * 12), 12 + Math.floor(Math.random() * 12)]  // which words are asked back, from 0
    readonly property bool askedBack: words.length > 0 && asked.every((at, i) => [first, second][i].text.trim().toLowerCase() === words[at])
    readonly property bool same: secret.text !== "" && secret.text === again.text
    property var strength: null          // {bits, words} of what stands there
    readonly property real bits: strength && secret.text !== "" ? strength.bits : 0
    function weigh() { Desk.ask("strength", { passphrase: secret.text }, (answer) => { if (root) root.strength = answer }) }
    Doing { id: making; what: "make"; onDone: (answer) => { root.words = answer.recovery_words || []; root.step = 2 } }
    Doing { id: setting; what: "set_relay"; onDone: { relay.clear(); root.step = 4 } }
    readonly property bool canGoOn: step === 0 ? name.text.trim() !== "" : step === 1 ? same && !making.running : step === 2 ? askedBack : step === 3 ? relay.text.trim() !== "" && !setting.running : true
    // Whoever goes on by keys goes on typing.
    onStepChanged: Qt.callLater(() => { const next = [name, secret, first, relay][step]; if (next) next.forceActiveFocus(Qt.TabFocusReason) })
    function forward() {
        if (!canGoOn) return
        if (step === 1) { making.run({ name: name.text.trim(), passphrase: secret.text, relay: "" }); secret.clear(); again.clear() }
        else if (step === 2) { words = []; first.clear(); second.clear(); step = 3 }
        else if (step === 3) setting.run({ address: relay.text.trim() })
        else if (step < 5) ++step
        else finished("home")
    }
    component Big: Heading { width: parent ? parent.width : 0; font.pixelSize: Theme.title }
    component Lead: Para { width: parent ? parent.width : 0; font.pixelSize: Theme.row; lineHeight: 1.35 }

    Icon { visible: root.step === 0 && root.wide; x: root.width - 430; y: root.height - 470; size: 560; name: "logo"; tint: Theme.accent; opacity: Theme.dark ? 0.07 : 0.05 }
    Rectangle {
        id: rail
        width: root.wide ? 316 : root.width; height: root.wide ? root.height : 76
        color: Theme.sidebar
        Icon { x: root.wide ? 36 : 24; y: root.wide ? 40 : 23; name: "logo"; size: 30; tint: Theme.accent }
        Text { textFormat: Text.PlainText; x: root.wide ? 76 : 64; y: (root.wide ? 55 : 38) - height / 2 - 1; text: "Troth"; font.family: Theme.serif; font.pixelSize: 28; color: Theme.text }
        Row {
            visible: !root.wide
            anchors { right: parent.right; rightMargin: 24; verticalCenter: parent.verticalCenter }
            spacing: 8
            Repeater { model: root.names.length; Rectangle { required property int index; width: index === root.step ? 22 : 8; height: 8; radius: 4; color: index <= root.step ? Theme.accent : Theme.control } }
        }
        Column {
            visible: root.wide
            x: 36; y: 124; spacing: 4
            Repeater {
                model: root.names
                Row {
                    required property string modelData
                    required property int index
                    spacing: 14; height: 38
                    Rectangle {
                        width: 22; height: 22; radius: 11; anchors.verticalCenter: parent.verticalCenter
                        color: index < root.step ? Theme.accent : index === root.step ? Theme.surface : "transparent"
                        border.width: index < root.step ? 0 : index === root.step ? 2 : 1; border.color: index === root.step ? Theme.accent : Theme.control
                        Icon { anchors.centerIn: parent; visible: index < root.step; name: "check"; size: 16; tint: Theme.accentInk }
                    }
                    Label { text: modelData; anchors.verticalCenter: parent.verticalCenter; color: index === root.step ? Theme.text : Theme.muted; font.weight: index === root.step ? Font.DemiBold : Font.Normal }
                }
            }
        }
        Para { visible: root.wide; anchors { bottom: parent.bottom; bottomMargin: 36 } x: 36; width: 236; font.pixelSize: Theme.note; text: "Nothing leaves this device readable. There is no account, and nobody who could open it for you." }
    }
    Flickable {
        id: scroll
        anchors { left: root.wide ? rail.right : parent.left; right: parent.right; top: root.wide ? parent.top : rail.bottom; bottom: foot.top }
        contentHeight: body.implicitHeight + body.y + 24; clip: true; boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollBar {}
        Column {
            id: body
            x: Math.max(24, (scroll.width - width) / 2); y: root.wide ? Math.max(40, (scroll.height - implicitHeight) / 2 + 8) : 36
            width: Math.min(560, scroll.width - 48)
            spacing: 16
            Column {
                visible: root.step === 0; enabled: visible; width: parent.width; spacing: 16
                Icon { x: -9; name: "logo"; size: 76; tint: Theme.accent }
                Big { font.pixelSize: Theme.welcome; text: "A quiet place for what the two of you agree" }
                Lead { text: "Who leads and who follows, where, and within which limits: in words that are yours, signed by both, changed by both. Either of you can pause it or end it, alone, at any time." }
                Lead { text: "Troth supplies the structure. It keeps no score, watches nobody, and takes nobody’s side." }
                Item { width: 1; height: 2 }
                Field { label: "Your name, as your partner will see it"; TextField { id: name; objectName: "name"; width: Math.min(300, parent.width); Accessible.name: "Your name"; focus: true; Keys.onReturnPressed: root.forward(); Component.onCompleted: forceActiveFocus() } }
            }
            Column {
                visible: root.step === 1; enabled: visible; width: parent.width; spacing: 16
                Big { text: "Choose a passphrase" }
                Lead { text: "It opens this device’s copy. Five or six unrelated words are good. Choose one that your partner does not know and could not guess." }
                TextField { id: secret; objectName: "secret"; width: parent.width; placeholderText: "Passphrase"; echoMode: shown.checked ? TextInput.Normal : TextInput.Password; onTextChanged: root.weigh() }
                Row { spacing: 5; Accessible.role: Accessible.ProgressBar; Accessible.name: "Strength"; Accessible.description: verdict.text
                    Repeater { model: 5; Rectangle { required property int index; readonly property bool full: root.bits >= 20 + index * 15; width: (body.width - 20) / 5; height: 6; radius: 3; color: full ? Theme.accent : Theme.sunken; border.width: full ? 0 : 1; border.color: Theme.control } } }
                Para { id: verdict; width: parent.width; color: Theme.text; visible: text !== ""; text: root.strength && secret.text !== "" ? root.strength.words : "" }
                TextField { id: again; objectName: "again"; width: parent.width; placeholderText: "Once more"; echoMode: secret.echoMode; Accessible.name: "Passphrase, once more"; Keys.onReturnPressed: root.forward() }
                Para { visible: again.text !== "" && !root.same; width: parent.width; text: "The two are not the same yet."; font.pixelSize: Theme.note }
                Switch { id: shown; text: "Show it" }
                Refusal { refusal: making.refusal }
                Para { visible: making.running; width: parent.width; text: Desk.doing || "The profile is being made."; font.pixelSize: Theme.note }
            }
            Column {
                visible: root.step === 2; enabled: visible; width: parent.width; spacing: 16
                Big { text: "Write these words on paper" }
                Lead { text: "They open this profile where the passphrase is forgotten. They are shown this once. Keep them where only you look, and not with your partner: whoever has them can open what is yours." }
                Grid {
                    id: grid
                    width: parent.width; columns: body.width > 480 ? 4 : 3; spacing: 8
                    Repeater {
                        model: root.words
                        Rectangle {
                            required property string modelData
                            required property int index
                            width: (body.width - 8 * (grid.columns - 1)) / grid.columns; height: 38; radius: Theme.radiusSmall; color: Theme.surface; border.width: 1; border.color: Theme.border
                            Label { x: 11; anchors.verticalCenter: parent.verticalCenter; text: index + 1; color: Theme.muted; font.pixelSize: Theme.small }
                            Label { x: 36; anchors.verticalCenter: parent.verticalCenter; text: modelData; font.weight: Font.DemiBold }
                            Accessible.role: Accessible.StaticText; Accessible.name: (index + 1) + " " + modelData
                        }
                    }
                }
                Para { width: parent.width; text: "To be sure, type the words " + (root.asked[0] + 1) + " and " + (root.asked[1] + 1) + "." }
                Row { spacing: 10; TextField { id: first; objectName: "word-first"; width: 170; placeholderText: "Word " + (root.asked[0] + 1) } TextField { id: second; objectName: "word-second"; width: 170; placeholderText: "Word " + (root.asked[1] + 1); Keys.onReturnPressed: root.forward() } }
            }
            Column {
                visible: root.step === 3; enabled: visible; width: parent.width; spacing: 16
                Big { text: "Where do your letters meet?" }
                Lead { text: "A relay keeps sealed envelopes until the other’s client fetches them. It can read nothing. It can be a small machine of yours, or one that somebody runs for you." }
                Field { label: "Address of the relay"; refusal: setting.refusal; TextField { id: relay; objectName: "relay"; width: parent.width; placeholderText: "Paste it here"; Accessible.name: "Address of the relay"; Keys.onReturnPressed: root.forward() } }
                Para { width: parent.width; font.pixelSize: Theme.note; text: "What it can see: two addresses, that they belong together, which of four sizes an envelope has, and when one comes. If you were invited, the invite brings the address with it." }
                Button { text: "Later"; flat: true; x: -10; Accessible.description: "Go on without a relay"; onClicked: root.step = 4 }
            }
            Column {
                visible: root.step === 4; enabled: visible; width: parent.width; spacing: 16
                Big { text: "Find one another" }
                Pairing { id: pairing; onPaired: root.step = 5 }
            }
            Column {
                visible: root.step === 5; enabled: visible; width: parent.width; spacing: 16
                Big { text: "A first agreement" }
                Lead { text: "Nothing applies between you until you have both signed it. A small one, for a month, is a good beginning." }
                Card {
                    width: parent.width; spacing: 2; pad: 12; bottomPad: 12
                    Repeater {
                        model: [["agreement", "From a template", "Every part explained. You change every word.", "propose", "template"], ["file", "From a Markdown file", "A contract that you have already.", "propose", "import"], ["pen", "Empty", "You add clause by clause.", "agreement", "edit"], ["limit", "Only my limits", "Yours alone, in force as soon as you sign them.", "limit", ""]]
                        ListRow { required property var modelData; iconName: modelData[0]; text: modelData[1]; note: modelData[2]; verb: " "; onClicked: { root.finished("home"); Place.go(modelData[3], "", modelData[4]) } }
                    }
                }
            }
        }
    }
    Item {
        id: foot
        anchors { bottom: parent.bottom; right: parent.right }
        width: root.wide ? root.width - rail.width : root.width; height: 84
        Line {}
        Button { x: 24; anchors.verticalCenter: parent.verticalCenter; visible: root.step === 1 || root.step > 3; enabled: !making.running; text: "Back"; flat: true; onClicked: --root.step }
        Button { objectName: "forward"; anchors { right: parent.right; rightMargin: 28; verticalCenter: parent.verticalCenter } text: root.step === 0 ? "Begin" : root.step === 1 ? "Make the profile" : root.step === 4 ? "Go on" : root.step === 5 ? "Later" : "Continue"; highlighted: root.step < 4; enabled: root.canGoOn; onClicked: root.forward() }
    }
}
