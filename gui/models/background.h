// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>
#include <QtCore/QThreadPool>

#include <functional>
#include <stop_token>
#include <utility>

namespace alula::gui {

// What is too much for the GUI thread: done by a thread of its own, one after the other, the result handed over on the thread that
// asked. Destroying it stops what runs and waits for that; no result comes then.
class Background final {
public:
    Background() { m_pool.setMaxThreadCount(1); }
    ~Background() {
        m_stop.request_stop();
        m_pool.clear();
        m_pool.waitForDone();
    }
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    // work(stop_token) runs over there, and touches only what it was given; done(its result) runs here.
    template <class Work, class Done>
    void run(Work work, Done done) {
        m_pool.start([this, work = std::move(work), done = std::move(done), stop = m_stop.get_token()]() mutable {
            auto result = work(stop);
            if (stop.stop_requested()) return;
            QMetaObject::invokeMethod(
                &m_here, [done = std::move(done), result = std::move(result)]() mutable { done(std::move(result)); },
                Qt::QueuedConnection);
        });
    }

private:
    QObject m_here; // lives where this was made
    QThreadPool m_pool;
    std::stop_source m_stop;
};

} // namespace alula::gui
