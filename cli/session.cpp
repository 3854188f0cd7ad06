// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/session.h"

#include "shared/client/local_socket_transport.h"

namespace alula::cli {

Result<void> Session::connect() {
    if (m_client) return {};
    auto transport = std::make_unique<LocalSocketTransport>(QString::fromStdString(m_socketPath));
    auto client = std::make_unique<DaemonClient>(std::move(transport), "alulactl " ALULA_VERSION);
    ALULA_TRY(openAndWait(*client, m_timeout));
    m_client = std::move(client);
    return {};
}

Result<void> Session::subscribe(const std::vector<std::string_view>& topics) {
    protocol::SubscribeParams params;
    for (const auto topic : topics) params.topics.emplace_back(topic);
    ALULA_TRY(ask(protocol::kEventsSubscribe, params));
    return {};
}

} // namespace alula::cli
