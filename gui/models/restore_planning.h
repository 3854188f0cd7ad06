// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/latest.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <chrono>
#include <optional>

namespace alula::gui {

// The plan of a restore as the daemon computes it, kept fresh while it is looked at, and the start of the restore by that plan. What
// changed meanwhile leads to a new plan, never to a restore that nobody saw. GUI thread.
class RestorePlanning final : public QObject {
    Q_OBJECT

public:
    enum class State : std::uint8_t {
        None,   // nothing is wanted
        Asking, // plan() is the one before, or none
        Ready,
        Failed, // trouble() says why there is no plan, or why it is not known whether the restore began
        Starting,
        Unsure, // the connection went while it was starting: looks for its job when the node is back
        Started,
    };
    static constexpr std::chrono::seconds kFreshFor{60};

    explicit RestorePlanning(Node& node, QObject* parent = nullptr);
    void setFreshFor(std::chrono::milliseconds time) { m_old.setInterval(time); }

    void plan(const protocol::RestoreParams& params);
    void planAgain(const QString& word = {}); // with the same
    void tryAgain();                          // when Failed
    void leave();                             // the admin went back: no plan is wanted
    void start();                             // as plan() says; only when Ready. It goes on when this is gone
    // Somebody looks at it. A plan is a walk of the whole volume: it is not kept fresh for nobody.
    void setWatched(bool watched);
    bool isOld() const { return m_isOld; }

    State state() const { return m_state; }
    const protocol::RestoreParams& params() const { return m_params; }
    const std::optional<protocol::RestorePlan>& plan() const { return m_plan; }
    const std::optional<Error>& trouble() const { return m_trouble; }
    bool isBeginUnknown() const { return m_beganUnknown; } // Failed: perhaps the restore runs
    const QString& word() const { return m_word; }         // why it was planned again; "": nobody needs to know

Q_SIGNALS:
    void changed();
    void started(const alula::JobId& job);

private:
    void set(State state);
    void takePlan(Result<protocol::RestoreAnswer> answer);
    void takeStart(const Result<protocol::RestoreAnswer>& answer);
    void onOnline();
    void onOld();
    void lookForJob();
    void notFound(const Error& why);

    const QPointer<Node> m_node;
    State m_state = State::None;
    protocol::RestoreParams m_params;
    std::optional<protocol::RestorePlan> m_plan;
    std::optional<Error> m_trouble;
    QString m_word;
    QTimer m_old; // a plan is shown so long
    bool m_isOld = false, m_watched = true, m_beganUnknown = false;
    Latest m_question;
};

} // namespace alula::gui
