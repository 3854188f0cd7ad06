// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/events.h"
#include "shared/protocol/job_log.h"
#include "shared/protocol/servers.h"
#include "shared/protocol/system.h"

#include <QtCore/QString>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace alula::cli {

enum class Key : std::uint8_t { Letter, Up, Down, PageUp, PageDown, Home, End, Tab, Enter, Escape };
struct KeyPress {
    Key key = Key::Letter;
    char letter = 0; // of Key::Letter
};

// What a key asks the daemon, or the program, for.
struct TopAct {
    enum class What : std::uint8_t { Quit, Cancel, Create, Pause, Resume, Log };
    What what = What::Quit;
    JobId job{};       // Cancel, Log
    ServerId server{}; // Create
};

// What `alulactl top` shows, and what its keys do: without a terminal and without a connection. One thread.
class TopModel {
public:
    enum class Pane : std::uint8_t { Jobs, Servers };
    static constexpr std::size_t kEndedKept = 20; // jobs; those that go on are all kept

    // From the daemon.
    void connected(protocol::HelloResult hello);
    void disconnected(const QString& why, int againInSeconds); // what is shown stays, and is said to be old
    void setStatus(protocol::Status status) { m_status = std::move(status); }
    void setServers(std::vector<protocol::ServerInfo> servers);
    void setJobs(std::vector<protocol::JobInfo> jobs);
    void apply(const protocol::JobChangedEvent& event);
    void apply(const protocol::JobProgressEvent& event);
    void setLog(const JobId& job, std::vector<protocol::JobLogLine> lines); // of another job than the one shown: ignored
    void say(const QString& sentence) { m_notice = sentence; }

    // What the key asks for, if it is more than a move on the screen.
    std::optional<TopAct> press(const KeyPress& key);

    // For the screen.
    bool isConnected() const { return m_connected; }
    const QString& trouble() const { return m_trouble; } // "" while connected
    const protocol::HelloResult& hello() const { return m_hello; }
    const std::optional<protocol::Status>& status() const { return m_status; }
    const std::vector<protocol::ServerInfo>& servers() const { return m_servers; }
    const std::vector<protocol::JobInfo>& jobs() const { return m_jobs; } // those that go on first, then newest first
    Pane pane() const { return m_pane; }
    std::size_t selected(Pane pane) const { return pane == Pane::Jobs ? m_job : m_server; }
    const std::optional<JobId>& logOf() const { return m_logOf; }
    const std::vector<protocol::JobLogLine>& log() const { return m_log; }
    std::size_t logTop() const { return m_logTop; } // lines that are scrolled away above
    QString question() const;                       // "" when none is asked
    const QString& notice() const { return m_notice; }
    QString nameOf(const std::optional<ServerId>& server) const;

private:
    void move(Key key);
    void sortJobs(const std::optional<JobId>& selected);
    std::optional<TopAct> pressLetter(char letter);
    std::optional<TopAct> answer(char letter);
    const protocol::JobInfo* selectedJob() const { return m_job < m_jobs.size() ? &m_jobs[m_job] : nullptr; }
    bool mayChange();

    bool m_connected = false;
    QString m_trouble, m_notice;
    protocol::HelloResult m_hello;
    std::optional<protocol::Status> m_status;
    std::vector<protocol::ServerInfo> m_servers;
    std::vector<protocol::JobInfo> m_jobs;
    Pane m_pane = Pane::Jobs;
    std::size_t m_job = 0, m_server = 0; // selected; the jobs move under it by their ids
    std::optional<JobId> m_logOf;
    std::vector<protocol::JobLogLine> m_log;
    std::size_t m_logTop = 0;
    std::optional<TopAct> m_asked; // whether to do it: Cancel, Create
};

} // namespace alula::cli
