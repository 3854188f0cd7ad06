// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <QByteArray>
#include <QObject>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>

namespace alula {

// Between who makes a body on a thread of its own and who sends it on the listener's: at most kCapacity bytes wait in it.
class BodyPipe final : public QObject {
    Q_OBJECT

public:
    enum class State : std::uint8_t { Open, Whole, Broken };
    static constexpr std::size_t kCapacity = 1_MiB;

    static std::shared_ptr<BodyPipe> make(); // on the reader's thread

    // The maker's thread. Waits while the pipe is full; Cancelled when the reader has gone.
    Result<void> write(ByteSpan bytes);
    void end(bool whole);
    std::stop_token stopToken() const { return m_stop.get_token(); } // stopped when the reader has gone

    // The reader's thread; none of them waits.
    QByteArray take(qsizetype most); // "": nothing is there now, or ever again, as state() says
    State state() const;             // not Open: all that was written has been taken
    void abandon();

Q_SIGNALS:
    void readable(); // something is there, or the state has changed; on the maker's thread

private:
    BodyPipe() = default;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_room;
    // Guarded by m_mutex.
    QByteArray m_bytes;
    State m_end = State::Open; // as the maker said

    std::stop_source m_stop;
};

// Makes a body by writing it to the pipe, on the pool's thread; looks at the token in every wait.
using BodyMaker = std::function<Result<void>(const std::function<Result<void>(ByteSpan)>& write, std::stop_token stop)>;

} // namespace alula
