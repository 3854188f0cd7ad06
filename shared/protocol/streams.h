// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/codec.h"

#include <QtCore/QByteArray>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// backups.export and import: bytes travel by a connection of their own, whose first line is a StreamOpening.
namespace alula::protocol {

struct ExportParams {
    BackupId backup;
    std::vector<WirePath> include, exclude; // empty include: everything; the nearest ancestor wins
    std::string format;                     // "zip", "7z", "tar", "tar.gz", "tar.xz", "tar.bz2", "tar.zst"

    template <class V>
    static void fields(V& v) {
        v("backup", &ExportParams::backup);
        v.orDefault("include", &ExportParams::include);
        v.orDefault("exclude", &ExportParams::exclude);
        v("format", &ExportParams::format);
    }
    friend bool operator==(const ExportParams&, const ExportParams&) = default;
};

struct ImportParams {
    ServerId server;
    std::string format; // those of an export, or "tar.lz4"; "": told by the bytes
    std::optional<std::uint64_t>
        size; // bytes that will be sent, where the client knows: with it a sender that died is told from one that is done
    std::string note;

    template <class V>
    static void fields(V& v) {
        v("server", &ImportParams::server);
        v.orDefault("format", &ImportParams::format);
        v("size", &ImportParams::size);
        v.orDefault("note", &ImportParams::note);
    }
    friend bool operator==(const ImportParams&, const ImportParams&) = default;
};

// A job was queued. It waits a minute for the connection that carries its bytes.
struct StreamStarted {
    JobId job;
    std::string stream;             // the token: once, by the user that got it
    std::optional<BackupId> backup; // import: the new backup's id

    template <class V>
    static void fields(V& v) {
        v("job", &StreamStarted::job);
        v("stream", &StreamStarted::stream);
        v("backup", &StreamStarted::backup);
    }
    friend bool operator==(const StreamStarted&, const StreamStarted&) = default;
};

struct StreamOpening {
    std::string stream;

    template <class V>
    static void fields(V& v) {
        v("stream", &StreamOpening::stream);
    }
    friend bool operator==(const StreamOpening&, const StreamOpening&) = default;
};

inline constexpr qsizetype kMostOpening = 256; // bytes of the line of a StreamOpening, with its end

QByteArray toLine(const StreamOpening& opening);
// None: the line is something else, a message perhaps.
std::optional<StreamOpening> streamOpening(QByteArrayView line);

} // namespace alula::protocol
