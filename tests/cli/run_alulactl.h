// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/app.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QSocketNotifier>
#include <QtTest/QTest>

#include <pty.h>
#include <string>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vector>

// alulactl as a process of its own: the test program starts itself with --as-alulactl, so that signals, exit codes and standard
// streams are real, the sanitizers see it, and no other program has to be built first. The event loop runs meanwhile: a fake
// daemon of the test answers.
namespace alula::test {

inline constexpr int kPatience = 30'000; // ms

struct Ran {
    int code = -1;
    QByteArray out, err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

class Alulactl {
public:
    explicit Alulactl(const QStringList& arguments,
                      const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment()) {
        m_process.setProcessEnvironment(environment);
        m_process.start(QCoreApplication::applicationFilePath(), QStringList{QStringLiteral("--as-alulactl")} + arguments);
    }
    QProcess& process() { return m_process; }
    bool waitForError(const QByteArray& text) {
        return QTest::qWaitFor(
            [&] {
                m_err += m_process.readAllStandardError();
                return m_err.contains(text);
            },
            kPatience);
    }
    bool waitForOutput(const QByteArray& text) {
        return QTest::qWaitFor(
            [&] {
                m_out += m_process.readAllStandardOutput();
                return m_out.contains(text);
            },
            kPatience);
    }
    void interrupt() { ::kill(static_cast<pid_t>(m_process.processId()), SIGINT); }
    Ran finish() {
        if (!QTest::qWaitFor([&] { return m_process.state() == QProcess::NotRunning; }, kPatience))
            qFatal("alulactl does not end");
        m_out += m_process.readAllStandardOutput();
        m_err += m_process.readAllStandardError();
        return {m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1, m_out, m_err};
    }

private:
    QProcess m_process;
    QByteArray m_out, m_err;
};

// On a terminal of its own: everything that it says, and a way to type.
class AlulactlOnTerminal {
public:
    explicit AlulactlOnTerminal(const QStringList& arguments, int width = 120, int height = 24) {
        std::vector<std::string> words{QCoreApplication::applicationFilePath().toStdString(), "--as-alulactl"};
        for (const QString& argument : arguments) words.push_back(argument.toStdString());
        std::vector<char*> argv;
        for (std::string& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        winsize size{static_cast<unsigned short>(height), static_cast<unsigned short>(width), 0, 0};
        m_pid = ::forkpty(&m_fd, nullptr, nullptr, &size);
        if (m_pid == 0) {
            ::execv(argv[0], argv.data());
            ::_exit(127);
        }
        m_notifier = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Read);
        QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] { read(); });
    }
    ~AlulactlOnTerminal() {
        m_notifier.reset();
        ::close(m_fd);
    }
    bool waitFor(const QByteArray& text) {
        return QTest::qWaitFor([&] { return said.contains(text); }, kPatience);
    }
    void type(const QByteArray& text) {
        if (::write(m_fd, text.constData(), static_cast<std::size_t>(text.size())) != text.size()) qFatal("cannot type");
    }
    void resize(int width, int height) const {
        winsize size{static_cast<unsigned short>(height), static_cast<unsigned short>(width), 0, 0};
        if (::ioctl(m_fd, TIOCSWINSZ, &size) != 0) qFatal("cannot resize");
    }
    // Whether it takes whole lines and shows what is typed, as a shell wants it.
    bool isCooked() const {
        termios now{};
        if (::tcgetattr(m_fd, &now) != 0) qFatal("cannot ask the terminal");
        return (now.c_lflag & ICANON) != 0 && (now.c_lflag & ECHO) != 0;
    }
    int finish() {
        if (!QTest::qWaitFor([&] { return m_over; }, kPatience)) qFatal("alulactl does not end");
        int status = 0;
        ::waitpid(m_pid, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    QByteArray said;

private:
    void read() {
        QByteArray piece(65536, 0);
        const ssize_t got = ::read(m_fd, piece.data(), static_cast<std::size_t>(piece.size()));
        if (got <= 0) { // EIO: the other side is gone
            m_over = true;
            m_notifier->setEnabled(false);
            return;
        }
        said += piece.first(got);
    }

    int m_fd = -1;
    pid_t m_pid = -1;
    bool m_over = false;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

inline bool startedAsAlulactl(int argc, char** argv) { return argc > 1 && std::string_view(argv[1]) == "--as-alulactl"; }

} // namespace alula::test

#define ALULACTL_TEST_MAIN(TestClass)                                                                                            \
    int main(int argc, char** argv) {                                                                                            \
        if (alula::test::startedAsAlulactl(argc, argv)) {                                                                        \
            return alula::cli::runAlulactl(argc - 1, argv + 1);                                                                  \
        }                                                                                                                        \
        const QCoreApplication app(argc, argv);                                                                                  \
        TestClass test;                                                                                                          \
        return QTest::qExec(&test, argc, argv);                                                                                  \
    }
