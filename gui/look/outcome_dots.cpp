// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/outcome_dots.h"

#include "gui/format/plain_text.h"
#include "gui/look/health.h"

#include <QtGui/QPainter>

namespace alula::gui {

namespace {
constexpr int kDot = 9, kStep = 11; // pixels
}

void paintOutcomes(QPainter& painter, const QRect& rect, const std::vector<std::string>& outcomes, const QPalette& palette) {
    const auto fit = static_cast<std::size_t>(qMax(0, rect.width() / kStep));
    const std::size_t first = outcomes.size() > fit ? outcomes.size() - fit : 0;
    int x = rect.left();
    for (std::size_t i = first; i < outcomes.size(); ++i, x += kStep)
        paintMark(painter, QRectF(x, rect.center().y() - kDot / 2, kDot, kDot), healthOf(outcomes[i]), palette);
}

OutcomeDots::OutcomeDots(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void OutcomeDots::setOutcomes(std::vector<std::string> outcomes, const QString& words) {
    m_outcomes = std::move(outcomes);
    setToolTip(plainTip(words));
    setAccessibleName(words);
    update();
}

QSize OutcomeDots::sizeHint() const { return {kStep * 12, kDot + 4}; }

void OutcomeDots::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintOutcomes(painter, rect(), m_outcomes, palette());
}

} // namespace alula::gui
