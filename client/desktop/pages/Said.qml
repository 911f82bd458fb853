import QtQuick
import Troth.Style
import Troth.Pages

// What the couple says: clauses, reasons, minutes.
Label {
    width: parent ? parent.width : implicitWidth
    wrapMode: Text.Wrap
    font.family: Theme.serif
    font.pixelSize: Theme.clause
    lineHeight: 1.1
}
