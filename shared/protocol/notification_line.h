// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/protocol/json_text.h"
#include "shared/protocol/methods.h"

#include <QtCore/QByteArray>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace alula::protocol {

// A notification for many clients: made into text once, of which each client gets a copy with a sequence number of its own.
class NotificationLine {
public:
    // Of an event, whose own "sequence" is of no account. InvalidInput when it is longer than a line may be.
    template <class P>
    static Result<NotificationLine> make(const Notification<P>& notification, const P& event) {
        ALULA_ASSIGN(const std::string params, toText(event));
        return around(notification.name, params);
    }
    QByteArray with(std::uint64_t sequence) const; // the whole line, with its end

private:
    static Result<NotificationLine> around(std::string_view method, std::string_view params);
    NotificationLine(QByteArray begin, QByteArray end) : m_begin(std::move(begin)), m_end(std::move(end)) {}
    QByteArray m_begin, m_end; // before the number, and behind it
};

} // namespace alula::protocol
