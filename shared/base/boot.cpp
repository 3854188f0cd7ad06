// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/boot.h"

#include "shared/base/ids.h"

#include <cstring>
#include <fstream>
#include <string>

namespace alula {

std::uint64_t bootNumber() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string text;
    const auto id = std::getline(file, text) ? Uuid::parse(text) : std::nullopt;
    std::uint64_t number = 0;
    if (id) std::memcpy(&number, id->bytes().data(), sizeof number);
    return number;
}

} // namespace alula
