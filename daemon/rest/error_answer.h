// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/rest/answer.h"
#include "shared/base/result.h"

#include <string_view>

namespace alula {

// The one table from an error to an HTTP status (API §1).
int httpStatusOf(ErrorCode code);

// {"error": sentence}, with request_id for 5xx, Retry-After with 503, WWW-Authenticate with 401.
Answer sentenceAnswer(int status, std::string_view sentence, const RequestContext& context);
Answer errorAnswer(const Error& error, const RequestContext& context);

// Wings' own words, which panels know.
inline constexpr std::string_view kNoCredentials = "The required authorization heads were not present in the request.";
inline constexpr std::string_view kWrongToken = "You are not authorized to access this endpoint.";
inline constexpr std::string_view kBadBackupId = "The backup identifier must be a valid UUID.";
inline constexpr std::string_view kNoDownloadUrl = "The download_url field is required when the backup adapter is set to S3.";

} // namespace alula
