// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/archive_access.h"
#include "daemon/service/name_table.h"
#include "daemon/service/node.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <stop_token>
#include <thread>
#include <vector>

namespace alula {

// Keeps the names of each server's backups in `<state>/names/<server>.names` (NameTable), for searches. A new backup's are put in
// when it is there, a deleted one's taken out, on a thread that gives way to everybody else. Those of an archive that has to be
// read whole for it are put in when somebody has searched, by another thread. What is left of an earlier run is brought up to date
// at the start. All of it can be made again from the indexes, and is when a file is not as it was written.
class NameKeeper {
public:
    NameKeeper(const Node& node, ArchiveAccess& archives) : m_node(node), m_archives(archives) {}
    void start(); // the threads, which the destructor ends

    void changed(const BackupId& backup); // it is there, or gone; any thread, returns at once
    // Waits until the names of these backups are there or known not to be had, but for each at most so long since somebody first
    // waited for it; what has to be read whole for them is begun with. Gives those whose names are there. Any thread. Cancelled when the token is stopped.
    Result<std::set<BackupId>> settle(const std::vector<Backup>& backups, std::chrono::milliseconds atMost, std::stop_token stop);
    // What is there; for a server without a file, of no backup. Memory that was used before need not be had anew. Any thread.
    NameTable table(const ServerId& server, std::vector<std::uint8_t> memory = {});
    // Its index is gone: settle() does not give it for a minute, whatever the table has. Any thread.
    void cannotRead(const Backup& backup, const Error& why);
    // Its index has other names than the table says: they are taken anew. Any thread.
    void distrust(const Backup& backup);

private:
    struct Known { // of one server
        bool isRead = false;
        std::map<BackupId, std::uint64_t> covered;                            // what its file has: NameTable::Covered
        std::map<BackupId, std::chrono::steady_clock::time_point> unreadable; // until when that is taken for granted
        std::map<BackupId, std::chrono::steady_clock::time_point> awaited;    // since when, of real time
    };

    void work(std::stop_token stop);
    void beginWithAll();
    void lookAt(const BackupId& backup);
    void bringUpToDate(const ServerId& server, std::stop_token stop);
    void takeOut(const ServerId& server, const std::vector<BackupPlace>& left);
    void takeIn(const Backup& backup, std::stop_token stop);
    bool isRead(const ServerId& server);
    void readWhole(std::stop_token stop);
    Result<void> put(const Backup& backup, const IndexReader& index, std::stop_token stop);
    Result<void> write(const ServerId& server, const NameTable& table);
    void removeFile(const std::string& name);
    // Under m_mutex.
    bool isSettled(const BackupPlace& backup) const;
    bool isUnreadable(const BackupPlace& backup) const;
    bool isCovered(const BackupPlace& backup) const;
    void remember(const ServerId& server, const NameTable& table);
    std::string directory() const { return m_node.settings.stateDirectory + "/names"; }
    static std::string fileOf(const ServerId& server) { return server.toString() + ".names"; }

    const Node& m_node;
    ArchiveAccess& m_archives;
    std::mutex m_writing; // held by whoever changes a file, from reading it to its being remembered; taken before m_mutex
    std::mutex m_mutex;
    // Guarded by m_mutex.
    std::map<ServerId, Known> m_known;
    std::set<ServerId> m_servers;  // to be looked at
    std::set<BackupId> m_backups;  // whose servers are to be looked at
    std::set<ServerId> m_searched; // what has to be read whole is
    std::deque<Backup> m_unread;   // to be read whole; the first one may be at it
    std::condition_variable_any m_wake;
    std::jthread m_worker, m_reader;
};

} // namespace alula
