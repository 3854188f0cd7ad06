// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/formats/tar_writer.h"

#include "shared/formats/archive_handle.h"
#include "shared/formats/output_device.h"

#include <KCompressionDevice>
#include <algorithm>
#include <string>

namespace alula {
namespace {

// bzip2 has one thread whoever calls it, so KArchive does it; xz and zstd have several through libarchive only (docs/adr/0012).
class Bzip2Output {
public:
    explicit Bzip2Output(ByteOutput output) : m_device(std::move(output)), m_packer(&m_device, false, KCompressionDevice::BZip2) {
        m_packer.open(QIODevice::WriteOnly);
    }
    ~Bzip2Output() { m_device.giveUp(); } // closing would end the stream properly
    Bzip2Output(const Bzip2Output&) = delete;
    Bzip2Output& operator=(const Bzip2Output&) = delete;

    Result<void> write(ByteSpan bytes) {
        const auto size = static_cast<qint64>(bytes.size());
        if (m_packer.write(reinterpret_cast<const char*>(bytes.data()), size) != size) return failure();
        return {};
    }
    Result<void> finish() {
        m_packer.close();
        if (m_device.failure() || m_packer.error() != QFileDevice::NoError) return failure();
        return {};
    }

private:
    std::unexpected<Error> failure() const {
        if (m_device.failure()) return fail(*m_device.failure());
        return fail(ErrorCode::Internal, "packing with bzip2 failed: " + m_packer.errorString().toStdString());
    }
    OutputDevice m_device;
    KCompressionDevice m_packer;
};

// One caller at a time.
class TarWriter final : public ExportWriter {
public:
    TarWriter(ByteOutput output, bool bzip2)
        : m_bzip2(bzip2 ? std::make_unique<Bzip2Output>(std::move(output)) : nullptr),
          m_tar(m_bzip2 ? ByteOutput([this](ByteSpan bytes) { return m_bzip2->write(bytes); }) : std::move(output)) {}

    Result<void> open(ArchiveFormat format, unsigned workers) {
        ALULA_TRY(m_tar.check(archive_write_set_format_pax(m_tar.get())));
        ALULA_TRY(addFilter(format, workers));
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
        return m_bzip2 ? m_bzip2->finish() : Result<void>();
    }

private:
    Result<void> addFilter(ArchiveFormat format, unsigned workers) {
        const auto option = [&](const char* filter, const char* key, const std::string& value) {
            return m_tar.check(archive_write_set_filter_option(m_tar.get(), filter, key, value.c_str()));
        };
        switch (format) {
        case ArchiveFormat::TarGz:
            ALULA_TRY(m_tar.check(archive_write_add_filter_gzip(m_tar.get())));
            return option("gzip", "compression-level", "1");
        case ArchiveFormat::TarXz:
            ALULA_TRY(m_tar.check(archive_write_add_filter_xz(m_tar.get())));
            // Each thread of xz holds some 30 MiB at level 2; 6 would hold 100 and takes five times as long.
            ALULA_TRY(option("xz", "compression-level", "2"));
            return option("xz", "threads", std::to_string(workers));
        case ArchiveFormat::TarZst:
            ALULA_TRY(m_tar.check(archive_write_add_filter_zstd(m_tar.get())));
            return option("zstd", "threads", std::to_string(workers));
        default: return {};
        }
    }

    Result<void> header(const ArchiveEntry& entry, const std::string& hardLink) {
        archive_entry* described = m_tar.describe(entry, entry.path, hardLink);
        if (hardLink.empty())
            for (const ExtendedAttribute& attribute : entry.attributes)
                archive_entry_xattr_add_entry(described, attribute.name.c_str(), attribute.value.data(), attribute.value.size());
        return m_tar.header(described);
    }

    const std::unique_ptr<Bzip2Output> m_bzip2; // null: another packer, or none
    ArchiveHandle m_tar;
};

} // namespace

Result<std::unique_ptr<ExportWriter>> makeTarWriter(ArchiveFormat format, ByteOutput output, const ExportWriterOptions& options) {
    auto writer = std::make_unique<TarWriter>(std::move(output), format == ArchiveFormat::TarBz2);
    ALULA_TRY(writer->open(format, std::max(options.workers, 1U)));
    return writer;
}

} // namespace alula
