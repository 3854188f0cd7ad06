// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/fd.h"

namespace alula::cli {

// Ctrl-C (and SIGTERM, and the terminal's being closed) as a readable file descriptor, while it lives; at most one at a time. The second signal ends the
// program as ever.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    int descriptor() const { return m_read.get(); } // becomes readable, and stays so

private:
    UniqueFd m_read, m_write;
};

} // namespace alula::cli
