// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/client/transport.h"

#include <QtCore/QProcess>
#include <QtCore/QProcessEnvironment>
#include <QtCore/QStringList>

#include <functional>
#include <memory>

namespace alula {

// A daemon behind the standard streams of a program: `ssh HOST alulactl bridge`. What the program says on its error stream
// is kept (the last 4 KiB) and told when it ends.
class ProcessTransport final : public Transport {
    Q_OBJECT

public:
    struct Program {
        QString path;
        QStringList arguments = {};
        QProcessEnvironment environment = QProcessEnvironment::InheritFromParent;
    };
    // Makes an error of how the program ended: its exit code, and what it said (printable). −1: it was killed, or crashed.
    using Judge = std::function<Error(int exitCode, const std::string& said)>;

    ProcessTransport(Program program, Judge judge, QObject* parent = nullptr);
    ProcessTransport(const QString& program, const QStringList& arguments, QObject* parent = nullptr); // ended is Network
    ~ProcessTransport() override;
    void open() override;
    void send(const QByteArray& bytes) override;
    // Returns at once: the program's input is closed, and it gets 2 s to end by itself before it is killed. With the application,
    // at once.
    void close() override;

private:
    void finish();
    void keepErrors();

    Program m_program;
    Judge m_judge;
    std::unique_ptr<QProcess> m_process; // null once closed
    QByteArray m_errors;
    bool m_over = false; // closed() was emitted, or close() called
};

} // namespace alula
