// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/client/process_transport.h"

#include "shared/base/log.h"

namespace alula {

namespace {
constexpr qsizetype kKeptErrors = 4096; // bytes
constexpr int kEndWait = 2000;          // ms that the program gets to end by itself once its input is closed
} // namespace

ProcessTransport::ProcessTransport(const QString& program, const QStringList& arguments, QObject* parent)
    : Transport(parent), m_program(program), m_arguments(arguments) {
    connect(&m_process, &QProcess::started, this, &Transport::opened);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, [this] { Q_EMIT received(m_process.readAllStandardOutput()); });
    connect(&m_process, &QProcess::readyReadStandardError, this, &ProcessTransport::keepErrors);
    connect(&m_process, &QProcess::finished, this, &ProcessTransport::finish, Qt::QueuedConnection);
    connect(
        &m_process, &QProcess::errorOccurred, this,
        [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart) finish();
        },
        Qt::QueuedConnection);
}

ProcessTransport::~ProcessTransport() {
    m_process.disconnect(this);
    close();
}

void ProcessTransport::open() { m_process.start(m_program, m_arguments); }

void ProcessTransport::send(const QByteArray& bytes) {
    if (m_process.state() == QProcess::Running) m_process.write(bytes);
}

void ProcessTransport::close() {
    m_over = true;
    if (m_process.state() == QProcess::NotRunning) return;
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(kEndWait)) {
        m_process.kill();
        m_process.waitForFinished(kEndWait);
    }
}

void ProcessTransport::keepErrors() {
    m_errors += m_process.readAllStandardError();
    if (m_errors.size() > kKeptErrors) m_errors = m_errors.last(kKeptErrors);
}

void ProcessTransport::finish() {
    if (m_over) return;
    m_over = true;
    const QByteArray rest = m_process.readAllStandardOutput();
    if (!rest.isEmpty()) Q_EMIT received(rest);
    keepErrors();
    const std::string program = m_program.toStdString();
    if (m_process.error() == QProcess::FailedToStart) {
        Q_EMIT closed(Error(ErrorCode::Network,
                            "The program " + program + " could not be started: " + m_process.errorString().toStdString() + "."));
        return;
    }
    const QByteArray said = m_errors.trimmed();
    const std::string text =
        "The connection through " + program + " ended" +
        (said.isEmpty() ? std::string(".")
                        : ": " + log::printable(std::string_view(said.data(), static_cast<std::size_t>(said.size()))));
    Q_EMIT closed(Error(ErrorCode::Network, text));
}

} // namespace alula
