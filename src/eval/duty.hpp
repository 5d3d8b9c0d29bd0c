// The life of a duty's instances: every transition is a function here. They leave the instance's next checkpoint right and the
// case's earliest due true or marked for a rescan.
#pragma once
#include <cstdint>

#include "bylaw/event.hpp"
#include "eval/facts.hpp"
#include "eval/view.hpp"

namespace bylaw::eval {

// Something may still happen to it by itself: it is waited for, or its ladders go on after a breach that ends it.
bool goes_on(const DutyProgram& duty, const InstanceState& instance);

void start(View& view, const DutyProgram& duty, std::uint8_t trigger, Truth guard, std::int64_t at);
void stop(View& view, const DutyProgram& duty, std::uint8_t must, std::int64_t at);
void cancel(View& view, const DutyProgram& duty, std::int64_t at);
// Beside every breach that stands without a waiver. `guard`: that who waives may.
void waive(View& view, const DutyProgram& duty, const Event& event, Truth guard);
void reopen(View& view, const DutyProgram& duty, std::int64_t at);
void extend(View& view, const DutyProgram& duty, std::uint8_t extension, std::int64_t at);
void answer(View& view, const DutyProgram& duty, std::uint8_t ladder);
void stop_ladder(View& view, const DutyProgram& duty, std::uint8_t ladder);
void begin_pause(View& view, std::uint64_t reason, std::int64_t at);
void end_pause(View& view, std::uint64_t reason, std::int64_t at);
void reach_anchor(View& view, std::uint8_t anchor, std::int64_t at);

// A fact that the duty's limit, calendar, trigger or condition depends on has changed.
void ask_again(View& view, const DutyProgram& duty, std::int64_t at);

// Ends everything that still runs: cancelled, withdrawn or superseded.
void end_case(View& view, State state, Cause cause, std::int64_t at);

}  // namespace bylaw::eval
