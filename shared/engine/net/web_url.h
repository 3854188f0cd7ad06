// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <string>

namespace alula {

// A url that somebody else handed us, taken apart by the very parser that libcurl connects by, so that the host that is judged is
// the host that is asked. http and https only, without user name, password and IPv6 zone. A secret: no message has its path or query.
class WebUrl {
public:
    static Result<WebUrl> parse(const std::string& text); // InvalidInput
    // Where a redirect leads, "Location" being absolute or relative. Refused from https to http: what was asked for in secret
    // would be told to everybody on the way.
    Result<WebUrl> redirectedTo(const std::string& location) const;

    const std::string& text() const { return m_text; }
    const std::string& host() const { return m_host; } // lower case; an IPv6 address without brackets
    const std::string& port() const { return m_port; }
    bool isHttps() const { return m_text.starts_with("https:"); }

private:
    std::string m_text, m_host, m_port;
};

} // namespace alula
