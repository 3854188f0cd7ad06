// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rest/body_pipe.h"
#include "shared/base/fd.h"

#include <cstdint>
#include <memory>
#include <utility>

namespace alula {

// An answer's body that never passes through QHttpServer, which would read it in steps of its own on the event loop: a piece of an
// open file, or bytes that are made while they are sent (then nobody knows how many).
struct AnswerBody {
    UniqueFd file{};
    std::uint64_t offset = 0;
    std::uint64_t length = 0;       // more than 0; the file is known to be that long
    BodyMaker maker{};              // set: it makes the body, and there is no file
    std::shared_ptr<void> keeper{}; // let go when the body has been made or is not wanted any more

    bool isMade() const { return static_cast<bool>(maker); }
};

// Carries a body past QHttpServer: lies here while QHttpServerResponder::write() runs for its answer, and is taken by the
// GuardedSocket that is given the answer's head within that call (QHttpServer 6.8.2 writes at once; test_download_routes fails
// when it does not). Thread: the listener's.
class BodyHandover {
public:
    using Body = std::shared_ptr<AnswerBody>;

    // Runs `write` with the body on offer; a peer that has gone takes none.
    template <typename Write>
    void during(Body body, Write write) {
        m_offered = std::move(body);
        write();
        m_offered.reset();
    }
    Body take() { return std::exchange(m_offered, nullptr); } // null: the answer has no such body

private:
    Body m_offered;
};

} // namespace alula
