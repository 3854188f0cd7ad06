// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/jobs/executor.h"
#include "daemon/service/node.h"
#include "daemon/service/stream_broker.h"
#include "shared/engine/store/store.h"

#include <optional>

namespace alula {

// Makes a backup of an archive that a client sends: received whole first, unpacked into a folder of its own through the gate of a
// restore, then packed as any other backup is.
class ImportExecutor final : public JobExecutor {
public:
    ImportExecutor(const Node& node, StreamBroker& streams) : m_node(node), m_streams(streams) {}
    JobOutcome run(JobContext& context) override;
    std::function<Result<void>()> recordNotRun(const Job& job, const Error& why) override;

private:
    Result<Backup> make(JobContext& context);
    Result<std::shared_ptr<ByteSource>> receive(ClientStream& client, std::optional<std::uint64_t> size, JobContext& context);
    std::function<Result<void>()> recordFailure(const Job& job) const;

    const Node& m_node;
    StreamBroker& m_streams;
};

} // namespace alula
