// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/formats/zip_writer.h"

#include "shared/formats/names.h"
#include "shared/formats/output_device.h"

#include <QDateTime>
#include <QString>
#include <algorithm>
#include <quazip/quazip.h>
#include <quazip/quazipfile.h>
#include <quazip/quazipnewinfo.h>
#include <quazip/zip.h>
#include <sys/stat.h>
#include <zlib.h>

namespace alula {
namespace {

// The fastest: most of what servers hold (regions, jars) is compressed already.
constexpr int kLevel = 1;
// Deflate may grow a file by 0.03 %: from here on lengths get 64 bits.
constexpr std::uint64_t kZip64From = 0xF000'0000;

void putLittle(QByteArray& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out.append(static_cast<char>(value >> (8 * i) & 0xFFU));
}

// Info-ZIP's extra fields: the time in UTC ("UT"), and the owner ("ux"). What does not fit is left out.
QByteArray extraFields(const EntryInfo& info) {
    QByteArray out;
    const std::int64_t seconds = info.mtimeNs / 1'000'000'000;
    // The sign is read in two ways (libarchive takes it for none): only what both understand.
    if (info.mtimeNs >= 0 && seconds == static_cast<std::int32_t>(seconds)) {
        putLittle(out, 0x5455, 2);
        putLittle(out, 5, 2);
        putLittle(out, 1, 1); // the modification time is there
        putLittle(out, static_cast<std::uint32_t>(seconds), 4);
    }
    putLittle(out, 0x7875, 2);
    putLittle(out, 11, 2);
    putLittle(out, 1, 1); // version
    putLittle(out, 4, 1);
    putLittle(out, info.uid, 4);
    putLittle(out, 4, 1);
    putLittle(out, info.gid, 4);
    return out;
}

std::uint32_t unixMode(const EntryInfo& info) {
    switch (info.type) {
    case EntryType::Directory: return S_IFDIR | (info.mode & 07777);
    case EntryType::Symlink: return S_IFLNK | 0777;
    case EntryType::File: break;
    }
    return S_IFREG | (info.mode & 07777);
}

bool isAscii(std::string_view name) {
    return std::ranges::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

QuaZipNewInfo newInfo(const ArchiveEntry& entry) {
    const bool directory = entry.info.type == EntryType::Directory;
    const std::string name = textName(entry.path) + (directory ? "/" : "");
    QuaZipNewInfo info(QString::fromStdString(name));
    // Local time, as every zip program has it; the years that two bytes can tell.
    static const QDateTime kFirst(QDate(1980, 1, 1), QTime(0, 0));
    static const QDateTime kLast(QDate(2107, 12, 31), QTime(23, 59, 58));
    info.dateTime = std::clamp(QDateTime::fromMSecsSinceEpoch(entry.info.mtimeNs / 1'000'000), kFirst, kLast);
    constexpr quint32 kDosDirectory = 0x10;
    info.externalAttr = (unixMode(entry.info) << 16) | (directory ? kDosDirectory : 0);
    info.extraLocal = info.extraGlobal = extraFields(entry.info);
    return info;
}

// One caller at a time.
class ZipWriter final : public ExportWriter {
public:
    explicit ZipWriter(ByteOutput output) : m_device(std::move(output)), m_zip(&m_device), m_file(&m_zip) {
        m_zip.setAutoClose(false);
        m_zip.setUtf8Enabled(true);
    }
    ~ZipWriter() override { m_device.giveUp(); } // QuaZip would end the archive properly
    ZipWriter(const ZipWriter&) = delete;
    ZipWriter& operator=(const ZipWriter&) = delete;

    Result<void> addDirectory(const ArchiveEntry& entry) override {
        ALULA_TRY(beginEntry(entry));
        return endFile();
    }
    Result<void> addSymlink(const ArchiveEntry& entry) override {
        ALULA_TRY(beginEntry(entry));
        ALULA_TRY(write(asBytes(entry.linkTarget)));
        return endFile();
    }
    Result<void> addHardLink(const ArchiveEntry& entry, const std::string&) override {
        return fail(Error(ErrorCode::Unsupported, "zip has no hard links").withPath(entry.path));
    }
    Result<void> beginFile(const ArchiveEntry& entry) override { return beginEntry(entry); }

    Result<void> write(ByteSpan bytes) override {
        const auto size = static_cast<qint64>(bytes.size());
        if (m_file.write(reinterpret_cast<const char*>(bytes.data()), size) != size || m_device.failure()) return failure();
        return {};
    }
    Result<void> endFile() override {
        m_file.close();
        if (m_file.getZipError() != ZIP_OK || m_device.failure()) return failure();
        return {};
    }
    Result<void> finish() override {
        ALULA_TRY(openZip());
        m_zip.close();
        if (m_zip.getZipError() != ZIP_OK || m_device.failure()) return failure();
        return {};
    }

private:
    Result<void> openZip() {
        if (m_zip.isOpen()) return {};
        if (!m_zip.open(QuaZip::mdCreate)) return failure();
        return {};
    }

    // Directories too have a descriptor, for minizip would go back for their zeros; and so they are "deflated", because some
    // readers (Java's ZipInputStream) take no descriptor behind what is stored.
    Result<void> beginEntry(const ArchiveEntry& entry) {
        ALULA_TRY(openZip());
        m_zip.setDataDescriptorWritingEnabled(true);
        const bool large = entry.info.size >= kZip64From;
        m_zip.setZip64Enabled(large);
        // Where 64-bit lengths meet the flag of UTF-8 names, QuaZip 1.4 asks for version 6.3 of the format; Info-ZIP has 4.6.
        if (large && isAscii(entry.path)) zipClearFlags(m_zip.getZipFile(), ZIP_ENCODING_UTF8);
        else zipSetFlags(m_zip.getZipFile(), ZIP_ENCODING_UTF8);
        m_path = entry.path;
        const bool opened = m_file.open(QIODevice::WriteOnly, newInfo(entry), nullptr, 0, Z_DEFLATED, kLevel);
        if (!opened || m_device.failure()) return failure();
        return {};
    }

    std::unexpected<Error> failure() const {
        if (m_device.failure()) return fail(*m_device.failure());
        return fail(Error(ErrorCode::Internal, "the zip could not be written (zip error " + std::to_string(m_file.getZipError()) +
                                                   ", " + std::to_string(m_zip.getZipError()) + ")")
                        .withPath(m_path));
    }

    OutputDevice m_device;
    QuaZip m_zip;
    QuaZipFile m_file;
    std::string m_path; // of the entry being written, for messages
};

} // namespace

std::unique_ptr<ExportWriter> makeZipWriter(ByteOutput output) { return std::make_unique<ZipWriter>(std::move(output)); }

} // namespace alula
