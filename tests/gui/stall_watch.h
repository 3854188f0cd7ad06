// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QEvent>
#include <QtCore/QStandardPaths>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

#include <cstdlib>
#include <ctime>

namespace alula::test {

// An application that measures how long each event keeps the GUI thread, in this thread's own processor time: what other programs of a
// busy test machine take does not count, what we make it compute does. Sanitizer builds are not measured.
class MeasuredApplication final : public QApplication {
public:
    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override {
        const QEvent::Type type = event->type(); // the event may be gone afterwards
        const double before = milliseconds();
        ++m_depth;
        const bool result = QApplication::notify(receiver, event);
        --m_depth;
        const double took = milliseconds() - before;
        if (m_depth == 0 && m_watching && took > m_worst) {
            m_worst = took;
            m_worstType = type;
        }
        return result;
    }
    void watch() {
        m_watching = true;
        m_worst = 0;
    }
    // The longest event since watch(), ms.
    double worst() {
        m_watching = false;
        return m_worst;
    }
    QEvent::Type worstType() const { return m_worstType; }

private:
    static double milliseconds() {
        timespec now{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
    }
    int m_depth = 0;
    bool m_watching = false;
    double m_worst = 0;
    QEvent::Type m_worstType = QEvent::None;
};

inline constexpr double kLongestEvent = 50; // ms (the console's promise)

} // namespace alula::test

// As QTEST_MAIN, with a MeasuredApplication; settings go to a folder of the test's.
#define ALULA_GUI_TEST_MAIN(TestClass)                                                                                           \
    int main(int argc, char** argv) {                                                                                            \
        QStandardPaths::setTestModeEnabled(true);                                                                                \
        alula::test::MeasuredApplication app(argc, argv);                                                                        \
        TestClass test;                                                                                                          \
        return QTest::qExec(&test, argc, argv);                                                                                  \
    }
