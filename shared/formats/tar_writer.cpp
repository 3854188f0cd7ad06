// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/formats/tar_writer.h"

#include "shared/formats/archive_handle.h"
#include "shared/formats/packer.h"

#include <algorithm>

namespace alula {
namespace {

// One caller at a time.
class TarWriter final : public ExportWriter {
public:
    TarWriter(ArchiveFormat format, const ByteOutput& output, unsigned workers)
        : m_packer(makePacker(format, output, workers)),
          m_tar(m_packer ? ByteOutput([this](ByteSpan bytes) { return m_packer->write(bytes); }) : output) {}

    Result<void> open(ArchiveFormat format) {
        ALULA_TRY(m_tar.check(archive_write_set_format_pax(m_tar.get())));
        if (format == ArchiveFormat::TarGz) ALULA_TRY(addGzip());
        return m_tar.open();
    }

    Result<void> addDirectory(const ArchiveEntry& entry) override {
        ALULA_TRY(header(entry, {}));
        return m_tar.endEntry();
    }
    Result<void> addSymlink(const ArchiveEntry& entry) override {
        archive_entry* described = m_tar.describe(entry, entry.path);
        archive_entry_copy_symlink(described, entry.linkTarget.c_str());
        ALULA_TRY(m_tar.header(described));
        return m_tar.endEntry();
    }
    Result<void> addHardLink(const ArchiveEntry& entry, const std::string& first) override {
        ALULA_TRY(header(entry, first));
        return m_tar.endEntry();
    }
    Result<void> beginFile(const ArchiveEntry& entry) override { return header(entry, {}); }
    Result<void> write(ByteSpan bytes) override { return m_tar.data(bytes); }
    Result<void> endFile() override { return m_tar.endEntry(); }
    Result<void> finish() override {
        ALULA_TRY(m_tar.close());
        return m_packer ? m_packer->finish() : Result<void>();
    }

private:
    Result<void> addGzip() {
        ALULA_TRY(m_tar.check(archive_write_add_filter_gzip(m_tar.get())));
        return m_tar.check(archive_write_set_filter_option(m_tar.get(), "gzip", "compression-level", "1"));
    }

    Result<void> header(const ArchiveEntry& entry, const std::string& hardLink) {
        archive_entry* described = m_tar.describe(entry, entry.path, hardLink);
        if (hardLink.empty())
            for (const ExtendedAttribute& attribute : entry.attributes)
                archive_entry_xattr_add_entry(described, attribute.name.c_str(), attribute.value.data(), attribute.value.size());
        return m_tar.header(described);
    }

    const std::unique_ptr<Packer> m_packer; // null: libarchive's gzip, or none
    ArchiveHandle m_tar;
};

} // namespace

Result<std::unique_ptr<ExportWriter>> makeTarWriter(ArchiveFormat format, ByteOutput output, const ExportWriterOptions& options) {
    auto writer = std::make_unique<TarWriter>(format, output, std::max(options.workers, 1U));
    ALULA_TRY(writer->open(format));
    return writer;
}

} // namespace alula
