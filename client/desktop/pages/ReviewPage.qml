import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// One review that is over: what was on it, and the minutes that count.
Page {
    id: page
    leadsBack: true
    maxWidth: 820
    Asking { id: asking; what: "review"; arguments: ({ id: Place.subject }) }
    readonly property var r: asking.answer ? asking.answer.review || asking.answer : ({})
    title: r.opened && r.opened.length ? Phrases.longDay(r.opened[0].written_ms) : " "
    subtitle: r.opened ? "A review" + (r.over ? ", over" : ", open") : ""
    Refusal { refusal: asking.refusal }
    Repeater {
        model: page.r.minutes || []
        Card {
            id: minutes
            required property var modelData
            width: page.inner; pad: 32; spacing: 14
            SectionTitle { text: (minutes.modelData.counts ? "Minutes, signed by both" : minutes.modelData.replaced ? "An earlier text" : "A text that does not count") + " · " + Us.who(minutes.modelData.by) + ", " + Phrases.lower(Phrases.when(minutes.modelData.written_ms)); width: parent.width; wrapMode: Text.Wrap }
            MinutesText { minutes: minutes.modelData }
        }
    }
    Card { visible: (page.r.items || []).length > 0; width: parent.width; SectionTitle { text: "Added by hand" } Repeater { model: page.r.items || []; Para { required property var modelData; text: modelData.text } } }
}
