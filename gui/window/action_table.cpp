// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/action_table.h"

#include <QtCore/QCoreApplication>

#include <array>

namespace alula::gui {

namespace {

const std::array<ActionRow, kActs>& table() {
    static const std::array<ActionRow, kActs> rows = {{
        {Act::Import, MenuOf::File, QT_TRANSLATE_NOOP("actions", "&Import an archive…"), Qt::CTRL | Qt::SHIFT | Qt::Key_I,
         "document-import"},
        {Act::Export, MenuOf::File, QT_TRANSLATE_NOOP("actions", "&Export…"), Qt::CTRL | Qt::Key_E, "document-save-as"},
        {Act::ExportText, MenuOf::File, QT_TRANSLATE_NOOP("actions", "Export list as &text…"), {}, "document-export"},
        {Act::CopyId, MenuOf::Edit, QT_TRANSLATE_NOOP("actions", "&Copy id"), QKeySequence::Copy, "edit-copy", true},
        {Act::Note, MenuOf::Edit, QT_TRANSLATE_NOOP("actions", "&Note…"), Qt::Key_F2, "document-edit", true},
        {Act::Pin, MenuOf::Edit, QT_TRANSLATE_NOOP("actions", "&Pin or unpin"), Qt::CTRL | Qt::Key_P, "alula-pin"},
        {Act::Filter, MenuOf::Edit, QT_TRANSLATE_NOOP("actions", "&Filter"), Qt::CTRL | Qt::Key_F, "view-filter"},
        {Act::Open, MenuOf::Backup, QT_TRANSLATE_NOOP("actions", "&Open"), Qt::Key_Return, "document-open", true},
        {Act::BackUp, MenuOf::Backup, QT_TRANSLATE_NOOP("actions", "&Back up now…"), Qt::CTRL | Qt::Key_B, "alula-backup"},
        {Act::Restore, MenuOf::Backup, QT_TRANSLATE_NOOP("actions", "&Restore…"), Qt::CTRL | Qt::Key_R, "document-revert"},
        {Act::Undo, MenuOf::Backup, QT_TRANSLATE_NOOP("actions", "&Undo restore…"), Qt::CTRL | Qt::SHIFT | Qt::Key_Z,
         "edit-undo"},
        {Act::Browse, MenuOf::Backup, QT_TRANSLATE_NOOP("actions", "Bro&wse"), Qt::CTRL | Qt::Key_O, "folder-open"},
        {Act::Compare, MenuOf::Backup, QT_TRANSLATE_NOOP("actions", "Co&mpare"), Qt::CTRL | Qt::Key_D, "alula-compare"},
        {Act::CompareLive, MenuOf::Backup, QT_TRANSLATE_NOOP("actions", "Compare with &live"), Qt::CTRL | Qt::SHIFT | Qt::Key_D,
         "alula-compare"},
        {Act::Versions, MenuOf::Backup, QT_TRANSLATE_NOOP("actions", "Versions of this &file"), Qt::CTRL | Qt::Key_H,
         "alula-versions"},
        {Act::Verify, MenuOf::Backup, QT_TRANSLATE_NOOP("actions", "&Verify"), Qt::CTRL | Qt::Key_T, "alula-verify"},
        {Act::Delete, MenuOf::Backup, QT_TRANSLATE_NOOP("actions", "&Delete…"), Qt::Key_Delete, "edit-delete", true},
        {Act::DeleteAll, MenuOf::Backup, QT_TRANSLATE_NOOP("actions", "Delete &all of this server…"), {}, "edit-delete"},
        {Act::CancelJob, MenuOf::Backup, QT_TRANSLATE_NOOP("actions", "Cancel &job"), {}, "process-stop"},
        {Act::Parent, MenuOf::View, QT_TRANSLATE_NOOP("actions", "&Parent folder"), Qt::ALT | Qt::Key_Up, "go-up"},
        {Act::Refresh, MenuOf::View, QT_TRANSLATE_NOOP("actions", "&Refresh"), Qt::Key_F5, "view-refresh"},
        {Act::Details, MenuOf::View, QT_TRANSLATE_NOOP("actions", "&Details"), Qt::CTRL | Qt::Key_I, "view-sidetree"},
    }};
    return rows;
}
} // namespace

std::span<const ActionRow> actionRows() { return table(); }

QString actionText(const ActionRow& row) { return QCoreApplication::translate("actions", row.text); }

} // namespace alula::gui
