import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// What consent is and is not, and where help is found. It needs no network, and reading it leaves no trace.
Page {
    id: page
    leadsBack: true
    maxWidth: 800
    title: "Consent, and whether it is yours"
    subtitle: "This page needs no network, and reading it leaves no trace."
    Asking { id: asking; what: "help_consent" }
    Refusal { refusal: asking.refusal }
    Card {
        visible: !!asking.answer
        width: parent.width; pad: page.wide ? 48 : 26
        Text {
            width: parent.width; wrapMode: Text.Wrap
            text: asking.answer ? String(asking.answer.page || "").replace(/^# .*\n+/, "") : ""
            textFormat: Text.MarkdownText
            color: Theme.text; linkColor: Theme.accent; font.family: Theme.serif; font.pixelSize: Theme.words; lineHeight: 1.12
            Accessible.role: Accessible.StaticText; Accessible.name: text
        }
    }
}
