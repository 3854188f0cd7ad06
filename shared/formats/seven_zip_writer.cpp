// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/formats/seven_zip_writer.h"

#include "shared/formats/archive_handle.h"
#include "shared/formats/names.h"

namespace alula {
namespace {

// One caller at a time.
class SevenZipWriter final : public ExportWriter {
public:
    explicit SevenZipWriter(ByteOutput output) : m_archive(std::move(output)) {}

    Result<void> open() {
        ALULA_TRY(m_archive.check(archive_write_set_format_7zip(m_archive.get())));
        ALULA_TRY(option("compression", "lzma2"));
        ALULA_TRY(option("compression-level", "1"));
        return m_archive.open();
    }

    Result<void> addDirectory(const ArchiveEntry& entry) override { return whole(entry); }
    Result<void> addSymlink(const ArchiveEntry& entry) override { return whole(entry); }
    Result<void> addHardLink(const ArchiveEntry& entry, const std::string&) override {
        return fail(Error(ErrorCode::Unsupported, "7z has no hard links").withPath(entry.path));
    }
    Result<void> beginFile(const ArchiveEntry& entry) override {
        return m_archive.header(m_archive.describe(entry, textName(entry.path)));
    }
    Result<void> write(ByteSpan bytes) override { return m_archive.data(bytes); }
    Result<void> endFile() override { return m_archive.endEntry(); }
    Result<void> finish() override { return m_archive.close(); }

private:
    Result<void> option(const char* key, const char* value) {
        return m_archive.check(archive_write_set_format_option(m_archive.get(), "7zip", key, value));
    }
    Result<void> whole(const ArchiveEntry& entry) {
        archive_entry* described = m_archive.describe(entry, textName(entry.path));
        if (entry.info.type == EntryType::Symlink) archive_entry_copy_symlink(described, textName(entry.linkTarget).c_str());
        ALULA_TRY(m_archive.header(described));
        return m_archive.endEntry();
    }

    ArchiveHandle m_archive;
};

} // namespace

Result<std::unique_ptr<ExportWriter>> makeSevenZipWriter(ByteOutput output, const ExportWriterOptions&) {
    auto writer = std::make_unique<SevenZipWriter>(std::move(output));
    ALULA_TRY(writer->open());
    return writer;
}

} // namespace alula
