// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// system.log: the daemon's log as records.
namespace alula::protocol {

// Oldest first. With a cursor: what came after it; else with since: what came from then on; else the newest `limit` records.
struct LogParams {
    std::optional<Timestamp> since;
    std::string level = "info"; // the least one wanted: "debug", "info", "warning", "error"
    std::optional<std::string> cursor;
    std::int32_t limit = 200;

    template <class V>
    static void fields(V& v) {
        v("since", &LogParams::since);
        v.orDefault("level", &LogParams::level);
        v("cursor", &LogParams::cursor);
        v.orDefault("limit", &LogParams::limit);
    }
    friend bool operator==(const LogParams&, const LogParams&) = default;
};

struct LogRecord {
    Timestamp time;
    std::string level;
    std::string text;

    template <class V>
    static void fields(V& v) {
        v("time", &LogRecord::time);
        v("level", &LogRecord::level);
        v("text", &LogRecord::text);
    }
    friend bool operator==(const LogRecord&, const LogRecord&) = default;
};

struct LogPage {
    std::vector<LogRecord> records;
    std::string cursor; // always there: ask with it again for what came later
    bool more = false;  // there is more already

    template <class V>
    static void fields(V& v) {
        v("records", &LogPage::records);
        v("cursor", &LogPage::cursor);
        v.orDefault("more", &LogPage::more);
    }
    friend bool operator==(const LogPage&, const LogPage&) = default;
};

} // namespace alula::protocol
