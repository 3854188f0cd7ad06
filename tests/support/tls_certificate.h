// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace alula::test {

// A self-signed certificate for 127.0.0.1 and localhost, made by `openssl req` in the directory.
struct TlsCertificate {
    std::string certificateFile, keyFile; // PEM
};
// host: another name in the certificate, for clients that have to notice. Throws std::runtime_error.
TlsCertificate makeCertificate(const std::string& directory, const std::string& host = "localhost");

} // namespace alula::test
