// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/compare_model.h"
#include "gui/models/server_backups.h"
#include "gui/views/entry_details.h"
#include "gui/views/page.h"

#include <map>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace alula::gui {

class Breadcrumbs;
class ChangeFilter;
class EmptyState;
class PagedTree;

// What became of a backup in a newer one, or on the server as it is now.
class ComparePage final : public Page {
    Q_OBJECT

public:
    explicit ComparePage(QWidget* parent = nullptr);
    ~ComparePage() override;
    void go(const Place& place) override;
    Place place() const override { return m_place; }
    QString title() const override;
    QWidget* details() override { return m_details; }
    std::optional<Possible> possible(Act act) const override;
    void act(Act act) override;

    CompareModel& model() { return m_model; }
    PagedTree& view() { return *m_view; }
    QString sentence() const; // the totals, or what stands instead of the tree

private:
    QWidget* makeTop();
    QWidget* makeFilters();
    QWidget* makeBottom();
    void connectAll();
    void compare(bool contents = false);
    void openFolder(const std::string& path);
    void fillPickers();
    void picked();
    void onLoaded();
    void onFailed(const Error& why);
    void onSelection();
    void updateButtons();
    void sayEmpty(const QString& sentence);
    Node* node() const { return m_place.scope.node; }
    QString sideText(const std::optional<BackupId>& backup) const; // none: live
    const protocol::CompareRow* selected() const;                  // the one; null: none or several
    std::vector<std::string> restorable() const;                   // of the selection: what the older side has

    Place m_place;
    CompareModel m_model;
    ServerBackups m_backups;
    QComboBox *m_from = nullptr, *m_to = nullptr;
    QPushButton *m_contents = nullptr, *m_again = nullptr;
    Breadcrumbs* m_crumbs = nullptr;
    std::map<QString, QCheckBox*> m_wanted; // change → shown
    ChangeFilter* m_filter = nullptr;
    QStackedWidget* m_stack = nullptr;
    PagedTree* m_view = nullptr;
    EmptyState* m_empty = nullptr;
    QString m_emptySentence;
    QLabel* m_status = nullptr;
    QPointer<EntryDetails> m_details; // the window's, once it was asked for
    std::map<Act, QPushButton*> m_buttons;
};

} // namespace alula::gui
