import QtQuick
import Troth.Style
import Troth.Pages

// One part of the document, under a heading of its own.
Column {
    property string name
    width: parent ? parent.width : 0
    Gap { height: 32 }
    Line {}
    Gap { height: 26 }
    Heading { text: parent.name; width: parent.width }
}
