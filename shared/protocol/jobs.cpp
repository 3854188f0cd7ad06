// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/jobs.h"

namespace alula::protocol {

bool isEnded(std::string_view jobState) {
    return jobState == "completed" || jobState == "completed_with_warnings" || jobState == "failed" || jobState == "cancelled";
}

} // namespace alula::protocol
