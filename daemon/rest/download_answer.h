// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rest/answer.h"
#include "daemon/rest/routes.h"
#include "daemon/service/downloads.h"

#include <memory>
#include <string>

namespace alula {

// The archive, the part of it that the request asks for, or why neither (RFC 9110 §13, §14): 200, 206, 304 or 416.
Answer downloadAnswer(Download download, const RouteRequest& request);

// The zip, whole whatever is asked for: nobody knows its size, nor where a part of it would begin. `keeper` goes with it.
Answer zipAnswer(ZipDownload zip, std::shared_ptr<void> keeper);

// Content-Disposition's value (RFC 6266) for `name`, which anybody may have chosen: nothing of it can end the field, name a folder
// or hide the ending. `ending` is ours.
QByteArray attachment(const std::string& name, const std::string& ending);

} // namespace alula
