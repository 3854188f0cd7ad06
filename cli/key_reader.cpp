// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/key_reader.h"

#include <array>
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

// How long the sequence is that begins with `rest`, its escape character left out.
std::size_t lengthOf(std::string_view rest) {
    if (rest.front() == 'O') return std::min<std::size_t>(2, rest.size());
    if (rest.front() != '[') return 1; // Alt and a key
    std::size_t at = 1;
    while (at < rest.size() && (rest[at] < 0x40 || rest[at] > 0x7e)) ++at; // up to the final byte
    return std::min(at + 1, rest.size());
}

} // namespace

std::vector<KeyPress> keysIn(std::string_view bytes) {
    std::vector<KeyPress> keys;
    while (!bytes.empty()) {
        const char byte = bytes.front();
        bytes.remove_prefix(1);
        if (byte == '\x1b') {
            if (bytes.empty()) {
                keys.push_back({Key::Escape, 0});
                break;
            }
            const std::string_view sequence = bytes.substr(0, lengthOf(bytes));
            bytes.remove_prefix(sequence.size());
            for (const auto& [text, key] : kSequences) {
                if (sequence == text) keys.push_back({key, 0});
            }
        } else if (byte == '\t') {
            keys.push_back({Key::Tab, 0});
        } else if (byte == '\r' || byte == '\n') {
            keys.push_back({Key::Enter, 0});
        } else if (byte > ' ' && byte < 0x7f) {
            keys.push_back({Key::Letter, byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte});
        }
    }
    return keys;
}

} // namespace alula::cli
