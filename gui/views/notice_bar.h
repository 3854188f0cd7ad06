// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/look/health.h"

#include <QtWidgets/QFrame>

class QLabel;

namespace alula::gui {

// One sentence above a page's contents that says what is the matter with them, with its mark; away when there is nothing to say.
class NoticeBar final : public QFrame {
    Q_OBJECT

public:
    explicit NoticeBar(QWidget* parent = nullptr);
    void say(Health health, const QString& sentence); // "": nothing
    QString sentence() const;

private:
    QLabel* m_mark;
    QLabel* m_sentence;
};

} // namespace alula::gui
