// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace alula {

// Bytes that can be read at any offset: a local archive, later an S3 object by Range. Any thread.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    virtual std::uint64_t size() const = 0;
    virtual Result<std::size_t> read(MutableByteSpan into, std::uint64_t offset) = 0; // fewer bytes only at the end
    virtual std::string describe() const = 0;                                         // for messages: a path, an object name
    // These bytes will hardly be read again soon: they need not push the servers' own out of the page cache. A hint.
    virtual void forget(std::uint64_t /*offset*/, std::uint64_t /*length*/) {}
    // True: it reads ahead, over a network, and wants to be read from front to back.
    virtual bool wantsOrder() const { return false; }
};

// An archive being written: nothing of it is visible until publish() has returned. Destroyed without publish(): no trace is left.
class ArchiveSink {
public:
    virtual ~ArchiveSink() = default;
    // Called once, before the first write: the archive will have at most so many bytes, unless members are padded (shareUnit). The token is heard by this and by every
    // later wait of the sink.
    virtual Result<void> expect(std::uint64_t /*atMost*/, std::stop_token /*stop*/) { return {}; }
    // True: it takes LoadControl::write itself, where the bytes leave the node, and the writer must not take it a second time.
    virtual bool pacesItself() const { return false; }
    // write() and share(): from the first byte to the last, one call after the other; any thread.
    virtual Result<void> write(ByteSpan bytes, std::uint64_t offset) = 0;
    // What begins and ends at multiples of this can share the space of an older archive of the same store (FORMAT: reuse); 0: nothing
    // can.
    virtual std::uint64_t shareUnit() const { return 0; }
    // As write(), of bytes that the older archive has: they take no space of their own. False: not here, they have to be written.
    virtual Result<bool> share(ByteSource& /*source*/, std::uint64_t /*fromOffset*/, std::uint64_t /*toOffset*/,
                               std::uint64_t /*bytes*/) {
        return false;
    }
    // Makes it durable, then visible under its final name, never over an existing one (AlreadyExists). `ready` runs between the
    // two, when the bytes are on disk and nothing is visible yet: the catalog writes `publishing` there. Its error aborts.
    virtual Result<void> publish(const std::function<Result<void>()>& ready) = 0;
};

struct StoredArchive {
    ServerId server; // null where the place does not tell it (Pterodactyl's flat layout)
    BackupId backup;
    std::uint64_t size = 0;
    std::int64_t mtimeNs = 0;
};

// Where a new archive goes: all that making one needs.
class ArchiveTarget {
public:
    virtual ~ArchiveTarget() = default;
    virtual Result<std::unique_ptr<ArchiveSink>> create(const ServerId& server, const BackupId& backup) = 0;
};

// Where archives lie.
class ArchiveStore : public ArchiveTarget {
public:
    virtual Result<std::shared_ptr<ByteSource>> open(const ServerId& server, const BackupId& backup) = 0; // NotFound
    virtual Result<void> remove(const ServerId& server, const BackupId& backup) = 0;                      // NotFound
    virtual Result<std::vector<StoredArchive>> list() = 0; // everything under a final name
    // Before what a crash left under a final name is called complete: the name may be in memory only. A server without archives
    // is fine.
    virtual Result<void> makeNamesDurable(const ServerId& server) = 0;
    virtual Result<std::size_t> removeLeftovers() = 0; // temporaries of a crash; only when nothing is being written
    virtual Result<std::uint64_t> available() = 0;     // bytes free for archives
    virtual Result<void> ready() { return {}; }        // Busy: it is not there just now
};

} // namespace alula
