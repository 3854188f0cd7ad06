// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/net/http_client.h"

namespace alula {

std::string HttpResponse::header(const std::string& lowerName) const {
    for (const auto& [name, value] : headers) {
        if (name == lowerName) return value;
    }
    return {};
}

} // namespace alula
