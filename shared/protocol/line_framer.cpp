// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/line_framer.h"

namespace alula::protocol {

Result<void> LineFramer::push(QByteArrayView bytes) {
    while (!m_tooLong && !bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n');
        const qsizetype more = end < 0 ? bytes.size() : end;
        if (m_partial.size() + more > kMaxLine) {
            m_tooLong = true;
            m_partial.clear();
            break;
        }
        if (end < 0) {
            m_partial.append(bytes);
            break;
        }
        finishLine(bytes.first(end));
        bytes = bytes.sliced(end + 1);
    }
    if (m_tooLong) return fail(ErrorCode::Protocol, "The peer sent a line of more than 1 MiB.");
    return {};
}

void LineFramer::finishLine(QByteArrayView rest) {
    m_partial.append(rest);
    if (!QByteArrayView(m_partial).trimmed().isEmpty()) m_lines.push_back(m_partial);
    m_partial = {};
}

std::optional<QByteArray> LineFramer::take() {
    if (m_lines.empty()) return std::nullopt;
    QByteArray line = std::move(m_lines.front());
    m_lines.pop_front();
    return line;
}

std::size_t LineFramer::held() const {
    auto bytes = m_partial.capacity();
    for (const QByteArray& line : m_lines) bytes += line.size();
    return static_cast<std::size_t>(bytes);
}

void LineFramer::clear() {
    m_lines.clear();
    m_partial.clear();
    m_tooLong = false;
}

} // namespace alula::protocol
