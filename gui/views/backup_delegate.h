// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/look/health.h"
#include "shared/protocol/backups.h"

#include <QtWidgets/QStyledItemDelegate>

namespace alula::gui {

Health healthOf(const protocol::BackupInfo& backup);
// The mark for a row, selected or not. Made once for each palette.
const QIcon& rowMark(Health health, const QStyleOptionViewItem& option);

// Cells of the list of backups: a mark in front of the time, a pin where it is kept, digits of one width, what is not known in grey.
class BackupDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace alula::gui
