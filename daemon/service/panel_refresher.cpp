// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/panel_refresher.h"

#include "shared/base/log.h"

namespace alula {

void PanelRefresher::start() {
    m_thread = std::jthread([this](std::stop_token stop) {
        bool reachable = true;
        do {
            const auto refreshed = m_servers.refresh(stop);
            if (stop.stop_requested()) return;
            // Said when it changes, not every round.
            if (!refreshed && reachable) log::warning("{}", refreshed.error().toString());
            if (refreshed.has_value() != reachable) Q_EMIT m_node.events.systemChanged();
            reachable = refreshed.has_value();
        } while (m_node.clock.sleepFor(m_node.settings.panel.refresh, stop));
    });
}

} // namespace alula
