// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/keep_return.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QWidget>

namespace alula::gui {

namespace {
class KeepReturn final : public QObject {
public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::ShortcutOverride) {
            const int key = static_cast<QKeyEvent*>(event)->key();
            if (key == Qt::Key_Return || key == Qt::Key_Enter) event->accept();
        }
        return QObject::eventFilter(watched, event);
    }
};
} // namespace

void keepReturn(QWidget* widget) { widget->installEventFilter(new KeepReturn(widget)); }

} // namespace alula::gui
