// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/rpc_error.h"

#include <array>
#include <cstring>

namespace alula::protocol {

namespace {
struct Row {
    ErrorCode code;
    std::int32_t rpc;
};
// The one table. A number is never given to another meaning; docs/rpc.md shows it.
constexpr std::array<Row, 16> kTable = {{
    {ErrorCode::Internal, kInternalError},
    {ErrorCode::InvalidInput, kInvalidParams},
    {ErrorCode::NotFound, -32000},
    {ErrorCode::AlreadyExists, -32001},
    {ErrorCode::Conflict, -32002},
    {ErrorCode::PermissionDenied, -32003},
    {ErrorCode::Cancelled, -32004},
    {ErrorCode::Io, -32005},
    {ErrorCode::NoSpace, -32006},
    {ErrorCode::Corrupt, -32007},
    {ErrorCode::Unsupported, -32008},
    {ErrorCode::Busy, -32009},
    {ErrorCode::Network, -32010},
    {ErrorCode::Protocol, -32011},
    {ErrorCode::Refused, -32012},
    {ErrorCode::TimedOut, -32013},
}};

constexpr int kErrnoEnd = 200; // Linux's highest is 133

int errnoFromName(const std::string& wanted) {
    for (int number = 1; number < kErrnoEnd; ++number) {
        const char* known = ::strerrorname_np(number);
        if (known && wanted == known) return number;
    }
    return 0;
}
} // namespace

std::int32_t rpcCode(ErrorCode code) {
    for (const Row& row : kTable) {
        if (row.code == code) return row.rpc;
    }
    return kInternalError;
}

ErrorCode errorCodeFromRpc(std::int32_t code) {
    if (code == kParseError || code == kInvalidRequest) return ErrorCode::Protocol;
    if (code == kMethodNotFound) return ErrorCode::Unsupported;
    for (const Row& row : kTable) {
        if (row.rpc == code) return row.code;
    }
    return ErrorCode::Internal;
}

RpcError toRpcError(const Error& error) {
    RpcErrorData data;
    data.code = name(error.code());
    if (!error.path().empty()) data.path = WirePath{error.path()};
    if (const char* known = error.errnum() > 0 ? ::strerrorname_np(error.errnum()) : nullptr) data.errnoName = known;
    data.context = error.context();
    if (error.cause()) data.cause = error.cause()->toString();
    return {rpcCode(error.code()), error.message(), std::move(data)};
}

Error toError(const RpcError& wire) {
    ErrorCode code = errorCodeFromRpc(wire.code);
    // A code of a later version arrives as Internal, its number tells no more.
    if (wire.data && errorCodeFromName(wire.data->code) != ErrorCode::Internal) code = errorCodeFromName(wire.data->code);
    Error error(code, wire.message);
    if (!wire.data) return error;
    if (wire.data->path) error = std::move(error).withPath(wire.data->path->bytes);
    if (wire.data->errnoName) error = std::move(error).withErrno(errnoFromName(*wire.data->errnoName));
    for (const std::string& doing : wire.data->context) error = std::move(error).withContext(doing);
    if (wire.data->cause) error = std::move(error).withCause(Error(ErrorCode::Internal, *wire.data->cause));
    return error;
}

} // namespace alula::protocol
