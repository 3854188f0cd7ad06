// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/views/place.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <vector>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace alula::gui {

class JobRow;

// What runs and what waits, of the scope: the first ones as rows, and how many more there are. Hidden when there is nothing
// that the strip at the bottom of the window does not show.
class JobList final : public QWidget {
    Q_OBJECT

public:
    JobList(int mostRows, QWidget* parent = nullptr);
    void setScope(const Scope& scope);

Q_SIGNALS:
    void goTo(const alula::gui::Place& place);

private:
    void refresh();
    std::vector<const protocol::JobInfo*> jobs() const;

    const std::size_t m_most;
    Scope m_scope;
    std::vector<JobRow*> m_rows;
    QLabel* m_title;
    QToolButton* m_more;
    QVBoxLayout* m_column;
    QTimer m_soon; // 5 Hz, however many events there are
};

} // namespace alula::gui
