// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/line_diff.h"

#include <QtCore/QAbstractListModel>

namespace alula::gui {

// The lines of a text, or of two laid over each other: "−" and "+" stand before those that only one has. Rows, so that a view lays out
// only what is seen, whatever the text is.
class LinesModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { InRole = Qt::UserRole }; // int: TextLine::In

    using QAbstractListModel::QAbstractListModel;
    void show(std::vector<TextLine> lines, bool isDiff);
    qsizetype longest() const { return m_longest; } // characters
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::vector<TextLine> m_lines;
    bool m_isDiff = false;
    qsizetype m_longest = 0;
};

} // namespace alula::gui
