// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/versions.h"

#include <QtWidgets/QWidget>

namespace alula::gui {

// The versions of a file, from the oldest backup to now, as dots on a line: a dot a version, a cross where it was gone, the file as it
// is now at the right end. Left and Right go from one to the next.
class VersionLine final : public QWidget {
    Q_OBJECT

public:
    explicit VersionLine(QWidget* parent = nullptr);
    using QWidget::show;
    void show(const protocol::VersionsList& versions, int current); // current: of stops()
    void clear();
    int stops() const { return static_cast<int>(m_versions.versions.size()) + (m_versions.live ? 1 : 0); }
    int current() const { return m_current; }
    void setCurrent(int stop);
    const protocol::FileVersion* version() const; // null: the live one, or none
    bool isLive() const { return m_versions.live && m_current == stops() - 1; }
    QString currentText() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void currentChanged();
    void chosen(); // Enter, Space, double click

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    QPointF centreOf(int stop) const;
    int stopAt(double x) const;
    QString textOf(int stop) const;
    void paintStop(QPainter& painter, int stop) const;
    bool isPresent(int stop) const;

    protocol::VersionsList m_versions;
    int m_current = -1;
};

} // namespace alula::gui
