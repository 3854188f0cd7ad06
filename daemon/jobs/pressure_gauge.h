// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace alula {

// How long the machine has been short of disk or processor, as the kernel counts it (Documentation/accounting/psi.rst). Stateless.
class PressureGauge {
public:
    // `directory` holds the files io and cpu, as the kernel writes them.
    explicit PressureGauge(std::string directory = "/proc/pressure") : m_directory(std::move(directory)) {}

    // For so long, since the start of the machine, at least one thread of it had to wait. The kernel's averages over 10 s and more
    // are not used: they would still contain what our own work did.
    struct Waited {
        std::chrono::microseconds io{0}, cpu{0};
    };
    std::optional<Waited> read() const; // none: the kernel counts nothing (built without PSI, or started with psi=0)

private:
    std::string m_directory;
};

// The larger of both shares of `passed`, in percent.
double pressureBetween(const PressureGauge::Waited& before, const PressureGauge::Waited& after, std::chrono::nanoseconds passed);

} // namespace alula
