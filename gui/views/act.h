// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <cstdint>

namespace alula::gui {

// Everything an admin can do to what a page shows or has selected. The window has one QAction for each (gui/window/action_table): menu,
// shortcut, palette and buttons all go through it, so that a page says once whether it can be done, and does it.
enum class Act : std::uint8_t {
    Open,    // the selected thing: Enter
    BackUp,  // the server in scope
    Restore, // the selection, or the whole backup, or the newest good one of the server in scope
    Undo,    // the restore that is selected, or the newest undoable one of the server
    Export,
    Import,
    Delete,
    DeleteAll, // of a server
    Verify,
    Pin,
    Note,
    Compare,     // the selected backup with the one before it; two selected ones with each other
    CompareLive, // with the volume as it is now
    Versions,    // of the selected file
    Browse,
    CopyId,
    CancelJob,
    ExportText, // of the Activity list
    Filter,     // puts the cursor into the page's filter
    Details,    // shows or hides the pane at the right
    Refresh,
    Parent, // the folder above
};
inline constexpr int kActs = static_cast<int>(Act::Parent) + 1;

// Whether it can be done just now; if not, why, as a sentence for menu, palette and tool tip.
struct Possible {
    bool yes = true;
    QString why;
    static Possible no(const QString& why) { return {false, why}; }
    explicit operator bool() const { return yes; }
};

} // namespace alula::gui
