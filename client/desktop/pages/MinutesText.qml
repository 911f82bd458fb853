import QtQuick
import Troth.Style
import Troth.Pages

// Minutes, whole and as they are signed: what was said and learnt, what there is to do, and the next date.
Column {
    id: root
    property var minutes: ({})
    width: parent ? parent.width : 300
    spacing: 10
    Said { text: root.minutes.text || ""; font.pixelSize: Theme.words }
    Said { visible: !!root.minutes.lessons; text: "What you learnt: " + root.minutes.lessons; font.pixelSize: Theme.words; font.italic: true }
    Repeater { model: root.minutes.actions || []; Para { required property var modelData; text: "To do, " + (modelData.owner ? Us.isMe(modelData.owner) ? "you" : modelData.owner : "both of you") + (modelData.due_ms ? ", by " + Phrases.lastDay(modelData.due_ms) : "") + ": " + modelData.text } }
    Para { visible: !!root.minutes.next_review_ms; text: "The next review: " + Phrases.date(root.minutes.next_review_ms) + ", " + Phrases.time(root.minutes.next_review_ms) }
}
