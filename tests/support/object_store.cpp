// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/object_store.h"

#include "shared/base/bytes.h"

#include <QProcess>
#include <QStandardPaths>
#include <QString>
#include <QStringList>
#include <stdexcept>
#include <unistd.h>

namespace alula::test {

namespace {

// What the script printed; throws with its complaint.
std::string script(const QStringList& arguments) {
    QProcess process;
    process.start(QStringLiteral(ALULA_SOURCE_DIR "/scripts/object-store"), arguments);
    if (!process.waitForFinished(90'000) || process.exitCode() != 0)
        throw std::runtime_error("scripts/object-store: " + process.readAllStandardError().toStdString());
    return process.readAllStandardOutput().trimmed().toStdString();
}

} // namespace

std::string ObjectStore::whyNot() {
    if (qEnvironmentVariableIsSet("ALULA_ON_PLATFORM")) return {};
    for (const auto& program : {QStringLiteral("swift-proxy-server"), QStringLiteral("memcached")}) {
        if (QStandardPaths::findExecutable(program).isEmpty())
            return program.toStdString() + " is not installed; scripts/test runs this test where it is";
    }
    return {};
}

ObjectStore::ObjectStore()
    : m_endpoint(script({QStringLiteral("start"), QString::fromStdString(m_dir.path("store")), QStringLiteral("0"),
                         QString::number(::getpid())})) {}

ObjectStore::~ObjectStore() {
    try {
        script({QStringLiteral("stop"), QString::fromStdString(m_dir.path("store"))});
    } catch (const std::exception& failure) {
        qWarning("%s", failure.what());
    }
}

std::uint16_t ObjectStore::port() const {
    return parseNumber<std::uint16_t>(m_endpoint.substr(m_endpoint.rfind(':') + 1)).value_or(0);
}

S3Client ObjectStore::makeBucket(const std::string& name) const {
    S3Client bucket(m_endpoint, name);
    bucket.makeBucket();
    return bucket;
}

std::string ObjectStore::log() const { return readFile(m_dir.path("store/log")); }

} // namespace alula::test
