// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/views/page.h"

#include <QtCore/QTimer>

class QLabel;
class QListView;
class QStackedWidget;
class QVBoxLayout;

namespace alula::gui {

class Banner;
class CardDelegate;
class CardsModel;
class DiskBars;
class EmptyState;
class JobList;
class LookedSince;
class ServerDetails;
class UndoBanner;

// How a node is: the worst first, its disks, a card a server, what runs. Of one server: the same of it alone.
class OverviewPage final : public Page {
    Q_OBJECT

public:
    explicit OverviewPage(QWidget* parent = nullptr);
    ~OverviewPage() override;
    void go(const Place& place) override;
    Place place() const override { return m_place; }
    QString title() const override;
    QWidget* details() override;
    std::optional<Possible> possible(Act act) const override;
    void act(Act act) override;

Q_SIGNALS:
    void connectWanted(); // "Connect to a node"
    void manualWanted();  // "How to install"

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeContent();
    void makeCards();
    void watch(Node* node);
    void refresh(); // everything that is shown of the node
    void showEmpty();
    void refreshBanner();
    void refreshWell();
    void layCards();
    std::optional<ServerId> target() const; // the server in scope, or the chosen card's
    const protocol::ServerInfo* targetInfo() const;

    Place m_place;
    QPointer<Node> m_watched;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QWidget* m_content;
    Banner* m_banner;
    UndoBanner* m_undo;
    QWidget* m_wellRow = nullptr;
    QLabel* m_well;
    QLabel* m_asOf;
    DiskBars* m_disks;
    LookedSince* m_looked;
    QStackedWidget* m_middle; // cards, one server, or no servers
    CardsModel* m_cards;
    CardDelegate* m_delegate;
    QListView* m_list;
    ServerDetails* m_server;
    EmptyState* m_noServers;
    JobList* m_jobs;
    ServerDetails* m_details; // the pane
    QTimer m_minute;          // ages grow
};

} // namespace alula::gui
