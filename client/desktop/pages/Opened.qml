import QtQuick
import QtQuick.Controls
import Troth.Desk
import Troth.Style
import Troth.Pages

// The window while it is open: the sidebar, the strip of what is paused, the page, and what lies above it. It is there no
// longer than that.
Item {
    id: root
    readonly property bool compact: width < 900
    readonly property var pages: [
        ["home", "Home", "HomePage", "home"], ["agreement", "Agreement", "AgreementPage", "agreement"],
        ["proposals", "Proposals", "ProposalsPage", "proposals"], ["check-ins", "Check-ins", "CheckInsPage", "checkins"],
        ["decisions", "Decisions", "DecisionsPage", "decisions"], ["days", "Day to day", "DaysPage", "days"],
        ["reviews", "Reviews", "ReviewsPage", "reviews"], ["journal", "Journal", "JournalPage", "journal"],
        ["timeline", "Timeline", "TimelinePage", "timeline"], ["safety", "Safety", "SafetyPage", "safety"]]
    readonly property var inner: ({ proposal: ["ProposalPage", "proposals"], clause: ["ClausePage", "agreement"], limit: ["LimitPage", "agreement"], propose: ["ProposePage", "agreement"],
        difference: ["DifferencePage", "agreement"], decision: ["DecisionPage", "decisions"], review: ["ReviewPage", "reviews"], help: ["HelpPage", "safety"] })
    readonly property string section: inner[Place.page] ? inner[Place.page][1] : Place.page
    function file(page) {
        if (inner[page]) return inner[page][0] + ".qml"
        const found = pages.find(p => p[0] === page)
        return (found ? found[2] : "HomePage") + ".qml"
    }
    function count(page) {
        const s = Us.status
        return page === "proposals" ? s.proposals_waiting || 0 : page === "check-ins" ? (Us.reminders && s.check_in_due && !s.check_in_due.answered ? 1 : 0)
            : page === "decisions" ? (s.questions || []).length : page === "days" ? (s.talks || []).length : page === "reviews" ? (s.review ? s.review.minutes_waiting : 0) : 0
    }
    // What the strip says, of oneself and of the other alike.
    readonly property var paused: Us.pause || Us.areaPauses[0] || null
    readonly property string pausedWords: paused ? Us.pausedWords(paused) : ""

    readonly property Item focused: Window.activeFocusItem
    onFocusedChanged: if (focused && focused.visualFocus !== false && loader.item && loader.item.reveal)
        for (let i = focused; i; i = i.parent) if (i === loader.item) return loader.item.reveal(focused)

    Repeater { model: 9; Item { required property int index; Shortcut { sequence: "Ctrl+" + (index + 1); onActivated: Place.go(root.pages[index][0]) } } }
    Shortcut { sequence: "Ctrl+0"; onActivated: Place.go("safety") }
    Shortcut { sequence: "Ctrl+Shift+P"; onActivated: Place.dialog = "pause" }
    Shortcut { sequence: "Ctrl+K"; onActivated: Place.dialog = "palette" }
    Shortcut { sequence: "Ctrl+N"; onActivated: Place.go("agreement", "", "edit") }
    Shortcut { sequences: ["Alt+Left", StandardKey.Back]; onActivated: Place.back() }
    Doing { id: locking; what: "lock" }
    Connections { target: Desk; function onArrived(sentence) { arrived.say(sentence) } }

    Rectangle {
        id: side
        width: root.compact ? 68 : 228
        height: parent.height
        color: Theme.sidebar
        Rectangle { anchors.right: parent.right; width: 1; height: parent.height; color: Theme.border }
        Flickable {
            id: nav
            anchors { top: parent.top; bottom: foot.top; bottomMargin: 8 }
            width: parent.width
            contentHeight: rows.implicitHeight + 24
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            Column {
                id: rows
                x: root.compact ? 10 : 14; y: 20
                width: parent.width - 2 * x
                spacing: 2
                Item {
                    width: parent.width; height: 48
                    Icon { x: root.compact ? 10 : 9; name: "logo"; size: 28; tint: Theme.accent }
                    Text { textFormat: Text.PlainText; visible: !root.compact; x: 47; y: 14 - height / 2 - 1; text: "Troth"; font.family: Theme.serif; font.pixelSize: 27; color: Theme.text }
                }
                NavItem { objectName: "nav-search"; width: parent.width; compact: root.compact; text: "Search"; iconName: "search"; hint: "Ctrl K"; onClicked: Place.dialog = "palette" }
                Item { width: 1; height: 6 }
                Repeater {
                    model: root.pages
                    NavItem {
                        required property var modelData
                        objectName: "nav-" + modelData[0]
                        width: parent.width
                        compact: root.compact
                        text: modelData[1]; iconName: modelData[3]
                        count: root.count(modelData[0])
                        current: root.section === modelData[0]
                        onClicked: Place.go(modelData[0])
                    }
                }
            }
        }
        Column {
            id: foot
            anchors { bottom: parent.bottom; bottomMargin: 16 }
            x: root.compact ? 10 : 14
            width: parent.width - 2 * x
            spacing: 2
            Item {
                visible: Us.pauses.length > 0
                width: parent.width; height: 30
                Icon { x: root.compact ? 14 : 11; y: 5; size: 20; name: "pause"; tint: Theme.warn }
                Text { textFormat: Text.PlainText; visible: !root.compact; x: 42; y: 7; width: parent.width - 46; elide: Text.ElideRight; text: Us.pause ? "Paused by " + (Us.isMe(Us.pause.by) ? "you" : Us.pause.by) : Us.pauses.length === 1 ? "One area paused" : Us.pauses.length + " areas paused"; font.family: Theme.sans; font.pixelSize: Theme.note; font.weight: Font.DemiBold; color: Theme.warn; Accessible.role: Accessible.StaticText; Accessible.name: text }
            }
            Item {
                width: parent.width; height: link.implicitHeight + 14
                Icon { x: root.compact ? 14 : 11; y: 5; size: 20; name: Desk.link.startsWith("Offline") ? "offline" : "synced"; tint: Theme.muted }
                Text { id: link; textFormat: Text.PlainText; visible: !root.compact; x: 42; y: 7; width: parent.width - 46; wrapMode: Text.Wrap; maximumLineCount: 2; elide: Text.ElideRight; text: Desk.isBusy && Desk.doing ? Desk.doing : Desk.link; font.family: Theme.sans; font.pixelSize: Theme.note; color: Theme.muted; Accessible.role: Accessible.StaticText; Accessible.name: text }
            }
            NavItem { objectName: "nav-lock"; width: parent.width; compact: root.compact; text: "Lock"; iconName: "lock"; hint: "Ctrl L"; Accessible.role: Accessible.Button; onClicked: locking.run() }
            Item { width: 1; height: 6 }
            Button {
                objectName: "pause"
                width: parent.width
                implicitHeight: 44
                leftPadding: 4; rightPadding: 4
                text: root.compact ? "" : Us.pause && !Us.isMe(Us.pause.by) ? "Pause as well" : "Pause"
                iconName: "pause"
                Accessible.name: "Pause"
                Accessible.description: "Pauses everything or one area, at once. Control Shift P."
                onClicked: Place.dialog = "pause"
            }
        }
    }

    // What a pause looks like on every page but home, which says it in full.
    Rectangle {
        id: strip
        readonly property bool shown: !!root.paused && Place.page !== "home"
        visible: shown
        anchors { left: side.right; right: parent.right }
        height: shown ? 48 : 0
        color: Theme.warnSoft
        Accessible.role: Accessible.AlertMessage
        Accessible.name: words.text
        Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: 2; color: Theme.warn }
        Icon { id: bars; x: root.compact ? Theme.marginNarrow : Theme.margin; anchors.verticalCenter: parent.verticalCenter; name: "pause"; tint: Theme.warn; size: 22 }
        Text { id: words; anchors { left: bars.right; leftMargin: 12; right: more.left; verticalCenter: parent.verticalCenter } elide: Text.ElideRight; text: root.pausedWords + (root.compact ? "" : Us.pause ? " Nothing here is expected of either of you." : " Nothing there is expected of either of you."); textFormat: Text.PlainText; font.family: Theme.sans; font.pixelSize: Theme.body; font.weight: Font.DemiBold; color: Theme.text }
        Button { id: more; anchors { right: parent.right; rightMargin: root.compact ? 14 : 34; verticalCenter: parent.verticalCenter } flat: true; ink: Theme.warn; text: "What this means"; onClicked: Place.go("home") }
    }
    Loader {
        id: loader
        objectName: "page"
        anchors { left: side.right; right: parent.right; top: strip.bottom; bottom: parent.bottom }
        onLoaded: appear.restart()
        NumberAnimation { id: appear; target: loader.item; property: "opacity"; from: 0; to: 1; duration: Theme.anim }
        source: root.file(Place.page)
    }
    // What came from the partner, in one sentence, for as long as it takes to read; the page does not move.
    Rectangle {
        id: arrived
        function say(sentence) { what.text = sentence; visible = true; gone.restart() }
        visible: false
        anchors { right: parent.right; bottom: parent.bottom; margins: 24 }
        width: Math.min(what.implicitWidth + 36, root.width - side.width - 48); height: what.implicitHeight + 24
        radius: Theme.radius; color: Theme.surface; border.width: 1; border.color: Theme.border
        Accessible.role: Accessible.AlertMessage; Accessible.name: what.text
        Text { id: what; anchors.centerIn: parent; width: Math.min(implicitWidth, 420); wrapMode: Text.Wrap; textFormat: Text.PlainText; color: Theme.text; font.family: Theme.sans; font.pixelSize: Theme.note }
        Timer { id: gone; interval: 8000; onTriggered: arrived.visible = false }
    }
    PauseDialog { visible: Place.dialog === "pause"; onClosed: if (Place.dialog === "pause") Place.dialog = "" }
    Palette { visible: Place.dialog === "palette"; onClosed: if (Place.dialog === "palette") Place.dialog = "" }
}
