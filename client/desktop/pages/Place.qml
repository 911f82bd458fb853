pragma Singleton
import QtQuick

// Where one is in the window: the page, what it is about, and the dialog above it.
QtObject {
    id: root
    property string page: "home"
    property string subject: ""      // an id, where the page is about one thing
    property string tab: ""
    property string dialog: ""       // pause palette or none
    property var trail: []
    function go(page, subject, tab) {
        if (page !== root.page || (subject || "") !== root.subject) trail = trail.slice(-20).concat([[root.page, root.subject, root.tab]])
        root.subject = subject || ""; root.tab = tab || ""; root.page = page
        dialog = ""
    }
    function back() {
        if (trail.length === 0) return go("home")
        const last = trail[trail.length - 1]
        trail = trail.slice(0, -1)
        root.subject = last[1]; root.tab = last[2]; root.page = last[0]
    }
    function reset() { trail = []; subject = ""; tab = ""; dialog = ""; page = "home" }
}
