// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output.h"
#include "cli/terminal.h"

namespace alula::cli {

// For programs: one JSON value a line on the standard output, as the protocol words it. An error is {"error": …} on the
// standard error; notes stay sentences there; progress is not shown (`watch --json` gives it as items).
class JsonOutput final : public Output {
public:
    explicit JsonOutput(Terminal& terminal) : m_terminal(terminal) {}
    void show(const QJsonObject& json, const Page& page) override;
    void item(const QJsonObject& json, const QString& line) override;
    void note(const QString& sentence) override;
    void page(const Page& page) override;
    void error(const Error& error) override;
    void progress(const protocol::JobProgress&) override {}
    void endProgress() override {}

private:
    Terminal& m_terminal;
};

} // namespace alula::cli
