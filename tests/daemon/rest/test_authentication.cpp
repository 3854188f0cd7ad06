// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/authentication.h"

#include <QTest>

using namespace alula;
using Verdict = Authentication::Verdict;

class TestAuthentication : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void judges_data();
    void judges();
    void emptyTokenLetsNobodyIn();
};

void TestAuthentication::judges_data() {
    QTest::addColumn<std::string>("header");
    QTest::addColumn<int>("verdict");
    const auto row = [](const char* name, const std::string& header, Verdict verdict) {
        QTest::newRow(name) << header << static_cast<int>(verdict);
    };
    row("right", "Bearer secret", Verdict::Granted);
    row("scheme in another case", "bearer secret", Verdict::Granted);
    row("missing", "", Verdict::NoCredentials);
    row("scheme only", "Bearer", Verdict::NoCredentials);
    row("scheme and space only", "Bearer ", Verdict::NoCredentials);
    row("other scheme", "Basic secret", Verdict::NoCredentials);
    row("token only", "secret", Verdict::NoCredentials);
    row("wrong", "Bearer secreT", Verdict::WrongToken);
    row("begin of it", "Bearer secre", Verdict::WrongToken);
    row("more than it", "Bearer secrets", Verdict::WrongToken);
    row("with id, as the panel's own api has it", "Bearer tid.secret", Verdict::WrongToken);
    row("two of them", "Bearer secret, Bearer secret", Verdict::WrongToken);
    row("second space", "Bearer  secret", Verdict::WrongToken);
    row("nul behind it", std::string("Bearer secret\0", 14), Verdict::WrongToken);
}

void TestAuthentication::judges() {
    QFETCH(std::string, header);
    QFETCH(int, verdict);
    QCOMPARE(static_cast<int>(Authentication("secret").check(header)), verdict);
}

void TestAuthentication::emptyTokenLetsNobodyIn() {
    const Authentication none("");
    QCOMPARE(none.check("Bearer "), Verdict::NoCredentials);
    QCOMPARE(none.check("Bearer x"), Verdict::WrongToken);
}

QTEST_APPLESS_MAIN(TestAuthentication)
#include "test_authentication.moc"
