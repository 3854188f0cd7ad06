// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/nodes/transfer.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QIODevice>

#include <memory>

class QLocalSocket;
class QProcess;

namespace alula::gui {

// The part of a Transfer that waits for disks and networks. Lives in the transfer's thread; tells its owner through the event loop.
class TransferWorker final : public QObject {
    Q_OBJECT

public:
    TransferWorker(std::shared_ptr<TransferLine> line, const NodeAddress& node, Transfer::Way way, const QString& file);
    ~TransferWorker() override;

    void open();
    void carry(const std::string& token);
    void keep();

private:
    void connectSocket(const QByteArray& opening);
    void startBridge(const QByteArray& opening);
    void receive();                                    // what the channel has for us
    void send();                                       // as much as the channel takes for now
    void endOfStream(const std::optional<Error>& why); // the channel is closed
    void noteMoved(qint64 bytes);
    void finish(const std::optional<Error>& why);
    Error fileError() const;
    template <class Run>
    void tell(Run run);

    const std::shared_ptr<TransferLine> m_line;
    const NodeAddress m_node;
    const Transfer::Way m_way;
    const QString m_name;
    std::unique_ptr<QFileDevice> m_file;
    std::unique_ptr<QLocalSocket> m_socket;
    std::unique_ptr<QProcess> m_bridge;
    QIODevice* m_channel = nullptr; // one of the two
    QByteArray m_said;              // the bridge's error stream, the end of it
    std::uint64_t m_size = 0;       // ToNode: of the file, when it was opened
    std::uint64_t m_moved = 0;
    QElapsedTimer m_told;
    bool m_over = false;
};

} // namespace alula::gui
