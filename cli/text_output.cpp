// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/text_output.h"

#include "cli/tr.h"
#include "shared/wording/wording.h"

namespace alula::cli {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto kBarEvery = 100ms; // the daemon samples at 5 Hz
constexpr auto kLineEvery = 5s;
constexpr int kBarCells = 20;
} // namespace

void TextOutput::show(const QJsonObject&, const Page& page) {
    endProgress();
    m_terminal.write(page.toText());
}

void TextOutput::item(const QJsonObject&, const QString& line) {
    endProgress();
    m_terminal.write(QString(shown(line.toStdString()) + u'\n'));
}

void TextOutput::note(const QString& sentence) {
    endProgress();
    m_terminal.writeError(QString(shown(sentence.toStdString()) + u'\n'));
}

void TextOutput::page(const Page& page) {
    endProgress();
    m_terminal.writeError(page.toText());
}

void TextOutput::error(const Error& error) {
    endProgress();
    m_terminal.writeError(u"alulactl: %1\n"_s.arg(shown(error.toString())));
}

QString TextOutput::bar(const protocol::JobProgress& progress) const {
    QString line;
    if (const auto percent = percentOf(progress)) {
        const int full = *percent * kBarCells / 100;
        line = u"[%1%2]  "_s.arg(QString(full, u'#'), QString(kBarCells - full, u'-'));
    }
    line += progressText(progress);
    return line.left(m_terminal.width() - 1);
}

void TextOutput::progress(const protocol::JobProgress& progress) {
    const auto now = m_clock.steady();
    const bool onTerminal = m_terminal.errorIsTerminal();
    const auto pause = onTerminal ? std::chrono::milliseconds(kBarEvery) : std::chrono::milliseconds(kLineEvery);
    if (m_last && progress.phase == m_phase && now - *m_last < pause) return;
    m_last = now;
    m_phase = progress.phase;
    if (!onTerminal) return m_terminal.writeError(QString(progressText(progress) + u'\n'));
    m_terminal.writeError(u"\r%1\x1b[K"_s.arg(bar(progress)));
    m_barShown = true;
}

void TextOutput::endProgress() {
    if (m_barShown) m_terminal.writeError(u"\r\x1b[K"_s);
    m_barShown = false;
}

} // namespace alula::cli
