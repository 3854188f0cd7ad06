// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/protocol/codec.h"

#include <optional>
#include <string>
#include <vector>

namespace alula::protocol {

// JSON-RPC's own codes; −32000 and below are ours (rpc_error.cpp has the table).
enum RpcCode : std::int32_t {
    kParseError = -32700,
    kInvalidRequest = -32600,
    kMethodNotFound = -32601,
    kInvalidParams = -32602,
    kInternalError = -32603,
};

struct RpcErrorData {
    std::string code; // name(ErrorCode)
    std::optional<WirePath> path;
    std::optional<std::string> errnoName; // "ENOSPC": numbers differ between machines
    std::vector<std::string> context;     // what was being done, innermost first
    std::optional<std::string> cause;

    template <class V>
    static void fields(V& v) {
        v("code", &RpcErrorData::code);
        v("path", &RpcErrorData::path);
        v("errno", &RpcErrorData::errnoName);
        v.orDefault("context", &RpcErrorData::context);
        v("cause", &RpcErrorData::cause);
    }
    friend bool operator==(const RpcErrorData&, const RpcErrorData&) = default;
};

struct RpcError {
    std::int32_t code = kInternalError;
    std::string message;
    std::optional<RpcErrorData> data; // always sent by alulad; another implementation may leave it out

    template <class V>
    static void fields(V& v) {
        v("code", &RpcError::code);
        v("message", &RpcError::message);
        v("data", &RpcError::data);
    }
    friend bool operator==(const RpcError&, const RpcError&) = default;
};

std::int32_t rpcCode(ErrorCode code);
ErrorCode errorCodeFromRpc(std::int32_t code); // unknown: Internal

RpcError toRpcError(const Error& error);
Error toError(const RpcError& error);

} // namespace alula::protocol
