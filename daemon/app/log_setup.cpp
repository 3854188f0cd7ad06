// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/app/log_setup.h"

#include "shared/base/log.h"

#include <QString>
#include <cstdlib>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace alula {

namespace {

std::string_view levelName(spdlog::level::level_enum level) {
    if (level <= spdlog::level::debug) return "debug";
    if (level == spdlog::level::info) return "info";
    return level == spdlog::level::warn ? "warning" : "error";
}

class MemorySink final : public spdlog::sinks::base_sink<std::mutex> {
public:
    explicit MemorySink(LogMemory& memory) : m_memory(memory) {}

protected:
    void sink_it_(const spdlog::details::log_msg& message) override {
        const auto ns = std::chrono::duration_cast<std::chrono::nanoseconds>(message.time.time_since_epoch()).count();
        m_memory.add({0, Timestamp{ns}, std::string(levelName(message.level)),
                      std::string(message.payload.data(), message.payload.size())});
    }
    void flush_() override {}

private:
    LogMemory& m_memory;
};

// sd-daemon(3): a line that begins with <N> has that priority in the journal.
class JournalSink final : public spdlog::sinks::base_sink<std::mutex> {
protected:
    void sink_it_(const spdlog::details::log_msg& message) override {
        const int priority = message.level >= spdlog::level::err    ? 3
                             : message.level == spdlog::level::warn ? 4
                             : message.level == spdlog::level::info ? 6
                                                                    : 7;
        std::fprintf(stderr, "<%d>%.*s\n", priority, static_cast<int>(message.payload.size()), message.payload.data());
    }
    void flush_() override { std::fflush(stderr); }
};

void qtMessage(QtMsgType type, const QMessageLogContext&, const QString& text) {
    const std::string line = text.toStdString();
    if (type == QtDebugMsg || type == QtInfoMsg) log::debug("{}", line);
    else if (type == QtWarningMsg) log::warning("{}", line);
    else log::error("{}", line);
}

} // namespace

void setUpLog(const std::string& level, LogMemory& memory) {
    std::vector<spdlog::sink_ptr> sinks{std::make_shared<MemorySink>(memory)};
    if (std::getenv("JOURNAL_STREAM") != nullptr) {
        sinks.push_back(std::make_shared<JournalSink>());
    } else {
        auto terminal = std::make_shared<spdlog::sinks::stderr_sink_mt>();
        terminal->set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
        sinks.push_back(std::move(terminal));
    }
    auto logger = std::make_shared<spdlog::logger>("alula", sinks.begin(), sinks.end());
    logger->set_level(level == "debug"     ? spdlog::level::debug
                      : level == "warning" ? spdlog::level::warn
                      : level == "error"   ? spdlog::level::err
                                           : spdlog::level::info);
    logger->flush_on(spdlog::level::info);
    spdlog::set_default_logger(std::move(logger));
    qInstallMessageHandler(qtMessage);
}

} // namespace alula
