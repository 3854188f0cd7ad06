// SPDX-License-Identifier: GPL-3.0-or-later
// What comes over the local socket, in both directions: lines, JSON-RPC messages, and the parameters and answers of every method.
// The input: how the bytes are cut into packets, then the bytes.
#include "shared/protocol/line_framer.h"
#include "shared/protocol/message.h"
#include "shared/protocol/methods.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>
#include <type_traits>

using namespace alula;
using namespace alula::protocol;

namespace {

std::vector<QByteArray> linesOf(std::string_view bytes, std::size_t step) {
    LineFramer framer;
    std::vector<QByteArray> lines;
    while (!bytes.empty()) {
        const auto packet = bytes.substr(0, step);
        bytes.remove_prefix(packet.size());
        const auto pushed = framer.push(QByteArrayView(packet.data(), static_cast<qsizetype>(packet.size())));
        while (auto line = framer.take()) lines.push_back(*std::move(line));
        if (!pushed) break;
    }
    return lines;
}

// What one side understood, said again, must be understood as the same.
template <class T>
void checkValue(const QJsonObject& json) {
    const auto value = fromJson<T>(json);
    if (!value) return;
    const auto said = toJson(*value);
    fuzz::require(said.has_value(), "what could be read can be written");
    const auto again = fromJson<T>(*said);
    fuzz::require(again.has_value(), "what was written can be read");
    const auto saidAgain = toJson(*again);
    fuzz::require(saidAgain && *saidAgain == *said, "reading loses nothing");
}

void checkParams(const std::string& method, const QJsonObject& params) {
    forEachMethod([&](const auto& known) {
        if (known.name == method) checkValue<typename std::remove_cvref_t<decltype(known)>::Params>(params);
    });
    forEachNotification([&](const auto& known) {
        if (known.name == method) checkValue<typename std::remove_cvref_t<decltype(known)>::Params>(params);
    });
}

void checkAnswer(const QJsonObject& answer) {
    forEachMethod([&](const auto& known) { checkValue<typename std::remove_cvref_t<decltype(known)>::Answer>(answer); });
}

template <class M>
void checkMessage(const M& message) {
    const auto line = toLine(message);
    if (!line) return; // escapes may make it longer than a line may be
    const auto again = parseMessage(QByteArrayView(*line).chopped(1));
    fuzz::require(again.has_value() && std::holds_alternative<M>(*again), "a message said again is the same kind of message");
    const auto lineAgain = toLine(std::get<M>(*again));
    fuzz::require(lineAgain && *lineAgain == *line, "a message said again is the same");
}

void checkLine(const QByteArray& line) {
    fuzz::require(line.size() <= kMaxLine && !line.contains('\n'), "a line is one line, of bounded length");
    const auto message = parseMessage(line);
    if (!message) {
        fuzz::require(toLine(ResponseMessage{message.error().id, std::unexpected(message.error().error)}).has_value(),
                      "a bad line can be answered");
        return;
    }
    std::visit([](const auto& m) { checkMessage(m); }, *message);
    if (const auto* request = std::get_if<RequestMessage>(&*message)) checkParams(request->method, request->params);
    if (const auto* notification = std::get_if<NotificationMessage>(&*message))
        checkParams(notification->method, notification->params);
    if (const auto* response = std::get_if<ResponseMessage>(&*message))
        if (response->result) checkAnswer(*response->result);
}

// Default values of every method's parameters and answers: the fuzzer learns the members' names from them.
std::string request(std::string_view method, const QJsonObject& params) {
    return toLine(RequestMessage{RequestId(std::int64_t{7}), std::string(method), params})->toStdString();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const std::size_t step = std::size_t{input.byte()} + 1;
    const std::string_view bytes = input.rest();
    const auto lines = linesOf(bytes, bytes.size() + 1);
    fuzz::require(linesOf(bytes, step) == lines, "lines do not depend on how the bytes come");
    for (const auto& line : lines) checkLine(line);
    return 0;
}

std::vector<fuzz::Seed> fuzz::seeds() {
    std::vector<Seed> all;
    const auto add = [&](std::string name, const std::string& lines) {
        std::ranges::replace(name, '/', '-');
        all.push_back({std::move(name), "\x10" + lines});
    };
    forEachMethod([&](const auto& method) {
        using M = std::remove_cvref_t<decltype(method)>;
        const auto params = toJson(typename M::Params{});
        const auto answer = toJson(typename M::Answer{});
        if (params) add(std::string(method.name), request(method.name, *params));
        if (answer) add(std::string(method.name) + "-answer", toLine(ResponseMessage{RequestId("a"), *answer})->toStdString());
    });
    forEachNotification([&](const auto& notification) {
        const auto params = toJson(typename std::remove_cvref_t<decltype(notification)>::Params{});
        if (params)
            add(std::string(notification.name),
                toLine(NotificationMessage{std::string(notification.name), *params})->toStdString());
    });
    add("two-lines", R"({"jsonrpc":"2.0","id":1,"method":"system.hello","params":{"protocol":"1.0","client":"x"}})"
                     "\r\n\n"
                     R"({"jsonrpc":"2.0","id":"x","method":"backups.list","params":{"limit":50,"server":"\ud83d\ude00"}})"
                     "\n");
    add("path-of-bytes",
        request("backups.entries", {{QStringLiteral("backup"), QStringLiteral("3f2a0000-0000-4000-8000-000000000000")},
                                    {QStringLiteral("path"), QJsonObject{{QStringLiteral("b64"), QStringLiteral("/w==")}}},
                                    {QStringLiteral("limit"), 10}}));
    add("error", toLine(ResponseMessage{RequestId("a"), std::unexpected(RpcError{-32600, "no", {}})})->toStdString());
    return all;
}
