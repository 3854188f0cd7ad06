// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/app.h"
#include "tests/support/on_terminal.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtTest/QTest>

#include <string>
#include <unistd.h>
#include <vector>

// alulactl as a process of its own: the test program starts itself with --as-alulactl, so that signals, exit codes and standard
// streams are real, the sanitizers see it, and no other program has to be built first. The event loop runs meanwhile: a fake
// daemon of the test answers.
namespace alula::test {

inline constexpr int kPatience = 30'000; // ms

struct Ran {
    int code = -1;
    QByteArray out, err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

class Alulactl {
public:
    explicit Alulactl(const QStringList& arguments,
                      const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment()) {
        m_process.setProcessEnvironment(environment);
        m_process.start(QCoreApplication::applicationFilePath(), QStringList{QStringLiteral("--as-alulactl")} + arguments);
    }
    QProcess& process() { return m_process; }
    bool waitForError(const QByteArray& text) {
        return QTest::qWaitFor(
            [&] {
                m_err += m_process.readAllStandardError();
                return m_err.contains(text);
            },
            kPatience);
    }
    bool waitForOutput(const QByteArray& text) {
        return QTest::qWaitFor(
            [&] {
                m_out += m_process.readAllStandardOutput();
                return m_out.contains(text);
            },
            kPatience);
    }
    void interrupt() { ::kill(static_cast<pid_t>(m_process.processId()), SIGINT); }
    Ran finish() {
        if (!QTest::qWaitFor([&] { return m_process.state() == QProcess::NotRunning; }, kPatience))
            qFatal("alulactl does not end");
        m_out += m_process.readAllStandardOutput();
        m_err += m_process.readAllStandardError();
        return {m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1, m_out, m_err};
    }

private:
    QProcess m_process;
    QByteArray m_out, m_err;
};

class AlulactlOnTerminal : public OnTerminal {
public:
    explicit AlulactlOnTerminal(const QStringList& arguments, int width = 120, int height = 24)
        : OnTerminal(wordsOf(arguments), width, height) {}

private:
    static std::vector<std::string> wordsOf(const QStringList& arguments) {
        std::vector<std::string> words{QCoreApplication::applicationFilePath().toStdString(), "--as-alulactl"};
        for (const QString& argument : arguments) words.push_back(argument.toStdString());
        return words;
    }
};

inline bool startedAsAlulactl(int argc, char** argv) { return argc > 1 && std::string_view(argv[1]) == "--as-alulactl"; }

} // namespace alula::test

#define ALULACTL_TEST_MAIN(TestClass)                                                                                            \
    int main(int argc, char** argv) {                                                                                            \
        if (alula::test::startedAsAlulactl(argc, argv)) {                                                                        \
            return alula::cli::runAlulactl(argc - 1, argv + 1);                                                                  \
        }                                                                                                                        \
        const QCoreApplication app(argc, argv);                                                                                  \
        TestClass test;                                                                                                          \
        return QTest::qExec(&test, argc, argv);                                                                                  \
    }
