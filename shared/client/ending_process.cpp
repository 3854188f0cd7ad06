// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/client/ending_process.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QThread>
#include <QtCore/QTimer>

namespace alula {

namespace {
constexpr int kEndWait = 2000; // ms that the program gets once its input is closed, and to be gone once it is killed
}

EndingProcess::EndingProcess(std::unique_ptr<QProcess> process) : m_process(std::move(process)) {
    QCoreApplication* app = QCoreApplication::instance();
    if (app && app->thread() == thread()) setParent(app);
    connect(m_process.get(), &QProcess::finished, this, &QObject::deleteLater);
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) deleteLater();
    });
    // What it still says is read and dropped: a full pipe would keep it from ending.
    m_process->setReadChannel(QProcess::StandardOutput);
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, [this] { (void)m_process->readAllStandardOutput(); });
    connect(m_process.get(), &QProcess::readyReadStandardError, this, [this] { (void)m_process->readAllStandardError(); });
    QTimer::singleShot(kEndWait, this, [this] { m_process->kill(); });
    m_process->closeWriteChannel();
    if (m_process->state() == QProcess::NotRunning) deleteLater();
}

EndingProcess::~EndingProcess() {
    m_process->disconnect(this);
    if (m_process->state() == QProcess::NotRunning) return;
    m_process->kill();
    m_process->waitForFinished(kEndWait);
}

} // namespace alula
