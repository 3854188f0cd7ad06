// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/codec.h"

#include <cstdint>
#include <optional>
#include <string>

// live.entries: one directory of a server's volume as it is now, through the same safe walk as a backup's. Answered as
// backups.entries is, with an EntryPage; directories carry no subtree totals: nobody has counted them.
namespace alula::protocol {

struct LiveEntriesParams {
    ServerId server;
    WirePath path;             // of the directory; "" is the root
    std::string sort = "name"; // name, size, mtime; "-" in front: descending
    std::optional<std::string> cursor;
    std::int32_t limit = 500;

    template <class V>
    static void fields(V& v) {
        v("server", &LiveEntriesParams::server);
        v.orDefault("path", &LiveEntriesParams::path);
        v.orDefault("sort", &LiveEntriesParams::sort);
        v("cursor", &LiveEntriesParams::cursor);
        v.orDefault("limit", &LiveEntriesParams::limit);
    }
    friend bool operator==(const LiveEntriesParams&, const LiveEntriesParams&) = default;
};

} // namespace alula::protocol
