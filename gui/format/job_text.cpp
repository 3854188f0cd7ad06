// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/format/job_text.h"

#include "gui/format/tr.h"
#include "shared/wording/wording.h"

#include <QtCore/QStringList>

namespace alula::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr std::uint64_t kMinute = 60'000;
}

QString leftText(std::uint64_t milliseconds) {
    const std::uint64_t minutes = (milliseconds + kMinute / 2) / kMinute;
    if (milliseconds < kMinute) return Format::tr("under 1 min");
    if (minutes < 60) return Format::tr("%1 min").arg(minutes);
    return Format::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

QString jobPhaseText(const protocol::JobInfo& job) {
    if (job.state == "cancelling") return Format::tr("cancelling…");
    if (job.state != "queued") return phaseText(job.progress.phase);
    if (job.queuePosition) return Format::tr("queued (%1)").arg(*job.queuePosition);
    return stateText(job.state);
}

QString jobBytesText(const protocol::JobProgress& progress) {
    return progress.bytesDone == 0 && progress.bytesTotal == 0 ? QString() : bytesText(progress.bytesDone);
}

QString jobRateText(const protocol::JobProgress& progress) {
    return progress.bytesPerSecond == 0 ? QString() : Format::tr("%1/s").arg(bytesText(progress.bytesPerSecond));
}

QString jobSentence(const QString& server, const protocol::JobInfo& job) {
    QStringList parts{Format::tr("%1, %2: %3").arg(server, kindText(job.kind), jobPhaseText(job))};
    if (const auto percent = percentOf(job.progress))
        parts << Format::tr("%1%", "a share, or by how much something grew").arg(*percent);
    if (job.progress.bytesTotal > 0)
        parts << Format::tr("%1 of %2").arg(bytesText(job.progress.bytesDone), bytesText(job.progress.bytesTotal));
    if (const QString rate = jobRateText(job.progress); !rate.isEmpty()) parts << rate;
    if (job.progress.etaMs) parts << Format::tr("%1 left").arg(leftText(*job.progress.etaMs));
    return parts.join(u", "_s);
}

} // namespace alula::gui
