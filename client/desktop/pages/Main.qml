import QtQuick
import QtQuick.Controls
import Troth.Desk
import Troth.Style
import Troth.Pages

// The window: the first steps, the page that unlocks, or what there is once it is open, each of which goes as a whole with
// everything that was read and typed there. Its title is neutral.
ApplicationWindow {
    id: win
    width: 1240; height: 820
    minimumWidth: 560; minimumHeight: 560
    visible: true
    title: "Troth"
    color: Theme.bg
    // For what Qt draws itself: its own dialogs, where the desktop has none.
    palette.window: Theme.surface; palette.windowText: Theme.text; palette.base: Theme.surface; palette.alternateBase: Theme.sunken
    palette.text: Theme.text; palette.button: Theme.surface; palette.buttonText: Theme.text; palette.placeholderText: Theme.muted
    palette.light: Theme.sunken; palette.midlight: Theme.hover; palette.mid: Theme.border; palette.dark: Theme.control
    palette.highlight: Theme.accentSoft; palette.highlightedText: Theme.text
    readonly property bool open: Desk.stage === "open" && !welcoming
    // The first steps go on after the profile is made, until an agreement is begun or put off.
    property bool welcoming: false
    Component.onCompleted: {
        welcoming = Desk.stage === "new"
        Pasted.check = (name, text, holds, then) => Desk.ask("text_fits", { name: name, text: text, holds: holds }, (fits, no) => then(no))
    }
    property int firstStep: 0
    onFirstStepChanged: if (first.item) first.item.step = firstStep
    readonly property bool started: Desk.stage === "open"
    Connections {
        target: Desk
        function onStageChanged() { if (Desk.stage === "new") win.welcoming = true; if (Desk.stage === "locked") { Place.reset(); win.welcoming = false } }
    }
    Shortcut { enabled: win.started && !Desk.staysOpen; sequence: "Ctrl+L"; onActivated: locking.run() }
    Doing { id: locking; what: "lock" }
    // What was chosen about how it looks; before it is open, it looks as the system does.
    SystemPalette { id: system }
    readonly property var chosen: Us.chosen.answer || []
    onChosenChanged: takeLooks(chosen)
    function takeLooks(settings) {
        for (let i = 0; i < settings.length; ++i) {
            const value = settings[i].value
            switch (settings[i].name) {
            case "theme": Appearance.dark = value === "dark" || (value === "system" && system.window.hslLightness < 0.5); break
            case "text-size": Appearance.textScale = Number(value) / 100; break
            case "reduce-motion": Appearance.reduceMotion = value === "on"; break
            }
        }
    }

    Loader { id: first; objectName: "first-run"; anchors.fill: parent; active: win.welcoming; source: "FirstRun.qml"; focus: active; onLoaded: item.step = win.firstStep; Connections { target: first.item; ignoreUnknownSignals: true; function onFinished(page) { win.welcoming = false; Place.go(page) } } }
    Loader { anchors.fill: parent; active: Desk.stage === "locked"; source: "UnlockPage.qml"; focus: active }
    Loader { objectName: "opened"; anchors.fill: parent; active: win.open; source: "Opened.qml"; focus: active }
}
