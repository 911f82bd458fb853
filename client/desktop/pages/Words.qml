import QtQuick
import Troth.Style
import Troth.Pages

// Exact words with what changed in them: what went is struck, what came is underlined. `pieces` are those of a
// difference ({"same": ...}, {"removed": ...}, {"added": ...}); `show` says which of both sides are read here.
Said {
    id: root
    property var pieces: []
    property string show: "both"     // both before after
    function gone(text) { return "<span style='color:" + Theme.second + "; background-color:" + Theme.secondSoft + "; text-decoration:line-through'>" + Phrases.escaped(text) + "</span>" }
    function come(text) { return "<span style='color:" + Theme.accent + "; background-color:" + Theme.accentSoft + "; text-decoration:underline'>" + Phrases.escaped(text) + "</span>" }
    function sort(piece) { for (const key in piece) return key; return "" }
    textFormat: Text.RichText
    lineHeight: 1.12
    Accessible.name: pieces.map(p => p[sort(p)]).join("")
    text: pieces.map(p => { const s = sort(p), t = p[s]
        return s === "same" ? Phrases.escaped(t) : s === "removed" ? (show === "after" ? "" : gone(t)) : (show === "before" ? "" : come(t)) }).join("")
}
