// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/main_window.h"

#include "gui/dialogs/connect_dialog.h"
#include "gui/nodes/exchange.h"
#include "gui/nodes/node_data.h"
#include "gui/views/activity_page.h"
#include "gui/views/backups_page.h"
#include "gui/views/browser_page.h"
#include "gui/views/compare_page.h"
#include "gui/views/import_page.h"
#include "gui/views/job_strip.h"
#include "gui/views/overview_page.h"
#include "gui/views/search_page.h"
#include "gui/views/sidebar.h"
#include "gui/window/about.h"

#include <QtCore/QSettings>
#include <QtGui/QAction>
#include <QtGui/QCloseEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QStatusBar>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kNarrow = 1100;  // below it the details are folded away
constexpr int kSaidFor = 6000; // ms that a sentence stays in the status line
// Those that have a tab; the others are reached from something that is shown.
constexpr std::array<PageKind, 3> kTabs = {PageKind::Overview, PageKind::Backups, PageKind::Activity};

int tabOf(PageKind page) {
    switch (page) {
    case PageKind::Overview: return 0;
    case PageKind::Activity: return 2;
    default: return 1; // what is seen of backups
    }
}

constexpr const char* kCloseAnyway = "closeAnyway"; // property: the admin has said so

void askToClose(MainWindow& window) {
    auto* ask =
        new QMessageBox(QMessageBox::Warning, MainWindow::tr("Close Alula?"),
                        MainWindow::tr("An export or import is running. Closing Alula ends it, and nothing of it is kept."),
                        QMessageBox::NoButton, &window);
    ask->setObjectName("running"_L1);
    ask->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* close = ask->addButton(MainWindow::tr("&Close anyway"), QMessageBox::DestructiveRole);
    ask->setDefaultButton(ask->addButton(MainWindow::tr("&Let it go on"), QMessageBox::RejectRole));
    QObject::connect(close, &QPushButton::clicked, &window, [&window] {
        window.setProperty(kCloseAnyway, true);
        QMetaObject::invokeMethod(&window, &QWidget::close, Qt::QueuedConnection); // once the question is gone
    });
    ask->open();
}
} // namespace

MainWindow::MainWindow(NodeList& nodes, QSettings& settings) : m_nodes(nodes), m_settings(settings) {
    setObjectName("main"_L1);
    makePages();
    makeFrame();
    makeActions();
    makeMenus();
    makeToolBar();
    for (int i = 0; i < m_nodes.size(); ++i) watchNode(m_nodes.at(i));
    connect(&m_nodes, &NodeList::added, this, &MainWindow::watchNode);
    connect(&m_nodes, &NodeList::aboutToRemove, this, [this](Node* node) {
        if (m_scope.node == node) go({.page = PageKind::Overview, .scope = {}});
    });
    restoreState();
}

MainWindow::~MainWindow() = default;

void MainWindow::makePages() {
    m_stack = new QStackedWidget;
    auto* overview = new OverviewPage;
    connect(overview, &OverviewPage::connectWanted, this, [this] { openConnectDialog(m_nodes, this); });
    connect(overview, &OverviewPage::manualWanted, this, [] { openManual(); });
    m_pages = {overview, new BackupsPage, new ActivityPage, new BrowserPage, new ComparePage, new SearchPage, new ImportPage};
    for (Page* each : m_pages) {
        m_stack->addWidget(each);
        connect(each, &Page::goTo, this, &MainWindow::go);
        connect(each, &Page::wants, this, [this, each](Act act) {
            if (each == m_current) runAct(act);
        });
        connect(each, &Page::moved, this, [this, each] {
            if (each != m_current) return;
            m_history.go(each->place());
            updateTitle();
            updateActions();
        });
        connect(each, &Page::possibleChanged, this, [this, each] {
            if (each == m_current) updateActions();
        });
        connect(each, &Page::said, this, [this](const QString& sentence) { statusBar()->showMessage(sentence, kSaidFor); });
    }
}

void MainWindow::makeFrame() {
    m_sidebar = new Sidebar(m_nodes);
    m_tabs = new QTabBar;
    m_tabs->setAccessibleName(tr("Pages"));
    m_tabs->setExpanding(false);
    m_tabs->setDocumentMode(true);
    for (const QString& text : {tr("Overview"), tr("Backups"), tr("Activity")}) m_tabs->addTab(text);
    auto* middle = new QWidget;
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tabs);
    column->addWidget(m_stack, 1);
    m_details = new QStackedWidget;
    m_splitter = new QSplitter;
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_sidebar);
    m_splitter->addWidget(middle);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(1, 1);
    m_sidebar->setMinimumWidth(180);
    m_details->setMinimumWidth(260);
    m_splitter->setSizes({220, 760, 300});
    m_strip = new JobStrip;
    auto* all = new QWidget;
    auto* rows = new QVBoxLayout(all);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_splitter, 1);
    rows->addWidget(m_strip);
    setCentralWidget(all);
    connect(m_tabs, &QTabBar::tabBarClicked, this, [this](int index) {
        if (index >= 0) go({.page = kTabs[static_cast<std::size_t>(index)], .scope = m_scope});
    });
    connect(m_sidebar, &Sidebar::scopeChosen, this, [this](const Scope& scope) {
        Place there = place();
        const bool stays = there.page == PageKind::Overview || there.page == PageKind::Backups ||
                           there.page == PageKind::Activity || there.page == PageKind::Import;
        go({.page = stays ? there.page : PageKind::Backups, .scope = scope});
    });
    connect(m_sidebar, &Sidebar::removeWanted, &m_nodes, &NodeList::remove);
    connect(m_strip, &JobStrip::activityWanted, this, [this](const JobId& job) {
        go({.page = PageKind::Activity, .scope = {m_scope.node, {}}, .job = job.isNull() ? std::optional<JobId>() : job});
    });
}

Place MainWindow::place() const { return m_current->place(); }

void MainWindow::go(const Place& place) {
    m_history.go(place);
    bring(place);
}

void MainWindow::bring(const Place& place) {
    m_scope = place.scope;
    m_current = page(place.page);
    m_stack->setCurrentWidget(m_current);
    const QSignalBlocker quiet(m_tabs);
    m_tabs->setCurrentIndex(tabOf(place.page));
    m_sidebar->setScope(place.scope);
    m_strip->setNode(place.scope.node);
    m_current->go(place);
    updateDetails();
    updateTitle();
    updateActions();
    Q_EMIT went(place);
}

void MainWindow::watchNode(Node* node) {
    if (!m_scope.node && m_current) go({.page = PageKind::Overview, .scope = {node, {}}});
    connect(node, &Node::stateChanged, this, [this, node] {
        if (m_scope.node == node) updateActions();
    });
    connect(node, &Node::cameOnline, this, [this, node] {
        if (m_scope.node == node) m_current->go(m_current->place()); // what it shows is of before
    });
    connect(&node->data(), &NodeData::serversChanged, this, [this, node] {
        if (m_scope.node == node) updateActions();
    });
}

void MainWindow::updateTitle() {
    const QString title = m_current->title();
    setWindowTitle(title.isEmpty() ? tr("Alula") : tr("%1 – Alula").arg(title));
}

void MainWindow::updateDetails() {
    QWidget* details = m_current->details();
    if (details && m_details->indexOf(details) < 0) m_details->addWidget(details);
    if (details) m_details->setCurrentWidget(details);
    // Not before the window has its size: shown, they would keep it from being small.
    m_details->setVisible(details && m_detailsWanted && isVisible() && width() >= kNarrow);
}

void MainWindow::showDetails(bool wanted) {
    m_detailsWanted = wanted;
    QWidget* details = m_current->details();
    m_details->setVisible(details && wanted); // asked for: in a narrow window too
}

void MainWindow::nextPane() {
    const std::array<QWidget*, 4> panes = {m_sidebar, m_stack->currentWidget(), m_details, m_strip};
    QWidget* focus = QApplication::focusWidget();
    std::size_t at = 0;
    while (at < panes.size() && !(focus && panes[at]->isAncestorOf(focus))) ++at;
    for (std::size_t step = 1; step <= panes.size(); ++step) {
        QWidget* pane = panes[(at + step) % panes.size()];
        if (!pane->isVisible()) continue;
        for (QWidget* each = pane->nextInFocusChain(); each != pane; each = each->nextInFocusChain()) {
            if (pane->isAncestorOf(each) && each->isVisible() && each->isEnabled() && (each->focusPolicy() & Qt::TabFocus)) {
                each->setFocus(Qt::ShortcutFocusReason);
                return;
            }
        }
    }
}

void MainWindow::restoreState() {
    resize(1280, 800);
    restoreGeometry(m_settings.value("window/geometry"_L1).toByteArray());
    m_splitter->restoreState(m_settings.value("window/panes"_L1).toByteArray());
    m_detailsWanted = m_settings.value("window/details"_L1, true).toBool();
    Place first;
    const auto address = NodeAddress::fromKey(m_settings.value("window/node"_L1).toString());
    first.scope.node = address ? m_nodes.find(*address) : nullptr;
    if (first.scope.node) first.scope.server = ServerId::parse(m_settings.value("window/server"_L1).toString().toStdString());
    if (!first.scope.node && m_nodes.size() > 0) first.scope.node = m_nodes.at(0);
    go(first);
}

void MainWindow::saveState() {
    m_settings.setValue("window/geometry"_L1, saveGeometry());
    m_settings.setValue("window/panes"_L1, m_splitter->saveState());
    m_settings.setValue("window/details"_L1, m_detailsWanted);
    m_settings.setValue("window/node"_L1, m_scope.node ? m_scope.node->address().key() : QString());
    m_settings.setValue("window/server"_L1, m_scope.server ? QString::fromStdString(m_scope.server->toString()) : QString());
    m_nodes.save(m_settings);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    const bool runs = std::ranges::any_of(findChildren<Exchange*>(), &Exchange::isRunning);
    if (runs && !property(kCloseAnyway).toBool()) {
        event->ignore();
        if (!findChild<QMessageBox*>("running"_L1)) askToClose(*this);
        return;
    }
    saveState();
    QMainWindow::closeEvent(event);
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    updateDetails();
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    if (m_current) updateDetails();
}

} // namespace alula::gui
