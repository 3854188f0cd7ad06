// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/formats/packer.h"

#include "shared/formats/output_device.h"

#include <KCompressionDevice>
#include <lzma.h>
#include <new>
#include <string>
#include <vector>
#include <zstd.h>

namespace alula {
namespace {

class Bzip2Packer final : public Packer {
public:
    explicit Bzip2Packer(ByteOutput output) : m_device(std::move(output)), m_packer(&m_device, false, KCompressionDevice::BZip2) {
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

// xz on several threads. libarchive has them too, but waits for them for as long as it takes.
class XzPacker final : public Packer {
public:
    XzPacker(ByteOutput output, unsigned workers) : m_output(std::move(output)), m_buffer(64_KiB) {
        constexpr std::uint32_t kLevel = 2;      // a thread holds a block of three dictionaries, here of 2 MiB (xz(1)); 6 has 8
        constexpr std::uint32_t kPatience = 200; // ms without anything done
        lzma_mt options{};
        options.threads = workers;
        options.preset = kLevel;
        options.timeout = kPatience;
        options.check = LZMA_CHECK_CRC64;
        if (lzma_stream_encoder_mt(&m_stream, &options) != LZMA_OK) throw std::bad_alloc();
    }
    ~XzPacker() override { lzma_end(&m_stream); }
    XzPacker(const XzPacker&) = delete;
    XzPacker& operator=(const XzPacker&) = delete;

    Result<void> write(ByteSpan bytes) override { return pack(bytes, LZMA_RUN); }
    Result<void> finish() override { return pack({}, LZMA_FINISH); }

private:
    Result<void> pack(ByteSpan bytes, lzma_action action) {
        m_stream.next_in = bytes.data();
        m_stream.avail_in = bytes.size();
        for (;;) {
            m_stream.next_out = m_buffer.data();
            m_stream.avail_out = m_buffer.size();
            const lzma_ret result = lzma_code(&m_stream, action);
            if (result != LZMA_OK && result != LZMA_STREAM_END)
                return fail(ErrorCode::Internal, "packing with xz failed (" + std::to_string(result) + ")");
            ALULA_TRY(m_output(ByteSpan(m_buffer).first(m_buffer.size() - m_stream.avail_out)));
            if (result == LZMA_STREAM_END || (action == LZMA_RUN && m_stream.avail_in == 0)) return {};
        }
    }

    const ByteOutput m_output;
    lzma_stream m_stream = LZMA_STREAM_INIT;
    std::vector<std::uint8_t> m_buffer;
};

} // namespace

std::unique_ptr<Packer> makePacker(ArchiveFormat format, const ByteOutput& output, unsigned workers) {
    switch (format) {
    case ArchiveFormat::TarBz2: return std::make_unique<Bzip2Packer>(output);
    case ArchiveFormat::TarXz: return std::make_unique<XzPacker>(output, workers);
    case ArchiveFormat::TarZst: return std::make_unique<ZstdPacker>(output, workers);
    default: return nullptr;
    }
}

} // namespace alula
