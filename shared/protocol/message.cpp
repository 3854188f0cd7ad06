// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/message.h"

#include <QtCore/QJsonDocument>

namespace alula::protocol {

using namespace Qt::StringLiterals;

namespace {
std::unexpected<BadMessage> bad(RequestId id, std::int32_t code, std::string message) {
    RpcErrorData data;
    data.code = name(errorCodeFromRpc(code));
    return std::unexpected(BadMessage{std::move(id), {code, std::move(message), std::move(data)}});
}

QJsonValue idJson(const RequestId& id) {
    // An id beyond 2^53 cannot come in, so it does not go out.
    return Codec<RequestId>::encode(id, Place{}).value_or(QJsonValue(QJsonValue::Null));
}

std::expected<Message, BadMessage> parseResponse(const QJsonObject& object, RequestId id) {
    const bool hasError = object.contains("error"_L1);
    if (hasError == object.contains("result"_L1)) {
        return bad(std::move(id), kInvalidRequest, "An answer has either a result or an error.");
    }
    if (!hasError) {
        if (!object.value("result"_L1).isObject())
            return bad(std::move(id), kInvalidRequest, "The result of an answer must be an object.");
        return ResponseMessage{std::move(id), object.value("result"_L1).toObject()};
    }
    const Place root;
    auto error = Codec<RpcError>::decode(object.value("error"_L1), Place{&root, "error"});
    if (!error) return bad(std::move(id), kInvalidRequest, error.error().message());
    return ResponseMessage{std::move(id), std::unexpected(*std::move(error))};
}

std::expected<Message, BadMessage> parseCall(const QJsonObject& object, RequestId id, bool hasId) {
    const QJsonValue method = object.value("method"_L1);
    const QJsonValue params = object.value("params"_L1);
    if (!method.isString()) return bad(std::move(id), kInvalidRequest, "The member 'method' must be a string.");
    if (!params.isUndefined() && !params.isObject()) {
        return bad(std::move(id), kInvalidRequest, "The member 'params' must be an object: parameters are given by name.");
    }
    if (!hasId) return NotificationMessage{method.toString().toStdString(), params.toObject()};
    if (id.isNull()) return bad(std::move(id), kInvalidRequest, "The id of a request must be an integer or a string.");
    return RequestMessage{std::move(id), method.toString().toStdString(), params.toObject()};
}

Result<QByteArray> ended(QByteArray line) {
    if (line.size() > kMaxLine) {
        return fail(ErrorCode::InvalidInput, "The message has " + std::to_string(line.size()) + " bytes, a line may have " +
                                                 std::to_string(kMaxLine) + ": ask for less at a time.");
    }
    line.append('\n');
    return line;
}

Result<QByteArray> lineOf(const QJsonObject& object) { return ended(QJsonDocument(object).toJson(QJsonDocument::Compact)); }
} // namespace

std::expected<Message, BadMessage> parseMessage(QByteArrayView line) {
    if (line.size() > kMaxLine) return bad({}, kParseError, "The line is longer than 1 MiB.");
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(QByteArray::fromRawData(line.data(), line.size()), &problem);
    if (problem.error != QJsonParseError::NoError) {
        return bad({}, kParseError,
                   "The line is not JSON: " + problem.errorString().toStdString() + " at byte " + std::to_string(problem.offset) +
                       ".");
    }
    if (!document.isObject()) return bad({}, kInvalidRequest, "A message must be a JSON object; batches are not supported.");
    const QJsonObject object = document.object();
    const bool hasId = object.contains("id"_L1);
    const Place root;
    auto id = Codec<RequestId>::decode(hasId ? object.value("id"_L1) : QJsonValue(QJsonValue::Null), Place{&root, "id"});
    if (!id) return bad({}, kInvalidRequest, id.error().message());
    if (object.value("jsonrpc"_L1) != QJsonValue("2.0"_L1))
        return bad(*id, kInvalidRequest, "The member 'jsonrpc' must be \"2.0\".");
    if (object.contains("method"_L1)) return parseCall(object, *std::move(id), hasId);
    return parseResponse(object, *std::move(id));
}

Result<QByteArray> toLine(const RequestMessage& message) {
    return lineOf({{u"jsonrpc"_s, u"2.0"_s},
                   {u"id"_s, idJson(message.id)},
                   {u"method"_s, QString::fromStdString(message.method)},
                   {u"params"_s, message.params}});
}

Result<QByteArray> toLine(const NotificationMessage& message) {
    return lineOf(
        {{u"jsonrpc"_s, u"2.0"_s}, {u"method"_s, QString::fromStdString(message.method)}, {u"params"_s, message.params}});
}

Result<QByteArray> toLine(const ResponseMessage& message) {
    QJsonObject object{{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, idJson(message.id)}};
    if (message.result) {
        object.insert("result"_L1, *message.result);
    } else {
        ALULA_ASSIGN(const QJsonObject error, toJson(message.result.error()));
        object.insert("error"_L1, error);
    }
    return lineOf(object);
}

Result<QByteArray> toLine(const RequestId& id, std::string_view result) {
    QByteArray line =
        QJsonDocument(QJsonObject{{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, idJson(id)}}).toJson(QJsonDocument::Compact).chopped(1);
    line.reserve(line.size() + static_cast<qsizetype>(result.size()) + 16);
    line.append(R"(,"result":)").append(result.data(), static_cast<qsizetype>(result.size())).append('}');
    return ended(std::move(line));
}

} // namespace alula::protocol
