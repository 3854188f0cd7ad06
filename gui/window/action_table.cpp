// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/action_table.h"

#include <QtCore/QCoreApplication>

#include <array>

namespace alula::gui {

namespace {
#define TEXT(text) QT_TRANSLATE_NOOP("actions", text)

const std::array<ActionRow, kActs>& table() {
    static const std::array<ActionRow, kActs> rows = {{
        {Act::Import, MenuOf::File, TEXT("&Import an archive…"), Qt::CTRL | Qt::SHIFT | Qt::Key_I, "document-import"},
        {Act::Export, MenuOf::File, TEXT("&Export…"), Qt::CTRL | Qt::Key_E, "document-save-as"},
        {Act::ExportText, MenuOf::File, TEXT("Export list as &text…"), {}, "document-export"},
        {Act::CopyId, MenuOf::Edit, TEXT("&Copy id"), QKeySequence::Copy, "edit-copy", true},
        {Act::Note, MenuOf::Edit, TEXT("&Note…"), Qt::Key_F2, "document-edit", true},
        {Act::Pin, MenuOf::Edit, TEXT("&Pin or unpin"), Qt::CTRL | Qt::Key_P, "alula-pin"},
        {Act::Filter, MenuOf::Edit, TEXT("&Filter"), Qt::CTRL | Qt::Key_F, "view-filter"},
        {Act::Open, MenuOf::Backup, TEXT("&Open"), Qt::Key_Return, "document-open", true},
        {Act::BackUp, MenuOf::Backup, TEXT("&Back up now…"), Qt::CTRL | Qt::Key_B, "alula-backup"},
        {Act::Restore, MenuOf::Backup, TEXT("&Restore…"), Qt::CTRL | Qt::Key_R, "document-revert"},
        {Act::Undo, MenuOf::Backup, TEXT("&Undo restore…"), Qt::CTRL | Qt::SHIFT | Qt::Key_Z, "edit-undo"},
        {Act::Browse, MenuOf::Backup, TEXT("Bro&wse"), Qt::CTRL | Qt::Key_O, "folder-open"},
        {Act::Compare, MenuOf::Backup, TEXT("Co&mpare"), Qt::CTRL | Qt::Key_D, "alula-compare"},
        {Act::CompareLive, MenuOf::Backup, TEXT("Compare with &live"), Qt::CTRL | Qt::SHIFT | Qt::Key_D, "alula-compare"},
        {Act::Versions, MenuOf::Backup, TEXT("Versions of this &file"), Qt::CTRL | Qt::Key_H, "alula-versions"},
        {Act::Verify, MenuOf::Backup, TEXT("&Verify"), Qt::CTRL | Qt::Key_T, "alula-verify"},
        {Act::Delete, MenuOf::Backup, TEXT("&Delete…"), Qt::Key_Delete, "edit-delete", true},
        {Act::DeleteAll, MenuOf::Backup, TEXT("Delete &all of this server…"), {}, "edit-delete"},
        {Act::CancelJob, MenuOf::Backup, TEXT("Cancel &job"), {}, "process-stop"},
        {Act::Parent, MenuOf::View, TEXT("&Parent folder"), Qt::ALT | Qt::Key_Up, "go-up"},
        {Act::Refresh, MenuOf::View, TEXT("&Refresh"), Qt::Key_F5, "view-refresh"},
        {Act::Details, MenuOf::View, TEXT("&Details"), Qt::CTRL | Qt::Key_I, "view-sidetree"},
    }};
    return rows;
}
#undef TEXT
} // namespace

std::span<const ActionRow> actionRows() { return table(); }

QString actionText(const ActionRow& row) { return QCoreApplication::translate("actions", row.text); }

} // namespace alula::gui
