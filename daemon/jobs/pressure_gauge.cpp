// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/jobs/pressure_gauge.h"

#include "shared/base/bytes.h"

#include <algorithm>
#include <fstream>
#include <string_view>

namespace alula {
namespace {

// The line "some avg10=0.00 avg60=0.00 avg300=0.00 total=12345", microseconds.
std::optional<std::chrono::microseconds> someOf(const std::string& path) {
    constexpr std::string_view kTotal = " total=";
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        const auto at = line.find(kTotal);
        if (!line.starts_with("some ") || at == std::string::npos) continue;
        const auto total = parseNumber<std::int64_t>(std::string_view(line).substr(at + kTotal.size()));
        if (!total || *total < 0) return std::nullopt;
        return std::chrono::microseconds(*total);
    }
    return std::nullopt;
}

} // namespace

std::optional<PressureGauge::Waited> PressureGauge::read() const {
    const auto io = someOf(m_directory + "/io");
    const auto cpu = someOf(m_directory + "/cpu");
    if (!io || !cpu) return std::nullopt;
    return Waited{*io, *cpu};
}

double pressureBetween(const PressureGauge::Waited& before, const PressureGauge::Waited& after, std::chrono::nanoseconds passed) {
    if (passed <= std::chrono::nanoseconds::zero()) return 0;
    const std::chrono::duration<double> waited = std::max(after.io - before.io, after.cpu - before.cpu);
    return std::clamp(waited / std::chrono::duration<double>(passed) * 100, 0.0, 100.0);
}

} // namespace alula
