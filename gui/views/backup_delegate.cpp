// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/backup_delegate.h"

#include "gui/look/icons.h"
#include "gui/models/backups_model.h"
#include "gui/views/number_header.h"

#include <array>
#include <map>

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

const QIcon& rowMark(Health health, const QStyleOptionViewItem& option) {
    static std::map<std::array<QRgb, 4>, QIcon> made;
    const auto color = [&](QPalette::ColorRole role) { return option.palette.color(role).rgba(); };
    QIcon& icon =
        made[{static_cast<QRgb>(health), color(QPalette::Base), color(QPalette::Highlight), color(QPalette::HighlightedText)}];
    if (icon.isNull()) icon = markOf(health, option.palette);
    return icon;
}

void BackupDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    option->font.setFeature(QFont::Tag("tnum"), 1);
    keepNumberApart(*option);
    const auto column = static_cast<BackupColumn>(index.column());
    if (column == BackupColumn::When) {
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = rowMark(healthOf(static_cast<BackupMark>(index.data(BackupsModel::MarkRole).toInt())), *option);
    }
    if (column == BackupColumn::Kept && index.data(BackupsModel::PinnedRole).toBool()) {
        static const QIcon pin = ownIcon(QStringLiteral("alula-pin"));
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = pin;
        option->text.clear(); // the pin says it; in words, to a screen reader
    }
    if (!index.data(BackupsModel::KnownRole).toBool())
        option->palette.setColor(QPalette::Text, option->palette.color(QPalette::PlaceholderText));
}

} // namespace alula::gui
