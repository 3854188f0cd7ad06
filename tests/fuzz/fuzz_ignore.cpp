// SPDX-License-Identifier: GPL-3.0-or-later
// Ignore rules, which a server's user writes, against paths, which their programs make. The input: rules, then paths, each behind
// a zero byte.
#include "shared/engine/volume/ignore.h"
#include "shared/engine/volume/wildmatch.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>

using namespace alula;

namespace {

// What must be true of any rules whatever they are.
void check(const IgnoreRules& rules, std::string_view text, std::string_view path) {
    using Match = IgnoreRules::Match;
    const auto asFile = rules.match(path, false);
    const auto asDirectory = rules.match(path, true);
    if (rules.empty()) {
        fuzz::require(asFile == Match::None && asDirectory == Match::None, "no rules match nothing");
    }
    // One more rule that matches everything decides: the last one wins.
    const auto more = [&](std::string_view line) {
        std::string longer(text);
        longer += '\n';
        return IgnoreRules::parse(longer.append(line));
    };
    if (path.empty() || text.contains('\0')) return;
    fuzz::require(more("*").match(path, false) == Match::Ignored, "the last rule wins: *");
    fuzz::require(more("!*").match(path, false) == Match::Kept, "the last rule wins: !*");
    fuzz::require(more("*/").match(path, false) == asFile, "a rule for directories says nothing of files");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view left = asText({data, size});
    const auto text = left.substr(0, left.find('\0'));
    left.remove_prefix(std::min(text.size() + 1, left.size()));
    const auto rules = IgnoreRules::parse(text);
    for (int paths = 0; paths < 16 && !left.empty(); ++paths) {
        const auto path = left.substr(0, left.find('\0'));
        left.remove_prefix(std::min(path.size() + 1, left.size()));
        check(rules, text, path);
        // The rule's own text against the path, without what parse() makes of it.
        (void)wildMatch(text, path, PatternScope::WholePath);
        (void)wildMatch(text, path, PatternScope::Name);
    }
    return 0;
}

std::vector<fuzz::Seed> fuzz::seeds() {
    const auto zeros = [](std::string text) {
        for (char& c : text)
            if (c == '|') c = '\0';
        return text;
    };
    return {{"plain", zeros("*.log\n!keep.log\n/cache/\nlogs/**/debug?.txt\n|a.log|keep.log|cache/x|logs/a/b/debug1.txt")},
            {"stars", zeros("**/a/**/b/**\n*a*b*c*d\n**/*x/*y\n|a/b/a/b|aabbccdd|a/xx/yy|abcd")},
            {"classes", zeros("[a-z[:digit:]_]*\n[!x]\n[]-]\n[\\]]\n[[:upper:]\n|a1|x|]|-|A")},
            {"escapes", zeros("\\!a\n\\#b\nc\\ \nd \\\\\ne\\\n|!a|#b|c |d|e")},
            {"byte-order-mark", zeros("\xef\xbb\xbf# comment\r\nfoo/bar/\r\n|foo/bar|foo")}};
}
