// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/full_screen.h"

#include "cli/tr.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace alula::cli {

namespace {

constexpr char kBegin[] = "\x1b[?1049h\x1b[?25l"; // the second page, no cursor
constexpr char kEnd[] = "\x1b[0m\x1b[?25h\x1b[?1049l";

// A signal handler has nothing but statics.
std::atomic<int> resizePipe{-1};

void onResize(int) {
    const int saved = errno;
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(resizePipe.load(), &byte, 1);
    errno = saved;
}

void put(const std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
        const ssize_t written = ::write(STDOUT_FILENO, text.data() + at, text.size() - at);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return; // the terminal is gone, as typed() will tell
        at += static_cast<std::size_t>(written);
    }
}

} // namespace

bool FullScreen::possible() { return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1; }

Result<std::unique_ptr<FullScreen>> FullScreen::open() {
    termios before{};
    std::array<int, 2> ends{-1, -1};
    if (!possible() || ::tcgetattr(STDIN_FILENO, &before) != 0 || ::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        return fail(ErrorCode::Unsupported, Cli::tr("There is no terminal that a full screen could be shown on.").toStdString());
    }
    return std::unique_ptr<FullScreen>(new FullScreen(before, UniqueFd(ends[0]), UniqueFd(ends[1])));
}

FullScreen::FullScreen(const termios& before, UniqueFd read, UniqueFd write)
    : m_before(before), m_read(std::move(read)), m_write(std::move(write)) {
    termios raw = before;
    raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    raw.c_cc[VQUIT] = _POSIX_VDISABLE; // it would leave the terminal as it is now
    raw.c_cc[VSUSP] = _POSIX_VDISABLE; // a shell on a screen like this is of no use to anybody; Ctrl-C ends it as ever
    ::tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
    resizePipe = m_write.get();
    struct sigaction action{};
    action.sa_handler = &onResize;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGWINCH, &action, nullptr);
    put(kBegin);
}

FullScreen::~FullScreen() {
    struct sigaction action{};
    action.sa_handler = SIG_DFL;
    ::sigaction(SIGWINCH, &action, nullptr);
    put(kEnd);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before); // what was typed for us is not for the shell
}

int FullScreen::input() const { return STDIN_FILENO; }

std::string FullScreen::typed() {
    std::array<char, 256> piece{};
    const ssize_t got = ::read(STDIN_FILENO, piece.data(), piece.size());
    return got > 0 ? std::string(piece.data(), static_cast<std::size_t>(got)) : std::string();
}

void FullScreen::noticeResize() const {
    std::array<char, 64> piece{};
    while (::read(m_read.get(), piece.data(), piece.size()) > 0) continue;
}

FullScreen::Size FullScreen::size() const {
    winsize found{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &found) != 0 || found.ws_col == 0 || found.ws_row == 0) return {};
    return {found.ws_col, found.ws_row};
}

void FullScreen::draw(const std::string& rows) {
    if (rows == m_drawn) return;
    m_drawn = rows;
    put("\x1b[H" + rows);
}

} // namespace alula::cli
