// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node.h"
#include "shared/base/ids.h"

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace alula::gui {

class ElidedLabel;

// One job that has not ended: whose, phase, bar, bytes, rate, time left, "Cancel job". Its columns have fixed widths, so that rows stand
// below each other and nothing moves while numbers change.
class JobRow final : public QWidget {
    Q_OBJECT

public:
    explicit JobRow(QWidget* parent = nullptr);
    void setJob(Node& node, const protocol::JobInfo& job); // as it is now
    const JobId& job() const { return m_job; }

Q_SIGNALS:
    void opened(const alula::JobId& job); // its name was clicked

private:
    void cancelJob();
    void updateCancel();

    QPointer<Node> m_node;
    JobId m_job;
    std::string m_state;
    bool m_cancelAsked = false;
    QToolButton* m_name;
    ElidedLabel* m_phase;
    QProgressBar* m_bar;
    QLabel* m_bytes;
    QLabel* m_rate;
    QLabel* m_left;
    QPushButton* m_cancel;
};

} // namespace alula::gui
