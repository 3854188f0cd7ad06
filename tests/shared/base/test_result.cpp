// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/fd.h"
#include "shared/base/result.h"

#include <QtTest>
#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <set>
#include <string>
#include <unistd.h>

using namespace alula;

class TestResult : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesAreStableAndUnique();
    void errnoPicksTheCode_data();
    void errnoPicksTheCode();
    void factsAreTold();
    void pathsAreMadePrintable();
    void copiesDoNotShareWhatIsAddedLater();
    void tryReturnsTheError();
    void assignMovesTheValue();
    void descriptorsAreClosedOnce();
};

void TestResult::namesAreStableAndUnique() {
    std::set<std::string_view> names;
    for (int code = 0; code <= static_cast<int>(ErrorCode::TimedOut); ++code) {
        const auto text = name(static_cast<ErrorCode>(code));
        names.insert(text);
        QCOMPARE(errorCodeFromName(text), static_cast<ErrorCode>(code));
    }
    QCOMPARE(names.size(), std::size_t{16});
    QCOMPARE(name(ErrorCode::NotFound), std::string_view("not_found"));
    QCOMPARE(errorCodeFromName("from the future"), ErrorCode::Internal);
}

void TestResult::errnoPicksTheCode_data() {
    QTest::addColumn<int>("errnum");
    QTest::addColumn<int>("code");
    const auto row = [](const char* what, int errnum, ErrorCode code) {
        QTest::newRow(what) << errnum << static_cast<int>(code);
    };
    row("ENOENT", ENOENT, ErrorCode::NotFound);
    row("EEXIST", EEXIST, ErrorCode::AlreadyExists);
    row("EACCES", EACCES, ErrorCode::PermissionDenied);
    row("EPERM", EPERM, ErrorCode::PermissionDenied);
    row("ENOSPC", ENOSPC, ErrorCode::NoSpace);
    row("EDQUOT", EDQUOT, ErrorCode::NoSpace);
    row("ETIMEDOUT", ETIMEDOUT, ErrorCode::TimedOut);
    row("ENOSYS", ENOSYS, ErrorCode::Unsupported);
    row("EIO", EIO, ErrorCode::Io);
}

void TestResult::errnoPicksTheCode() {
    QFETCH(const int, errnum);
    QFETCH(const int, code);
    const auto error = Error::fromErrno(errnum, "doing", "a/b");
    QCOMPARE(static_cast<int>(error.code()), code);
    QCOMPARE(error.errnum(), errnum);
    QCOMPARE(error.path(), std::string("a/b"));
    QVERIFY(error.message().starts_with("doing: "));
}

void TestResult::factsAreTold() {
    const auto error = Error::fromErrno(ENOSPC, "write", "world/r.mca")
                           .withContext("unpacking y")
                           .withContext("restoring x")
                           .withCause(Error(ErrorCode::Corrupt, "the first thing"));
    QCOMPARE(error.toString(),
             std::string("restoring x: unpacking y: write: No space left on device (world/r.mca), because the first thing"));
    QCOMPARE(error.context().size(), std::size_t{2});
    QCOMPARE(error.cause()->code(), ErrorCode::Corrupt);
    QCOMPARE(Error(ErrorCode::Busy, "later").withErrno(EAGAIN).errnum(), EAGAIN);
    QVERIFY(Error(ErrorCode::Busy, "later").cause() == nullptr);
}

void TestResult::pathsAreMadePrintable() {
    const std::string path = "a\n2026-01-01 all is well\x1b[2J";
    const auto error = Error(ErrorCode::Io, "it broke").withPath("x").withCause(Error(ErrorCode::Io, "read").withPath(path));
    QCOMPARE(error.toString(), std::string("it broke (x), because read (a\\x0a2026-01-01 all is well\\x1b[2J)"));
    QCOMPARE(error.cause()->path(), path); // as it is
}

void TestResult::copiesDoNotShareWhatIsAddedLater() {
    const Error first(ErrorCode::Io, "it broke");
    const Error second = Error(first).withContext("more").withPath("p");
    QVERIFY(first.context().empty());
    QVERIFY(first.path().empty());
    QCOMPARE(second.context().size(), std::size_t{1});
}

namespace {
Result<std::unique_ptr<int>> number(bool good) {
    if (!good) return fail(ErrorCode::NotFound, "no number");
    return std::make_unique<int>(7);
}
Result<int> twice(bool good, bool check) {
    if (check) {
        ALULA_TRY(number(good));
        ALULA_TRY(number(good));
    }
    ALULA_ASSIGN(const auto one, number(good));
    ALULA_ASSIGN(std::unique_ptr<int> two, number(good));
    return *one + *two;
}
} // namespace

void TestResult::tryReturnsTheError() {
    QCOMPARE(twice(false, true).error().code(), ErrorCode::NotFound);
    QCOMPARE(*twice(true, true), 14);
}

void TestResult::assignMovesTheValue() {
    QCOMPARE(twice(false, false).error().message(), std::string("no number"));
    QCOMPARE(*twice(true, false), 14);
}

void TestResult::descriptorsAreClosedOnce() {
    int ends[2];
    QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
    const UniqueFd writer(ends[1]);
    {
        UniqueFd first(ends[0]);
        UniqueFd second = std::move(first);
        QVERIFY(!first);
        QVERIFY(second);
        QCOMPARE(::fcntl(ends[0], F_GETFD), FD_CLOEXEC);
        UniqueFd& same = second;
        second = std::move(same); // to itself
        QCOMPARE(second.get(), ends[0]);
        UniqueFd third(second.release());
        QVERIFY(!second);
    }
    QCOMPARE(::fcntl(ends[0], F_GETFD), -1);
}

QTEST_APPLESS_MAIN(TestResult)
#include "test_result.moc"
