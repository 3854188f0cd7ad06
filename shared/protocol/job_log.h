// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// jobs.log, jobs.warnings: what a job had to say. Kept as long as the job (jobs.keep).
namespace alula::protocol {

struct JobLogParams {
    JobId job;
    std::optional<std::string> cursor; // none: from the first line
    std::int32_t limit = 500;

    template <class V>
    static void fields(V& v) {
        v("job", &JobLogParams::job);
        v("cursor", &JobLogParams::cursor);
        v.orDefault("limit", &JobLogParams::limit);
    }
    friend bool operator==(const JobLogParams&, const JobLogParams&) = default;
};

struct JobLogLine {
    std::uint64_t number = 0; // within the job
    Timestamp time;
    std::string level; // "info", "warning", "error"
    std::string text;
    std::optional<WirePath> path; // the file that it is about

    template <class V>
    static void fields(V& v) {
        v("number", &JobLogLine::number);
        v("time", &JobLogLine::time);
        v("level", &JobLogLine::level);
        v("text", &JobLogLine::text);
        v("path", &JobLogLine::path);
    }
    friend bool operator==(const JobLogLine&, const JobLogLine&) = default;
};

struct JobLogPage {
    std::vector<JobLogLine> lines;
    std::string cursor; // always there: ask with it again for what came later
    bool more = false;  // there is more already

    template <class V>
    static void fields(V& v) {
        v("lines", &JobLogPage::lines);
        v("cursor", &JobLogPage::cursor);
        v.orDefault("more", &JobLogPage::more);
    }
    friend bool operator==(const JobLogPage&, const JobLogPage&) = default;
};

} // namespace alula::protocol
