// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>
#include <QtCore/QProcess>

#include <memory>

namespace alula {

// A program that nobody needs any more: its input is closed, it gets some time to end by itself, then it is killed; then this deletes
// itself. A child of the application: one that is still there at its end is killed then. The thread of the process.
class EndingProcess final : public QObject {
    Q_OBJECT

public:
    explicit EndingProcess(std::unique_ptr<QProcess> process);
    ~EndingProcess() override;

private:
    std::unique_ptr<QProcess> m_process;
};

} // namespace alula
