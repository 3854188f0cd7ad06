// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/model/outbox_message.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace alula {

// What became of one attempt to tell the panel a result.
enum class Outcome : std::uint8_t { Delivered, Retry, GiveUp };

struct Report {
    Outcome outcome = Outcome::Retry;
    std::string reason; // a sentence for people, never a secret; empty when delivered in the plain way
};

// A first 404 may come before the panel has committed its row, or from a proxy: only after this time it is final.
inline constexpr std::chrono::hours kNotFoundIsFinal{24};
// The panel answers an unsuccessful result with 500 for ever when the S3 upload it wants to abort is gone.
inline constexpr std::chrono::hours kFailedAnd500IsFinal{1};

// Judges the panel's answer to a result that is `age` old (docs/rest.md, "Outbox"). Pure.
Report judgeAnswer(const OutboxMessage& message, int status, const std::string& body, std::chrono::nanoseconds age);

bool tellsSuccess(const OutboxMessage& message);

// What the panel says in an error answer (Laravel's errors[0].detail or message), short and printable; "" if nothing.
std::string panelSentence(const std::string& body);

} // namespace alula
