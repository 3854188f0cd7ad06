// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/jobs_model.h"
#include "gui/views/page.h"

#include <QtCore/QTimer>

class QAbstractButton;
class QComboBox;
class QFrame;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTableView;

namespace alula::gui {

class EmptyState;
class JobDetails;
class JobsText;
class NumberHeader;

// Every job that the node does and did (CONSOLE: Activity).
class ActivityPage final : public Page {
    Q_OBJECT

public:
    explicit ActivityPage(QWidget* parent = nullptr);

    void go(const Place& place) override;
    Place place() const override;
    QString title() const override;
    QWidget* details() override;
    std::optional<Possible> possible(Act act) const override;
    void act(Act act) override;

    void exportTo(const QString& file); // what "Export list as text…" does when the file was chosen

protected:
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeFilters();
    QWidget* makeTable();
    QWidget* makeTrouble();
    void readQuery(const QString& query);
    QString query() const;
    void applyFilter();
    void fillServers();
    void updateStack();
    void updateTrouble();
    void updateDetails();
    void keepSelection();
    void bringSelectionBack();
    void look(const JobId& job);
    const protocol::JobInfo* selected() const;
    Possible possibleUndo() const;
    void cancelJob();
    void chooseFile();

    Place m_place;
    JobsModel* m_model;
    JobsText* m_text;
    NumberHeader* m_header = nullptr;
    QTableView* m_table = nullptr;
    QComboBox* m_state = nullptr;
    QComboBox* m_kind = nullptr;
    QComboBox* m_server = nullptr;
    QLineEdit* m_words = nullptr;
    QFrame* m_trouble = nullptr;
    QLabel* m_troubleText = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    JobDetails* m_details = nullptr;
    QTimer m_wordsSoon, m_soon, m_minute;
    std::optional<JobId> m_chosen;                 // the selected one, or the one to be selected when it is there
    std::optional<protocol::JobInfo> m_foundByGet; // of m_chosen, when the list does not have it (yet)
    Latest m_get;
    bool m_wasHidden = false;
    std::unique_ptr<QObject> m_ears; // what listens to the node
};

} // namespace alula::gui
