// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/daemon/rest/rest_fixture.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tls_certificate.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTest>

#include <cstdio>

using namespace alula;
using namespace alula::test;
using namespace std::chrono_literals;

namespace {
// The certificate that a new connection is shown, as a digest; "" when there is no TLS to be had.
std::string shown(std::uint16_t port) {
    QSslSocket socket;
    socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
    if (!socket.waitForEncrypted(5000)) return {};
    return socket.peerCertificate().digest(QCryptographicHash::Sha256).toHex().toStdString();
}

struct CurlAnswer {
    int exitCode = -1;
    std::string out;
    std::string error;
};
CurlAnswer curl(const QStringList& arguments) {
    QProcess process;
    process.start(QStringLiteral("curl"), QStringList{QStringLiteral("-sS"), QStringLiteral("--max-time"), QStringLiteral("10"),
                                                      QStringLiteral("-w"), QStringLiteral(" %{http_code}")} +
                                              arguments);
    process.waitForFinished(15'000);
    return {process.exitCode(), process.readAllStandardOutput().toStdString(), process.readAllStandardError().toStdString()};
}

QString text(const std::string& bytes) { return QString::fromStdString(bytes); }

void replace(const std::string& from, const std::string& to) {
    writeFile(to + ".new", readFile(from));
    QCOMPARE(std::rename((to + ".new").c_str(), to.c_str()), 0);
}
} // namespace

class TestTls : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void curlIsServed();
    void largeBodies();
    void readsNewCertificates();
    void keepsTheOldOne_data();
    void keepsTheOldOne();
    void doesNotStartWith_data();
    void doesNotStartWith();
    void dawdlersAreClosed();
    void plainTalkIsClosed();

private:
    RestOptions options() const;

    TempDir m_temp;
    TlsCertificate m_first, m_second; // pairs that nobody changes
    TlsCertificate m_used;            // the pair that the server reads
};

void TestTls::initTestCase() {
    m_first = makeCertificate(m_temp.makeDirectory("first"));
    m_second = makeCertificate(m_temp.makeDirectory("second"));
    m_temp.makeDirectory("used");
    m_used = {m_temp.path("used/cert.pem"), m_temp.path("used/key.pem")};
}

RestOptions TestTls::options() const {
    replace(m_first.certificateFile, m_used.certificateFile);
    replace(m_first.keyFile, m_used.keyFile);
    auto made = restOptions();
    made.api.sslEnabled = true;
    made.api.sslCert = m_used.certificateFile;
    made.api.sslKey = m_used.keyFile;
    return made;
}

void TestTls::curlIsServed() {
    RunningServer running(options());
    QCOMPARE(running.failure, std::string());
    const QString base = QStringLiteral("https://localhost:") + QString::number(running.port);
    const QString ca = text(m_first.certificateFile);
    const QString bearer = QStringLiteral("Authorization: Bearer ") + text(kToken);
    const auto good = curl({QStringLiteral("--cacert"), ca, QStringLiteral("-H"), bearer, QStringLiteral("-d"),
                            text(goodCreate()), base + text(backupPath())});
    QCOMPARE(good.out, std::string(" 202"));
    const auto strange = curl({QStringLiteral("--cacert"), ca, QStringLiteral("-X"), QStringLiteral("DELETE"),
                               base + text(backupPath()) + QStringLiteral("/delete-all")});
    QVERIFY(strange.out.ends_with(" 401"));
    const auto old = curl(
        {QStringLiteral("--cacert"), ca, QStringLiteral("--tls-max"), QStringLiteral("1.1"), base + QStringLiteral("/healthz")});
    QVERIFY(old.exitCode != 0);
    const auto unknown = curl({base + QStringLiteral("/healthz")});
    QCOMPARE(unknown.exitCode, 60); // curl: the certificate is nobody's that it knows
    QCOMPARE(running.commands.created.size(), std::size_t(1));
}

// Larger than every buffer on the way; a 413 must arrive although curl is still sending.
void TestTls::largeBodies() {
    RunningServer running(options());
    const QString target = QStringLiteral("https://localhost:") + QString::number(running.port) + text(backupPath());
    const auto post = [&](std::size_t ignore, const QStringList& more) {
        const std::string file = m_temp.path("body.json");
        writeFile(file, R"({"adapter":"wings","uuid":")" + kBackup + R"(","ignore":")" + std::string(ignore, 'x') + "\"}");
        return curl(QStringList{QStringLiteral("-k"), QStringLiteral("-H"),
                                QStringLiteral("Authorization: Bearer ") + text(kToken), QStringLiteral("--data-binary"),
                                QStringLiteral("@") + text(file), target} +
                    more);
    };
    QCOMPARE(post(1'000'000, {}).out, std::string(" 202"));
    QCOMPARE(running.commands.created.at(0).ignore.size(), std::size_t(1'000'000));
    QCOMPARE(post(1'000'000, {QStringLiteral("-H"), QStringLiteral("Transfer-Encoding: chunked")}).out, std::string(" 202"));
    const auto tooLarge = post(1'200'000, {});
    QVERIFY2(tooLarge.out.ends_with(" 413"), (tooLarge.out + tooLarge.error).c_str());
    QVERIFY(post(1'200'000, {QStringLiteral("-H"), QStringLiteral("Transfer-Encoding: chunked"), QStringLiteral("-H"),
                             QStringLiteral("Expect:")})
                .out.ends_with(" 413"));
}

void TestTls::readsNewCertificates() {
    RunningServer running(options());
    const auto first = shown(running.port);
    QVERIFY(!first.empty());
    QCOMPARE(shown(running.port), first);
    // As a renewal does it: one file after the other; a connection in between is still served.
    replace(m_second.certificateFile, m_used.certificateFile);
    QCOMPARE(shown(running.port), first);
    replace(m_second.keyFile, m_used.keyFile);
    const auto second = shown(running.port);
    QVERIFY(!second.empty() && second != first);
    // Told to: the same.
    replace(m_first.certificateFile, m_used.certificateFile);
    replace(m_first.keyFile, m_used.keyFile);
    running.inside([&] { QVERIFY(running.server().reloadCertificate().has_value()); });
    QCOMPARE(shown(running.port), first);
}

void TestTls::keepsTheOldOne_data() {
    QTest::addColumn<std::string>("certificate");
    QTest::addColumn<std::string>("key");
    QTest::newRow("key of another") << readFile(m_first.certificateFile) << readFile(m_second.keyFile);
    QTest::newRow("empty certificate") << std::string() << readFile(m_first.keyFile);
    QTest::newRow("half a certificate") << readFile(m_first.certificateFile).substr(0, 200) << readFile(m_first.keyFile);
    QTest::newRow("empty key") << readFile(m_first.certificateFile) << std::string();
    QTest::newRow("nonsense") << std::string(5000, 'x') << std::string(5000, 'y');
    QTest::newRow("two mebibytes") << std::string(2_MiB, 'x') << readFile(m_first.keyFile);
}

void TestTls::keepsTheOldOne() {
    QFETCH(std::string, certificate);
    QFETCH(std::string, key);
    RunningServer running(options());
    const auto before = shown(running.port);
    QVERIFY(!before.empty());
    writeFile(m_used.certificateFile, certificate);
    writeFile(m_used.keyFile, key);
    QCOMPARE(shown(running.port), before);
    running.inside([&] { QVERIFY(!running.server().reloadCertificate().has_value()); });
    QCOMPARE(shown(running.port), before);
}

void TestTls::doesNotStartWith_data() { keepsTheOldOne_data(); }

void TestTls::doesNotStartWith() {
    QFETCH(std::string, certificate);
    QFETCH(std::string, key);
    const auto made = options();
    writeFile(m_used.certificateFile, certificate);
    writeFile(m_used.keyFile, key);
    RunningServer running(made);
    QVERIFY2(running.failure.contains("TLS"), running.failure.c_str());
}

void TestTls::dawdlersAreClosed() {
    auto made = options();
    made.requestTimeout = 400ms;
    RunningServer running(made);
    RawConnection silent(running.port);
    RawConnection begun(running.port);
    begun.send(std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11)); // the begin of a ClientHello
    QSslSocket encrypted;                                                        // past the handshake, dripping its head
    encrypted.setPeerVerifyMode(QSslSocket::VerifyNone);
    encrypted.connectToHostEncrypted(QStringLiteral("127.0.0.1"), running.port);
    QVERIFY(encrypted.waitForEncrypted(5000));
    encrypted.write("GET /hea");
    encrypted.flush();
    QByteArray answer;
    while (!answer.contains("\r\n\r\n") && encrypted.waitForReadyRead(5000)) answer += encrypted.readAll();
    answer += encrypted.readAll();
    QVERIFY2(answer.startsWith("HTTP/1.1 408"), answer.constData());
    encrypted.abort();
    QVERIFY(silent.waitUntilClosed(5s));
    QVERIFY(begun.waitUntilClosed(5s));
    QVERIFY(running.waitForConnections(0));
}

void TestTls::plainTalkIsClosed() {
    RunningServer running(options());
    RawConnection plain(running.port);
    plain.send("GET /healthz HTTP/1.1\r\n\r\n");
    QVERIFY(!plain.read(4096, 5s).contains("HTTP/1.1 200"));
    QVERIFY(running.waitForConnections(0));
    QVERIFY(!shown(running.port).empty());
}

QTEST_GUILESS_MAIN(TestTls)
#include "test_tls.moc"
