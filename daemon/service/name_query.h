// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace alula {

// Bytes of a name without letter case: what names are compared by. Names that are UTF-8 by Unicode's folding, with composed and
// decomposed letters the same; in all others the ASCII letters.
std::string foldedName(std::string_view name);

// What somebody typed to find a file. Words are apart by spaces; each has to stand in the path, the last one in the entry's own name.
// A word with * or ? is a pattern of one whole name; "region/r.0" is the beginning of a name and the end of its folder's path.
// Everything given to it is folded. Immutable: any thread.
class NameQuery {
public:
    // InvalidInput: no letter, over 16 words or 256 bytes, a pattern over several folders.
    static Result<NameQuery> parse(std::string_view text);

    // Stands in every name that matches; "" when nothing is known of them.
    const std::string& needle() const { return m_needle; }
    bool looksAtDirectories() const { return m_words.size() > 1 || m_words.back().hasFolder; }
    // Bit i: this directory's path fulfils word i, whatever the names in it.
    std::uint32_t wordsIn(std::string_view directory) const;
    // Of an entry in a directory of which wordsIn() is known; any value when looksAtDirectories() is false.
    bool matches(std::string_view name, std::uint32_t directoryWords) const;
    bool isExact(std::string_view name) const { return !m_words.back().isPattern && name == m_words.back().text; }

private:
    struct Word {
        std::string text;   // what is looked for; of the last word with a slash, the part behind it
        std::string folder; // with hasFolder: how the path of the directory ends, a slash in front
        bool isPattern = false;
        bool hasFolder = false;
    };
    static Result<Word> wordOf(std::string text, bool isLast);

    std::vector<Word> m_words; // never empty
    std::string m_needle;
};

} // namespace alula
