import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// The exact words of a proposal, beside the button that signs them. They are the program's answer to what was
// written (`given`: parts, or a file as toml), and the same is signed, held against the same sheet.
Sheet {
    id: root
    property var wording: ({})           // {title, reason, changes, limits, sheet}
    property var given: ({})
    property string place                // where it was written
    readonly property var limits: wording.limits || []
    readonly property bool proposes: (wording.title || "") !== ""
    signal proposed(var answer)
    width: Math.min(parent.width - 48, 680)
    y: 24
    height: Math.min(implicitHeight, parent.height - 48)
    function show(wording, given) { root.wording = wording; root.given = Object.assign({}, given, { sheet: wording.sheet }); proposing.refusal = null; open() }
    onOpened: sign.forceActiveFocus(Qt.TabFocusReason)
    Doing { id: proposing; what: "propose"; onDone: (answer) => { root.close(); root.proposed(answer) } }
    contentItem: Item {
        implicitHeight: words.contentHeight + foot.height
        Flickable {
            id: words
            objectName: "wording"
            width: parent.width; height: parent.height - foot.height
            clip: true
            contentHeight: col.implicitHeight + 44
            boundsBehavior: Flickable.StopAtBounds
            activeFocusOnTab: contentHeight > height
            Accessible.role: Accessible.Pane
            Accessible.name: "The words of the proposal"
            Keys.onUpPressed: contentY = Math.max(0, contentY - 60)
            Keys.onDownPressed: contentY = Math.min(contentHeight - height, contentY + 60)
            ScrollBar.vertical: ScrollBar {}
            Rectangle { visible: words.activeFocus; parent: words; anchors.fill: parent; anchors.margins: 4; radius: Theme.radiusSmall; color: "transparent"; border.width: 2; border.color: Theme.accent }
            Column {
                id: col
                x: 30; y: 28; width: parent.width - 60
                spacing: 16
                Heading { visible: root.proposes; text: root.wording.title || ""; width: parent.width; font.pixelSize: Theme.notice }
                Said { visible: root.proposes; text: Phrases.quoted(root.wording.reason || ""); font.italic: true; font.pixelSize: Theme.words }
                Line { visible: root.proposes }
                SectionTitle { visible: root.limits.length > 0; width: parent.width; wrapMode: Text.Wrap; text: "In force at once, by your signature alone" }
                Repeater {
                    model: root.limits
                    Column {
                        required property var modelData
                        width: col.width; spacing: 4
                        Said { text: modelData.text; font.pixelSize: Theme.clause }
                        Label { width: parent.width; wrapMode: Text.Wrap; color: Theme.muted; font.pixelSize: Theme.note; text: (modelData.strength === "hard" ? "Hard limit, yours" : "Soft limit, yours") + " · suspends " + (Us.clauseNames(modelData.suspends) || "nothing") }
                    }
                }
                Line { visible: root.proposes && root.limits.length > 0 }
                Repeater { model: root.wording.changes || []; Change { required property var modelData; width: col.width; change: modelData; side: ({ removed: "before", changed: "both" })[modelData.change] || "exact" } }
            }
        }
        Rectangle {
            id: foot
            y: parent.height - height; width: parent.width
            height: inner.implicitHeight + 36
            color: "transparent"
            Line {}
            Column {
                id: inner
                x: 30; y: 16; width: parent.width - 60
                spacing: 12
                Para { font.pixelSize: Theme.note; text: (root.limits.length ? (root.limits.length === 1 ? "The limit holds" : "The limits hold") + " as soon as you sign, whatever becomes of the rest: " + Us.partner + " is not asked. " : "") + (root.proposes ? "Your signature puts exactly these words to " + Us.partner + ". Nothing changes until " + Us.partner + " has signed them as well; until then you can take them back." : "") }
                Refusal { refusal: proposing.refusal }
                Item {
                    width: parent.width; height: sign.height
                    Button { objectName: "wording-back"; text: "Back to " + root.place; flat: true; x: -10; onClicked: root.close() }
                    Button { id: sign; objectName: "wording-sign"; anchors.right: parent.right; highlighted: true; iconName: "pen"; text: !root.proposes ? "Sign" : root.given.id ? "Sign the counter" : "Sign and propose"; enabled: !proposing.running; onClicked: proposing.run(root.given) }
                }
            }
        }
    }
}
