// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/top_screen.h"

#include "cli/tr.h"
#include "shared/wording/wording.h"

#include <ftxui/dom/elements.hpp>

#include <algorithm>

namespace alula::cli {

using namespace ftxui;
using namespace protocol;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kProblemsShown = 3;
constexpr int kBarCells = 10;

Element word(const QString& words) { return text(words.toStdString()); }
Element cell(const QString& words, int width) { return word(words) | size(WIDTH, EQUAL, width) | notflex; }
Element numberCell(const QString& words, int width) {
    return hbox({filler(), word(words)}) | size(WIDTH, EQUAL, width) | notflex;
}

// A part of a list that has the selected row, `room` rows high.
struct Window {
    std::size_t from, to;
};
Window windowOf(std::size_t selected, std::size_t count, std::size_t room) {
    const std::size_t from = selected < room ? 0 : selected - room + 1;
    return {from, std::min(count, from + room)};
}

class Painter {
public:
    Painter(const TopModel& model, const TopLook& look) : m_model(model), m_look(look) {}
    Element all();

private:
    Element head();
    Elements problems();
    Element jobRow(const JobInfo& job, bool selected);
    Element progressCells(const JobInfo& job);
    Element serverRow(const ServerInfo& server, bool selected);
    Elements jobs(std::size_t room);
    Elements servers(std::size_t room);
    Elements log(std::size_t room);
    Element foot();
    Element title(const QString& words, bool active) { return word(words) | bold | (active ? inverted : nothing); }
    Element marked(Element row, bool selected) {
        return hbox({text(selected ? "> " : "  "), std::move(row) | flex}) | (selected ? bold : nothing);
    }

    const TopModel& m_model;
    const TopLook& m_look;
};

Element Painter::head() {
    const QString node = m_model.hello().node.empty() ? u"alulactl top"_s : shown(m_model.hello().node);
    const QString limits = m_model.status() ? limitsText(m_model.status()->limits) : QString();
    return hbox({word(node) | bold, text("  "), word(limits) | flex, text("  "), word(timeText(m_look.now).sliced(11))});
}

Elements Painter::problems() {
    Elements lines;
    if (!m_model.isConnected()) {
        lines.push_back(word(m_model.trouble().isEmpty() ? Cli::tr("Connecting …") : m_model.trouble()) | color(Color::Red));
        return lines;
    }
    if (!m_model.status()) return {text("")};
    const auto& found = m_model.status()->problems;
    if (found.empty()) {
        const auto& since = m_model.status()->wellSince;
        lines.push_back(word(since ? Cli::tr("All is well since %1.").arg(timeText(since)) : Cli::tr("All is well.")));
    }
    for (std::size_t i = 0; i < std::min(found.size(), kProblemsShown); ++i) {
        const bool isError = found[i].severity == "error";
        const QString more = i + 1 == kProblemsShown && found.size() > kProblemsShown
                                 ? Cli::tr("  (+%1: alulactl overview)").arg(found.size() - kProblemsShown)
                                 : QString();
        lines.push_back(
            hbox({text(isError ? "x " : "! ") | bold, word(shown(found[i].text)) | flex_shrink, word(more) | notflex}) |
            color(isError ? Color::Red : Color::Yellow));
    }
    return lines;
}

Element Painter::progressCells(const JobInfo& job) {
    const JobProgress& p = job.progress;
    const auto percent = percentOf(p);
    const bool fine = m_look.letters == Letters::Unicode;
    const auto full = percent ? *percent * kBarCells / 100 : 0;
    QString bar;
    if (percent) bar = QString(full, fine ? u'█' : u'#') + QString(kBarCells - full, fine ? u'░' : u'-');
    return hbox({cell(phaseText(p.phase), 12), cell(bar, kBarCells + 1),
                 numberCell(percent ? u"%1%"_s.arg(*percent) : QString(), 4),
                 numberCell(p.bytesDone > 0 ? bytesText(p.bytesDone) : QString(), 11),
                 numberCell(p.bytesPerSecond > 0 ? Cli::tr("%1/s").arg(bytesText(p.bytesPerSecond)) : QString(), 13),
                 numberCell(p.etaMs ? durationText(*p.etaMs) : QString(), 12)});
}

Element Painter::jobRow(const JobInfo& job, bool selected) {
    Element what;
    if (job.queuePosition) what = word(Cli::tr("place %1 in the queue").arg(*job.queuePosition));
    else if (job.state == "cancelling") what = word(stateText(job.state));
    else if (!isEnded(job.state)) what = progressCells(job);
    else {
        const QString ago = job.ended ? agoText(*job.ended, m_look.now) : QString();
        const QString error = job.error ? u"  "_s + shown(job.error->message) : QString();
        what =
            hbox({word(u"%1, %2%3"_s.arg(stateText(job.state), ago, error))}) | (job.state == "failed" ? color(Color::Red) : dim);
    }
    return marked(hbox({cell(kindText(job.kind), 8), cell(m_model.nameOf(job.server), m_look.width < 100 ? 12 : 24), text(" "),
                        what | flex}),
                  selected);
}

Elements Painter::jobs(std::size_t room) {
    const bool active = m_model.pane() == TopModel::Pane::Jobs;
    Elements rows{title(Cli::tr("JOBS"), active)};
    const auto& list = m_model.jobs();
    if (list.empty()) rows.push_back(word(Cli::tr("  Nothing is being done. b backs up the selected server.")) | dim);
    const auto selected = m_model.selected(TopModel::Pane::Jobs);
    const auto [from, to] = windowOf(selected, list.size(), room);
    for (std::size_t i = from; i < to; ++i) rows.push_back(jobRow(list[i], active && i == selected));
    return rows;
}

Element Painter::serverRow(const ServerInfo& server, bool selected) {
    const QString good = server.lastGood ? agoText(server.lastGood->completed, m_look.now) : Cli::tr("none");
    return marked(
        hbox({word(serverName(server)) | size(WIDTH, EQUAL, m_look.width < 100 ? 16 : 32) | notflex, text(" "), cell(good, 11),
              numberCell(server.lastGood ? bytesText(server.lastGood->size) : u"-"_s, 11),
              numberCell(trendText(server.outcomes), 7), text("  "), word(outcomeSigns(server.outcomes, m_look.letters))}),
        selected);
}

Elements Painter::servers(std::size_t room) {
    const bool active = m_model.pane() == TopModel::Pane::Servers;
    Elements rows{
        hbox({title(Cli::tr("SERVERS"), active), word(Cli::tr("  last good backup, size, trend, last backups")) | dim})};
    const auto& list = m_model.servers();
    if (list.empty()) rows.push_back(word(Cli::tr("  There is no server on this node yet.")) | dim);
    const auto selected = m_model.selected(TopModel::Pane::Servers);
    const auto [from, to] = windowOf(selected, list.size(), room);
    for (std::size_t i = from; i < to; ++i) rows.push_back(serverRow(list[i], i == selected));
    return rows;
}

Elements Painter::log(std::size_t room) {
    Elements rows{title(Cli::tr("LOG of job %1").arg(QString::fromStdString(m_model.logOf()->toString())), true)};
    const auto& lines = m_model.log();
    if (lines.empty()) rows.push_back(word(Cli::tr("  Nothing was written yet.")) | dim);
    for (std::size_t i = m_model.logTop(); i < std::min(lines.size(), m_model.logTop() + room); ++i) {
        const auto& line = lines[i];
        const QString path = line.path ? u": "_s + shown(line.path->bytes) : QString();
        rows.push_back(hbox({word(timeText(line.time).sliced(11) + u"  "_s), word(shown(line.text) + path) | flex}) |
                       (line.level == "error"     ? color(Color::Red)
                        : line.level == "warning" ? color(Color::Yellow)
                                                  : nothing));
    }
    return rows;
}

Element Painter::foot() {
    if (const QString question = m_model.question(); !question.isEmpty()) return word(question) | bold | inverted;
    if (!m_model.notice().isEmpty()) return word(m_model.notice()) | inverted;
    if (m_model.logOf()) return word(Cli::tr("Esc back   Up, Down scroll   q quit")) | dim;
    const bool paused = m_model.status() && m_model.status()->limits.paused;
    return word(Cli::tr("q quit   Tab other list   Enter log   b back up   c cancel   p %1")
                    .arg(paused ? Cli::tr("go on") : Cli::tr("pause"))) |
           dim;
}

Element Painter::all() {
    Elements lines{head()};
    for (Element& line : problems()) lines.push_back(std::move(line));
    lines.push_back(text(""));
    // Two titles, a gap and the foot.
    const auto used = static_cast<int>(lines.size()) + 4;
    const auto room = static_cast<std::size_t>(std::max(m_look.height - used, 2));
    if (m_model.logOf()) {
        for (Element& line : log(room)) lines.push_back(std::move(line));
    } else {
        const std::size_t jobRoom = std::clamp<std::size_t>(m_model.jobs().size(), 1, std::max<std::size_t>(room / 2, 1));
        for (Element& line : jobs(jobRoom)) lines.push_back(std::move(line));
        lines.push_back(text(""));
        for (Element& line : servers(room - jobRoom)) lines.push_back(std::move(line));
    }
    lines.push_back(filler());
    lines.push_back(foot());
    return vbox(std::move(lines));
}

} // namespace

Screen drawTop(const TopModel& model, const TopLook& look) {
    Screen screen = Screen::Create(Dimension::Fixed(look.width), Dimension::Fixed(look.height));
    Render(screen, Painter(model, look).all());
    return screen;
}

} // namespace alula::cli
