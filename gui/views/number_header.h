// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QHeaderView>

class QStyleOptionViewItem;

namespace alula::gui {

// A number stands at the right of its column, the text of the next one at the left of its own: some room between them.
void keepNumberApart(QStyleOptionViewItem& option);

// Titles of columns, those of numbers as far from the next one as the numbers are. Knows whether the admin has arranged them: only
// then are they kept as they are, for another language or font needs other widths.
class NumberHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit NumberHeader(QWidget* parent = nullptr);
    bool isByHand() const { return m_byHand; }
    void setByHand(bool byHand) { m_byHand = byHand; }

protected:
    void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override;

private:
    bool m_byHand = false;
};

} // namespace alula::gui
