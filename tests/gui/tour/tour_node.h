// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/e2e/real_daemon.h"
#include "tests/support/panel_stand_in.h"

#include <memory>
#include <string>

namespace alula::test {

// A node to be looked at: a panel that knows four servers, the real alulad, and some weeks of backups that went as backups go. The world
// of the first server is a real one when ALULA_TOUR_WORLD names its folder (scripts/screenshots).
class TourNode {
public:
    TourNode();
    RealDaemon& daemon() { return *m_daemon; }
    Console& console() { return *m_console; }
    ServerId survival() const { return *ServerId::parse(kServer); }
    ServerId lobby() const;
    BackupId newest() const { return m_newest; }                                // of Survival
    BackupId before() const { return m_before; }                                // the one before it
    std::string changedFile() const { return "plugins/Essentials/config.yml"; } // differs in several backups
    // A large job that goes on until it is cancelled: the write limit is low.
    JobId startSlowBackup();
    void reconnect() { m_console = m_daemon->console(); } // after the daemon was started again

private:
    BackupId backUp(const ServerId& server, const std::string& note = {});
    void layOut();
    void makeHistory();

    PanelStandIn m_panel;
    std::unique_ptr<RealDaemon> m_daemon;
    std::unique_ptr<Console> m_console;
    BackupId m_newest, m_before;
};

} // namespace alula::test
