// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/warnings_model.h"

#include <QtWidgets/QWidget>

class QAbstractButton;
class QComboBox;
class QFormLayout;
class QLabel;
class QProgressBar;
class QTabWidget;
class QTreeView;

namespace alula::gui {

class JobLogView;
class Page;

// All about the selected job: how it went in a sentence, its facts, its warnings gathered, its log; of one that runs, its progress and
// "Cancel job".
class JobDetails final : public QWidget {
    Q_OBJECT

public:
    explicit JobDetails(Page& page, QWidget* parent = nullptr);
    void show(Node* node, const std::optional<protocol::JobInfo>& job, const QString& server);

private:
    QWidget* makeSummary(Page& page);
    QWidget* makeWarnings();
    void fillFacts(const protocol::JobInfo& job, const QString& server);
    void showProgress(const protocol::JobInfo& job);
    void showTab(int index);
    void updateWarnings();

    QPointer<Node> m_node;
    std::optional<protocol::JobInfo> m_job;
    QLabel* m_title;
    QLabel* m_mark;
    QLabel* m_outcome;
    QProgressBar* m_bar;
    QLabel* m_progress;
    QWidget* m_facts = nullptr;
    QFormLayout* m_form = nullptr;
    QWidget* m_summary = nullptr;
    QAbstractButton* m_cancel = nullptr;
    QAbstractButton* m_undo = nullptr;
    QTabWidget* m_tabs;
    WarningsModel* m_warnings;
    QTreeView* m_tree = nullptr;
    QComboBox* m_by = nullptr;
    QLabel* m_warningsTrouble = nullptr;
    JobLogView* m_log;
    std::optional<JobId> m_warningsOf; // whose were read
    std::uint64_t m_warningsRead = 0;
};

} // namespace alula::gui
