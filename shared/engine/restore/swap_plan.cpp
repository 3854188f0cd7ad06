// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/engine/restore/swap_plan.h"

#include "shared/base/bytes.h"
#include "shared/base/log.h"
#include "shared/engine/volume/volume.h"

#include <algorithm>
#include <format>
#include <type_traits>

namespace alula {

// plan    = "ALSW" u16 version u8 flags u64 staging-inode text staging u64 n step*n u64 m directory*m
// step    = u8 kind u8 place u64 old-inode u64 new-inode text path
// directory = text path u8 which (1: before, 2: after) i64 before i64 after
// text    = u16 length, bytes. All numbers little-endian.
namespace {

constexpr std::string_view kMagic = "ALSW";
constexpr std::uint16_t kVersion = 1;
// Twelve million steps with short names; SQLite keeps blobs up to 1,000,000,000 bytes.
constexpr std::size_t kMaxPlanBytes = 512_MiB;
constexpr std::size_t kSmallestStep = 21, kSmallestDirectory = 19; // a step has a path, a directory may be the root
enum PlanFlag : std::uint8_t { kInside = 1, kUndo = 2, kSettled = 4, kRolledBack = 8 };
enum TimeFlag : std::uint8_t { kBefore = 1, kAfter = 2 };

template <std::integral T>
void put(std::string& out, T value) {
    auto bits = static_cast<std::make_unsigned_t<T>>(value);
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        out.push_back(static_cast<char>(bits & 0xff));
        if constexpr (sizeof(T) > 1) bits = static_cast<std::make_unsigned_t<T>>(bits >> 8);
    }
}
void putText(std::string& out, std::string_view text) {
    put(out, static_cast<std::uint16_t>(text.size()));
    out += text;
}

// Reads front to back; the first thing that does not fit makes every later answer zero, and ok() false.
class Cursor {
public:
    explicit Cursor(std::string_view bytes) : m_left(bytes) {}
    template <std::integral T>
    T number() {
        if (m_left.size() < sizeof(T)) return spoil<T>();
        std::make_unsigned_t<T> bits = 0;
        for (std::size_t i = sizeof(T); i-- > 0;) {
            bits = static_cast<std::make_unsigned_t<T>>((static_cast<std::uint64_t>(bits) << 8) |
                                                        static_cast<unsigned char>(m_left[i]));
        }
        m_left.remove_prefix(sizeof(T));
        return static_cast<T>(bits);
    }
    std::string text() {
        const auto length = number<std::uint16_t>();
        if (m_left.size() < length) return spoil<std::string>();
        std::string out(m_left.substr(0, length));
        m_left.remove_prefix(length);
        return out;
    }
    bool ok() const { return m_ok; }
    std::size_t left() const { return m_left.size(); }

private:
    template <typename T>
    T spoil() {
        m_ok = false;
        m_left = {};
        return T{};
    }
    std::string_view m_left;
    bool m_ok = true;
};

bool isSound(const SwapStep& step) {
    if (!isSafeRelativePath(step.path) || step.path.empty() || step.path.starts_with(kOwnPrefix)) return false;
    switch (step.kind) {
    case SwapStep::Kind::Insert: return step.oldInode == 0 && step.newInode != 0;
    case SwapStep::Kind::Exchange: return step.oldInode != 0 && step.newInode != 0 && step.oldInode != step.newInode;
    case SwapStep::Kind::Remove: return step.oldInode != 0 && step.newInode == 0;
    }
    return false;
}

std::unexpected<Error> corrupt(std::string_view what) {
    return fail(ErrorCode::Corrupt, std::format("the journal of the restore cannot be used: {}", what));
}

Result<SwapStep> readStep(Cursor& in) {
    SwapStep step;
    const auto kind = in.number<std::uint8_t>();
    const auto place = in.number<std::uint8_t>();
    step.oldInode = in.number<std::uint64_t>();
    step.newInode = in.number<std::uint64_t>();
    step.path = in.text();
    if (!in.ok()) return corrupt("it ends in the middle of a step");
    if (kind > static_cast<std::uint8_t>(SwapStep::Kind::Remove) || place > static_cast<std::uint8_t>(SwapStep::Place::Old)) {
        return corrupt("a step is of an unknown kind");
    }
    step.kind = static_cast<SwapStep::Kind>(kind);
    step.place = static_cast<SwapStep::Place>(place);
    if (!isSound(step)) return corrupt("a step makes no sense");
    return step;
}

Result<TouchedDirectory> readDirectory(Cursor& in) {
    TouchedDirectory directory;
    directory.path = in.text();
    const auto which = in.number<std::uint8_t>();
    const auto before = in.number<std::int64_t>();
    const auto after = in.number<std::int64_t>();
    if (!in.ok()) return corrupt("it ends in the middle of a directory");
    if (!directory.path.empty() && !isSafeRelativePath(directory.path)) return corrupt("a directory's path leads outside");
    if ((which & kBefore) != 0) directory.mtimeBefore = before;
    if ((which & kAfter) != 0) directory.mtimeAfter = after;
    return directory;
}

std::uint8_t flagsOf(const SwapPlan& plan) {
    return static_cast<std::uint8_t>((plan.stagingInside ? kInside : 0) | (plan.undo ? kUndo : 0) |
                                     (plan.settled ? kSettled : 0) | (plan.rolledBack ? kRolledBack : 0));
}

std::size_t encodedSize(const SwapPlan& plan) {
    std::size_t size = kMagic.size() + sizeof(std::uint16_t) + 1 + 3 * sizeof(std::uint64_t) + 2 + plan.staging.size();
    for (const auto& step : plan.steps) size += kSmallestStep - 1 + step.path.size();
    for (const auto& directory : plan.directories) size += kSmallestDirectory + directory.path.size();
    return size;
}

// All in front of the steps.
Result<SwapPlan> readHead(Cursor& in) {
    if (in.number<std::uint16_t>() != kVersion) return corrupt("it is of another version of Alula");
    SwapPlan plan;
    const auto flags = in.number<std::uint8_t>();
    plan.stagingInside = (flags & kInside) != 0;
    plan.undo = (flags & kUndo) != 0;
    plan.settled = (flags & kSettled) != 0;
    plan.rolledBack = (flags & kRolledBack) != 0;
    plan.stagingInode = in.number<std::uint64_t>();
    plan.staging = in.text();
    if (!in.ok() || !jobOfStaging(plan.staging)) return corrupt("its staging folder has no proper name");
    return plan;
}

} // namespace

Result<void> checkJournalable(const SwapPlan& plan) {
    if (encodedSize(plan) > kMaxPlanBytes) {
        return fail(ErrorCode::Unsupported,
                    std::format("this restore replaces {} files one by one, more than its journal can hold; "
                                "nothing was changed: restore fewer folders at a time, or the whole "
                                "backup with everything else deleted",
                                plan.steps.size()));
    }
    for (const auto& step : plan.steps) {
        if (isSound(step)) continue;
        return fail(Error(ErrorCode::Unsupported,
                          "the restore could not be taken back after a crash, because this path cannot be "
                          "journaled (is it longer than 4095 bytes?); nothing was changed")
                        .withPath(step.path));
    }
    return {};
}

std::string encode(const SwapPlan& plan) {
    std::string out;
    out.reserve(encodedSize(plan)); // a growing string would need twice the room for a moment
    out += kMagic;
    put(out, kVersion);
    put(out, flagsOf(plan));
    put(out, plan.stagingInode);
    putText(out, plan.staging);
    put(out, static_cast<std::uint64_t>(plan.steps.size()));
    for (const auto& step : plan.steps) {
        put(out, static_cast<std::uint8_t>(step.kind));
        put(out, static_cast<std::uint8_t>(step.place));
        put(out, step.oldInode);
        put(out, step.newInode);
        putText(out, step.path);
    }
    put(out, static_cast<std::uint64_t>(plan.directories.size()));
    for (const auto& directory : plan.directories) {
        putText(out, directory.path);
        put(out, static_cast<std::uint8_t>((directory.mtimeBefore ? kBefore : 0) | (directory.mtimeAfter ? kAfter : 0)));
        put(out, directory.mtimeBefore.value_or(0));
        put(out, directory.mtimeAfter.value_or(0));
    }
    return out;
}

Result<SwapPlan> decodeSwapPlan(const std::string& bytes) {
    if (bytes.size() > kMaxPlanBytes) return corrupt("it is too large");
    if (!bytes.starts_with(kMagic)) return corrupt("it is none");
    Cursor in(std::string_view(bytes).substr(kMagic.size()));
    ALULA_ASSIGN(SwapPlan plan, readHead(in));
    const auto steps = in.number<std::uint64_t>();
    if (steps > in.left() / kSmallestStep) return corrupt("it says it has more steps than it holds");
    plan.steps.reserve(steps);
    for (std::uint64_t i = 0; i < steps; ++i) {
        ALULA_ASSIGN(auto step, readStep(in));
        plan.steps.push_back(std::move(step));
    }
    const auto directories = in.number<std::uint64_t>();
    if (directories > in.left() / kSmallestDirectory) return corrupt("it says it has more directories than it holds");
    for (std::uint64_t i = 0; i < directories; ++i) {
        ALULA_ASSIGN(auto directory, readDirectory(in));
        plan.directories.push_back(std::move(directory));
    }
    if (!in.ok() || in.left() != 0) return corrupt("its length is wrong");
    return plan;
}

Result<JobId> stagingJob(const std::string& encodedPlan) {
    if (!encodedPlan.starts_with(kMagic)) return corrupt("it is none");
    Cursor in(std::string_view(encodedPlan).substr(kMagic.size()));
    ALULA_ASSIGN(const SwapPlan head, readHead(in));
    return *jobOfStaging(head.staging);
}

SwapStep inverse(const SwapStep& step) {
    SwapStep back = step;
    std::swap(back.oldInode, back.newInode);
    if (step.kind == SwapStep::Kind::Insert) back.kind = SwapStep::Kind::Remove;
    if (step.kind == SwapStep::Kind::Remove) back.kind = SwapStep::Kind::Insert;
    return back;
}

SwapPlan inverse(const SwapPlan& plan) {
    SwapPlan back = plan;
    back.undo = !plan.undo;
    back.settled = back.rolledBack = false;
    std::ranges::reverse(back.steps);
    for (auto& step : back.steps) step = inverse(step);
    for (auto& directory : back.directories) std::swap(directory.mtimeBefore, directory.mtimeAfter);
    return back;
}

std::string describe(const SwapStep& step) {
    const std::string path = log::printable(step.path);
    switch (step.kind) {
    case SwapStep::Kind::Insert: return std::format("insert {} (inode {})", path, step.newInode);
    case SwapStep::Kind::Exchange: return std::format("exchange {} (inode {} by {})", path, step.oldInode, step.newInode);
    case SwapStep::Kind::Remove: return std::format("remove {} (inode {})", path, step.oldInode);
    }
    return {};
}

std::string stagingName(const JobId& job) { return std::string(kOwnPrefix) + job.toString(); }

std::optional<JobId> jobOfStaging(std::string_view name) {
    if (!name.starts_with(kOwnPrefix)) return std::nullopt;
    return JobId::parse(name.substr(kOwnPrefix.size()));
}

} // namespace alula
