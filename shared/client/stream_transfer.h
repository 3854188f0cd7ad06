// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/fd.h"
#include "shared/base/result.h"

#include <QtCore/QObject>

#include <cstdint>
#include <optional>
#include <stop_token>
#include <thread>

namespace alula {

// Moves the bytes of an export or import between the daemon's stream and a file of the caller's, in a thread of its own, so that the
// event loop goes on. How the job ended is told by the daemon, not here: a stream that ends early looks like one that is done.
class StreamTransfer final : public QObject {
    Q_OBJECT

public:
    enum class Way : std::uint8_t { FromDaemon, ToDaemon };
    // `file` outlives this; a regular file, a pipe or a terminal.
    StreamTransfer(Way way, UniqueFd stream, int file, QObject* parent = nullptr);
    ~StreamTransfer() override; // stops it

    void start();
    Way way() const { return m_way; }
    // From the event loop, once over().
    bool isOver() const { return m_over; }
    // What went wrong with the file; the stream's end is no error of ours.
    const std::optional<Error>& fileError() const { return m_error; }

Q_SIGNALS:
    void over();

private:
    Result<void> run(const std::stop_token& stop);
    Result<void> receive(const std::stop_token& stop);
    Result<void> send(const std::stop_token& stop);
    bool waitFor(int fd, short events, const std::stop_token& stop) const; // false: stopped

    const Way m_way;
    UniqueFd m_stream;
    const int m_file;
    UniqueFd m_wake; // eventfd: readable once it was stopped
    bool m_over = false;
    std::optional<Error> m_error;
    std::jthread m_thread; // last: uses all of the above
};

} // namespace alula
