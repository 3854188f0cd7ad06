// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/engine/net/http_client.h"

#include <string>
#include <string_view>

namespace alula {

// What may go on the wire: a method and header names of token characters, values without line ends (a value that came from a
// setting must not add a header), an http or https url without spaces or control characters. InvalidInput says which is off.
Result<void> checkRequest(const HttpRequest& request);

// "https://panel.example.com:8443" of a url, for error messages: never user, path or query, since presigned urls are secrets.
std::string originOf(std::string_view url);

} // namespace alula
