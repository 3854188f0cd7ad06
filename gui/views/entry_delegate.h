// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGui/QIcon>
#include <QtWidgets/QStyledItemDelegate>

namespace alula::gui {

// Rows of files: their pictures, digits that stand below each other, and the row that says "Loading" in grey.
class EntryDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    // kindRole: where the model keeps an EntryKind; nothing there: a row that is no entry.
    explicit EntryDelegate(int kindRole, QObject* parent = nullptr);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    const int m_kindRole;
    const QIcon m_folder, m_file, m_link;
};

} // namespace alula::gui
