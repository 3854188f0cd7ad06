// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/notification_line.h"

#include "shared/protocol/message.h"

namespace alula::protocol {

namespace {
constexpr qsizetype kMostDigits = 20;
// Every event's first member is its number.
constexpr std::string_view kBegin = R"({"sequence":)";
} // namespace

Result<NotificationLine> NotificationLine::around(std::string_view method, std::string_view params) {
    const auto behind = params.find_first_of(",}");
    if (!params.starts_with(kBegin) || behind == std::string_view::npos)
        return fail(ErrorCode::Internal, "A notification does not begin with its number.");
    QByteArray begin(R"({"jsonrpc":"2.0","method":")");
    begin.append(method.data(), static_cast<qsizetype>(method.size()))
        .append(R"(","params":)")
        .append(kBegin.data(), kBegin.size());
    QByteArray end(params.data() + behind, static_cast<qsizetype>(params.size() - behind));
    end.append("}\n");
    if (begin.size() + kMostDigits + end.size() > kMaxLine)
        return fail(ErrorCode::InvalidInput, "A notification is longer than a line may be.");
    return NotificationLine(std::move(begin), std::move(end));
}

QByteArray NotificationLine::with(std::uint64_t sequence) const { return m_begin + QByteArray::number(sequence) + m_end; }

} // namespace alula::protocol
