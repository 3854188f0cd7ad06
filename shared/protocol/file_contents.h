// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/codec.h"

#include <QtCore/QByteArray>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// backups.read, live.read, backups.count: what lies in files, a piece at a time, and how much a selection is.
namespace alula::protocol {

inline constexpr std::uint64_t kMostFilePiece = 512 * 1024; // bytes of one answer, before base64

struct BackupReadParams {
    BackupId backup;
    WirePath path;
    std::uint64_t offset = 0;
    std::uint64_t length = kMostFilePiece; // at most that much is given

    template <class V>
    static void fields(V& v) {
        v("backup", &BackupReadParams::backup);
        v("path", &BackupReadParams::path);
        v.orDefault("offset", &BackupReadParams::offset);
        v.orDefault("length", &BackupReadParams::length);
    }
    friend bool operator==(const BackupReadParams&, const BackupReadParams&) = default;
};

struct LiveReadParams {
    ServerId server;
    WirePath path;
    std::uint64_t offset = 0;
    std::uint64_t length = kMostFilePiece;

    template <class V>
    static void fields(V& v) {
        v("server", &LiveReadParams::server);
        v("path", &LiveReadParams::path);
        v.orDefault("offset", &LiveReadParams::offset);
        v.orDefault("length", &LiveReadParams::length);
    }
    friend bool operator==(const LiveReadParams&, const LiveReadParams&) = default;
};

struct FilePiece {
    std::uint64_t size = 0; // of the whole file
    Timestamp mtime;
    std::string
        base64; // the bytes from the asked offset on; fewer than asked for only at the file's end, or beyond kMostFilePiece

    template <class V>
    static void fields(V& v) {
        v("size", &FilePiece::size);
        v("mtime", &FilePiece::mtime);
        v("base64", &FilePiece::base64);
    }
    friend bool operator==(const FilePiece&, const FilePiece&) = default;
};

struct BackupCountParams {
    BackupId backup;
    std::vector<WirePath> include, exclude; // empty include: everything; the nearest ancestor wins

    template <class V>
    static void fields(V& v) {
        v("backup", &BackupCountParams::backup);
        v.orDefault("include", &BackupCountParams::include);
        v.orDefault("exclude", &BackupCountParams::exclude);
    }
    friend bool operator==(const BackupCountParams&, const BackupCountParams&) = default;
};

struct EntryCount {
    std::uint64_t files = 0, directories = 0, symlinks = 0;
    std::uint64_t bytes = 0; // of the files' contents

    template <class V>
    static void fields(V& v) {
        v("files", &EntryCount::files);
        v("directories", &EntryCount::directories);
        v("symlinks", &EntryCount::symlinks);
        v("bytes", &EntryCount::bytes);
    }
    friend bool operator==(const EntryCount&, const EntryCount&) = default;
};

} // namespace alula::protocol
