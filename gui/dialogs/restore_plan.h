// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/restore_planning.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <array>
#include <chrono>
#include <string>

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
    // Another plan than the one that is looked at takes its place: it is read before it can be run.
    static constexpr std::chrono::seconds kReadFor{1};

Q_SIGNALS:
    void changed();

protected:
    bool event(QEvent* event) override;

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
    std::string m_token;  // of the plan that is shown; "": none was
    QTimer m_reading;
};

} // namespace alula::gui
