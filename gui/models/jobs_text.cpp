// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/jobs_text.h"

#include "gui/format/outcome_text.h"
#include "gui/nodes/node_data.h"
#include "shared/wording/wording.h"

#include <QtCore/QSaveFile>

namespace alula::gui {

using namespace protocol;

void JobsText::write(Node& node, const JobsFilter& filter, const QString& file) {
    m_node = &node;
    m_filter = filter;
    m_file = file;
    m_count = 0;
    const QStringList titles{tr("Time"),       tr("State"), tr("Job"),    tr("Server"),
                             tr("Started by"), tr("Took"),  tr("Job id"), tr("Outcome")};
    m_lines = titles.join(QLatin1Char('\t')).toUtf8() + '\n';
    ask({});
}

void JobsText::ask(const std::optional<std::string>& cursor) {
    JobsListParams params = m_filter.params();
    params.cursor = cursor;
    params.limit = 500; // the daemon's most
    m_asking.ask<JobsListParams, JobsList>(*m_node, kJobsList, params, [this](const Result<JobsList>& answer) {
        if (!answer) {
            Q_EMIT done(0, shown(answer.error().message()));
            return;
        }
        for (const JobInfo& job : answer->jobs) {
            const QString server = job.server && m_node ? m_node->data().serverName(*job.server) : QString();
            m_lines += jobLine(job, server).toUtf8() + '\n';
            ++m_count;
        }
        if (answer->cursor && m_node) return ask(answer->cursor);
        writeFile();
    });
}

void JobsText::writeFile() {
    m_worker.run(
        [file = m_file, lines = std::move(m_lines)](const std::stop_token&) {
            QSaveFile out(file);
            const bool written = out.open(QIODevice::WriteOnly) && out.write(lines) == lines.size() && out.commit();
            return written ? QString() : out.errorString();
        },
        [this](const QString& trouble) { Q_EMIT done(m_count, trouble); });
}

} // namespace alula::gui
