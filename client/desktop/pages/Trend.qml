import QtQuick
import Troth.Style
import Troth.Pages

// One dimension over the periods of the check-ins that are open, oldest first: oneself solid, the partner dashed.
TrendChart {
    id: root
    property var checkIns: []
    property string dimension
    readonly property var periods: {
        const by = {}
        for (const c of checkIns) {
            if (!c.ratings) continue
            const at = c.written_ms, key = new Date(at).toDateString()
            by[key] = by[key] || { at: at, mine: undefined, theirs: undefined }
            const side = Us.isMe(c.by) ? "mine" : "theirs"
            if (by[key][side] === undefined) by[key][side] = c.ratings[dimension]
        }
        return Object.values(by).sort((a, b) => a.at - b.at)
    }
    first: periods.map(p => p.mine === undefined ? null : p.mine)
    second: periods.map(p => p.theirs === undefined ? null : p.theirs)
    labels: periods.map(p => Phrases.shortDate(p.at))
    firstColor: Theme.accent; secondColor: Theme.second; gridColor: Theme.border; textColor: Theme.muted; surfaceColor: Theme.surface; fontFamily: Theme.sans
    Accessible.role: Accessible.Chart
    Accessible.name: Phrases.capital(dimension) + ": " + periods.map(p => Phrases.shortDate(p.at) + " you " + (p.mine || "no answer") + ", " + Us.partner + " " + (p.theirs || "no answer")).join("; ")
}
