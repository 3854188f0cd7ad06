// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/entry_tree_model.h"
#include "gui/models/selection_rules.h"
#include "gui/models/server_backups.h"
#include "gui/nodes/latest.h"
#include "gui/views/entry_details.h"
#include "gui/views/page.h"

#include <QtCore/QTimer>

#include <map>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace alula::gui {

class Breadcrumbs;
class EmptyState;
class NoticeBar;
class PagedTree;

// The files of one backup, a folder at a time.
class BrowserPage final : public Page {
    Q_OBJECT

public:
    explicit BrowserPage(QWidget* parent = nullptr);
    ~BrowserPage() override;
    void go(const Place& place) override;
    Place place() const override { return m_place; }
    QString title() const override;
    QWidget* details() override;
    std::optional<Possible> possible(Act act) const override;
    void act(Act act) override;

    EntryTreeModel& model() { return m_model; }
    PagedTree& view() { return *m_view; }
    EntryDetails& entryDetails() { return *m_details; }

private:
    void makeLayout();
    QWidget* makeTop();
    QWidget* makeBottom();
    void connectModel();

    // browser_page.cpp: where it is
    void showBackup();
    void openFolder(const std::string& path, const std::string& select = {});
    void askInfo();
    void onInfo(Result<protocol::BackupInfo> answer);
    void onBackups();
    void onPage();
    void onFailed(const Error& why);
    void lookForSelected();
    void updateNotice();
    void updateCrumbs();
    void noPlace(const QString& sentence);
    QString backupText() const;
    Node* node() const { return m_place.scope.node; }
    std::optional<ServerId> server() const;

    // browser_acts.cpp: what is selected, and what is done with it
    void openIndex(const QModelIndex& index);
    void openMenu(const QPoint& where);
    void selectionMoved();
    void keepAllChosen();
    void count();
    void updateDetails();
    void updateStatus();
    void updateButtons();
    QString selectionText() const;
    QModelIndex single() const;                   // the one selected row; invalid: none or several
    std::optional<SelectionRules> chosen() const; // none: the whole backup
    Possible canRead() const;
    Possible canChange() const;
    std::optional<BackupId> before() const;

    Place m_place;
    std::optional<protocol::BackupInfo> m_info;
    EntryTreeModel m_model;
    ServerBackups m_backups;
    Latest m_infoQuestion, m_countQuestion;
    QTimer m_countSoon;
    std::optional<protocol::EntryCount> m_counted; // of the selection, when the rows do not tell
    bool m_countFailed = false;
    bool m_allChosen = false; // Ctrl+A: rows that come are chosen too
    int m_rowsChosen = 0;     // of them, so far
    Breadcrumbs* m_crumbs = nullptr;
    QLineEdit* m_find = nullptr;
    NoticeBar* m_notice = nullptr;
    QStackedWidget* m_stack = nullptr;
    PagedTree* m_view = nullptr;
    EmptyState* m_empty = nullptr;
    QLabel* m_status = nullptr;
    QPointer<EntryDetails> m_details; // the window's, once it was asked for
    std::map<Act, QPushButton*> m_buttons;
};

} // namespace alula::gui
