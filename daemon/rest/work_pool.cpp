// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/rest/work_pool.h"

#include "shared/base/log.h"

#include <QCoreApplication>
#include <QEvent>

#include <exception>
#include <memory>

namespace alula {

namespace {
Answer guarded(const WorkPool::Work& work, const Answer& whenThrown) {
    try {
        return work();
    } catch (const std::exception& thrown) {
        log::error("REST: an exception left the service: {}", thrown.what());
    } catch (...) {
        log::error("REST: something that is no exception was thrown by the service");
    }
    return whenThrown;
}
} // namespace

WorkPool::WorkPool(Limits limits, QObject* parent) : QObject(parent), m_limits(limits) {
    m_pool.setMaxThreadCount(limits.threads);
}

bool WorkPool::run(Work work, Answer whenThrown, Done done) {
    if (m_finished || m_pending >= m_limits.threads + m_limits.waiting) return false;
    ++m_pending;
    // Posted to this object, which outlives the pool's threads (finish() waits for them).
    m_pool.start([this, work = std::move(work), whenThrown = std::move(whenThrown), done = std::move(done)]() mutable {
        auto answer = guarded(work, whenThrown);
        QMetaObject::invokeMethod(
            this,
            [this, answer = std::move(answer), done = std::move(done)]() mutable {
                --m_pending;
                done(std::move(answer));
            },
            Qt::QueuedConnection);
    });
    return true;
}

void WorkPool::finish() {
    m_finished = true;
    m_pool.waitForDone();
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
}

} // namespace alula
