// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node_list.h"
#include "gui/views/page.h"
#include "gui/window/history.h"

#include <QtWidgets/QMainWindow>

#include <array>
#include <map>

class QAction;
class QLabel;
class QMenu;
class QSettings;
class QSplitter;
class QStackedWidget;
class QTabBar;

namespace alula::gui {

class JobStrip;
class Sidebar;

// The window: sidebar, pages, details; menus, history, palette. It decides where the admin is and who does an act; what is shown is
// the pages'.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(NodeList& nodes, QSettings& settings);
    ~MainWindow() override;

    void go(const Place& place); // and remembers where it was
    Place place() const;
    NodeList& nodes() { return m_nodes; }
    Page* page(PageKind kind) const { return m_pages[static_cast<std::size_t>(kind)]; }
    QAction* action(Act act) const { return m_actions.at(act); }
    // All that the palette offers beside the acts: places to go, as they are now.
    struct Offer {
        QString text;
        Place place;
    };
    std::vector<Offer> offers() const;
    const std::vector<QAction*>& windowActions() const { return m_windowActions; } // those that are no Act

Q_SIGNALS:
    void went(const alula::gui::Place& place);

protected:
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    // main_window_menus.cpp
    void makeActions();
    void makeMenus();
    void makeToolBar();
    QAction* addWindowAction(QMenu* menu, const QString& text, const QKeySequence& key, const char* icon,
                             const std::function<void()>& run);
    // main_window_acts.cpp: acts that no page took
    Possible possibleHere(Act act) const;
    void actHere(Act act);
    void updateActions();
    void runAct(Act act);

    void makePages();
    void makeFrame();
    void bring(const Place& place);
    void watchNode(Node* node);
    void updateTitle();
    void showDetails(bool wanted);
    void updateDetails();
    void nextPane();
    void restoreState();
    void saveState();

    NodeList& m_nodes;
    QSettings& m_settings;
    History m_history;
    std::array<Page*, kPages> m_pages{};
    Page* m_current = nullptr;
    Scope m_scope;
    Sidebar* m_sidebar = nullptr;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_stack = nullptr;
    QStackedWidget* m_details = nullptr;
    QSplitter* m_splitter = nullptr;
    JobStrip* m_strip = nullptr;
    QLabel* m_said = nullptr;
    bool m_detailsWanted = true;
    std::map<Act, QAction*> m_actions;
    std::vector<QAction*> m_windowActions;
    QAction* m_back = nullptr;
    QAction* m_forward = nullptr;
};

} // namespace alula::gui
