// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace alula {

// What an object store says of a refusal (`<Error><Code>SlowDown</Code><Message>…`): "SlowDown: Please reduce your request rate.",
// "" when the body says nothing of the kind. The body is a stranger's: cut short, printable, and nothing that could be a signed url.
std::string s3Sentence(std::string_view body);

// Its code alone, for programs: "SlowDown"; "" when there is none, or none of letters and digits only.
std::string s3Code(std::string_view body);

} // namespace alula
