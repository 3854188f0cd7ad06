// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/formats/tar_writer.h"

#include "shared/formats/archive_handle.h"
#include "shared/formats/output_device.h"

#include <KCompressionDevice>
#include <algorithm>
#include <new>
#include <string>
#include <vector>
#include <zstd.h>

namespace alula {
namespace {

// What a tar goes through where libarchive's own filters fall short (docs/adr/0012). Destroyed without finish(): the stream stays
// without its end. One caller at a time.
class Packer {
public:
    virtual ~Packer() = default;
    virtual Result<void> write(ByteSpan bytes) = 0;
    virtual Result<void> finish() = 0;
};

class Bzip2Packer final : public Packer {
public:
    explicit Bzip2Packer(ByteOutput output)
        : m_device(std::move(output)), m_packer(&m_device, false, KCompressionDevice::BZip2) {
        m_packer.open(QIODevice::WriteOnly);
    }
    ~Bzip2Packer() override { m_device.giveUp(); } // closing would end the stream properly
    Bzip2Packer(const Bzip2Packer&) = delete;
    Bzip2Packer& operator=(const Bzip2Packer&) = delete;

    Result<void> write(ByteSpan bytes) override {
        const auto size = static_cast<qint64>(bytes.size());
        if (m_packer.write(reinterpret_cast<const char*>(bytes.data()), size) != size) return failure();
        return {};
    }
    Result<void> finish() override {
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

// zstd with a checksum of its contents, which neither libarchive 3.7.4 nor KArchive 6.13 asks for.
class ZstdPacker final : public Packer {
public:
    ZstdPacker(ByteOutput output, unsigned workers)
        : m_output(std::move(output)), m_context(ZSTD_createCCtx()), m_buffer(ZSTD_CStreamOutSize()) {
        if (!m_context) throw std::bad_alloc();
        ZSTD_CCtx_setParameter(m_context.get(), ZSTD_c_checksumFlag, 1);
        ZSTD_CCtx_setParameter(m_context.get(), ZSTD_c_nbWorkers, static_cast<int>(workers)); // refused: it packs on this thread
    }

    Result<void> write(ByteSpan bytes) override { return pack(bytes, ZSTD_e_continue); }
    Result<void> finish() override { return pack({}, ZSTD_e_end); }

private:
    struct Free {
        void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
    };

    Result<void> pack(ByteSpan bytes, ZSTD_EndDirective what) {
        ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
        for (;;) {
            ZSTD_outBuffer out{m_buffer.data(), m_buffer.size(), 0};
            const std::size_t left = ZSTD_compressStream2(m_context.get(), &out, &in, what);
            if (ZSTD_isError(left))
                return fail(ErrorCode::Internal, std::string("packing with zstd failed: ") + ZSTD_getErrorName(left));
            if (out.pos > 0) ALULA_TRY(m_output(ByteSpan(m_buffer).first(out.pos)));
            if (what == ZSTD_e_end ? left == 0 : in.pos == in.size) return {};
        }
    }

    const ByteOutput m_output;
    const std::unique_ptr<ZSTD_CCtx, Free> m_context;
    std::vector<std::uint8_t> m_buffer;
};

std::unique_ptr<Packer> makePacker(ArchiveFormat format, const ByteOutput& output, unsigned workers) {
    if (format == ArchiveFormat::TarBz2) return std::make_unique<Bzip2Packer>(output);
    if (format == ArchiveFormat::TarZst) return std::make_unique<ZstdPacker>(output, workers);
    return nullptr;
}

// One caller at a time.
class TarWriter final : public ExportWriter {
public:
    TarWriter(ArchiveFormat format, const ByteOutput& output, unsigned workers)
        : m_packer(makePacker(format, output, workers)),
          m_tar(m_packer ? ByteOutput([this](ByteSpan bytes) { return m_packer->write(bytes); }) : output) {}

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
        return m_packer ? m_packer->finish() : Result<void>();
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
            // Each thread of xz holds a block of three dictionaries: level 6, the default, has one of 8 MiB, level 2 of 2 MiB (xz(1)).
            ALULA_TRY(option("xz", "compression-level", "2"));
            return option("xz", "threads", std::to_string(workers));
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

    const std::unique_ptr<Packer> m_packer; // null: one of libarchive's, or none
    ArchiveHandle m_tar;
};

} // namespace

Result<std::unique_ptr<ExportWriter>> makeTarWriter(ArchiveFormat format, ByteOutput output, const ExportWriterOptions& options) {
    const unsigned workers = std::max(options.workers, 1U);
    auto writer = std::make_unique<TarWriter>(format, output, workers);
    ALULA_TRY(writer->open(format, workers));
    return writer;
}

} // namespace alula
