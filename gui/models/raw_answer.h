// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/methods.h"

#include <QtCore/QJsonObject>

namespace alula::gui {

// An answer as it came: 1,000 rows of 24 members are decoded by a worker, not by the thread that paints.
struct RawAnswer {
    QJsonObject json;
    template <class V>
    static void fields(V&) {}
};

template <class P, class A>
constexpr protocol::Method<P, RawAnswer> raw(const protocol::Method<P, A>& method) {
    return {method.name, method.needs};
}

} // namespace alula::gui

template <>
struct alula::protocol::Codec<alula::gui::RawAnswer> {
    static Result<QJsonValue> encode(const gui::RawAnswer& value, const Place&) { return value.json; }
    static Result<gui::RawAnswer> decode(const QJsonValue& json, const Place&) { return gui::RawAnswer{json.toObject()}; }
};
