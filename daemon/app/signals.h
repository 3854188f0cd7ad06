// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace alula {

// SIGTERM, SIGINT and SIGHUP as Qt signals, through a signalfd. One of these; main thread, after the application object.
class UnixSignals final : public QObject {
    Q_OBJECT
public:
    // Keeps the signals from every thread that is started after it: the first thing of main().
    static void block();
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
