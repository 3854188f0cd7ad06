// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/volume/wildmatch.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace alula {

namespace {
using Byte = unsigned char;

constexpr bool inRange(Byte c, Byte low, Byte high) { return c >= low && c <= high; }
constexpr bool isUpper(Byte c) { return inRange(c, 'A', 'Z'); }
constexpr bool isLower(Byte c) { return inRange(c, 'a', 'z'); }
constexpr bool isDigit(Byte c) { return inRange(c, '0', '9'); }
constexpr bool isAlpha(Byte c) { return isUpper(c) || isLower(c); }
constexpr bool isGraph(Byte c) { return inRange(c, 0x21, 0x7e); }

// git's own ctype (ctype.c): ASCII only, and no \v or \f among the spaces.
struct NamedClass {
    std::string_view name;
    bool (*has)(Byte);
};
constexpr std::array<NamedClass, 12> kClasses = {{
    {"alnum", [](Byte c) { return isAlpha(c) || isDigit(c); }},
    {"alpha", [](Byte c) { return isAlpha(c); }},
    {"blank", [](Byte c) { return c == ' ' || c == '\t'; }},
    {"cntrl", [](Byte c) { return c < 0x20 || c == 0x7f; }},
    {"digit", [](Byte c) { return isDigit(c); }},
    {"graph", [](Byte c) { return isGraph(c); }},
    {"lower", [](Byte c) { return isLower(c); }},
    {"print", [](Byte c) { return c == ' ' || isGraph(c); }},
    {"punct", [](Byte c) { return isGraph(c) && !isAlpha(c) && !isDigit(c); }},
    {"space", [](Byte c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }},
    {"upper", [](Byte c) { return isUpper(c); }},
    {"xdigit", [](Byte c) { return isDigit(c) || inRange(c, 'a', 'f') || inRange(c, 'A', 'F'); }},
}};

// Reads one [class]. A reader over the pattern that gives 0 behind the end, as wildmatch.c's C strings do.
class ClassReader {
public:
    ClassReader(std::string_view pattern, std::size_t open, Byte c) : m_pattern(pattern), m_at(open), m_c(c) {}

    // Whether c is in it; nothing when it is malformed. at() is then the closing bracket.
    std::optional<bool> read() {
        Byte p = next();
        const bool negated = p == '!' || p == '^';
        if (negated) p = next();
        Byte previous = 0;
        do {
            if (p == 0) return std::nullopt;
            const auto taken = element(p, previous);
            if (!taken) return std::nullopt;
            previous = *taken;
        } while ((p = next()) != ']');
        return m_in != negated;
    }
    std::size_t at() const { return m_at; }

private:
    Byte byteAt(std::size_t i) const { return i < m_pattern.size() ? static_cast<Byte>(m_pattern[i]) : Byte{0}; }
    Byte next() { return byteAt(++m_at); }

    // One element beginning with p; returns what a following range would start from (0: none may), nothing when malformed.
    std::optional<Byte> element(Byte p, Byte previous) {
        if (p == '\\') {
            p = next();
            if (p == 0) return std::nullopt;
        } else if (p == '-' && previous != 0 && byteAt(m_at + 1) != 0 && byteAt(m_at + 1) != ']') {
            p = next();
            if (p == '\\' && (p = next()) == 0) return std::nullopt;
            if (inRange(m_c, previous, p)) m_in = true;
            return Byte{0};
        } else if (p == '[' && byteAt(m_at + 1) == ':') {
            return named();
        }
        if (p == m_c) m_in = true;
        return p;
    }

    std::optional<Byte> named() {
        const std::size_t start = m_at + 2;
        std::size_t end = start;
        while (byteAt(end) != 0 && byteAt(end) != ']') ++end;
        if (byteAt(end) == 0) return std::nullopt;
        if (end == start || m_pattern[end - 1] != ':') { // no ":]": the '[' stands for itself
            if (m_c == '[') m_in = true;
            return Byte{'['};
        }
        const auto name = m_pattern.substr(start, end - 1 - start);
        m_at = end;
        for (const auto& known : kClasses) {
            if (known.name != name) continue;
            if (known.has(m_c)) m_in = true;
            return Byte{0};
        }
        return std::nullopt;
    }

    std::string_view m_pattern;
    std::size_t m_at;
    Byte m_c;
    bool m_in = false;
};

// One text against one pattern. A star that runs into a mismatch takes one byte more: the last star only, because an earlier one
// can win nothing by taking more. A single star's slash cannot move, so behind a slash only the last `**` is tried again.
class Matcher {
public:
    Matcher(std::string_view pattern, std::string_view text, PatternScope scope)
        : m_pattern(pattern), m_text(text), m_wholePath(scope == PatternScope::WholePath) {}

    bool run() {
        for (;;) {
            if (m_p == m_pattern.size() && m_t == m_text.size()) return true;
            if (m_p < m_pattern.size() && m_pattern[m_p] == '*') {
                takeStars();
                continue;
            }
            if (m_p < m_pattern.size() && m_t < m_text.size() && matchOne()) continue;
            if (!retry()) return false;
        }
    }

private:
    // Where to go on when a star takes one byte more.
    struct Star {
        std::size_t pattern = 0; // behind the star
        std::size_t text = 0;    // behind what it took so far
        bool set = false;
        bool slashStep = false; // `**/`: it may only end behind a slash
    };

    void takeStars() {
        const std::size_t start = m_p;
        m_p = std::min(m_pattern.find_first_not_of('*', m_p), m_pattern.size());
        const auto rest = m_pattern.substr(m_p);
        const bool bounded =
            (start == 0 || m_pattern[start - 1] == '/') && (rest.empty() || rest.starts_with('/') || rest.starts_with("\\/"));
        if (m_wholePath && m_p - start > 1 && bounded) {
            const bool slash = rest.starts_with('/');
            if (slash) ++m_p; // "**/" may also stand for nothing
            m_deep = {m_p, m_t, true, slash};
            m_star = {};
        } else {
            m_star = {m_p, m_t, true, false};
        }
    }

    bool matchOne() {
        const char c = m_text[m_t];
        switch (m_pattern[m_p]) {
        case '?':
            if (m_wholePath && c == '/') return false;
            break;
        case '[': {
            ClassReader reader(m_pattern, m_p, static_cast<Byte>(c));
            const auto in = reader.read();
            if (!in || !*in || (m_wholePath && c == '/')) return false;
            m_p = reader.at();
            break;
        }
        case '\\':
            if (++m_p == m_pattern.size()) return false; // retry() sets m_p anew
            [[fallthrough]];
        default:
            if (m_pattern[m_p] != c) return false;
        }
        ++m_p;
        ++m_t;
        return true;
    }

    bool retry() {
        if (m_star.set && m_star.text < m_text.size() && !(m_wholePath && m_text[m_star.text] == '/')) {
            m_p = m_star.pattern;
            m_t = ++m_star.text;
            return true;
        }
        m_star = {};
        if (!m_deep.set || m_deep.text >= m_text.size()) return false;
        if (m_deep.slashStep) {
            const auto slash = m_text.find('/', m_deep.text);
            if (slash == m_text.npos) return false;
            m_deep.text = slash;
        }
        m_p = m_deep.pattern;
        m_t = ++m_deep.text;
        return true;
    }

    std::string_view m_pattern;
    std::string_view m_text;
    bool m_wholePath;
    std::size_t m_p = 0;
    std::size_t m_t = 0;
    Star m_star; // the last `*`, while no slash was passed since
    Star m_deep; // the last `**`
};
} // namespace

bool wildMatch(std::string_view pattern, std::string_view text, PatternScope scope) {
    return Matcher(pattern, text, scope).run();
}

} // namespace alula
