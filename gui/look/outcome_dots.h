// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QRect>
#include <QtGui/QPalette>
#include <QtWidgets/QWidget>

#include <string>
#include <vector>

class QPainter;

namespace alula::gui {

// Outcomes (job states, oldest first) as a strip of marks, the newest at the right; the oldest are left out where there is no room.
void paintOutcomes(QPainter& painter, const QRect& rect, const std::vector<std::string>& outcomes, const QPalette& palette);

// The same as a widget.
class OutcomeDots final : public QWidget {
    Q_OBJECT

public:
    explicit OutcomeDots(QWidget* parent = nullptr);
    void setOutcomes(std::vector<std::string> outcomes, const QString& words); // words: for tool tip and screen reader
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<std::string> m_outcomes;
};

} // namespace alula::gui
