// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace alula {

// SIGTERM, SIGINT and SIGHUP as Qt signals (through a signalfd, blocked in every thread). One of these; make it before any thread.
class UnixSignals final : public QObject {
    Q_OBJECT
public:
    UnixSignals();
    ~UnixSignals() override;

Q_SIGNALS:
    void stopRequested();
    void reloadRequested();

private:
    void read();
    int m_fd = -1;
    QSocketNotifier m_notifier;
};

} // namespace alula
