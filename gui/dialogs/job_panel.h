// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/look/health.h"
#include "gui/nodes/job_watch.h"

#include <QtWidgets/QWidget>

class QHBoxLayout;
class QLabel;
class QListView;
class QProgressBar;
class QPushButton;

namespace alula::gui {

// One job in a dialog or on a page: its progress with "Cancel job" while it goes on, its outcome with every warning when it is over. The
// words of the outcome are the owner's, in answer to ended().
class JobPanel final : public QWidget {
    Q_OBJECT

public:
    explicit JobPanel(Node& node, QWidget* parent = nullptr);

    // what: "Restoring Survival"; cancelling: what "Cancel job" leaves behind.
    // meanwhile: what is said while it is being cancelled; "": that what was begun is put back.
    void follow(const JobId& job, const QString& what, const QString& cancelling, const QString& meanwhile = {});
    JobWatch& watch() { return m_watch; }
    void showOutcome(Health health, const QString& sentence); // and asks for the warnings
    QPushButton* addAction(const QString& text);              // below the outcome
    void setDetail(const QString& text);                      // a line of the owner's while the job goes on

Q_SIGNALS:
    void ended(); // the job is over, or the node has forgotten it

private:
    void refresh();
    void showWarnings();

    Node& m_node;
    JobWatch m_watch;
    QString m_what, m_cancelling, m_meanwhile;
    QLabel* m_title;
    QLabel* m_mark;
    QLabel* m_sentence;
    QProgressBar* m_bar;
    QLabel* m_progress;
    QLabel* m_detail;
    QLabel* m_hint;
    QPushButton* m_cancel;
    QLabel* m_warningsTitle;
    QListView* m_warnings;
    QHBoxLayout* m_actions;
};

} // namespace alula::gui
