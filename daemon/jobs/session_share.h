// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace alula {

// The daemon's share of the processors beside other programs. Where no control groups share them out, Linux gives every session the same
// (sched(7), autogroup; switched on in Debian and others), and the nice of a thread counts only within its own: two workers of nice 19
// would still take half of two cores from a game in its container. So the whole session is lowered while there is work that can wait.
// One thread.
class SessionShare {
public:
    // The file as of autogroup; an empty name: that of this process, if it has its session to itself, else none.
    explicit SessionShare(std::string file = {});
    // A hint: without autogroup nothing happens.
    void setLow(bool low);

private:
    const std::string m_file;
    bool m_low = false;
};

} // namespace alula
