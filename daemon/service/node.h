// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/catalog/catalog.h"
#include "daemon/config/settings.h"
#include "daemon/service/node_events.h"
#include "shared/base/clock.h"
#include "shared/base/load.h"
#include "shared/base/random.h"
#include "shared/engine/restore/restore.h"
#include "shared/engine/store/store.h"
#include "shared/engine/volume/file_system.h"

#include <functional>
#include <memory>

namespace alula {

// What every use case works with. Made and owned by daemon/app; outlives them all.
struct Node {
    const Settings& settings;
    Catalog& catalog;
    FileSystem files;
    ArchiveStore& store;
    Clock& clock;
    Random& random;
    LoadControl& load;
    NodeEvents& events;
    // Who holds a server still during a restore: Wings' power API, or a look at its open files.
    std::function<std::unique_ptr<ServerGate>(const ServerId& server)> gateOf;

    std::string catalogPath() const { return settings.stateDirectory + "/catalog.db"; }
    std::string volumePath(const ServerId& server) const { return settings.dataDirectory + "/" + server.toString(); }
    bool hasPanel() const { return !settings.panel.url.empty(); }
    unsigned workers() const; // settings.archive.workers, 0 being one a core
};

} // namespace alula
