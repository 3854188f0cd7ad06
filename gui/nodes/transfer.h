// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/node_address.h"
#include "shared/base/result.h"

#include <QtCore/QObject>
#include <QtCore/QString>

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

class QThread;

namespace alula::gui {

class Transfer;
class TransferWorker;

// How a worker reaches its transfer, which may go first. Any thread.
struct TransferLine {
    std::mutex mutex;
    Transfer* owner; // null: it has gone
};

// Moves the bytes of an export into a file of the admin's, or of an import out of one, over a connection of its own: the node's socket, or
// a second `ssh … alulactl bridge`. A thread does it, because disks and networks keep one waiting; of the bytes at most some pieces are
// in memory. What is received has another name beside the file's until keep(), and is gone without it. GUI thread.
class Transfer final : public QObject {
    Q_OBJECT

public:
    enum class Way : std::uint8_t { FromNode, ToNode };

    Transfer(const NodeAddress& node, Way way, const QString& file, QObject* parent = nullptr);
    ~Transfer() override; // stops it, and does not wait: a disk or ssh may be stuck. The end of the program waits a little

    void open();                          // the file, before anybody works for it: answered by opened() or over()
    void carry(const std::string& token); // of the stream, once opened
    void keep();                          // the job went well: makes the file visible, answered by kept()

    std::uint64_t size() const { return m_size; }   // ToNode: of the file, once opened
    std::uint64_t moved() const { return m_moved; } // bytes
    bool isOver() const { return m_over; }
    // What went wrong on this side. The end of the stream is no fault by itself: how the job ended is the node's word.
    const std::optional<Error>& error() const { return m_error; }

Q_SIGNALS:
    void opened();
    void movedOn();                                    // at most 5 a second
    void over();                                       // all was moved, the stream ended, or error()
    void kept(const std::optional<alula::Error>& why); // none: it is there

private:
    friend class TransferWorker;
    void inWorker(std::function<void()> run);

    const std::shared_ptr<TransferLine> m_line;
    QThread* m_thread;        // goes by itself, once it has ended
    TransferWorker* m_worker; // lives in the thread, and goes with it
    std::uint64_t m_size = 0, m_moved = 0;
    bool m_over = false;
    std::optional<Error> m_error;
};

} // namespace alula::gui
