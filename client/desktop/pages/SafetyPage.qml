import QtQuick
import QtQuick.Controls
import Troth.Desk
import Troth.Style
import Troth.Pages

// Who can read this, how one leaves, and what can be chosen.
Page {
    id: page
    property int view: ({ pairing: 1, join: 1, leaving: 2 })[Place.tab] || 0
    title: "Safety"
    subtitle: ["What you chose, for this device.", "Who is on the other side, and where your letters meet.", "You leave with a full copy. At once, and by you alone."][view]
    actions: [Segments { options: ["This device", "Your partner", "Leaving"]; currentIndex: page.view; name: "View"; onChosen: (i) => page.view = i }]
    Asking { id: settings; what: "settings" }
    Doing { id: setting; what: "set" }
    Doing { id: locking; what: "lock" }
    Doing { id: changing; what: "change_passphrase"; onDone: page.said = "The passphrase is changed." }
    Doing { id: relaying; what: "set_relay"; onDone: { address.clear(); page.said = "The relay’s address is changed." } }
    Doing { id: exporting; what: "export"; onDone: page.said = "It is all there. Nothing was sent." }
    Doing { id: ending; what: "end"; onDone: page.said = "It is ended." }
    Doing { id: leaving; what: "leave" }
    Doing { id: deleting; what: "delete_profile" }
    function change() { changing.run({ old: old.text, "new": fresh.text }); old.clear(); fresh.clear(); twice.clear() }
    property string said: ""
    property string sure: ""
    function chosen(name) { const one = (settings.answer || []).find(s => s.name === name); return one ? one.value : "" }
    Para { visible: page.said !== ""; text: page.said; color: Theme.accent; font.weight: Font.Medium }
    Columns {
        width: parent.width
        rightWidth: 340
        main: [
            Card {
                visible: page.view === 0
                width: parent.width; spacing: 10
                SectionTitle { text: "How it looks" }
                Field { label: "Light or dark"; Segments { options: ["As the system", "Light", "Dark"]; currentIndex: Math.max(0, ["system", "light", "dark"].indexOf(page.chosen("theme"))); name: "Light or dark"; onChosen: (i) => setting.run({ name: "theme", value: ["system", "light", "dark"][i] }) } }
                Switch { width: parent.width; text: "Without motion"; checked: Theme.reduceMotion; onToggled: setting.run({ name: "reduce-motion", value: checked ? "on" : "off" }) }
                Field { label: "Size of the text"; Segments { options: ["Normal", "Larger", "Largest"]; currentIndex: Appearance.textScale > 1.2 ? 2 : Appearance.textScale > 1.05 ? 1 : 0; name: "Size of the text"; onChosen: (i) => setting.run({ name: "text-size", value: ["100", "115", "130"][i] }) } }
            },
            Card {
                visible: page.view === 0
                width: parent.width; spacing: 16
                SectionTitle { text: "What it tells you" }
                Switch { objectName: "notices"; enabled: settings.answered; width: parent.width; text: "A notice when something comes and this window is behind others. It says “Troth”, and never what it is."; checked: page.chosen("notices") === "on"; onToggled: setting.run({ name: "notices", value: checked ? "on" : "off" }) }
                Switch { objectName: "reminders"; enabled: settings.answered; width: parent.width; text: "Which check-in is due, and when the next review is"; checked: page.chosen("reminders") === "on"; onToggled: setting.run({ name: "reminders", value: checked ? "on" : "off" }) }
                Line {}
                Field {
                    label: "Lock after"; note: "Minutes without a key and without the mouse. It locks with the computer’s screen and when it goes to sleep, too."
                    Item {
                        width: parent.width; height: minutes.height
                        TextField { id: minutes; objectName: "lock-after"; width: 110; text: page.chosen("lock-after"); Accessible.name: "Lock after, minutes"; Keys.onReturnPressed: choose.clicked() }
                        Button { id: choose; x: 120; width: 100; height: minutes.height; text: "Choose"; enabled: minutes.text !== page.chosen("lock-after"); Accessible.name: "Choose after how many minutes it locks"; onClicked: setting.run({ name: "lock-after", value: minutes.text }) }
                    }
                }
                Refusal { refusal: setting.refusal }
            },
            Card { visible: page.view === 1; width: parent.width; pad: 28; Pairing { width: parent.width; joins: Place.tab === "join" } },
            Card {
                visible: page.view === 2
                width: parent.width; spacing: 14
                SectionTitle { text: "Take a full copy" }
                Para { text: "Readable without Troth, and checked by anybody with it. Silent: " + Us.partner + " does not hear of it. It is no proof of consent, and none of it is encrypted." }
                Field { label: "Into which folder"; note: "A new one."; refusal: exporting.refusal; PlaceField { id: folder; name: "troth-copy"; placeholderText: "/home/…/troth-copy"; label: "Folder for the copy" } }
                Button { text: "Export"; iconName: "export"; enabled: folder.text !== "" && !exporting.running; onClicked: exporting.run({ folder: folder.text }) }
            },
            Card {
                visible: page.view === 2 && Us.paired
                width: parent.width; spacing: 14
                SectionTitle { text: "The agreement on paper" }
                Para { text: "As it stands, in pages that any PDF reader shows and prints. It says what was agreed, and proves no consent." }
                KeepPdf {}
            },
            Card {
                visible: page.view === 2
                width: parent.width; spacing: 14
                SectionTitle { text: "End the exchange" }
                Para { text: "At once, by you alone. " + Us.partner + " sees that you ended it, and nothing more." }
                TextField { id: why; width: parent.width; placeholderText: "A reason, if you like. None is owed."; Accessible.name: "Reason, optional" }
                Refusal { refusal: ending.refusal }
                Button { text: "End it"; enabled: !ending.running; onClicked: ending.run({ reason: why.text }) }
            },
            Card {
                visible: page.view === 2
                width: parent.width; spacing: 14
                SectionTitle { text: "Leave the pair" }
                Para { text: "It ends the agreement, deletes your mailbox at the relay, and forgets the pair here. It goes on by itself when you are offline. " + Us.partner + " keeps the copy that is theirs." }
                Refusal { refusal: leaving.refusal }
                Flow { width: parent.width; spacing: 10; Button { text: page.sure === "leave" ? "Leave: what this device holds of the pair goes" : "Leave"; onClicked: if (page.sure === "leave") leaving.run({ reason: why.text, now: false }); else page.sure = "leave" } Button { visible: page.sure === "leave"; flat: true; text: "Stay"; onClicked: page.sure = "" } }
            },
            Card {
                visible: page.view === 2
                width: parent.width; spacing: 14
                SectionTitle { text: "Delete the profile" }
                Para { text: "Everything on this device. " + Us.partner + " and the relay hear nothing of it: leave first, if they should. On an SSD, in snapshots and backups older copies may live on." }
                Refusal { refusal: deleting.refusal }
                Flow { width: parent.width; spacing: 10; Button { text: page.sure === "delete" ? "Delete everything here" : "Delete"; iconName: "trash"; onClicked: if (page.sure === "delete") deleting.run({}); else page.sure = "delete" } Button { visible: page.sure === "delete"; flat: true; text: "Keep it"; onClicked: page.sure = "" } }
            }
        ]
        aside: [
            Card {
                visible: page.view !== 1
                width: parent.width; bottomPad: 12
                SectionTitle { text: "Questions to ask yourself" }
                Repeater { model: ["Could I leave without fear?", "When I last said no, what happened?", "Is there someone else I can tell?", "Do I still want this, or do I want it to stay quiet?"]; Said { required property string modelData; text: modelData } }
                Button { text: "Where help is found"; flat: true; x: -10; onClicked: Place.go("help") }
            },
            Card {
                visible: page.view === 0
                width: parent.width; spacing: 14
                SectionTitle { text: "Passphrase" }
                TextField { id: old; objectName: "old-passphrase"; width: parent.width; echoMode: TextInput.Password; placeholderText: "The present one"; Accessible.name: "The present one" }
                TextField { id: fresh; objectName: "new-passphrase"; width: parent.width; echoMode: TextInput.Password; placeholderText: "The new one"; Accessible.name: "The new one" }
                TextField { id: twice; objectName: "new-passphrase-again"; width: parent.width; echoMode: TextInput.Password; placeholderText: "Once more"; Accessible.name: "The new one, once more" }
                Refusal { refusal: changing.refusal }
                Button { width: parent.width; objectName: "change-passphrase"; text: "Change it"; enabled: fresh.text !== "" && fresh.text === twice.text && !changing.running; onClicked: page.change() }
                Button { width: parent.width; text: "Lock now"; iconName: "lock"; flat: true; onClicked: locking.run() }
            },
            Card {
                visible: page.view === 1
                width: parent.width; spacing: 14
                SectionTitle { text: "The relay" }
                Para { text: Desk.link; color: Theme.text }
                Para { visible: !!(Us.status.sync && Us.status.sync.last_contact_ms); text: Us.status.sync ? "Last reached " + Phrases.lower(Phrases.when(Us.status.sync.last_contact_ms)) : ""; font.pixelSize: Theme.note }
                Field { label: "Another address"; refusal: relaying.refusal; TextField { id: address; objectName: "relay-address"; width: parent.width; placeholderText: "Paste it here"; Accessible.name: "Address of the relay" } }
                Button { objectName: "use-relay"; width: parent.width; text: "Use it"; enabled: address.text !== "" && !relaying.running; onClicked: relaying.run({ address: address.text }) }
            }
        ]
    }
}
