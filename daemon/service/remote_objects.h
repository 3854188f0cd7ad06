// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/service/node.h"
#include "shared/engine/store/remote_source.h"

#include <stop_token>
#include <thread>

namespace alula {

// The object of a backup in the bucket of s3.read, as the panels name it (Pelican: BackupManager).
RemoteObject remoteObject(const S3ReadSettings& s3, const ServerId& server, const BackupId& backup);

// Writes down what was just learned of a backup's object, if the catalog has that backup as one in an object store. Right after it
// was made it may not be there yet: the panel puts its parts together when it has heard of it. Any thread, outside a transaction.
void noteObject(const Node& node, const BackupId& backup, bool there);

// Neither panel tells a node that it deleted a backup from its bucket. With keys (s3.read) every such backup is looked for at the
// start and every six hours. One thread of its own.
class ObjectWatch {
public:
    explicit ObjectWatch(const Node& node) : m_node(node) {}
    void start();
    // One round; for tests and for the thread. An error that says nothing of one object (no connection, a busy store) ends it;
    // one that the store refuses to speak of does not: it is the round's error, and nothing is known of that object.
    Result<void> look(std::stop_token stop);

private:
    const Node& m_node;
    std::jthread m_thread;
};

} // namespace alula
