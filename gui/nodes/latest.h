// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node.h"

#include <QtCore/QPointer>

#include <functional>
#include <memory>
#include <optional>

namespace alula::gui {

// The newest question of a view: asking again lets go of the one before, whose answer never comes. GUI thread.
class Latest final {
public:
    Latest() = default;
    ~Latest() { drop(); }
    Latest(const Latest&) = delete;
    Latest& operator=(const Latest&) = delete;

    template <class P, class A>
    void ask(Node& node, const protocol::Method<P, A>& method, const P& params, std::function<void(Result<A>)> done,
             std::chrono::milliseconds timeout = DaemonClient::kTimeout) {
        drop();
        m_context = std::make_unique<QObject>();
        m_node = &node;
        m_id = node.call(method, params, m_context.get(),
                         std::function<void(Result<A>)>([this, done = std::move(done)](Result<A> answer) {
                             m_id.reset();
                             done(std::move(answer));
                         }),
                         timeout);
    }
    bool isAsking() const { return m_id.has_value(); }
    void drop() {
        const auto context = std::move(m_context); // no answer from here on
        if (m_id && m_node) m_node->cancel(*m_id);
        m_id.reset();
    }

private:
    QPointer<Node> m_node;
    std::optional<protocol::RequestId> m_id;
    std::unique_ptr<QObject> m_context;
};

} // namespace alula::gui
