// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/act_rules.h"

#include "gui/format/plain_text.h"
#include "gui/views/page.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>

namespace alula::gui {

namespace {
struct Views {
    Q_DECLARE_TR_FUNCTIONS(views)
};
} // namespace

bool changesSomething(Act act) {
    switch (act) {
    case Act::BackUp:
    case Act::Restore:
    case Act::Undo:
    case Act::Export:
    case Act::Import:
    case Act::Delete:
    case Act::DeleteAll:
    case Act::Verify:
    case Act::Pin:
    case Act::Note:
    case Act::CancelJob: return true;
    default: return false;
    }
}

bool needsNode(Act act) {
    return changesSomething(act) || act == Act::Compare || act == Act::CompareLive || act == Act::Versions;
}

Possible allowed(Possible possible, Act act, const Node* node) {
    if (!possible) return possible;
    if (needsNode(act) && !(node && node->isOnline()))
        return Possible::no(Views::tr("There is no connection to a node just now."));
    if (changesSomething(act) && !node->isAdmin()) return Possible::no(Views::tr("You may read here, and change nothing."));
    return possible;
}

namespace {
// What stands on a page is about what is selected there.
Possible possibleOn(const Page& page, Act act) {
    const Possible possible = page.possible(act).value_or(Possible::no(Views::tr("Select first what it is to be done with.")));
    return allowed(possible, act, page.place().scope.node);
}
} // namespace

QAbstractButton* makeActButton(Page& page, Act act, const QString& text, const QString& toolTip) {
    auto* button = new QPushButton(text);
    button->setAutoDefault(false);
    button->setObjectName(QStringLiteral("act%1").arg(static_cast<int>(act)));
    QObject::connect(button, &QPushButton::clicked, &page, [&page, act] { Q_EMIT page.wants(act); });
    const auto update = [&page, act, toolTip, button] {
        const Possible possible = possibleOn(page, act);
        button->setEnabled(possible.yes);
        button->setToolTip(plainTip(possible ? toolTip : possible.why));
    };
    QObject::connect(&page, &Page::possibleChanged, button, update);
    update();
    return button;
}

void popUpActs(Page& page, const std::vector<std::pair<Act, QString>>& acts, const QPoint& global) {
    auto* menu = new QMenu(&page);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (const auto& [act, text] : acts) {
        const Possible possible = possibleOn(page, act);
        QAction* action = menu->addAction(text);
        action->setEnabled(possible.yes);
        if (!possible) action->setToolTip(plainTip(possible.why));
        QObject::connect(action, &QAction::triggered, &page, [&page, wanted = act] { Q_EMIT page.wants(wanted); });
    }
    menu->popup(global);
}

} // namespace alula::gui
