// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/transfer.h"

#include "gui/nodes/transfer_worker.h"

namespace alula::gui {

Transfer::Transfer(const NodeAddress& node, Way way, const QString& file, QObject* parent)
    : QObject(parent), m_worker(new TransferWorker(*this, node, way, file)) {
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

Transfer::~Transfer() {
    m_thread.quit();
    m_thread.wait();
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
