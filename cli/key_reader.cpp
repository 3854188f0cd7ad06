// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/key_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace alula::cli {

namespace {

constexpr std::array<std::pair<std::string_view, Key>, 14> kSequences = {{{"[A", Key::Up},
                                                                          {"[B", Key::Down},
                                                                          {"OA", Key::Up}, // application mode
                                                                          {"OB", Key::Down},
                                                                          {"[5~", Key::PageUp},
                                                                          {"[6~", Key::PageDown},
                                                                          {"[H", Key::Home},
                                                                          {"[F", Key::End},
                                                                          {"OH", Key::Home},
                                                                          {"OF", Key::End},
                                                                          {"[1~", Key::Home},
                                                                          {"[4~", Key::End},
                                                                          {"[7~", Key::Home},
                                                                          {"[8~", Key::End}}};

constexpr std::size_t kLongest = 64; // what is longer is no sequence of a key

// How long the sequence is that begins with `rest`, its escape character left out; none: it goes on in what has not come yet.
std::optional<std::size_t> lengthOf(std::string_view rest) {
    if (rest.empty()) return std::nullopt;
    if (rest.front() == 'O') return rest.size() > 1 ? std::optional<std::size_t>(2) : std::nullopt;
    if (rest.front() == '\x1b') return 0; // another one begins
    if (rest.front() != '[') return 1;    // Alt and a key
    for (std::size_t at = 1; at < std::min(rest.size(), kLongest); ++at) {
        if (rest[at] == '\x1b') return at;                       // cut off by the next one
        if (rest[at] >= 0x40 && rest[at] <= 0x7e) return at + 1; // the final byte
    }
    return rest.size() < kLongest ? std::nullopt : std::optional(kLongest);
}

} // namespace

std::vector<KeyPress> KeyReader::take(std::string_view piece) {
    std::vector<KeyPress> keys;
    const std::string all = std::exchange(m_begun, {}) + std::string(piece);
    std::string_view bytes = all;
    while (!bytes.empty()) {
        const char byte = bytes.front();
        bytes.remove_prefix(1);
        if (byte == '\x1b') {
            const auto length = lengthOf(bytes);
            if (!length) {
                m_begun = '\x1b' + std::string(bytes);
                break;
            }
            if (*length == 0) keys.push_back({Key::Escape, 0});
            const std::string_view sequence = bytes.substr(0, *length);
            bytes.remove_prefix(sequence.size());
            for (const auto& [text, key] : kSequences) {
                if (sequence == text) keys.push_back({key, 0});
            }
        } else if (byte == '\t') {
            keys.push_back({Key::Tab, 0});
        } else if (byte == '\r' || byte == '\n') {
            keys.push_back({Key::Enter, 0});
        } else if (byte > ' ' && byte < 0x7f) {
            keys.push_back({Key::Letter, byte});
        }
    }
    return keys;
}

std::vector<KeyPress> KeyReader::giveUp() {
    if (std::exchange(m_begun, {}) == "\x1b") return {{Key::Escape, 0}};
    return {};
}

} // namespace alula::cli
