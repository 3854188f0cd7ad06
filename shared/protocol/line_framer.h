// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/protocol/message.h"

#include <QtCore/QByteArray>

#include <cstddef>
#include <deque>
#include <optional>

namespace alula::protocol {

// Makes lines of a stream of bytes. Holds at most one unfinished line of kMaxLine bytes, and the lines not yet taken.
// Blank lines are skipped. One thread.
class LineFramer {
public:
    // Protocol when a line is longer than kMaxLine: where the next one begins is not worth knowing, the connection must be
    // closed. Lines complete before that one can still be taken; further pushes fail in the same way.
    Result<void> push(QByteArrayView bytes);
    std::optional<QByteArray> take(); // the next line, without its end

    std::size_t held() const;                               // bytes that it keeps
    bool inMidLine() const { return !m_partial.isEmpty(); } // a peer that goes away now broke off
    void clear();

private:
    void finishLine(QByteArrayView rest);

    std::deque<QByteArray> m_lines;
    QByteArray m_partial; // no line end in it
    bool m_tooLong = false;
};

} // namespace alula::protocol
