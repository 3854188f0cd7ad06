// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/version_line.h"

#include "gui/format/time_text.h"
#include "gui/look/health.h"
#include "shared/wording/wording.h"

#include <QtGui/QAccessible>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleOptionFocusRect>

#include <algorithm>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr double kRadius = 4.5, kMargin = 12;
}

VersionLine::VersionLine(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Versions of this file"));
}

void VersionLine::show(const protocol::VersionsList& versions, int current) {
    m_versions = versions;
    m_current = -1;
    setCurrent(std::clamp(current, 0, std::max(0, stops() - 1)));
    update();
}

void VersionLine::clear() {
    m_versions = {};
    m_current = -1;
    setAccessibleDescription({});
    update();
}

void VersionLine::setCurrent(int stop) {
    if (stop < 0 || stop >= stops() || stop == m_current) return;
    m_current = stop;
    setAccessibleDescription(textOf(stop));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
    update();
    Q_EMIT currentChanged();
}

const protocol::FileVersion* VersionLine::version() const {
    if (m_current < 0 || m_current >= static_cast<int>(m_versions.versions.size())) return nullptr;
    return &m_versions.versions[static_cast<std::size_t>(m_current)];
}

bool VersionLine::isPresent(int stop) const {
    const auto at = static_cast<std::size_t>(stop);
    return at < m_versions.versions.size() ? m_versions.versions[at].present : m_versions.live && m_versions.live->present;
}

QString VersionLine::currentText() const { return m_current < 0 ? QString() : textOf(m_current); }

QString VersionLine::textOf(int stop) const {
    const auto at = static_cast<std::size_t>(stop);
    if (at >= m_versions.versions.size()) {
        const protocol::LiveVersion& live = *m_versions.live;
        if (!live.present) return tr("Now: the server does not have it.");
        const auto newest =
            std::ranges::find_if(m_versions.versions.rbegin(), m_versions.versions.rend(), &protocol::FileVersion::present);
        if (newest != m_versions.versions.rend() && newest->type == "directory")
            return tr("Now: there, modified %1").arg(shortTimeText(live.mtime)); // the rest only a comparison tells
        const QString same = live.asNewest ? tr("as in the newest backup") : tr("differs from the newest backup");
        return tr("Now: %1, modified %2, %3").arg(bytesText(live.size), shortTimeText(live.mtime), same);
    }
    const protocol::FileVersion& run = m_versions.versions[at];
    const QString when =
        run.backups > 1 ? tr("%1 to %2", "times of backups").arg(shortTimeText(run.firstCreated), shortTimeText(run.lastCreated))
                        : shortTimeText(run.firstCreated);
    const QString in = tr("in %Ln backup(s)", nullptr, static_cast<int>(std::min<std::uint64_t>(run.backups, INT_MAX)));
    if (!run.present) return tr("%1: not there, %2", "time, in n backups").arg(when, in);
    return tr("%1: %2, modified %3, %4", "time, size, time, in n backups")
        .arg(when, bytesText(run.size), shortTimeText(run.mtime), in);
}

QSize VersionLine::sizeHint() const { return {240, static_cast<int>(6 * kRadius)}; }
QSize VersionLine::minimumSizeHint() const { return {100, sizeHint().height()}; }

QPointF VersionLine::centreOf(int stop) const {
    const double room = width() - 2 * kMargin;
    const double step = stops() > 1 ? room / (stops() - 1) : 0;
    const double x = kMargin + step * stop;
    return {layoutDirection() == Qt::RightToLeft ? width() - x : x, height() / 2.0};
}

int VersionLine::stopAt(double x) const {
    int best = -1;
    for (int stop = 0; stop < stops(); ++stop) {
        if (best < 0 || std::abs(centreOf(stop).x() - x) < std::abs(centreOf(best).x() - x)) best = stop;
    }
    return best;
}

void VersionLine::paintStop(QPainter& painter, int stop) const {
    const QPointF at = centreOf(stop);
    const bool isNow = m_versions.live && stop == stops() - 1;
    // A ring: the live file; filled when no backup has it as it is.
    painter.setPen(QPen(palette().color(QPalette::Text), 1.5));
    if (!isPresent(stop)) {
        const double r = kRadius - 1;
        painter.drawLine(at - QPointF(r, r), at + QPointF(r, r));
        painter.drawLine(at - QPointF(r, -r), at + QPointF(r, -r));
    } else {
        const bool hollow = isNow && m_versions.live->asNewest;
        painter.setBrush(hollow ? palette().brush(QPalette::Base) : palette().brush(QPalette::Text));
        if (isNow) painter.drawRect(QRectF(at - QPointF(kRadius, kRadius), QSizeF(2 * kRadius, 2 * kRadius)));
        else painter.drawEllipse(at, kRadius, kRadius);
    }
    if (stop != m_current) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
    painter.drawEllipse(at, kRadius + 4, kRadius + 4);
}

void VersionLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int stop = 0; stop + 1 < stops(); ++stop) {
        const bool there = isPresent(stop) && isPresent(stop + 1);
        QColor line = palette().color(QPalette::Text); // a style's "mid" may be no other than the ground
        line.setAlphaF(0.5F);
        painter.setPen(QPen(line, 2, there ? Qt::SolidLine : Qt::DotLine));
        painter.drawLine(centreOf(stop), centreOf(stop + 1));
    }
    for (int stop = 0; stop < stops(); ++stop) paintStop(painter, stop);
    if (!hasFocus()) return;
    QStyleOptionFocusRect focus;
    focus.initFrom(this);
    style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
}

void VersionLine::keyPressEvent(QKeyEvent* event) {
    const int forward = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Left: return setCurrent(m_current - forward);
    case Qt::Key_Right: return setCurrent(m_current + forward);
    case Qt::Key_Home: return setCurrent(0);
    case Qt::Key_End: return setCurrent(stops() - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: return Q_EMIT chosen();
    default: QWidget::keyPressEvent(event);
    }
}

void VersionLine::mousePressEvent(QMouseEvent* event) { setCurrent(stopAt(event->position().x())); }
void VersionLine::mouseDoubleClickEvent(QMouseEvent*) { Q_EMIT chosen(); }

void VersionLine::mouseMoveEvent(QMouseEvent* event) {
    const int stop = stopAt(event->position().x());
    setToolTip(stop < 0 ? QString() : textOf(stop));
}

void VersionLine::focusInEvent(QFocusEvent* event) {
    update();
    QWidget::focusInEvent(event);
}
void VersionLine::focusOutEvent(QFocusEvent* event) {
    update();
    QWidget::focusOutEvent(event);
}

} // namespace alula::gui
