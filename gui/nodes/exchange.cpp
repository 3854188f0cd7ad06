// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/exchange.h"

namespace alula::gui {

using namespace protocol;

Exchange::Exchange(Node& node, JobWatch& watch, QObject* parent) : QObject(parent), m_node(&node), m_watch(watch) {
    connect(&watch, &JobWatch::ended, this, &Exchange::onJobEnded);
}

Exchange::~Exchange() {
    if (m_state != State::Running || !m_node || !m_watch.id()) return;
    m_node->call<JobParams, JobInfo>(kJobsCancel, {*m_watch.id()}, m_node, [](const Result<JobInfo>&) {});
}

void Exchange::exportTo(const ExportParams& params, const QString& file) {
    m_export = params;
    begin(Transfer::Way::FromNode, file);
}

void Exchange::importFrom(const ImportParams& params, const QString& file) {
    m_import = params;
    begin(Transfer::Way::ToNode, file);
}

void Exchange::begin(Transfer::Way way, const QString& file) {
    m_way = way;
    m_file = file;
    m_backup.reset();
    m_trouble.reset();
    m_failedHere = false;
    m_state = State::Starting;
    m_transfer = std::make_unique<Transfer>(m_node->address(), way, file);
    connect(m_transfer.get(), &Transfer::opened, this, &Exchange::onOpened);
    connect(m_transfer.get(), &Transfer::movedOn, this, &Exchange::movedOn);
    connect(m_transfer.get(), &Transfer::over, this, &Exchange::onOver);
    connect(m_transfer.get(), &Transfer::kept, this,
            [this](const std::optional<Error>& why) { finish(why ? State::Failed : State::Done, why, true); });
    m_transfer->open();
}

void Exchange::onOpened() {
    if (!m_node) return;
    const auto done = [this](const Result<StreamStarted>& answer) { onAnswer(answer); };
    if (m_way == Transfer::Way::FromNode) {
        m_node->call<ExportParams, StreamStarted>(kBackupsExport, m_export, this, done);
    } else {
        m_import.size = m_transfer->size(); // so that the node knows a sender that died from one that is done
        m_node->call<ImportParams, StreamStarted>(kBackupsImport, m_import, this, done);
    }
}

void Exchange::onAnswer(const Result<StreamStarted>& answer) {
    if (m_state != State::Starting) return;
    if (!answer) return finish(State::Failed, answer.error());
    m_state = State::Running;
    m_backup = answer->backup;
    m_transfer->carry(answer->stream);
    Q_EMIT started(answer->job);
}

void Exchange::onOver() {
    if (!isRunning()) return;
    if (!m_transfer->error()) return goOn();
    const Error why = *m_transfer->error();
    // Once the job is over, the end of the connection tells nothing new. Until it has started the watch has the job of before.
    if (m_state == State::Running && m_watch.isOver() && !m_watch.endedWell()) return;
    if (m_state == State::Running) m_watch.cancel();
    finish(State::Failed, why, true);
}

void Exchange::onJobEnded() {
    if (m_state != State::Running) return;
    if (m_watch.endedWell()) return goOn();
    const auto& job = m_watch.job();
    if (job && job->state == "cancelled") return finish(State::Cancelled);
    const std::string why = job && job->error ? job->error->message : "The node does not know this job any more.";
    finish(State::Failed, Error(ErrorCode::Internal, why));
}

void Exchange::goOn() {
    if (m_state != State::Running || !m_watch.endedWell()) return;
    if (m_way == Transfer::Way::ToNode) return finish(State::Done); // all of it had to be there for that
    if (!m_transfer->isOver()) return;                              // the last bytes are on their way
    const std::uint64_t sent = m_watch.job()->progress.bytesWritten;
    if (sent > 0 && sent != m_transfer->moved())
        return finish(State::Failed, Error(ErrorCode::Network, "The connection ended before all bytes were here."), true);
    m_state = State::Keeping;
    m_transfer->keep();
}

void Exchange::finish(State state, const std::optional<Error>& why, bool here) {
    m_state = state;
    m_trouble = why;
    m_failedHere = why && here;
    m_moved = m_transfer->moved();
    m_transfer.release()->deleteLater(); // its signal may have brought us here
    Q_EMIT ended();
}

} // namespace alula::gui
