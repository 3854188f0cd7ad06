// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/name_query.h"

#include "shared/base/bytes.h"

#include <QString>
#include <algorithm>

namespace alula {

namespace {

constexpr std::size_t kMostWords = 16;
constexpr std::size_t kMostBytes = 256;

bool isContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// One letter is one UTF-8 sequence; a byte that begins none counts as a letter.
std::size_t letterAt(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    while (end < text.size() && isContinuation(text[end])) ++end;
    return end - at;
}

// The usual walk with one place to come back to: the last * takes one letter more. At most pattern × text steps, of 256 × 255 bytes.
bool matchesPattern(std::string_view text, std::string_view pattern) {
    std::size_t t = 0;
    std::size_t p = 0;
    std::size_t star = std::string_view::npos;
    std::size_t starText = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            starText = t;
        } else if (p < pattern.size() && pattern[p] == '?') {
            ++p;
            t += letterAt(text, t);
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++starText;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::string_view longestLiteral(std::string_view pattern) {
    std::string_view best;
    for (std::size_t begin = 0; begin < pattern.size();) {
        const std::size_t end = std::min(pattern.find_first_of("*?", begin), pattern.size());
        if (end - begin > best.size()) best = pattern.substr(begin, end - begin);
        begin = end + 1;
    }
    return best;
}

bool anyComponentMatches(std::string_view path, std::string_view pattern) {
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/'), path.size());
        if (matchesPattern(path.substr(0, end), pattern)) return true;
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return false;
}

std::vector<std::string_view> wordsOf(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t begin = 0; (begin = text.find_first_not_of(' ', begin)) != std::string_view::npos;) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return words;
}

} // namespace

std::string foldedName(std::string_view name) {
    const bool isAscii = std::ranges::none_of(name, [](char c) { return static_cast<signed char>(c) < 0; });
    if (!isAscii && isUtf8(name)) {
        const QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        return text.normalized(QString::NormalizationForm_C).toCaseFolded().toStdString();
    }
    std::string folded(name);
    for (char& c : folded) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return folded;
}

Result<NameQuery::Word> NameQuery::wordOf(std::string text, bool isLast) {
    Word word;
    word.isPattern = text.find_first_of("*?") != std::string::npos;
    if (isLast) { // "world/" means the folder
        while (text.size() > 1 && text.ends_with('/')) text.pop_back();
    }
    const std::size_t slash = text.rfind('/');
    if (slash != std::string::npos && word.isPattern) {
        return fail(ErrorCode::InvalidInput, "* and ? stand for letters of one name: write 'region *.mca', not 'region/*.mca'.");
    }
    if (slash != std::string::npos && isLast) {
        word.hasFolder = true;
        word.folder = text.substr(0, slash);
        text.erase(0, slash + 1);
    }
    word.text = std::move(text);
    return word;
}

Result<NameQuery> NameQuery::parse(std::string_view text) {
    if (text.size() > kMostBytes) return fail(ErrorCode::InvalidInput, "That is too long to look for: type at most 256 letters.");
    const std::string folded = foldedName(text);
    const auto words = wordsOf(folded);
    if (words.empty() || folded.find_first_not_of(" /") == std::string::npos)
        return fail(ErrorCode::InvalidInput, "Type at least one letter.");
    if (words.size() > kMostWords) return fail(ErrorCode::InvalidInput, "Those are too many words: type at most 16.");
    if (folded.contains('\0')) return fail(ErrorCode::InvalidInput, "No name has a zero byte in it: leave it out.");
    NameQuery query;
    for (std::size_t i = 0; i < words.size(); ++i) {
        ALULA_ASSIGN(auto word, wordOf(std::string(words[i]), i + 1 == words.size()));
        query.m_words.push_back(std::move(word));
    }
    const Word& last = query.m_words.back();
    query.m_needle = last.isPattern ? longestLiteral(last.text) : last.text;
    return query;
}

std::uint32_t NameQuery::wordsIn(std::string_view directory) const {
    std::string between("/"); // so that "/world" and "world/" mean whole names
    if (!directory.empty()) between.append(directory).append("/");
    const std::string_view above(between.data(), between.size() - 1);
    std::uint32_t found = 0;
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        const Word& word = m_words[i];
        bool is = false;
        if (i + 1 == m_words.size()) is = !word.hasFolder || above.ends_with(word.folder);
        else is = word.isPattern ? anyComponentMatches(directory, word.text) : between.contains(word.text);
        if (is) found |= 1U << i;
    }
    return found;
}

bool NameQuery::matches(std::string_view name, std::uint32_t directoryWords) const {
    const Word& last = m_words.back();
    if (last.isPattern   ? !matchesPattern(name, last.text)
        : last.hasFolder ? !name.starts_with(last.text)
                         : !name.contains(last.text))
        return false;
    if (!looksAtDirectories()) return true;
    if ((directoryWords >> (m_words.size() - 1) & 1U) == 0) return false;
    for (std::size_t i = 0; i + 1 < m_words.size(); ++i) {
        const Word& word = m_words[i];
        if ((directoryWords >> i & 1U) != 0) continue;
        if (word.isPattern ? !matchesPattern(name, word.text) : !name.contains(word.text)) return false;
    }
    return true;
}

} // namespace alula
