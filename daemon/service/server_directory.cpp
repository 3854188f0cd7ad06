// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/server_directory.h"

#include "shared/base/log.h"

#include <algorithm>
#include <fcntl.h>

namespace alula {

using namespace std::chrono_literals;

namespace {
constexpr auto kAskAgainAfter = 10s;
constexpr auto kStateIsNew = 5s;

std::uint64_t randomNumber(Random& random) {
    std::uint64_t value = 0;
    random.fill(std::span(reinterpret_cast<std::uint8_t*>(&value), sizeof value));
    return value;
}
bool looksTheSame(const Server& a, const Server& b) {
    return a.name == b.name && a.inPanel == b.inPanel && a.suspended == b.suspended && a.diskLimit == b.diskLimit;
}
} // namespace

Result<void> ServerDirectory::refresh(std::stop_token stop) { return refresh(false, std::move(stop)); }

void ServerDirectory::stop() { m_stop.request_stop(); }

Result<void> ServerDirectory::refresh(bool quick, std::stop_token stop) {
    if (!m_askPanel) return {};
    {
        const std::lock_guard lock(m_mutex);
        m_lastAsked = m_node.clock.steady();
    }
    auto servers = m_askPanel(quick, std::move(stop));
    if (!servers) {
        const std::lock_guard lock(m_mutex);
        m_reachable = false;
        return fail(std::move(servers).error().withContext("asking the panel for its servers"));
    }
    for (Server& server : *servers) {
        server.inPanel = true;
        server.seen = m_node.clock.now();
        if (server.volumeId == 0) server.volumeId = randomNumber(m_node.random);
    }
    ALULA_ASSIGN(const auto before, m_node.catalog.servers().all());
    ALULA_TRY(m_node.catalog.servers().replacePanelList(*servers));
    {
        // Now that its list is kept: find() takes a panel that answers at its word.
        const std::lock_guard lock(m_mutex);
        m_reachable = true;
        m_lastContact = m_node.clock.now();
        m_heard = m_node.clock.steady();
    }
    ALULA_ASSIGN(const auto after, m_node.catalog.servers().all());
    for (const Server& server : after) {
        const auto old = std::ranges::find(before, server.id, &Server::id);
        if (old == before.end() || !looksTheSame(*old, server)) Q_EMIT m_node.events.serverChanged(server.id);
    }
    return {};
}

Result<std::optional<Server>> ServerDirectory::listed(const ServerId& id) const {
    ALULA_ASSIGN(auto row, m_node.catalog.servers().find(id));
    return row && row->inPanel ? std::move(row) : std::nullopt;
}

Result<Server> ServerDirectory::find(const ServerId& id) {
    ALULA_ASSIGN(const auto before, listed(id));
    if (before) return *before;
    if (m_askPanel && mayAskAgain()) {
        if (const auto asked = refresh(true, m_stop.get_token()); !asked) log::warning("{}", asked.error().toString());
    }
    // A panel that answers knows all servers of its node; only its silence lets the folder count. Whether it does is looked at first: its
    // list is kept by then.
    const bool answers = panelReachable();
    ALULA_ASSIGN(const auto now, listed(id));
    if (now) return *now;
    if (answers || !hasFolder(id)) return fail(ErrorCode::NotFound, kNoSuchServer);
    ALULA_ASSIGN(Server server, madeKnown(id));
    if (!server.inPanel && panelReachable()) return fail(ErrorCode::NotFound, kNoSuchServer); // it has answered just now
    return server;
}

Result<Server> ServerDirectory::known(const ServerId& id) {
    ALULA_ASSIGN(const auto row, m_node.catalog.servers().find(id));
    if (row) return *row;
    return hasFolder(id) ? madeKnown(id) : fail(ErrorCode::NotFound, kNoSuchServer);
}

// In one transaction: the panel's list may come between a look and a row of a server that it does not name yet.
Result<Server> ServerDirectory::madeKnown(const ServerId& id) {
    Server server;
    ALULA_TRY(m_node.catalog.transaction([&]() -> Result<void> {
        ALULA_ASSIGN(const auto row, m_node.catalog.servers().find(id));
        if (row) {
            server = *row;
            return {};
        }
        server.id = id;
        server.volumeId = randomNumber(m_node.random);
        server.seen = server.firstSeen = m_node.clock.now();
        return m_node.catalog.servers().upsert(server);
    }));
    return server;
}

bool ServerDirectory::hasFolder(const ServerId& id) const {
    const auto stat = m_node.files.names.stat(AT_FDCWD, m_node.volumePath(id));
    return stat && stat->isDirectory();
}

bool ServerDirectory::mayAskAgain() {
    const std::lock_guard lock(m_mutex);
    if (m_stop.stop_requested()) return false;
    return !m_lastAsked || m_node.clock.steady() - *m_lastAsked >= kAskAgainAfter;
}

Result<std::vector<Server>> ServerDirectory::all() {
    ALULA_ASSIGN(auto servers, m_node.catalog.servers().all());
    std::erase_if(servers, [&](const Server& server) { return !server.inPanel && !hasFolder(server.id); });
    const auto data = m_node.files.names.open(AT_FDCWD, m_node.settings.dataDirectory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0, 0);
    if (!data) return servers; // the folder of the volumes is away: what the catalog knows is still an answer
    ALULA_ASSIGN(const auto entries, m_node.files.names.list(data->get()));
    for (const auto& entry : entries) {
        const auto id = ServerId::parse(entry.name);
        // Folders are lower case, as Wings makes them; anything else would be a second name for one server.
        if (!id || id->toString() != entry.name || std::ranges::contains(servers, *id, &Server::id) || !hasFolder(*id)) continue;
        ALULA_ASSIGN(auto server, madeKnown(*id));
        servers.push_back(std::move(server));
    }
    return servers;
}

std::string ServerDirectory::stateOf(const ServerId& id) {
    if (!m_askState) return "unknown";
    {
        // A Wings that is away must not cost every server of a list its time-out.
        const std::lock_guard lock(m_mutex);
        if (m_wingsSilent && m_node.clock.steady() - *m_wingsSilent < kAskAgainAfter) return "unknown";
        // Lists are asked for after every change, by every client.
        const auto seen = m_states.find(id);
        if (seen != m_states.end() && m_node.clock.steady() - seen->second.when < kStateIsNew) return seen->second.state;
    }
    auto state = m_askState(id);
    const std::lock_guard lock(m_mutex);
    if (state) {
        m_states[id] = {*state, m_node.clock.steady()};
        return *std::move(state);
    }
    m_wingsSilent = m_node.clock.steady();
    return "unknown";
}

bool ServerDirectory::panelReachable() const {
    const std::lock_guard lock(m_mutex);
    return m_reachable;
}

std::chrono::nanoseconds ServerDirectory::silence() const {
    const std::lock_guard lock(m_mutex);
    return m_node.clock.steady() - m_heard;
}

Timestamp ServerDirectory::lastContact() const {
    const std::lock_guard lock(m_mutex);
    return m_lastContact;
}

} // namespace alula
