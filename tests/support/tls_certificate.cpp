// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tls_certificate.h"

#include <QProcess>
#include <QString>
#include <QStringList>
#include <stdexcept>

namespace alula::test {

TlsCertificate makeCertificate(const std::string& directory, const std::string& host) {
    const TlsCertificate made{directory + "/" + host + ".crt", directory + "/" + host + ".key"};
    const auto names = host == "localhost" ? QStringLiteral("subjectAltName=DNS:localhost,IP:127.0.0.1")
                                           : QString(QStringLiteral("subjectAltName=DNS:") + QString::fromStdString(host));
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"),
                  {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
                   QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"),
                   QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
                   QString(QStringLiteral("/CN=") + QString::fromStdString(host)), QStringLiteral("-addext"), names,
                   QStringLiteral("-keyout"), QString::fromStdString(made.keyFile), QStringLiteral("-out"),
                   QString::fromStdString(made.certificateFile)});
    if (!openssl.waitForFinished(20'000) || openssl.exitCode() != 0)
        throw std::runtime_error("openssl req failed: " + openssl.readAllStandardError().toStdString());
    return made;
}

} // namespace alula::test
