// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/message.h"
#include "shared/protocol/version.h"

#include <QtTest/QTest>

#include <cerrno>

using namespace alula;
using namespace alula::protocol;
using namespace Qt::StringLiterals;

namespace {
Message parsedLine(const Result<QByteArray>& line) {
    if (!line || !line->endsWith('\n') || line->count('\n') != 1) qFatal("not one line");
    auto message = parseMessage(QByteArrayView(*line).chopped(1));
    if (!message) qFatal("%s", message.error().error.message.c_str());
    return *std::move(message);
}
} // namespace

class TestMessage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messagesRoundTrip() {
        const QJsonObject body{{u"text"_s, u"two\nlines \u2028"_s}, {u"n"_s, qint64(9007199254740991)}};
        const auto request = std::get<RequestMessage>(parsedLine(toLine(RequestMessage{RequestId(7), "system.status", body})));
        QCOMPARE(request.id, RequestId(7));
        QCOMPARE(request.method, "system.status");
        QCOMPARE(request.params, body);
        const auto note = std::get<NotificationMessage>(parsedLine(toLine(NotificationMessage{"job.changed", body})));
        QCOMPARE(note.method, "job.changed");
        QCOMPARE(note.params, body);
        const auto answer = std::get<ResponseMessage>(parsedLine(toLine(ResponseMessage{RequestId("a"), body})));
        QCOMPARE(answer.id, RequestId("a"));
        QCOMPARE(answer.result.value(), body);
        const RpcError error{-32000, "No such thing.", RpcErrorData{"not_found", WirePath{"a\xff"}, "ENOENT", {"x", "y"}, "z"}};
        const auto failed = std::get<ResponseMessage>(parsedLine(toLine(ResponseMessage{RequestId(), std::unexpected(error)})));
        QVERIFY(failed.id.isNull());
        QCOMPARE(failed.result.error(), error);
    }

    void badLines_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("idKnown");
        const auto row = [](const char* name, const char* line, int code, bool known) {
            QTest::newRow(name) << QByteArray(line) << code << known;
        };
        row("empty", "", kParseError, false);
        row("no JSON", "GET / HTTP/1.1", kParseError, false);
        row("cut", R"({"jsonrpc":"2.0","id":1)", kParseError, false);
        row("broken UTF-8", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\"}", kParseError, false);
        row("a string", R"("hello")", kParseError, false); // QJsonDocument wants an object or a list
        row("a batch", R"([{"jsonrpc":"2.0","id":1,"method":"x"}])", kInvalidRequest, false);
        row("no version", R"({"id":1,"method":"x"})", kInvalidRequest, true);
        row("version 1", R"({"jsonrpc":"1.0","id":1,"method":"x"})", kInvalidRequest, true);
        row("version as number", R"({"jsonrpc":2.0,"id":1,"method":"x"})", kInvalidRequest, true);
        row("method a number", R"({"jsonrpc":"2.0","id":1,"method":5})", kInvalidRequest, true);
        row("params a list", R"({"jsonrpc":"2.0","id":1,"method":"x","params":[1]})", kInvalidRequest, true);
        row("id an object", R"({"jsonrpc":"2.0","id":{},"method":"x"})", kInvalidRequest, false);
        row("id a fraction", R"({"jsonrpc":"2.0","id":1.5,"method":"x"})", kInvalidRequest, false);
        row("id null", R"({"jsonrpc":"2.0","id":null,"method":"x"})", kInvalidRequest, false);
        row("neither", R"({"jsonrpc":"2.0","id":1})", kInvalidRequest, true);
        row("both", R"({"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":""}})", kInvalidRequest, true);
        row("result a number", R"({"jsonrpc":"2.0","id":1,"result":5})", kInvalidRequest, true);
        row("error a string", R"({"jsonrpc":"2.0","id":1,"error":"no"})", kInvalidRequest, true);
        row("error without code", R"({"jsonrpc":"2.0","id":1,"error":{"message":"no"}})", kInvalidRequest, true);
    }
    void badLines() {
        QFETCH(QByteArray, line);
        QFETCH(int, code);
        QFETCH(bool, idKnown);
        const auto got = parseMessage(line);
        QVERIFY(!got);
        QCOMPARE(got.error().error.code, code);
        QCOMPARE(got.error().id, idKnown ? RequestId(1) : RequestId());
        QVERIFY(!got.error().error.message.empty());
        QVERIFY(toLine(ResponseMessage{got.error().id, std::unexpected(got.error().error)}));
    }

    void deepNestingIsAnError() {
        const QByteArray deep =
            R"({"jsonrpc":"2.0","id":1,"method":"x","params":{"a":)" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + "}}";
        QVERIFY(!parseMessage(deep));
    }

    void paramsMayBeLeftOut() {
        const auto got = parseMessage(R"({"jsonrpc":"2.0","id":"s","method":"system.status"})");
        QVERIFY(got);
        QVERIFY(std::get<RequestMessage>(*got).params.isEmpty());
    }

    void longMessagesAreNotSent() {
        const auto with = [](qsizetype size) {
            return toLine(NotificationMessage{"x", QJsonObject{{u"a"_s, QString(size, u'a')}}});
        };
        const qsizetype frame = with(0)->size() - 1;
        QVERIFY(with(kMaxLine - frame));
        const auto tooLong = with(kMaxLine - frame + 1);
        QVERIFY(!tooLong);
        QCOMPARE(tooLong.error().code(), ErrorCode::InvalidInput);
        QVERIFY(parseMessage(QByteArrayView(*with(kMaxLine - frame)).chopped(1)));
    }

    void everyErrorCodeHasItsNumber() {
        QSet<std::int32_t> numbers;
        for (int code = 0; code <= static_cast<int>(ErrorCode::TimedOut); ++code) {
            const auto known = static_cast<ErrorCode>(code);
            numbers.insert(rpcCode(known));
            QCOMPARE(errorCodeFromRpc(rpcCode(known)), known);
        }
        QCOMPARE(numbers.size(), 16);
        QCOMPARE(errorCodeFromRpc(kMethodNotFound), ErrorCode::Unsupported);
        QCOMPARE(errorCodeFromRpc(kParseError), ErrorCode::Protocol);
        QCOMPARE(errorCodeFromRpc(-32099), ErrorCode::Internal);
    }

    void errorsKeepTheirFacts() {
        const Error error = Error::fromErrno(ENOSPC, "write", "world/r.\xff.mca")
                                .withContext("unpacking")
                                .withContext("restoring")
                                .withCause(Error(ErrorCode::Io, "the disk"));
        const RpcError wire = toRpcError(error);
        QCOMPARE(wire.data->code, "no_space");
        QCOMPARE(*wire.data->errnoName, "ENOSPC");
        const auto json = toJson(wire);
        QVERIFY(json);
        const Error back = toError(*fromJson<RpcError>(*json));
        QCOMPARE(back.code(), ErrorCode::NoSpace);
        QCOMPARE(back.errnum(), ENOSPC);
        QCOMPARE(back.path(), error.path());
        QCOMPARE(back.message(), error.message());
        QCOMPARE(back.context(), error.context());
        QVERIFY(back.cause());
        QCOMPARE(back.cause()->message(), "the disk");
    }

    void errorsWithoutDataAreUnderstood() {
        QCOMPARE(toError({-32002, "busy with it", {}}).code(), ErrorCode::Conflict);
        QCOMPARE(toError({-32002, "busy", RpcErrorData{"a_code_of_tomorrow", {}, "EWHAT", {}, {}}}).code(), ErrorCode::Conflict);
        QCOMPARE(toError({-32002, "busy", RpcErrorData{"a_code_of_tomorrow", {}, "EWHAT", {}, {}}}).errnum(), 0);
    }

    void versionsSayWhichSideIsOld() {
        QVERIFY(checkVersions({1, 0}, {1, 9}));
        QVERIFY(checkVersions({1, 9}, {1, 0}));
        const auto oldDaemon = checkVersions({1, 4}, {2, 0});
        QVERIFY(!oldDaemon);
        QVERIFY(oldDaemon.error().message().contains("upgrade the daemon"));
        const auto oldClient = checkVersions({2, 0}, {1, 4});
        QVERIFY(!oldClient);
        QVERIFY(oldClient.error().message().contains("upgrade this program"));
        QCOMPARE(oldClient.error().code(), ErrorCode::Unsupported);
    }
};

QTEST_APPLESS_MAIN(TestMessage)
#include "test_message.moc"
