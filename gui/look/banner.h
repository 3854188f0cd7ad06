// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/look/health.h"

#include <QtWidgets/QFrame>

#include <functional>
#include <utility>
#include <vector>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace alula::gui {

// The worst thing, as a sentence with the buttons that do something about it; "2 more" opens the others below it. Hidden when there is
// nothing.
class Banner final : public QFrame {
    Q_OBJECT

public:
    struct Button {
        QString text;
        std::function<void()> run;
        QString whyNot = {}; // not empty: it is grey, and this is its tool tip
    };
    struct Item {
        Health health = Health::Warnings;
        QString sentence;
        QString detail = {}; // tool tip
        std::vector<Button> buttons = {};
    };

    explicit Banner(QWidget* parent = nullptr);
    void setItems(std::vector<Item> items); // worst first
    int count() const { return static_cast<int>(m_items.size()); }
    const std::vector<Item>& items() const { return m_items; }

private:
    QWidget* rowOf(const Item& item);
    void build();
    void buildMore();

    std::vector<Item> m_items;
    bool m_open = false; // the others are shown
    QVBoxLayout* m_column;
    QWidget* m_first = nullptr;
    QWidget* m_others = nullptr;
    QToolButton* m_more = nullptr;
};

} // namespace alula::gui
