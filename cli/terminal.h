// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <optional>

namespace alula::cli {

// The standard streams of the process.
class Terminal {
public:
    virtual ~Terminal() = default;
    virtual void write(const QString& text) = 0;      // standard output
    virtual void writeError(const QString& text) = 0; // standard error, at once
    virtual bool errorIsTerminal() const = 0;
    virtual int width() const = 0;                                   // columns; 80 when not known
    virtual bool canAsk() const = 0;                                 // somebody sits there
    virtual std::optional<QString> ask(const QString& question) = 0; // none: end of input
};

class SystemTerminal final : public Terminal {
public:
    void write(const QString& text) override;
    void writeError(const QString& text) override;
    bool errorIsTerminal() const override;
    int width() const override;
    bool canAsk() const override;
    std::optional<QString> ask(const QString& question) override;
};

} // namespace alula::cli
