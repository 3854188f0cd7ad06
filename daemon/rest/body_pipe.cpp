// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/body_pipe.h"

#include <algorithm>

namespace alula {

// The maker may be the last to let go of it: QObjects are deleted on their own thread.
std::shared_ptr<BodyPipe> BodyPipe::make() {
    return {new BodyPipe, [](BodyPipe* pipe) { pipe->deleteLater(); }};
}

Result<void> BodyPipe::write(ByteSpan bytes) {
    while (!bytes.empty()) {
        {
            std::unique_lock lock(m_mutex);
            const bool room =
                m_room.wait(lock, m_stop.get_token(), [&] { return static_cast<std::size_t>(m_bytes.size()) < kCapacity; });
            if (!room || m_stop.stop_requested()) return fail(ErrorCode::Cancelled, "the client has gone");
            const std::size_t count = std::min(bytes.size(), kCapacity - static_cast<std::size_t>(m_bytes.size()));
            m_bytes.append(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(count));
            bytes = bytes.subspan(count);
        }
        Q_EMIT readable();
    }
    return {};
}

void BodyPipe::end(bool whole) {
    {
        const std::lock_guard lock(m_mutex);
        m_end = whole ? State::Whole : State::Broken;
    }
    Q_EMIT readable();
}

QByteArray BodyPipe::take(qsizetype most) {
    const std::lock_guard lock(m_mutex);
    QByteArray taken = m_bytes.first(std::min(most, m_bytes.size()));
    m_bytes.remove(0, taken.size());
    m_room.notify_all();
    return taken;
}

BodyPipe::State BodyPipe::state() const {
    const std::lock_guard lock(m_mutex);
    return m_bytes.isEmpty() ? m_end : State::Open;
}

void BodyPipe::abandon() { m_stop.request_stop(); }

} // namespace alula
