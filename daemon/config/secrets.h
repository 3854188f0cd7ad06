// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/random.h"
#include "shared/base/result.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace alula {

using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// A token as Wings lets it be written: itself, or file:///path of a file that holds it, ${VARIABLES} expanded first
// (systemd's LoadCredential: file://${CREDENTIALS_DIRECTORY}/token). Source: Pelican Wings, config.Expand.
Result<std::string> expandToken(const std::string& written, const Environment& environment);

// The token of the embedded default: read from the file, or made (64 hex digits, 0600) when there is none. A file that others can
// read is a warning.
Result<std::string> tokenFromFile(const std::string& path, Random& random, std::vector<std::string>& warnings);

} // namespace alula
