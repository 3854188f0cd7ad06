// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/backups_model.h"
#include "gui/models/selected_backups.h"
#include "gui/views/page.h"

#include <QtCore/QTimer>

class QAbstractButton;
class QFrame;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTableView;

namespace alula::gui {

class BackupDetails;
class BackupHeader;
class EmptyState;

// The backups of a server, or of a whole node, as a table (CONSOLE: Backups).
class BackupsPage final : public Page {
    Q_OBJECT

public:
    explicit BackupsPage(QWidget* parent = nullptr);
    ~BackupsPage() override;

    void go(const Place& place) override;
    Place place() const override;
    QString title() const override;
    QWidget* details() override;
    std::optional<Possible> possible(Act act) const override;
    void act(Act act) override;

protected:
    void hideEvent(QHideEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    // backups_page.cpp
    QWidget* makeTop();
    QWidget* makeTable();
    QWidget* makeButtons();
    QWidget* makeTrouble();
    static std::vector<std::pair<Act, QString>> rowActs();
    void sortForSpace();
    void updateCounts();
    void updateStack();
    void updateTrouble();
    void updateDetails();
    void applyFilter(const QString& words);
    // backups_page_acts.cpp
    Possible possibleWithOne(const QString& what) const;
    Possible possibleEach(Act act) const;
    Possible possibleContents(Act act) const;
    Possible possibleDelete() const;
    Possible possibleCompare() const;
    void actWithOne(Act act, const protocol::BackupInfo& backup);
    void compare();
    void pin();
    void verify();
    void copyIds();

    Place m_place;
    BackupsModel* m_model;
    SelectedBackups* m_selection;
    QTableView* m_table = nullptr;
    BackupHeader* m_header = nullptr;
    QLineEdit* m_filter = nullptr;
    QLabel* m_counts = nullptr;
    QFrame* m_trouble = nullptr;
    QLabel* m_troubleText = nullptr;
    QAbstractButton* m_again = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    BackupDetails* m_details = nullptr;
    QTimer m_minute; // "2 h ago" moves on
    QTimer m_soon;   // many changes, one new look at what is selected
    bool m_wasHidden = false;
    std::unique_ptr<QObject> m_ears; // what listens to the node
};

} // namespace alula::gui
