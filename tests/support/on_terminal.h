// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QSocketNotifier>
#include <QtTest/QTest>

#include <memory>
#include <pty.h>
#include <string>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vector>

namespace alula::test {

// A program on a terminal of its own: everything that it says, and a way to type. Needs the event loop.
class OnTerminal {
public:
    explicit OnTerminal(std::vector<std::string> words, int width = 120, int height = 24) {
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
    ~OnTerminal() {
        m_notifier.reset();
        ::close(m_fd);
    }
    bool waitFor(const QByteArray& text) {
        return QTest::qWaitFor([&] { return said.contains(text); }, kPatienceMs);
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
        if (!QTest::qWaitFor([&] { return m_over; }, kPatienceMs)) qFatal("the program on the terminal does not end");
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

    static constexpr int kPatienceMs = 60'000;
    int m_fd = -1;
    pid_t m_pid = -1;
    bool m_over = false;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace alula::test
