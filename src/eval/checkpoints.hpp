// What time itself brings about: warnings, limits, levels.
#pragma once
#include <cstdint>

#include "eval/clock.hpp"
#include "eval/view.hpp"

namespace bylaw::eval {

// The deadline in force: time_none where there is none yet. Asking changes nothing.
Reach deadline_of(const Clocked& c);

// Finds the instance's next checkpoint, and keeps the case's earliest due.
void plan_next(View& view, const DutyProgram& duty, InstanceState& instance);

// Keeps the deadline in force in the instance, for when its clocks stand or it has ended.
// Its deadline lies before the instant at which its clock last went on, or stands since: more had been measured by then.
bool has_run_out(const Clocked& c);

void hold_deadline(const Clocked& c);

// The same where the limit has moved while the clocks stand: the deadline as it would have been without the pause.
void hold_moved_deadline(const Clocked& c);

// The limit's clock runs, but never gets there.
bool limit_is_unreachable(const Clocked& c);

// Marks that nothing more is due for the instance.
void plan_nothing(View& view, const DutyProgram& duty, InstanceState& instance);

// Establishes the checkpoint that is due, and plans the next. `step` is the instant of the step that brings it about.
void establish(View& view, const DutyProgram& duty, InstanceState& instance);

// Establishes everything of the case due strictly before `before`, in the order of the stamps; stops when fewer than
// `room` decisions fit. True if all was established.
bool establish_until(View& view, std::int64_t before, std::size_t room);

// Looks for the case's earliest due among all instances.
void find_earliest(View& view);

// The instance is breached at `at`; what a breach starts is started.
void breach(View& view, const DutyProgram& duty, InstanceState& instance, Cause cause, std::int64_t at);

// Enters a state and emits its decision, which is returned. The next checkpoint is left to the caller.
Decision& report(View& view, const DutyProgram& duty, InstanceState& instance, State state, Cause cause, std::int64_t at);

}  // namespace bylaw::eval
