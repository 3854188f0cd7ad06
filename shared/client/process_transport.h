// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/client/transport.h"

#include <QtCore/QProcess>
#include <QtCore/QStringList>

namespace alula {

// A daemon behind the standard streams of a program: `ssh HOST alulactl bridge`. What the program says on its error stream
// is kept (the last 4 KiB) and told when it ends.
class ProcessTransport final : public Transport {
    Q_OBJECT

public:
    ProcessTransport(const QString& program, const QStringList& arguments, QObject* parent = nullptr);
    ~ProcessTransport() override;
    void open() override;
    void send(const QByteArray& bytes) override;
    void close() override;

private:
    void finish();
    void keepErrors();

    QString m_program;
    QStringList m_arguments;
    QProcess m_process;
    QByteArray m_errors;
    bool m_over = false; // closed() was emitted, or close() called
};

} // namespace alula
