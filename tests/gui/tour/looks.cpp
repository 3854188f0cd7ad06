// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/looks.h"
#include "tests/gui/tour/painted_texts.h"

#include <QtCore/QSet>
#include <QtGui/QAccessible>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QAbstractScrollArea>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleOption>
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

bool isCut(const QLabel& label) {
    const int needed = label.wordWrap() ? label.heightForWidth(label.width()) : label.sizeHint().width();
    const int there = label.wordWrap() ? label.height() : label.width();
    return needed > there + 1;
}

bool isCut(const QComboBox& box) {
    QStyleOptionComboBox option;
    option.initFrom(&box);
    option.iconSize = box.iconSize();
    const QRect room = box.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &box);
    const int icon = box.itemIcon(box.currentIndex()).isNull() ? 0 : box.iconSize().width() + 4;
    return box.fontMetrics().horizontalAdvance(box.currentText()) + icon > room.width();
}

bool isPlaceholderCut(const QLineEdit& edit) {
    QStyleOptionFrame option;
    option.initFrom(&edit);
    option.lineWidth = edit.style()->pixelMetric(QStyle::PM_DefaultFrameWidth, &option, &edit);
    const QRect room = edit.style()->subElementRect(QStyle::SE_LineEditContents, &option, &edit);
    constexpr int kMargins = 4; // QLineEdit keeps 2 pixels free at each side
    return edit.text().isEmpty() && edit.fontMetrics().horizontalAdvance(edit.placeholderText()) + kMargins > room.width();
}

// Of an area that does not scroll sideways.
bool hangsOver(const QWidget* widget) {
    const QWidget* viewport = widget->parentWidget();
    const auto* area = viewport ? qobject_cast<const QScrollArea*>(viewport->parentWidget()) : nullptr;
    return area && area->widget() == widget && area->horizontalScrollBarPolicy() == Qt::ScrollBarAlwaysOff &&
           widget->width() > viewport->width();
}

// The text of a label, a button … that does not fit; else "".
QString cutTextOf(const QWidget* widget) {
    if (const auto* label = qobject_cast<const QLabel*>(widget))
        return !label->text().isEmpty() && isCut(*label) ? label->text() : QString();
    if (const auto* box = qobject_cast<const QComboBox*>(widget)) return isCut(*box) ? box->currentText() : QString();
    if (const auto* edit = qobject_cast<const QLineEdit*>(widget))
        return isPlaceholderCut(*edit) ? edit->placeholderText() : QString();
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    const auto* tool = qobject_cast<const QToolButton*>(widget);
    if (!button || (tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly)) return {};
    return button->sizeHint().width() > button->width() + 1 ? button->text() : QString();
}

QStringList cutIn(QHeaderView* header) {
    QStringList cut;
    const QAbstractItemModel* model = header->model();
    for (int i = 0; model && i < header->count(); ++i) {
        const QString title = model->headerData(i, header->orientation()).toString();
        if (header->isSectionHidden(i) || title.isEmpty() || header->orientation() != Qt::Horizontal) continue;
        const bool sorted = header->isSortIndicatorShown() && header->sortIndicatorSection() == i;
        const int arrow = sorted ? header->style()->pixelMetric(QStyle::PM_HeaderMarkSize, nullptr, header) : 0;
        const int margins = 2 * header->style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, header);
        if (header->fontMetrics().horizontalAdvance(title) + arrow + margins > header->sectionSize(i))
            cut << lineOf(header, title);
        if (header->sectionViewportPosition(i) + header->sectionSize(i) > header->viewport()->width() + 1)
            cut << lineOf(header, title + u" (out of sight)"_s);
    }
    return cut;
}

// Whatever its delegate draws: what has no room there ends in "…".
QStringList cutIn(QAbstractItemView* view) {
    QStringList cut;
    for (const QString& text : paintedTexts(view->viewport())) {
        if (text.endsWith(u'…')) cut << lineOf(view, text);
    }
    return cut;
}
} // namespace

QStringList cutTexts(QWidget* window) {
    QStringList cut;
    for (QWidget* each : shownIn(window)) {
        if (hangsOver(each)) cut << lineOf(each, u"wider than the area it stands in"_s);
        if (auto* header = qobject_cast<QHeaderView*>(each)) cut << cutIn(header);
        else if (auto* view = qobject_cast<QAbstractItemView*>(each)) cut << cutIn(view);
        else if (const QString text = cutTextOf(each); !text.isEmpty()) cut << lineOf(each, text);
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
