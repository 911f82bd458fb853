import QtQuick
import QtQuick.Controls
import Troth.Desk
import Troth.Style
import Troth.Pages

// Locked: nothing of the profile is in memory, and nothing of it is shown, not even a name.
Item {
    id: root
    Doing { id: unlocking; what: "unlock"; onDone: secret.clear(); onRefused: { secret.selectAll(); secret.forceActiveFocus() } }
    Icon { x: root.width - width * 0.72; y: root.height - height * 0.78; size: 560; name: "logo"; tint: Theme.accent; opacity: Theme.dark ? 0.07 : 0.05 }
    Column {
        anchors.centerIn: parent
        width: Math.min(400, root.width - 48)
        spacing: 16
        Icon { x: -8; name: "logo"; size: 64; tint: Theme.accent }
        Heading { text: "Troth is locked"; width: parent.width; font.pixelSize: Theme.title }
        Para { text: "Its keys are wiped from memory, and its files are closed."; font.pixelSize: Theme.row }
        Item { width: 1; height: 2 }
        TextField {
            id: secret
            objectName: "passphrase"
            width: parent.width; focus: true
            placeholderText: "Passphrase"; echoMode: TextInput.Password
            enabled: !unlocking.running
            Component.onCompleted: forceActiveFocus()
            Keys.onReturnPressed: if (text !== "") unlocking.run({ passphrase: text })
        }
        Refusal { refusal: unlocking.refusal }
        Button { width: parent.width; implicitHeight: 44; highlighted: true; text: unlocking.running ? Desk.doing || "Opening" : "Unlock"; enabled: secret.text !== "" && !unlocking.running; onClicked: unlocking.run({ passphrase: secret.text }) }
        Para { text: "Nobody else can open it: there is no account, and no way around the passphrase but your recovery words, by “troth passphrase reset”."; font.pixelSize: Theme.note }
    }
}
