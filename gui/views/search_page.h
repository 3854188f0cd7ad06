// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/search_model.h"
#include "gui/views/entry_details.h"
#include "gui/views/page.h"

#include <QtCore/QTimer>

#include <map>

class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QStackedWidget;

namespace alula::gui {

class EmptyState;
class PagedTree;

// Looks for a lost file by its name: in one backup, in those of a server, or in all.
class SearchPage final : public Page {
    Q_OBJECT

public:
    explicit SearchPage(QWidget* parent = nullptr);
    ~SearchPage() override;
    void go(const Place& place) override;
    Place place() const override { return m_place; }
    QString title() const override;
    QWidget* details() override { return m_details; }
    std::optional<Possible> possible(Act act) const override;
    void act(Act act) override;

    SearchModel& model() { return m_model; }
    PagedTree& view() { return *m_view; }
    QString sentence() const; // below the list, or instead of it

private:
    QWidget* makeTop();
    QWidget* makeBottom();
    void connectAll();
    bool eventFilter(QObject* watched, QEvent* event) override;
    void look(); // for what stands in the line
    void onAnswer();
    void onFailed(const Error& why);
    void onSelection();
    void updateScopes();
    void updateButtons();
    void sayEmpty(const QString& sentence);
    Node* node() const { return m_place.scope.node; }
    const protocol::SearchHit* selected() const;

    Place m_place;
    // As one came here: the places that can be chosen from.
    std::optional<BackupId> m_fromBackup;
    std::optional<ServerId> m_fromServer;
    SearchModel m_model;
    QTimer m_soon;
    QLineEdit* m_line = nullptr;
    QRadioButton *m_inBackup = nullptr, *m_inServer = nullptr, *m_inAll = nullptr;
    QStackedWidget* m_stack = nullptr;
    PagedTree* m_view = nullptr;
    EmptyState* m_empty = nullptr;
    QString m_emptySentence;
    QLabel* m_status = nullptr;
    QPointer<EntryDetails> m_details; // the window's, once it was asked for
    std::map<Act, QPushButton*> m_buttons;
};

} // namespace alula::gui
