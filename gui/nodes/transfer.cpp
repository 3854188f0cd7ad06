// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/transfer.h"

#include "gui/nodes/transfer_worker.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QThread>

namespace alula::gui {

namespace {
constexpr int kEndWait = 3000; // ms, for all of them

// Threads that were told to end and have not yet. GUI thread.
QList<QThread*>& leaving() {
    static QList<QThread*> threads;
    return threads;
}

// A file that was begun is taken away, and ssh ended, before the program is gone.
void waitForLeaving() {
    const QDeadlineTimer until(kEndWait);
    for (QThread* thread : leaving()) thread->wait(until);
    leaving().clear();
}
} // namespace

Transfer::Transfer(const NodeAddress& node, Way way, const QString& file, QObject* parent)
    : QObject(parent), m_line(std::make_shared<TransferLine>()), m_thread(new QThread),
      m_worker(new TransferWorker(m_line, node, way, file)) {
    m_line->owner = this;
    m_worker->moveToThread(m_thread);
    connect(m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread->start();
}

Transfer::~Transfer() {
    {
        const std::lock_guard lock(m_line->mutex);
        m_line->owner = nullptr;
    }
    [[maybe_unused]] static const bool waits = (qAddPostRoutine(waitForLeaving), true);
    leaving().append(m_thread);
    // In this thread's event loop, by the thread object's own.
    connect(m_thread, &QThread::finished, m_thread, [thread = m_thread] {
        leaving().removeOne(thread);
        thread->deleteLater();
    });
    m_thread->quit();
}

void Transfer::open() {
    inWorker([worker = m_worker] { worker->open(); });
}

void Transfer::carry(const std::string& token) {
    inWorker([worker = m_worker, token] { worker->carry(token); });
}

void Transfer::keep() {
    inWorker([worker = m_worker] { worker->keep(); });
}

void Transfer::inWorker(std::function<void()> run) { QMetaObject::invokeMethod(m_worker, std::move(run), Qt::QueuedConnection); }

} // namespace alula::gui
