// SPDX-License-Identifier: GPL-3.0-or-later
// Menus, tool bar and keys of the window.
#include "gui/dialogs/connect_dialog.h"
#include "gui/look/icons.h"
#include "gui/views/job_strip.h"
#include "gui/views/sidebar.h"
#include "gui/window/about.h"
#include "gui/window/action_table.h"
#include "gui/window/main_window.h"
#include "gui/window/palette.h"

#include <QtCore/QSettings>
#include <QtGui/QAction>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QToolBar>

namespace alula::gui {

using namespace Qt::StringLiterals;

void MainWindow::makeActions() {
    for (const ActionRow& row : actionRows()) {
        auto* action = new QAction(themeIcon(QString::fromLatin1(row.icon)), actionText(row), this);
        action->setShortcut(row.key);
        // A key that is the focused view's alone is bound to the pages; the menu only shows it.
        if (row.inViewOnly) action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, [this, act = row.act] { runAct(act); });
        if (row.inViewOnly) m_stack->addAction(action);
        m_actions[row.act] = action;
    }
}

QAction* MainWindow::addWindowAction(QMenu* menu, const QString& text, const QKeySequence& key, const char* icon,
                                     const std::function<void()>& run) {
    auto* action = new QAction(themeIcon(QString::fromLatin1(icon)), text, this);
    action->setShortcut(key);
    connect(action, &QAction::triggered, this, run);
    menu->addAction(action);
    m_windowActions.push_back(action);
    return action;
}

void MainWindow::makeMenus() {
    QMenu* file = menuBar()->addMenu(tr("&File"));
    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    QMenu* backup = menuBar()->addMenu(tr("&Backup"));
    QMenu* view = menuBar()->addMenu(tr("&View"));
    QMenu* node = menuBar()->addMenu(tr("&Node"));
    QMenu* help = menuBar()->addMenu(tr("&Help"));
    const std::map<MenuOf, QMenu*> menus = {
        {MenuOf::File, file}, {MenuOf::Edit, edit}, {MenuOf::Backup, backup}, {MenuOf::View, view}, {MenuOf::Node, node}};
    for (const ActionRow& row : actionRows()) menus.at(row.menu)->addAction(m_actions[row.act]);

    addWindowAction(edit, tr("Find a lost file…"), Qt::CTRL | Qt::SHIFT | Qt::Key_F, "edit-find",
                    [this] { go({.page = PageKind::Search, .scope = m_scope}); });
    addWindowAction(edit, tr("&Commands…"), Qt::CTRL | Qt::Key_K, "system-run", [this] { openPalette(*this); });
    const std::array<std::pair<QString, PageKind>, 3> tabs = {
        {{tr("&Overview"), PageKind::Overview}, {tr("&Backups"), PageKind::Backups}, {tr("&Activity"), PageKind::Activity}}};
    int number = 0;
    for (const auto& [text, page] : tabs) {
        addWindowAction(view, text, QKeySequence(static_cast<Qt::Key>(Qt::Key_1 + number++) | Qt::CTRL), "",
                        [this, where = page] { go({.page = where, .scope = m_scope}); });
    }
    m_back = addWindowAction(view, tr("Bac&k"), Qt::ALT | Qt::Key_Left, "go-previous", [this] {
        if (m_history.canGoBack()) bring(m_history.back());
    });
    m_forward = addWindowAction(view, tr("For&ward"), Qt::ALT | Qt::Key_Right, "go-next", [this] {
        if (m_history.canGoForward()) bring(m_history.forward());
    });
    addWindowAction(view, tr("&Next pane"), Qt::Key_F6, "", [this] { nextPane(); });
    addWindowAction(node, tr("Co&nnect to a node…"), Qt::CTRL | Qt::Key_N, "network-server",
                    [this] { openConnectDialog(m_nodes, this); });
    addWindowAction(node, tr("&Limits…"), Qt::CTRL | Qt::Key_L, "alula-limits", [this] { m_strip->openLimits(); });
    addWindowAction(node, tr("Try &again now"), {}, "view-refresh", [this] {
        if (m_scope.node) m_scope.node->reconnect();
    });
    addWindowAction(node, tr("&Remove this node from the list"), {}, "list-remove", [this] {
        if (m_scope.node) m_nodes.remove(m_scope.node);
    });
    addWindowAction(help, tr("&Help"), QKeySequence::HelpContents, "help-contents", [] { openManual(); });
    addWindowAction(help, tr("&About Alula"), {}, "help-about", [this] { showAbout(this); });
    file->addSeparator();
    addWindowAction(file, tr("&Quit"), QKeySequence::Quit, "application-exit", [this] { close(); });
    connect(m_sidebar, &Sidebar::connectWanted, this, [this] { openConnectDialog(m_nodes, this); });
}

void MainWindow::makeToolBar() {
    QToolBar* bar = addToolBar(tr("Tools"));
    bar->setObjectName("tools"_L1);
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addAction(m_back);
    bar->addAction(m_forward);
    for (QAction* iconOnly : {m_back, m_forward}) iconOnly->setPriority(QAction::LowPriority);
    bar->addSeparator();
    for (const Act act : {Act::BackUp, Act::Restore, Act::Compare}) bar->addAction(m_actions[act]);
    auto* space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    auto* find = new QLineEdit;
    find->setPlaceholderText(tr("Find a lost file"));
    find->setAccessibleName(tr("Find a lost file in all backups"));
    find->setClearButtonEnabled(true);
    find->setMaximumWidth(260);
    connect(find, &QLineEdit::returnPressed, this,
            [this, find] { go({.page = PageKind::Search, .scope = m_scope, .query = find->text()}); });
    bar->addWidget(find);
}

} // namespace alula::gui
