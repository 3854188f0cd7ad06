// SPDX-License-Identifier: GPL-3.0-or-later
#include "dto_filler.h"
#include "shared/protocol/json_text.h"
#include "shared/protocol/methods.h"
#include "shared/protocol/rpc_error.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

#include <set>

using namespace alula;
using namespace alula::protocol;
using namespace Qt::StringLiterals;

namespace {

// Every type that travels, by way of the method table, so that a new method cannot be forgotten here.
template <class Visit>
void forEachDto(const Visit& visit) {
    forEachMethod([&]<class P, class A>(const Method<P, A>& method) {
        visit.template operator()<P>(method.name);
        visit.template operator()<A>(method.name);
    });
    forEachNotification([&]<class P>(const Notification<P>& notification) { visit.template operator()<P>(notification.name); });
    visit.template operator()<RpcError>("error");
    visit.template operator()<StreamOpening>("stream");
}

QJsonObject throughText(const QJsonObject& object) {
    return QJsonDocument::fromJson(QJsonDocument(object).toJson(QJsonDocument::Compact)).object();
}

// A value of another JSON type than the one given.
QJsonValue otherType(const QJsonValue& value) { return value.isBool() ? QJsonValue(u"true"_s) : QJsonValue(true); }

struct RequiredNames {
    std::set<std::string> required, other;
    template <class M, class C>
    void operator()(const char* name, M C::*) {
        (detail::Bare<M>::kOptional ? other : required).insert(name);
    }
    template <class M, class C>
    void orDefault(const char* name, M C::*) {
        other.insert(name);
    }
};

} // namespace

class TestDtos : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyDtoRoundTrips() {
        int types = 0;
        forEachDto([&]<class T>(std::string_view where) {
            ++types;
            for (std::uint64_t seed = 0; seed < 20; ++seed) {
                const T value = test::DtoFiller(seed, seed % 2 == 0).make<T>();
                const auto json = toJson(value);
                QVERIFY2(json, where.data());
                const auto back = fromJson<T>(throughText(*json));
                QVERIFY2(back, back ? "" : (std::string(where) + ": " + back.error().message()).c_str());
                QVERIFY2(*back == value, where.data());
            }
        });
        QCOMPARE(types, 31 * 2 + 6 + 2);
    }

    // Two ways to one text: by Qt's objects, and at once.
    void everyDtoIsTheSameAsText() {
        forEachDto([&]<class T>(std::string_view where) {
            if constexpr (!std::is_same_v<T, CancelParams>) { // never said by the daemon: it has a request's id
                for (std::uint64_t seed = 0; seed < 20; ++seed) {
                    const T value = test::DtoFiller(seed, seed % 2 == 0).make<T>();
                    const auto text = toText(value);
                    QVERIFY2(text, where.data());
                    QVERIFY2(!text->contains('\n'), where.data());
                    const auto read = QJsonDocument::fromJson(QByteArray::fromStdString(*text));
                    QVERIFY2(read.isObject() && read.object() == throughText(*toJson(value)), text->c_str());
                }
            }
        });
    }

    void everyRequiredMemberIsNamedWhenMissing() {
        int missed = 0;
        forEachDto([&]<class T>(std::string_view where) {
            RequiredNames names;
            T::fields(names);
            const QJsonObject whole = *toJson(test::DtoFiller(7, true).make<T>());
            for (const std::string& name : names.required) {
                const QJsonObject::const_iterator it = whole.constFind(QString::fromStdString(name));
                QVERIFY2(it != whole.constEnd(), (std::string(where) + " " + name).c_str());
                QJsonObject cut = whole;
                cut.remove(it.key());
                const auto got = fromJson<T>(cut);
                QVERIFY2(!got, (std::string(where) + " " + name).c_str());
                QCOMPARE(got.error().code(), ErrorCode::InvalidInput);
                QCOMPARE(got.error().message(), "The member '" + name + "' is missing.");
                cut.insert(it.key(), QJsonValue::Null);
                QVERIFY(!fromJson<T>(cut));
                ++missed;
            }
            QJsonObject bare = whole;
            for (const std::string& name : names.other) bare.remove(QString::fromStdString(name));
            QVERIFY2(fromJson<T>(bare), (std::string(where) + ": optional members are not optional").c_str());
        });
        QVERIFY(missed > 100);
    }

    void everyWrongTypeIsNamed() {
        forEachDto([&]<class T>(std::string_view where) {
            const QJsonObject whole = *toJson(test::DtoFiller(3, true).make<T>());
            for (auto it = whole.begin(); it != whole.end(); ++it) {
                QJsonObject wrong = whole;
                wrong.insert(it.key(), otherType(it.value()));
                const auto got = fromJson<T>(wrong);
                QVERIFY2(!got, (std::string(where) + " " + it.key().toStdString()).c_str());
                QCOMPARE(got.error().code(), ErrorCode::InvalidInput);
                QVERIFY2(got.error().message().starts_with("The member '" + it.key().toStdString() + "' must be "),
                         got.error().message().c_str());
            }
        });
    }

    void unknownMembersAreIgnored() {
        forEachDto([&]<class T>(std::string_view where) {
            const T value = test::DtoFiller(5, true).make<T>();
            QJsonObject json = *toJson(value);
            json.insert(u"from_a_later_version"_s, QJsonObject{{u"x"_s, 1}});
            const auto back = fromJson<T>(json);
            QVERIFY2(back && *back == value, where.data());
        });
    }

    void theDocumentKnowsEveryName() {
        QFile file(QStringLiteral(ALULA_SOURCE_DIR "/docs/rpc.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        const auto check = [&](std::string_view name) {
            QVERIFY2(text.contains(("`" + std::string(name) + "`").c_str()), name.data());
        };
        forEachMethod([&](const auto& method) { check(method.name); });
        forEachNotification([&](const auto& notification) { check(notification.name); });
        for (int code = 0; code <= static_cast<int>(ErrorCode::TimedOut); ++code) {
            const auto known = static_cast<ErrorCode>(code);
            check(name(known));
            QVERIFY2(text.contains(QByteArray::number(rpcCode(known))), name(known).data());
        }
        QVERIFY(text.contains(QByteArray::fromStdString("| " + kVersion.toString() + " |")));
    }

    void namesAreUnique() {
        std::set<std::string_view> names;
        forEachMethod([&](const auto& method) { QVERIFY2(names.insert(method.name).second, method.name.data()); });
        forEachNotification(
            [&](const auto& notification) { QVERIFY2(names.insert(notification.name).second, notification.name.data()); });
    }
};

QTEST_APPLESS_MAIN(TestDtos)
#include "test_dtos.moc"
