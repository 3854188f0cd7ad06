// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/terminal.h"

#include <cstdio>
#include <iostream>
#include <string>
#include <sys/ioctl.h>
#include <unistd.h>

namespace alula::cli {

namespace {
void put(std::FILE* stream, const QString& text) {
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}
} // namespace

void SystemTerminal::write(const QString& text) { put(stdout, text); }
void SystemTerminal::writeError(const QString& text) { put(stderr, text); }
bool SystemTerminal::errorIsTerminal() const { return ::isatty(STDERR_FILENO) == 1; }

int SystemTerminal::width() const {
    winsize size{};
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 20) return 80;
    return size.ws_col;
}

bool SystemTerminal::canAsk() const { return ::isatty(STDIN_FILENO) == 1 && errorIsTerminal(); }

std::optional<QString> SystemTerminal::ask(const QString& question) {
    writeError(question);
    std::string line;
    if (!std::getline(std::cin, line)) return std::nullopt;
    return QString::fromStdString(line).trimmed();
}

} // namespace alula::cli
