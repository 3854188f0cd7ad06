// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCoreApplication>
#include <QtCore/QPointer>
#include <QtCore/QThreadPool>

#include <utility>

namespace alula::gui {

// Runs work() in another thread and done(its result) in the GUI thread, unless context is gone by then. What work touches is its own.
template <class Work, class Done>
void inWorker(QObject* context, Work work, Done done) {
    QThreadPool::globalInstance()->start(
        [guard = QPointer<QObject>(context), work = std::move(work), done = std::move(done)]() mutable {
            auto result = work();
            // The application outlives the pool's threads; the context may not.
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [guard = std::move(guard), done = std::move(done), result = std::move(result)]() mutable {
                    if (guard) done(std::move(result));
                },
                Qt::QueuedConnection);
        });
}

} // namespace alula::gui
