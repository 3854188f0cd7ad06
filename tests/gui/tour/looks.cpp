// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/looks.h"

#include <QtCore/QSet>
#include <QtGui/QAccessible>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractScrollArea>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QWidget>

namespace alula::test {

using namespace Qt::StringLiterals;

namespace {
QString lineOf(const QWidget* widget, const QString& text) {
    return QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName() + u": "_s + text;
}
QString nameOf(QWidget* widget) {
    const QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
    return interface ? interface->text(QAccessible::Name) : QString();
}
QList<QWidget*> shownIn(QWidget* window) {
    QList<QWidget*> shown;
    for (QWidget* each : window->findChildren<QWidget*>()) {
        if (each->isVisible() && each->window() == window) shown << each;
    }
    return shown;
}
// The frames and handles that other widgets are made of.
bool isPart(const QWidget* widget) {
    return qobject_cast<const QScrollBar*>(widget) || qobject_cast<const QSplitterHandle*>(widget) ||
           widget->objectName().startsWith("qt_"_L1) || qobject_cast<const QTabBar*>(widget->parentWidget());
}
} // namespace

QStringList cutTexts(QWidget* window) {
    QStringList cut;
    for (QWidget* each : shownIn(window)) {
        if (const auto* label = qobject_cast<QLabel*>(each); label && !label->text().isEmpty()) {
            if (label->property("elides").toBool()) continue;
            const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().width();
            const int there = label->wordWrap() ? label->height() : label->width();
            if (needed > there + 1) cut << lineOf(label, label->text());
        } else if (const auto* button = qobject_cast<QAbstractButton*>(each); button && !button->text().isEmpty()) {
            const auto* tool = qobject_cast<const QToolButton*>(button);
            if (tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly) continue;
            if (button->sizeHint().width() > button->width() + 1) cut << lineOf(button, button->text());
        }
    }
    return cut;
}

QStringList namelessWidgets(QWidget* window) {
    QStringList nameless;
    for (QWidget* each : shownIn(window)) {
        if (!(each->focusPolicy() & Qt::TabFocus) || isPart(each)) continue;
        if (nameOf(each).isEmpty()) nameless << lineOf(each, each->parentWidget() ? lineOf(each->parentWidget(), {}) : QString());
    }
    return nameless;
}

QStringList unreachableWidgets(QWidget* window) {
    QSet<QWidget*> reached;
    for (QWidget* each = window->nextInFocusChain(); each && each != window; each = each->nextInFocusChain()) {
        if (each->focusPolicy() & Qt::TabFocus) reached << each;
    }
    QStringList unreachable;
    for (QWidget* each : shownIn(window)) {
        const bool clickable = qobject_cast<QAbstractButton*>(each) || qobject_cast<QAbstractScrollArea*>(each);
        if (!clickable || isPart(each) || !each->isEnabled()) continue;
        // A tool bar's buttons stand in the menus too, with their keys.
        if (each->parentWidget() && each->parentWidget()->inherits("QToolBar")) continue;
        if (each->focusPolicy() == Qt::NoFocus && qobject_cast<QAbstractScrollArea*>(each)) continue;
        if (each->parentWidget() && each->parentWidget()->inherits("QLineEdit"))
            continue; // its clear button: Esc, or the keys do it
        if (!reached.contains(each)) unreachable << lineOf(each, nameOf(each));
    }
    return unreachable;
}

} // namespace alula::test
