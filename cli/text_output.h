// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output.h"
#include "cli/terminal.h"
#include "shared/base/clock.h"

#include <optional>
#include <string>

namespace alula::cli {

// For people. On a terminal progress is one line that is written over; elsewhere a line every 5 s and at every new phase.
class TextOutput final : public Output {
public:
    TextOutput(Terminal& terminal, Clock& clock) : m_terminal(terminal), m_clock(clock) {}
    void show(const QJsonObject& json, const Page& page) override;
    void item(const QJsonObject& json, const QString& line) override;
    void note(const QString& sentence) override;
    void page(const Page& page) override;
    void error(const Error& error) override;
    void progress(const protocol::JobProgress& progress) override;
    void endProgress() override;

private:
    QString bar(const protocol::JobProgress& progress) const;

    Terminal& m_terminal;
    Clock& m_clock;
    bool m_barShown = false;
    std::string m_phase; // of the last progress line
    std::optional<std::chrono::steady_clock::time_point> m_last;
};

} // namespace alula::cli
