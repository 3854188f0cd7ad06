// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/formats/export_writer.h"

#include <QIODevice>
#include <optional>

namespace alula {

// A ByteOutput as Qt's libraries want one: sequential, write only. One caller at a time.
class OutputDevice final : public QIODevice {
public:
    explicit OutputDevice(ByteOutput output) : m_output(std::move(output)) { open(QIODevice::WriteOnly | QIODevice::Unbuffered); }
    bool isSequential() const override { return true; }
    // From here on nothing goes out: a writer that is given up must not complete what it has begun.
    void giveUp() {
        if (!m_failure) m_failure = Error(ErrorCode::Cancelled, "the archive was given up");
    }
    // Why writing ended; once it has, nothing more goes out.
    const std::optional<Error>& failure() const { return m_failure; }

protected:
    qint64 readData(char*, qint64) override { return -1; }
    qint64 writeData(const char* data, qint64 size) override {
        if (m_failure) return -1;
        auto done = m_output({reinterpret_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size)});
        if (done) return size;
        m_failure = std::move(done).error();
        setErrorString(QStringLiteral("the output failed"));
        return -1;
    }

private:
    const ByteOutput m_output;
    std::optional<Error> m_failure;
};

} // namespace alula
