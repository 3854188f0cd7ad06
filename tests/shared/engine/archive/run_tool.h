// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QStringList>
#include <string>

// Runs one of other people's programs to its end. `ok` is false when it could not be run, failed or said so.
struct ToolRun {
    bool ok = false;
    std::string out, err;
};

inline ToolRun runTool(const QString& program, const QStringList& arguments, const std::string& input = {},
                       const std::string& directory = {}) {
    QProcess process;
    if (!directory.empty()) process.setWorkingDirectory(QString::fromStdString(directory));
    process.start(program, arguments);
    process.write(input.data(), static_cast<qint64>(input.size()));
    process.closeWriteChannel();
    ToolRun run;
    run.ok = process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    run.out = process.readAllStandardOutput().toStdString();
    run.err = process.readAllStandardError().toStdString();
    return run;
}

inline ToolRun runShell(const std::string& script, const std::string& directory = {}, const std::string& input = {}) {
    return runTool(QStringLiteral("sh"), {QStringLiteral("-ec"), QString::fromStdString(script)}, input, directory);
}

inline ToolRun runPython(const std::string& script, const std::string& directory = {}, const std::string& input = {}) {
    return runTool(QStringLiteral("python3"), {QStringLiteral("-c"), QString::fromStdString(script)}, input, directory);
}
