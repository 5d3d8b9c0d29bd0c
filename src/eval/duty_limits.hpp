// Which limit and calendar an instance has: chosen by facts when it begins, and again when they change.
#pragma once
#include <cstdint>

#include "eval/clock.hpp"
#include "eval/facts.hpp"
#include "eval/view.hpp"

namespace bylaw::eval {

// The arm of the limit and the calendar, from the facts as they are. False while a fact they need is unknown.
bool choose(const View& view, const DutyProgram& duty, InstanceState& instance);

// There is no deadline before a promise is told: the only limit, any of `latest of`, all of `earliest of`.
bool lacks_a_promise(const Clocked& c);

// A fact that chooses the limit or the calendar may have changed, or a promise been told: what they do to an instance that is not
// judged yet, its next checkpoint included.
void choose_again(View& view, const DutyProgram& duty, InstanceState& instance, std::int64_t at);

// The same after a breach, where the limit no longer moves: the clocks of a ladder go by the calendar that the facts choose then.
void follow_calendar(View& view, const DutyProgram& duty, InstanceState& instance, std::int64_t at);

// Promises that are told after the clocks began, or told anew, count from `at` on (row sem-G2). True if there are any.
bool hear_promises(const View& view, const DutyProgram& duty, InstanceState& instance, std::int64_t at);

}  // namespace bylaw::eval
