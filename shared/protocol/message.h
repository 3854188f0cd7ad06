// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/protocol/request_id.h"
#include "shared/protocol/rpc_error.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>

#include <expected>
#include <string>
#include <string_view>
#include <variant>

// JSON-RPC 2.0, one message a line, UTF-8. Parameters and results are always objects; batches are not spoken.
namespace alula::protocol {

inline constexpr qsizetype kMaxLine = qsizetype{1} << 20; // bytes of a line without its end, in both directions

struct RequestMessage {
    RequestId id;
    std::string method;
    QJsonObject params;
};
struct NotificationMessage {
    std::string method;
    QJsonObject params;
};
struct ResponseMessage {
    RequestId id;
    std::expected<QJsonObject, RpcError> result;
};
using Message = std::variant<RequestMessage, NotificationMessage, ResponseMessage>;

// What a server answers to a line that is no message: the id where it could be read, else null.
struct BadMessage {
    RequestId id;
    RpcError error;
};

std::expected<Message, BadMessage> parseMessage(QByteArrayView line);

// The message with its line end. InvalidInput when it is longer than a line may be.
Result<QByteArray> toLine(const RequestMessage& message);
Result<QByteArray> toLine(const NotificationMessage& message);
Result<QByteArray> toLine(const ResponseMessage& message);

// The line of an answer whose result is text already (json_text.h).
Result<QByteArray> toLine(const RequestId& id, std::string_view result);

} // namespace alula::protocol
