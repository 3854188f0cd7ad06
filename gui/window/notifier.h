// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node_list.h"
#include "gui/views/place.h"

#include <QtCore/QTimer>

#include <chrono>
#include <functional>
#include <vector>

namespace alula::gui {

// What is said outside of the window.
struct Notice {
    QString title, text;
    bool bad = false;
    Place place; // where a click leads
};

// Tells of jobs that failed, and of long ones that ended, while nobody looks at the window: one notice a minute at most; what comes
// meanwhile is told together. GUI thread.
class Notifier final : public QObject {
    Q_OBJECT

public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;
    static constexpr std::chrono::minutes kLong{5};  // shorter ones that end well are not worth a word
    static constexpr std::chrono::minutes kPause{1}; // between two notices

    // isWatched: the window has the focus.
    Notifier(NodeList& nodes, std::function<bool()> isWatched, QObject* parent = nullptr,
             Clock clock = &std::chrono::steady_clock::now);
    void tellHeld(); // what waits, when its minute is over; called by a timer

Q_SIGNALS:
    void notice(const alula::gui::Notice& notice);

private:
    struct Ended {
        QPointer<Node> node;
        protocol::JobInfo job;
    };
    void watch(Node* node);
    void onEnded(Node* node, const protocol::JobInfo& job);
    Notice of(const Ended& one) const;
    Notice ofSeveral() const;

    const std::function<bool()> m_isWatched;
    const Clock m_clock;
    std::optional<std::chrono::steady_clock::time_point> m_last; // notice
    std::vector<Ended> m_held;
    QTimer m_later;
};

} // namespace alula::gui
