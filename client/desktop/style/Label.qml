import QtQuick
import QtQuick.Templates as T
import Troth.Style

// What the program says. A taller single line is no longer centred.
T.Label {
    color: Theme.text
    font.family: Theme.sans
    font.pixelSize: Theme.body
    lineHeight: wrapMode === Text.NoWrap ? 1 : 1.25
    textFormat: Text.PlainText
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
