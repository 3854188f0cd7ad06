// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <spdlog/spdlog.h>
#include <string>
#include <string_view>

namespace alula::log {

// The one logger of the process. Any thread. Nothing secret is ever given to it: no token, no presigned url.
template <typename... Args>
void debug(spdlog::format_string_t<Args...> text, Args&&... args) {
    spdlog::debug(text, std::forward<Args>(args)...);
}
template <typename... Args>
void info(spdlog::format_string_t<Args...> text, Args&&... args) {
    spdlog::info(text, std::forward<Args>(args)...);
}
template <typename... Args>
void warning(spdlog::format_string_t<Args...> text, Args&&... args) {
    spdlog::warn(text, std::forward<Args>(args)...);
}
template <typename... Args>
void error(spdlog::format_string_t<Args...> text, Args&&... args) {
    spdlog::error(text, std::forward<Args>(args)...);
}

// Control characters (also those that turn the direction of writing) and broken UTF-8 of a file name, made safe for a log line or
// a terminal.
std::string printable(std::string_view bytes);

} // namespace alula::log
