// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/client/process_transport.h"

#include "shared/base/log.h"
#include "shared/client/ending_process.h"

namespace alula {

namespace {
constexpr qsizetype kKeptErrors = 4096; // bytes

ProcessTransport::Judge connectionLost(const std::string& program) {
    return [program](int, const std::string& said) {
        return Error(ErrorCode::Network, "The connection through " + program + " ended" + (said.empty() ? "." : ": " + said));
    };
}
// Line by line: what else is no text is escaped.
std::string printableLines(const QByteArray& said) {
    std::string text;
    for (const QByteArray& line : said.trimmed().split('\n')) {
        const QByteArray whole = line.trimmed();
        if (!text.empty()) text += '\n';
        text += log::printable(std::string_view(whole.data(), static_cast<std::size_t>(whole.size())));
    }
    return text;
}
} // namespace

ProcessTransport::ProcessTransport(const QString& program, const QStringList& arguments, QObject* parent)
    : ProcessTransport({program, arguments}, connectionLost(program.toStdString()), parent) {}

ProcessTransport::ProcessTransport(Program program, Judge judge, QObject* parent)
    : Transport(parent), m_program(std::move(program)), m_judge(std::move(judge)), m_process(std::make_unique<QProcess>()) {
    QProcess* process = m_process.get();
    connect(process, &QProcess::started, this, &Transport::opened);
    connect(process, &QProcess::readyReadStandardOutput, this, [this] { Q_EMIT received(m_process->readAllStandardOutput()); });
    connect(process, &QProcess::readyReadStandardError, this, &ProcessTransport::keepErrors);
    connect(process, &QProcess::finished, this, &ProcessTransport::finish, Qt::QueuedConnection);
    connect(
        process, &QProcess::errorOccurred, this,
        [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart) finish();
        },
        Qt::QueuedConnection);
}

ProcessTransport::~ProcessTransport() { close(); }

void ProcessTransport::open() {
    if (!m_process) return;
    m_process->setProcessEnvironment(m_program.environment);
    m_process->start(m_program.path, m_program.arguments);
}

void ProcessTransport::send(const QByteArray& bytes) {
    if (m_process && m_process->state() == QProcess::Running) m_process->write(bytes);
}

void ProcessTransport::close() {
    m_over = true;
    if (!m_process) return;
    m_process->disconnect(this);
    // Not deleted here, ended or not: this may run in one of its signals. The object sees to itself.
    new EndingProcess(std::move(m_process));
}

void ProcessTransport::keepErrors() {
    m_errors += m_process->readAllStandardError();
    if (m_errors.size() > kKeptErrors) m_errors = m_errors.last(kKeptErrors);
}

void ProcessTransport::finish() {
    if (m_over) return;
    m_over = true;
    const QByteArray rest = m_process->readAllStandardOutput();
    if (!rest.isEmpty()) Q_EMIT received(rest);
    if (!m_process) return; // what was received had us closed
    keepErrors();
    if (m_process->error() == QProcess::FailedToStart) {
        Q_EMIT closed(Error(ErrorCode::Network, "The program " + m_program.path.toStdString() +
                                                    " could not be started: " + m_process->errorString().toStdString() + "."));
        return;
    }
    const int exitCode = m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -1;
    Q_EMIT closed(m_judge(exitCode, printableLines(m_errors)));
}

} // namespace alula
