// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/service/quiet_hold.h"

#include "shared/base/load.h"
#include "shared/base/log.h"

#include <algorithm>
#include <exception>

namespace alula {

namespace {

using StepKind = QuiesceStep::Kind;
constexpr auto kNoTime = std::chrono::nanoseconds(0);

const QuiesceRule* ruleFor(const QuiesceSettings& settings, const Server& server) {
    if (const auto own = settings.servers.find(server.id.toString()); own != settings.servers.end()) return &own->second;
    std::string egg = server.egg;
    std::ranges::transform(egg, egg.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    const auto ofEgg = settings.eggs.find(egg);
    return ofEgg == settings.eggs.end() ? nullptr : &ofEgg->second;
}

std::string_view wordOf(WingsState state) {
    switch (state) {
    case WingsState::Offline: return "is offline";
    case WingsState::Starting: return "is only starting";
    case WingsState::Stopping: return "is stopping";
    case WingsState::Missing: return "is not known to Wings";
    case WingsState::Running: break;
    }
    return "is running";
}

std::string secondsText(std::chrono::seconds time) { return std::to_string(time.count()) + " s"; }

} // namespace

std::unique_ptr<QuietHold> QuietHold::begin(QuietKeeper& keeper, const Server& server, JobContext& context) {
    const auto* rule = ruleFor(keeper.node().settings.quiesce, server);
    if (rule == nullptr || rule->before.empty() || keeper.wings() == nullptr) return nullptr;
    std::unique_ptr<QuietHold> hold(new QuietHold(keeper, *rule, server.id, context));
    const auto state = hold->prepare();
    if (state && *state == WingsState::Running) {
        const auto quiet = hold->quieten();
        if (!quiet && !context.stop.stop_requested())
            context.log.warning("the server may have been writing while it was backed up: " + quiet.error().toString());
        return hold;
    }
    if (state) {
        context.log.info("the server " + std::string(wordOf(*state)) + ", so it was not asked to hold still");
    } else if (!context.stop.stop_requested()) {
        context.log.warning("the server could not be asked to hold still, and may have been writing while it was backed up: " +
                            state.error().toString());
    }
    return nullptr;
}

QuietHold::QuietHold(QuietKeeper& keeper, const QuiesceRule& rule, const ServerId& server, JobContext& context)
    : m_keeper(keeper), m_rule(rule), m_context(context), m_console(*keeper.wings(), keeper.node().clock, server),
      m_begun(keeper.node().clock.steady()), m_entry{context.job.id, server, rule.after, keeper.node().clock.now()} {}

QuietHold::~QuietHold() {
    if (m_watch.joinable()) {
        m_watch.request_stop();
        m_watch.join();
    }
    letGo(m_context.stop);
}

Result<WingsState> QuietHold::prepare() {
    const auto& stop = m_context.stop;
    if (!m_keeper.reserve(m_entry.server, stop)) return fail(cancelled());
    m_reserved = true;
    // What an earlier backup left undone must not come into the middle of this one.
    auto older = m_keeper.letGoOlder(m_entry.server, stop);
    if (!older) return fail(std::move(older).error().withContext("telling it to go on after an earlier backup"));
    return m_keeper.wings()->state(m_entry.server, stop);
}

Result<void> QuietHold::quieten() {
    const auto& settings = m_keeper.node().settings.quiesce;
    const bool listens = std::ranges::any_of(m_rule.before, [](const auto& step) { return step.kind == StepKind::WaitFor; });
    if (listens) {
        // It is asked for again when there is something to wait for; the commands matter more.
        if (const auto heard = m_console.listen(m_context.stop); !heard)
            log::debug("the console cannot be read yet: {}", heard.error().toString());
    }
    if (!m_rule.after.empty()) ALULA_TRY(m_keeper.node().catalog.quiesced().save(m_entry));
    m_journaled = !m_rule.after.empty();
    m_watch = std::jthread([this](std::stop_token ended) { watch(ended); });
    for (const auto& step : m_rule.before) {
        if (left() <= kNoTime)
            return fail(ErrorCode::TimedOut,
                        "the steps before a backup took longer than " + secondsText(settings.timeout) + " (quiesce.timeout)");
        ALULA_ASSIGN(const bool runs, this->step(step));
        if (runs) continue;
        m_context.log.info("the server stopped running, so it need not hold still");
        return {};
    }
    m_context.log.info("the server holds still for its backup");
    return {};
}

std::chrono::nanoseconds QuietHold::left() const {
    return m_keeper.node().settings.quiesce.timeout - (m_keeper.node().clock.steady() - m_begun);
}

Result<bool> QuietHold::step(const QuiesceStep& step) {
    if (step.kind == StepKind::Command) {
        auto answer = m_console.say(step.text, m_context.stop);
        if (!answer) return fail(std::move(answer).error().withContext("sending " + log::printable(step.text)));
        return *answer == CommandsAnswer::Taken;
    }
    if (step.kind == StepKind::Wait) {
        if (!m_keeper.node().clock.sleepFor(std::min<std::chrono::nanoseconds>(step.time, left()), m_context.stop))
            return fail(cancelled());
        return true;
    }
    auto heard = m_console.hear(step.text, left(), m_context.stop);
    if (!heard) return fail(std::move(heard).error().withContext("waiting for '" + log::printable(step.text) + "'"));
    if (*heard) return true;
    return fail(ErrorCode::TimedOut, "its console did not say '" + log::printable(step.text) + "' within " +
                                         secondsText(m_keeper.node().settings.quiesce.timeout) + " (quiesce.timeout)");
}

// A server that does not save for hours loses them when it crashes: worse than a backup that is not all of one moment.
void QuietHold::watch(std::stop_token ended) {
    try {
        const auto longest = m_keeper.node().settings.quiesce.holdAtMost;
        if (!m_keeper.node().clock.sleepFor(longest, ended)) return;
        m_context.log.warning("the backup takes longer than " + secondsText(longest) +
                              " (quiesce.hold_at_most), so the server was told to go on before it was made");
        letGo(ended);
    } catch (const std::exception& e) {
        log::error("A server cannot be told to go on before the end of its backup: {}", e.what());
    }
}

void QuietHold::letGo(std::stop_token stop) {
    if (!m_reserved) return;
    m_reserved = false;
    // Who is being cancelled leaves it to the keeper's thread, which begins at once.
    if (m_journaled && !stop.stop_requested()) {
        const auto told = m_keeper.letGo(m_entry, stop);
        if (told) m_context.log.info("the server goes on");
        else if (!stop.stop_requested())
            m_context.log.warning("the server could not be told to go on yet; it is tried again until it was: " +
                                  told.error().toString());
    }
    m_keeper.release(m_entry.server);
}

} // namespace alula
