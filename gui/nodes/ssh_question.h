// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <cstdint>

namespace alula::gui {

// A question of ssh's, as it gives it to its askpass program: the prompt, and SSH_ASKPASS_PROMPT as the hint.
struct SshQuestion {
    enum class Kind : std::uint8_t {
        HostKey, // may this unknown host be trusted? "yes" or "no"
        Secret,  // a password, a passphrase, a code: typed unseen
        Confirm, // may this key be used? The exit code is the answer
        Notice,  // something to do elsewhere (touch the key): no answer
    };
    Kind kind = Kind::Secret;
    QString prompt;              // all of it, control characters taken out
    QString host;                // HostKey: as ssh names it; "": it did not
    QString keyType;             // "ED25519"
    QString fingerprint;         // "SHA256:…"
    bool knownElsewhere = false; // HostKey: this key is known, by another name
};

SshQuestion parseSshQuestion(const QString& prompt, const QString& hint);

} // namespace alula::gui
