import QtQuick
import Troth.Style
import Troth.Pages

// One clause that a proposal or a difference changes: which one it is, in its own words where those stay, and its fields
// before and after. `side` says which side is read here.
Column {
    id: root
    property var change
    property string side: "both"
    property int size: Theme.clause
    readonly property var fields: change.fields || ({})
    readonly property var stands: change.stands || ({})
    readonly property string kind: change.kind || ""
    // What it is called, or whose it is, or where it stands.
    readonly property string called: {
        const of = (key) => fields[key] ? fields[key].before || fields[key].after : stands[key]
        const which = of({ role: "partner", area: "name", standard: "area", expectation: "owner" }[kind] || "")
        return Phrases.capital(kind) + (which ? " · " + which : "")
    }
    // What is to be signed may be that there are no words any more: that is a field as the others are.
    readonly property string proseKey: ["text", "about", "name"].find(key => fields[key] && (side !== "exact" || fields[key].after)) || ""
    readonly property var prose: fields[proseKey] || null
    readonly property bool added: change.change === "added"
    function say(key, value) {
        if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) return "nothing"
        if (key === "until_ms" || key === "renew_by_ms") return Phrases.lastDay(value)
        if (key.endsWith("_ms")) return Phrases.date(value)
        if (key === "every" || key === "check_in" || key === "review") return Phrases.every(value)
        if (typeof value === "boolean") return value ? "yes" : "no"
        if (key === "applies_to") return Phrases.appliesTo(value)
        if (key === "when") return Phrases.whenWords(value)
        if (Array.isArray(value)) return value.join(", ")
        return String(value)
    }
    readonly property var names: ({ reach: "Reach", when: "When it applies", leader: "Who leads", applies_to: "Applies to", every: "How often", if_missed: "If it is missed", until_ms: "Until", about: "About", name: "Name", title: "Title", leads: "Leads by default", partner: "Whose", area: "Area", owner: "Whose", sort: "Sort", strength: "Strength", check_in: "Check-in", dimensions: "Dimensions", blind: "Blind", review: "Review", review_at: "Review at", time_zone: "Time zone", starts_ms: "Starts", renew_by_ms: "To renew by", cooling_off_hours: "Cooling-off, hours", pause_cooling_off_hours: "Cooling-off of a pause, hours" })
    readonly property var rest: { const out = []; for (const key in fields) if (key !== proseKey && say(key, fields[key].after) + say(key, fields[key].before) !== "nothingnothing") out.push(key); return out }
    width: parent ? parent.width : 300
    spacing: 6
    SectionTitle { text: root.called + (root.side === "before" ? "" : root.added ? " · new" : root.change.change === "removed" ? " · removed" : root.change.change === "again" ? " · agreed to again, as it was worded" : ""); width: parent.width; wrapMode: Text.Wrap }
    Said { visible: !root.fields.text && !!root.stands.text; text: root.stands.text || ""; font.pixelSize: root.size }
    Words {
        visible: !!root.prose && text !== ""
        font.pixelSize: root.size
        show: root.side
        pieces: { const p = root.prose; if (!p) return []
            if (root.side === "exact") return [{ same: p.after || "" }]
            if (p.words) return p.words
            const out = []
            if (p.before) out.push({ removed: p.before })
            if (p.after) out.push(root.added && root.side === "after" ? { same: p.after } : { added: p.after })
            return out }
    }
    Repeater {
        model: root.rest.filter(key => !root.added || ["area", "name", "owner", "partner"].indexOf(key) < 0)
        Label {
            required property string modelData
            readonly property var f: root.fields[modelData]
            width: root.width; wrapMode: Text.Wrap; color: Theme.muted; font.pixelSize: Theme.note; lineHeight: 1.2
            text: (root.names[modelData] || Phrases.capital(modelData.replace(/_/g, " "))) + ": " + (root.side === "before" ? root.say(modelData, f.before) : root.side === "after" || root.side === "exact" || root.added ? root.say(modelData, f.after) : root.say(modelData, f.before) + " → " + root.say(modelData, f.after))
        }
    }
}
