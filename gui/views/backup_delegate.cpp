// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/backup_delegate.h"

#include "gui/look/icons.h"
#include "gui/models/backups_model.h"

namespace alula::gui {

namespace {
Health healthOf(BackupMark mark) {
    switch (mark) {
    case BackupMark::Good: return Health::Good;
    case BackupMark::Warnings: return Health::Warnings;
    case BackupMark::Bad: return Health::Failed;
    case BackupMark::Making: break;
    }
    return Health::Running;
}
} // namespace

Health healthOf(const protocol::BackupInfo& backup) {
    if (backup.missing || backup.damaged) return Health::Failed;
    if (backup.state != "completed") return Health::Running;
    return backup.warnings > 0 ? Health::Warnings : Health::Good;
}

const QIcon& BackupDelegate::mark(Health health, const QPalette& palette) const {
    QIcon& icon = m_marks[{health, palette.cacheKey()}];
    if (icon.isNull()) icon = gui::markOf(health, palette);
    return icon;
}

void BackupDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    option->font.setFeature(QFont::Tag("tnum"), 1);
    const auto column = static_cast<BackupColumn>(index.column());
    if (column == BackupColumn::When) {
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = mark(healthOf(static_cast<BackupMark>(index.data(BackupsModel::MarkRole).toInt())), option->palette);
    }
    if (column == BackupColumn::Kept && index.data(BackupsModel::PinnedRole).toBool()) {
        static const QIcon pin = ownIcon(QStringLiteral("alula-pin"));
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = pin;
    }
    if (!index.data(BackupsModel::KnownRole).toBool())
        option->palette.setColor(QPalette::Text, option->palette.color(QPalette::PlaceholderText));
}

} // namespace alula::gui
