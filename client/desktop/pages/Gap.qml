import QtQuick

// Room between two things in a column.
Item { width: 1 }
