// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/latest.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QAbstractButton;
class QLabel;
class QPlainTextEdit;

namespace alula::gui {

// The log of a job, line by line; of one that runs, as it grows. "Copy" takes all that was read.
class JobLogView final : public QWidget {
    Q_OBJECT

public:
    explicit JobLogView(QWidget* parent = nullptr);
    void show(Node* node, const std::optional<JobId>& job, bool grows);

private:
    void ask();
    void take(const protocol::JobLogPage& page);

    QPointer<Node> m_node;
    std::optional<JobId> m_job;
    std::optional<std::string> m_cursor;
    int m_lines = 0;
    bool m_grows = false;
    QPlainTextEdit* m_text;
    QLabel* m_trouble;
    QAbstractButton* m_more;
    QTimer m_again;
    Latest m_asking;
};

} // namespace alula::gui
