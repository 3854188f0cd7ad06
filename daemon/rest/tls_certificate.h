// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <QSslConfiguration>

#include <array>
#include <cstdint>
#include <string>

namespace alula {

// The certificate and key that the REST listener shows, read from PEM files and read again when these change.
// A pair that cannot be used (unreadable, not matching, half written by a renewal) never replaces one that can.
// Thread: the listener's.
class TlsCertificate {
public:
    TlsCertificate(std::string certificateFile, std::string keyFile);

    Result<void> load();    // whatever the files' times; on error what was loaded before stays
    void reloadIfChanged(); // two stat(2); errors go to the log, once a change
    const QSslConfiguration& configuration() const { return m_configuration; }

private:
    // Times, sizes and inodes of both files: renewals replace files, and may do so within a clock tick.
    using Stamp = std::array<std::int64_t, 6>;
    Stamp stampOfFiles() const;

    const std::string m_certificateFile, m_keyFile;
    QSslConfiguration m_configuration;
    Stamp m_stamp{};
};

} // namespace alula
