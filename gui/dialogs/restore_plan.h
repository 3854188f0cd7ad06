// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/restore_planning.h"

#include <QtWidgets/QWidget>

#include <array>

class QGridLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace alula::gui {

// The second page of a restore: its plan as the daemon computed it, and the name to type where data goes.
class RestorePlanView final : public QWidget {
    Q_OBJECT

public:
    RestorePlanView(Node& node, RestorePlanning& planning, QWidget* parent = nullptr);

    // The plan is there, there is room, and the name is typed where it has to be.
    bool canStart() const;
    void beginAnew(); // another plan: what was typed is gone

Q_SIGNALS:
    void changed();

private:
    struct Count {
        const char* list; // protocol: RestoreParams::list
        QLabel* number;
        QLabel* text;
        QPushButton* open;
    };
    void addCount(QGridLayout& grid, std::size_t row, const char* list);
    void refresh();
    void showPlan(const protocol::RestorePlan& plan);
    void showCount(std::size_t row, std::uint64_t count, const QString& text, bool always);
    void showName(const protocol::RestorePlan& plan);
    QString serverName(const protocol::RestorePlan& plan) const;

    Node& m_node;
    RestorePlanning& m_planning;
    QLabel* m_word;
    QProgressBar* m_busy;
    QLabel* m_trouble;
    QPushButton* m_again;
    QWidget* m_numbers;
    std::array<Count, 4> m_counts{};
    QLabel* m_sentence;
    QLabel* m_room;
    QLabel* m_estimate;
    QLabel* m_nameAsked;
    QLineEdit* m_name;
    QString m_nameWanted; // "": none is asked for
};

} // namespace alula::gui
