// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/job_delegate.h"

#include "gui/models/jobs_model.h"
#include "gui/views/backup_delegate.h"
#include "gui/views/number_header.h"

namespace alula::gui {

void JobDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    option->font.setFeature(QFont::Tag("tnum"), 1);
    keepNumberApart(*option);
    if (static_cast<JobsModel::Column>(index.column()) != JobsModel::Column::When) return;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = rowMark(healthOf(index.data(JobsModel::StateRole).toString().toStdString()), *option);
}

} // namespace alula::gui
