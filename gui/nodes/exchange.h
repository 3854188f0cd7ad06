// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/job_watch.h"
#include "gui/nodes/transfer.h"

#include <memory>
#include <optional>

namespace alula::gui {

// One export or import: the job on the node and the bytes here, until both are done. A file that was exported is there whole or not at
// all. Its end ends it: the bytes go through us. GUI thread.
class Exchange final : public QObject {
    Q_OBJECT

public:
    enum class State : std::uint8_t { Idle, Starting, Running, Keeping, Done, Failed, Cancelled };

    // `watch` follows the job once started() was told; it is the owner's, who shows it.
    Exchange(Node& node, JobWatch& watch, QObject* parent = nullptr);
    ~Exchange() override; // what still runs is cancelled

    void exportTo(const protocol::ExportParams& params, const QString& file);
    void importFrom(const protocol::ImportParams& params, const QString& file);

    State state() const { return m_state; }
    bool isRunning() const { return m_state == State::Starting || m_state == State::Running || m_state == State::Keeping; }
    const QString& file() const { return m_file; }
    std::uint64_t moved() const { return m_transfer ? m_transfer->moved() : m_moved; }
    const std::optional<BackupId>& backup() const { return m_backup; } // import: the new one
    // Why it failed: ours, else the job's.
    const std::optional<Error>& trouble() const { return m_trouble; }
    bool failedHere() const { return m_failedHere; } // with this computer's file or connection

Q_SIGNALS:
    void started(const alula::JobId& job); // answer by following it
    void movedOn();
    void ended();

private:
    void begin(Transfer::Way way, const QString& file);
    void onOpened();
    void onAnswer(const Result<protocol::StreamStarted>& answer);
    void onOver();
    void onJobEnded();
    void goOn(); // job and bytes both ended well?
    void finish(State state, const std::optional<Error>& why = {}, bool here = false);

    const QPointer<Node> m_node;
    JobWatch& m_watch;
    State m_state = State::Idle;
    Transfer::Way m_way = Transfer::Way::FromNode;
    protocol::ExportParams m_export;
    protocol::ImportParams m_import;
    QString m_file;
    std::unique_ptr<Transfer> m_transfer;
    std::uint64_t m_moved = 0; // in all, at the end
    std::optional<BackupId> m_backup;
    std::optional<Error> m_trouble;
    bool m_failedHere = false;
};

} // namespace alula::gui
