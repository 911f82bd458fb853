import QtQuick
import QtQuick.Controls
import Troth.Style
import Troth.Pages

// The agenda that writes itself, the minutes that both sign, what they left to do, and the reviews before.
Page {
    id: page
    title: "Reviews"
    readonly property var a: asking.answer || ({})
    readonly property var review: a.review || null
    subtitle: review ? "A review is open since " + Phrases.lower(Phrases.day(review.opened && review.opened.length ? review.opened[0].written_ms : 0)) + ". The agenda wrote itself." : a.next_review_ms ? "The next is on " + Phrases.longDay(a.next_review_ms) + ". The agenda writes itself meanwhile." : "The agenda writes itself from what happened."
    Asking { id: asking; what: "agenda" }
    Asking { id: reviews; what: "reviews"; arguments: ({ most: 50 }) }
    Asking { id: actions_; what: "actions" }
    Asking { id: lessons_; what: "lessons" }
    Doing { id: opening; what: "open_review" }
    Doing { id: adding; what: "add_item"; onDone: item.clear() }
    Doing { id: marking; what: "mark_done" }
    Doing { id: reaffirming; what: "reaffirm"; onDone: page.reaffirmed = true }
    property bool reaffirmed: false
    // Of every sort of line (core/practice/agenda.cc): its icon, the page, and what of that page.
    readonly property var looks: ({
        added_by_hand: ["plus", "timeline"], talk_wished: ["talk", "days", "talks"], flagged_check_in: ["checkins", "check-ins", "both"], falling_dimension: ["checkins", "check-ins", "both"],
        missed: ["missed", "days"], amends: ["amends", "days"], appreciated: ["expectation", "days"], decision_outside: ["decisions", "decision"],
        void_acceptance: ["hold", "proposal"], open_proposal: ["proposals", "proposal"], open_action: ["check", "timeline"], renew_by_near: ["clock", "agreement"], not_revisited: ["clock", "clause"] })
    function lead(line) { const [icon, to, tab] = looks[line.sort]; Place.go(to, ["decision", "proposal", "clause"].includes(to) ? line.id : "", tab) }
    actions: [Button { visible: !page.review; text: "Open a review"; highlighted: !page.review; onClicked: opening.run({ text: "" }) }]
    Refusal { refusal: asking.refusal || opening.refusal }
    Columns {
        width: parent.width
        rightWidth: 300
        main: [
            Card {
                width: parent.width
                spacing: 0; bottomPad: 16
                SectionTitle { text: "Agenda"; bottomPadding: 6 }
                Repeater {
                    model: page.a.agenda || []
                    ListRow {
                        required property var modelData
                        required property int index
                        x: -12; width: parent.width + 24
                        iconName: page.looks[modelData.sort][0]; text: (index + 1) + ". " + modelData.text
                        note: [modelData.at_ms ? Phrases.day(modelData.at_ms) : "", modelData.comments ? modelData.comments + (modelData.comments === 1 ? " comment" : " comments") : ""].filter(t => t).join(" · ")
                        tint: modelData.sort === "void_acceptance" ? Theme.hold : Theme.accent
                        quiet: true; verb: " "
                        onClicked: page.lead(modelData)
                    }
                }
                Repeater { model: page.review ? page.review.items || [] : []; ListRow { required property var modelData; x: -12; width: parent.width + 24; quiet: true; who: modelData.by; text: modelData.text; note: "Added " + Phrases.lower(Phrases.day(modelData.written_ms)) } }
                Para { visible: (page.a.agenda || []).length === 0; text: "Nothing is on it yet."; bottomPadding: 10 }
                Item { width: 1; height: 8 }
                Item {
                    width: parent.width; height: item.height
                    TextField { id: item; objectName: "item"; width: parent.width - add.width - 10; placeholderText: "Add a point"; Accessible.name: "Add a point"; Keys.onReturnPressed: adding.run({ text: text }) }
                    Button { id: add; anchors.right: parent.right; height: item.height; text: "Add"; onClicked: adding.run({ text: item.text }) }
                }
                Refusal { refusal: adding.refusal }
            },
            MinutesCard { visible: !!page.review; width: parent.width; review: page.review },
            Card {
                visible: (reviews.answer || []).length > 0
                width: parent.width; spacing: 2; bottomPad: 10
                SectionTitle { text: "Reviews before"; bottomPadding: 6 }
                Repeater { model: (reviews.answer || []).filter(r => r.over); ListRow { required property var modelData; x: -12; width: parent.width + 24; quiet: true; iconName: "reviews"; text: Phrases.longDay(modelData.opened.length ? modelData.opened[0].written_ms : 0); note: { const m = (modelData.minutes || []).find(m => m.counts); return m ? m.text.split("\n")[0] : "" } verb: " "; onClicked: Place.go("review", modelData.id) } }
            }
        ]
        aside: [
            Card {
                visible: (actions_.answer || []).length > 0
                width: parent.width
                spacing: 14
                SectionTitle { text: "Who does what" }
                Repeater {
                    model: actions_.answer || []
                    Item {
                        id: act
                        required property var modelData
                        width: parent.width; height: words.implicitHeight
                        Avatar { who: act.modelData.owner || "&"; soft: true; size: 26 }
                        Column { id: words; x: 38; width: parent.width - 38; spacing: 2; Label { width: parent.width; text: act.modelData.text; wrapMode: Text.Wrap } Label { text: (act.modelData.owner ? Us.who(act.modelData.owner) : "Both of you") + " · " + (act.modelData.done_ms ? "done " + Phrases.lower(Phrases.day(act.modelData.done_ms)) : act.modelData.due_ms ? "by " + Phrases.lastDay(act.modelData.due_ms) : "no date"); color: Theme.muted; font.pixelSize: Theme.small } Button { visible: !act.modelData.done_ms; x: -10; flat: true; text: "Done"; Accessible.name: "Done: " + act.modelData.text; onClicked: marking.run({ action: act.modelData.id }) } }
                    }
                }
                Refusal { refusal: marking.refusal }
            },
            Card {
                visible: (lessons_.answer || []).length > 0
                width: parent.width; spacing: 12
                SectionTitle { text: "What you learnt" }
                Repeater { model: lessons_.answer || []; Said { required property var modelData; text: modelData.text; font.pixelSize: Theme.words } }
            },
            Card {
                visible: Us.state !== "none" && Us.state !== ""
                width: parent.width; spacing: 12
                SectionTitle { text: "Reaffirm" }
                Para { text: page.reaffirmed ? "It is asked. " + Us.partner + " reads the exact agreement before signing." : "Ask " + Us.partner + " to sign the agreement as it stands, again."; font.pixelSize: Theme.note }
                Button { width: parent.width; text: "Ask to reaffirm it"; enabled: !page.reaffirmed && !reaffirming.running; onClicked: reaffirming.run({ reason: "" }) }
                Refusal { refusal: reaffirming.refusal }
            }
        ]
    }
}
