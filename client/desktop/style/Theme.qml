pragma Singleton
import QtQuick
import Troth.Style

// Everything visual that has a name. Pages use nothing else. What can be chosen lies in Appearance.
QtObject {
    readonly property bool dark: Appearance.dark
    readonly property color bg:         dark ? "#141719" : "#f7f5f1"
    readonly property color sidebar:    dark ? "#181c1e" : "#f0ede7"
    readonly property color surface:    dark ? "#1e2326" : "#ffffff"
    readonly property color sunken:     dark ? "#272d31" : "#f4f1ec"
    readonly property color border:     dark ? "#30373c" : "#e4dfd6"
    readonly property color control:    dark ? "#6f7b82" : "#8f887b"   // outlines of what can be chosen
    readonly property color text:       dark ? "#ebe8e2" : "#21272a"
    readonly property color muted:      dark ? "#a8b0b4" : "#5d6569"
    readonly property color accent:     dark ? "#8cc3b7" : "#2b665e"   // oneself, and what can be done
    readonly property color accentInk:  dark ? "#10201d" : "#ffffff"
    readonly property color accentSoft: dark ? "#20332f" : "#e4efec"
    readonly property color second:     dark ? "#e6ab90" : "#9c4a29"   // the partner
    readonly property color secondSoft: dark ? "#3a2a22" : "#f7e6dc"
    readonly property color warn:       dark ? "#e8bb78" : "#805006"   // paused
    readonly property color warnSoft:   dark ? "#362c1c" : "#faf0dc"
    readonly property color hold:       dark ? "#aeb8ea" : "#4c5788"   // on hold
    readonly property color holdSoft:   dark ? "#272c44" : "#ebedf6"
    readonly property color hover:      dark ? "#0dffffff" : "#0a000000"
    readonly property color dim:        dark ? "#99000000" : "#59332e26"
    readonly property color scanDark: "#14171a"                        // a QR code, in either theme
    readonly property color scanLight: "#ffffff"

    readonly property string sans: "Inter"
    readonly property string display: "Inter Display"
    readonly property string serif: "EB Garamond"
    readonly property string exact: "monospace"
    readonly property real scale: Appearance.textScale
    readonly property int small: Math.round(12 * scale)
    readonly property int note: Math.round(13 * scale)
    readonly property int body: Math.round(14 * scale)
    readonly property int row: Math.round(15 * scale)
    readonly property int lead: Math.round(16 * scale)
    readonly property int words: Math.round(18 * scale)
    readonly property int clause: Math.round(20 * scale)   // serif: Garamond is small on its body
    readonly property int subject: Math.round(22 * scale)
    readonly property int section: Math.round(25 * scale)
    readonly property int notice: Math.round(30 * scale)
    readonly property int title: Math.round(36 * scale)
    readonly property int welcome: Math.round(44 * scale)

    readonly property int radius: 12
    readonly property int radiusSmall: 8
    readonly property int gap: 20
    readonly property int pad: 22
    readonly property int margin: 44
    readonly property int marginNarrow: 24
    readonly property int readable: 720     // no line of text is wider
    readonly property int field: 40
    readonly property bool reduceMotion: Appearance.reduceMotion
    readonly property int anim: reduceMotion ? 0 : 140

    function tint(own) { return own ? accent : second }
    function soft(own) { return own ? accentSoft : secondSoft }
}
