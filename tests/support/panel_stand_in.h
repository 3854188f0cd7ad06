// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fault.h"
#include "tests/support/http_stand_in.h"
#include "tests/support/panel_uploads.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace alula::test {

// The panel's remote API as Pelican and Pterodactyl have it, and at its worst where a test scripts it. Any thread.
class PanelStandIn {
public:
    struct Options {
        bool tls = false;
        std::string tokenId = "AbCdEf0123456789";
        std::string token = "a-token-that-only-the-panel-and-the-node-know";
        bool knowsEveryBackup = false; // else POST for one that was not added is a 404: its row is not committed
    };
    explicit PanelStandIn(Options options);
    PanelStandIn() : PanelStandIn(Options()) {}

    std::string url() const { return m_server.url(); }
    std::string caFile() const { return m_server.caFile(); }
    std::uint16_t port() const { return m_server.port(); }
    const Options& options() const { return m_options; }

    struct Server {
        std::string uuid;
        std::string name = "A server";
        std::uint64_t diskMib = 1024;
        bool suspended = false;
        std::string eggId = "a1b2c3d4-0000-4000-8000-000000000001";
    };
    void addServer(Server server);
    void clearServers();
    void addBackup(const std::string& uuid); // its row is committed from now on
    // One that goes to the object store, as <server>/<uuid>.tar.gz. Without a store no url is ever asked for: 404.
    void addS3Backup(const std::string& uuid, const std::string& server);
    void attachStore(std::shared_ptr<PanelUploads> uploads); // before the first request

    // The next `times` requests whose "METHOD /path below /api/remote" begins with `route` get the fault: next("POST /backups/",
    // …).
    void next(const std::string& route, Fault fault, std::size_t times = 1) { m_script.next(route, std::move(fault), times); }
    void behaveAgain() { m_script.clear(); }
    void release() { m_server.release(); } // Fault::held()

    // A result that the panel took to heart.
    struct Told {
        std::string backup;
        std::string kind; // "backup" or "restore"
        std::string body;
    };
    std::vector<Told> told() const;            // in order
    bool waitForTold(std::size_t count) const; // 10 s at most
    std::vector<SeenRequest> requests() const { return m_server.requests(); }
    bool waitForRequests(std::size_t count) const { return m_server.waitForRequests(count); }
    bool waitForBrokenOff(std::size_t count) const { return m_server.waitForBrokenOff(count); }
    // What the real panel would not have liked (headers missing, bodies of another shape), and every call of servers/reset.
    std::vector<std::string> complaints() const;

private:
    StandInReply handle(const SeenRequest& request);
    StandInReply process(const SeenRequest& request, const std::string& path);
    StandInReply serverPage(const SeenRequest& request);
    StandInReply takeResult(const SeenRequest& request, const std::string& rest);
    StandInReply giveUrls(const SeenRequest& request, const std::string& backup);
    void checkHeaders(const SeenRequest& request);

    const Options m_options;
    FaultScript m_script;

    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    // Guarded by m_mutex.
    std::vector<Server> m_servers;
    struct Backup { // a committed row
        bool completed = false;
        bool successful = false;
        std::string server = {}; // of one in the object store
    };
    std::map<std::string, Backup> m_backups; // by uuid
    std::shared_ptr<PanelUploads> m_uploads;
    std::vector<Told> m_told;
    std::vector<std::string> m_complaints;

    HttpStandIn m_server; // last: its threads end before the others go
};

} // namespace alula::test
