// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/volume/volume.h"

#include <string>
#include <utility>
#include <vector>

// What the tests of the walk share.
namespace alula::test {

inline Result<Walked> walked(const std::string& path, const WalkOptions& options = {}, FileSystem files = systemFiles(),
                             std::stop_token stop = {}) {
    SystemClock clock;
    LoadControl load(clock);
    ProgressSink progress;
    ALULA_ASSIGN(const Volume volume, Volume::open(files, path));
    return walk(volume, options, load, progress, std::move(stop));
}

inline std::vector<std::string> pathsOf(const Walked& walked) {
    std::vector<std::string> paths;
    for (std::size_t i = 0; i < walked.tree.size(); ++i) paths.push_back(walked.tree.path(i));
    return paths;
}

inline std::vector<std::pair<WarningKind, std::string>> warningsOf(const Walked& walked) {
    std::vector<std::pair<WarningKind, std::string>> all;
    for (const auto& warning : walked.warnings) all.emplace_back(warning.kind, warning.path);
    return all;
}

// Index of a path; the tree's size when it is not there.
inline std::size_t indexOf(const Walked& walked, const std::string& path) {
    for (std::size_t i = 0; i < walked.tree.size(); ++i)
        if (walked.tree.path(i) == path) return i;
    return walked.tree.size();
}

} // namespace alula::test
