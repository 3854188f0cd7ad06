// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QFrame>

#include <array>

class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace alula::gui {

class JobRow;

// The line at the bottom of the window: what runs on the node in scope (3 jobs at most, "+2"), each with phase, bytes, rate, time left and
// "Cancel job"; the limits at its right.
class JobStrip final : public QFrame {
    Q_OBJECT

public:
    static constexpr int kRows = 3;
    explicit JobStrip(QWidget* parent = nullptr);
    void setNode(Node* node); // null: none
    void openLimits();        // Ctrl+L

Q_SIGNALS:
    void activityWanted(const alula::JobId& job); // a job was clicked; a null id: "+2"

private:
    void updateJobs();   // which there are
    void updateLimits(); // the button's words
    void sayNothingRuns();

    QPointer<Node> m_node;
    std::array<JobRow*, kRows> m_rows{};
    QLabel* m_nothing;
    QToolButton* m_more;
    QPushButton* m_limits;
    QTimer m_soon; // events come as they like, the eye gets 5 a second
};

} // namespace alula::gui
