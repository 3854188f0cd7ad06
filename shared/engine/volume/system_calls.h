// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/volume/file_system.h"

#include <cerrno>
#include <string>
#include <vector>

// Private to this room: the parts of systemFiles(), one a file.
namespace alula {

NameCalls& systemNames();
FileCalls& systemContents();
AttributeCalls& systemAttributes();
CacheCalls& systemCache();

// Runs a system call again for as long as a signal interrupts it.
auto retried(auto call) {
    for (;;) {
        const auto result = call();
        if (result != -1 || errno != EINTR) return result;
    }
}

// What an error says a call on a bare handle was about.
std::string pathOfHandle(int directory, const std::string& name);

// What openat2(RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS) does, for kernels without it: one O_NOFOLLOW open a
// component. Stricter in one thing: ".." is refused (EXDEV) even where it would stay inside.
Result<UniqueFd> openByComponents(int directory, const std::string& name, int flags, mode_t mode);

// listAttributes() of a name, for kernels without listxattrat.
Result<std::vector<std::string>> listAttributesThroughProc(int directory, const std::string& name);

} // namespace alula
