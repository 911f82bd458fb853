import QtQuick
import Troth.Style
import Troth.Pages

// A paragraph of what the program says.
Label {
    width: parent ? Math.min(parent.width, Theme.readable) : implicitWidth
    wrapMode: Text.Wrap
    color: Theme.muted
    lineHeight: 1.3
}
