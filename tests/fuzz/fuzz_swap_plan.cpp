// SPDX-License-Identifier: GPL-3.0-or-later
// The journal of a restore, as it lies in the catalog. What is taken must be told and turned back without loss.
#include "shared/engine/restore/swap_plan.h"
#include "shared/engine/volume/volume.h"
#include "tests/fuzz/fuzz.h"

using namespace alula;

namespace {

void check(const SwapPlan& plan) {
    fuzz::require(jobOfStaging(plan.staging).has_value(), "the staging folder has the name of one");
    for (const auto& step : plan.steps) {
        fuzz::require(isSafeRelativePath(step.path), "no step leads outside of the volume");
        fuzz::require(!describe(step).empty(), "every step has a line for the log");
        fuzz::require(inverse(inverse(step)) == step, "a step taken back twice is the step");
    }
    for (const auto& directory : plan.directories)
        fuzz::require(directory.path.empty() || isSafeRelativePath(directory.path), "no directory lies outside of the volume");
    const auto again = decodeSwapPlan(encode(plan));
    fuzz::require(again && *again == plan, "what was read is written as it was");
    const SwapPlan back = inverse(plan);
    const auto backAgain = decodeSwapPlan(encode(back));
    fuzz::require(backAgain && *backAgain == back, "the way back can be journaled too");
}

SwapPlan sample() {
    SwapPlan plan;
    plan.staging = stagingName(JobId(Uuid({1, 2, 3})));
    plan.stagingInode = 77;
    plan.steps = {{SwapStep::Kind::Insert, SwapStep::Place::New, "world/new", 0, 12},
                  {SwapStep::Kind::Exchange, SwapStep::Place::New, "server.properties", 13, 14},
                  {SwapStep::Kind::Remove, SwapStep::Place::Old, "logs\xff", 15, 0}};
    plan.directories = {{"", 1, std::nullopt}, {"world", -5, 1'767'323'045'123'456'789}, {"plugins", std::nullopt, 9}};
    return plan;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto plan = decodeSwapPlan(std::string(asText({data, size})));
    if (plan) check(*plan);
    return 0;
}

std::vector<fuzz::Seed> fuzz::seeds() {
    SwapPlan inside = sample();
    inside.stagingInside = inside.settled = true;
    SwapPlan empty = sample();
    empty.steps.clear();
    empty.directories.clear();
    return {
        {"plan", encode(sample())}, {"undo", encode(inverse(sample()))}, {"inside", encode(inside)}, {"empty", encode(empty)}};
}
