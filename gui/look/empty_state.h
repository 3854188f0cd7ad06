// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QWidget>

class QAbstractButton;
class QHBoxLayout;
class QLabel;

namespace alula::gui {

// What stands where there is nothing to show: a sentence that says why, and the buttons that do something about it.
class EmptyState final : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget* parent = nullptr);
    void say(const QString& sentence); // takes the buttons away too
    QAbstractButton* addButton(const QString& text);

private:
    QLabel* m_sentence;
    QHBoxLayout* m_buttons;
};

} // namespace alula::gui
