// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QEvent>
#include <QtCore/QStandardPaths>
#include <QtCore/QThread>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

#include <algorithm>
#include <cstdlib>
#include <ctime>

namespace alula::test {

inline constexpr double kLongestEvent = 50; // ms (the console's promise)

// An application that measures how long each event keeps the GUI thread, in this thread's own processor time: what other programs of a
// busy test machine take does not count, what we make it compute does. Sanitizer builds are not measured. The time on the clock is
// measured too, for scripts/bench.
class MeasuredApplication final : public QApplication {
public:
    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override {
        if (QThread::currentThread() != thread())
            return QApplication::notify(receiver, event); // a worker's, or the stand-in daemon's
        const QEvent::Type type = event->type();          // the event may be gone afterwards
        const double before = milliseconds(CLOCK_THREAD_CPUTIME_ID), beforeOnClock = milliseconds(CLOCK_MONOTONIC);
        ++m_depth;
        const bool result = QApplication::notify(receiver, event);
        --m_depth;
        if (m_depth > 0 || !m_watching) return result;
        const double took = milliseconds(CLOCK_THREAD_CPUTIME_ID) - before;
        const double tookOnClock = milliseconds(CLOCK_MONOTONIC) - beforeOnClock;
        if (took > m_worst) {
            m_worst = took;
            m_worstType = type;
        }
        m_worstOnClock = std::max(m_worstOnClock, tookOnClock);
        if (took > kLongestEvent) ++m_tooLong;
        if (tookOnClock > kLongestEvent) ++m_tooLongOnClock;
        return result;
    }
    void watch() {
        m_watching = true;
        m_worst = m_worstOnClock = 0;
        m_tooLong = m_tooLongOnClock = 0;
    }
    // The longest event since watch(), ms.
    double worst() {
        m_watching = false;
        return m_worst;
    }
    QEvent::Type worstType() const { return m_worstType; }
    double worstOnClock() const { return m_worstOnClock; }
    int tooLong() const { return m_tooLong; } // events of more than kLongestEvent
    int tooLongOnClock() const { return m_tooLongOnClock; }

private:
    static double milliseconds(clockid_t clock) {
        timespec now{};
        ::clock_gettime(clock, &now);
        return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
    }
    int m_depth = 0;
    bool m_watching = false;
    double m_worst = 0, m_worstOnClock = 0;
    int m_tooLong = 0, m_tooLongOnClock = 0;
    QEvent::Type m_worstType = QEvent::None;
};

} // namespace alula::test

// As QTEST_MAIN, with a MeasuredApplication; settings go to a folder of the test's.
#define ALULA_GUI_TEST_MAIN(TestClass)                                                                                           \
    int main(int argc, char** argv) {                                                                                            \
        QStandardPaths::setTestModeEnabled(true);                                                                                \
        alula::test::MeasuredApplication app(argc, argv);                                                                        \
        TestClass test;                                                                                                          \
        return QTest::qExec(&test, argc, argv);                                                                                  \
    }
