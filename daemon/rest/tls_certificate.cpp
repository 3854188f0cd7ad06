// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/tls_certificate.h"

#include "shared/base/log.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

#include <memory>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/stat.h>

namespace alula {

namespace {
constexpr qint64 kMaxPemFile = 1024 * 1024;

Result<QByteArray> readPem(const std::string& path, const char* what) {
    QFile file(QFile::decodeName(QByteArray::fromStdString(path)));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::InvalidInput,
                    std::string("The TLS ") + what + " cannot be read: " + file.errorString().toStdString() + " (" + path + ").");
    const QByteArray bytes = file.read(kMaxPemFile + 1);
    if (bytes.size() > kMaxPemFile)
        return fail(ErrorCode::InvalidInput, std::string("The TLS ") + what + " is too large to be one (" + path + ").");
    return bytes;
}

// An encrypted key must not ask on a terminal.
int noPassword(char*, int, int, void*) { return -1; }

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using X509Ptr = std::unique_ptr<X509, decltype(&X509_free)>;
using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

Bio bioOf(const QByteArray& bytes) { return {BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())), &BIO_free}; }

Result<void> checkPair(const QByteArray& certificate, const QByteArray& key) {
    const Bio certificateBio = bioOf(certificate);
    const Bio keyBio = bioOf(key);
    const X509Ptr x509(PEM_read_bio_X509(certificateBio.get(), nullptr, noPassword, nullptr), &X509_free);
    const KeyPtr privateKey(PEM_read_bio_PrivateKey(keyBio.get(), nullptr, noPassword, nullptr), &EVP_PKEY_free);
    const bool match = x509 && privateKey && X509_check_private_key(x509.get(), privateKey.get()) == 1;
    ERR_clear_error();
    if (!x509) return fail(ErrorCode::InvalidInput, "The TLS certificate is not a PEM certificate.");
    if (!privateKey) return fail(ErrorCode::InvalidInput, "The TLS key is not a PEM private key without a password.");
    if (!match) return fail(ErrorCode::InvalidInput, "The TLS key does not belong to the certificate.");
    return {};
}

QSslKey keyOf(const QByteArray& pem) {
    for (const auto algorithm : {QSsl::Ec, QSsl::Rsa}) {
        QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey);
        if (!key.isNull()) return key;
    }
    return {};
}
} // namespace

TlsCertificate::TlsCertificate(std::string certificateFile, std::string keyFile)
    : m_certificateFile(std::move(certificateFile)), m_keyFile(std::move(keyFile)) {}

TlsCertificate::Stamp TlsCertificate::stampOfFiles() const {
    Stamp stamp{};
    std::size_t at = 0;
    for (const auto* path : {&m_certificateFile, &m_keyFile}) {
        struct stat facts{};
        if (::stat(path->c_str(), &facts) != 0) facts = {};
        stamp[at++] = facts.st_mtim.tv_sec * 1'000'000'000 + facts.st_mtim.tv_nsec;
        stamp[at++] = facts.st_size;
        stamp[at++] = static_cast<std::int64_t>(facts.st_ino);
    }
    return stamp;
}

Result<void> TlsCertificate::load() {
    m_stamp = stampOfFiles(); // before reading: a change meanwhile is seen next time
    ALULA_ASSIGN(const QByteArray certificate, readPem(m_certificateFile, "certificate"));
    ALULA_ASSIGN(const QByteArray key, readPem(m_keyFile, "key"));
    ALULA_TRY(checkPair(certificate, key));
    const auto chain = QSslCertificate::fromData(certificate, QSsl::Pem);
    const QSslKey privateKey = keyOf(key);
    if (chain.isEmpty() || privateKey.isNull())
        return fail(ErrorCode::Unsupported, "The TLS key must be an RSA or an elliptic-curve (P-256 …) key.");
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // the panel proves itself by its token
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(privateKey);
    m_configuration = configuration;
    return {};
}

void TlsCertificate::reloadIfChanged() {
    if (stampOfFiles() == m_stamp) return;
    if (auto loaded = load(); !loaded)
        log::error("REST: the new TLS certificate cannot be used, the old one stays. {}", loaded.error().toString());
    else log::info("REST: the TLS certificate was read anew");
}

} // namespace alula
