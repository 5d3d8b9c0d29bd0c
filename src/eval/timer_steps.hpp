// What events and time do most to timers: start, stop, establish. Inline, for they are the larger part of an event's time; what is
// rare about them is in timer.cpp. Where a value is as good as chance it is worked out without a branch.
#pragma once
#include <algorithm>

#include "eval/emit.hpp"
#include "eval/timer.hpp"

namespace bylaw::eval {

using program::TimerPoint;

// ---- Rare (timer.cpp) ---------------------------------------------------------------------------------------------

// A trigger, whatever the timer, its condition and the case are.
void start_unusual(View& view, const TimerProgram& timer, std::uint8_t trigger, Truth guard, std::int64_t at);
// An instance that waits for facts is performed: in time or not, is told once it is settled.
void perform_waiting(const View& view, const TimerProgram& timer, TimerState& instance, std::uint32_t slot, std::int64_t at);
// Nobody waits for any instance: the act is a repetition, or means nothing.
void stop_nothing(View& view, const TimerProgram& timer, std::int64_t at);
// An act that discharges any of several instances.
void stop_each(View& view, const TimerProgram& timer, std::uint8_t must, std::int64_t at);

// ---- Times --------------------------------------------------------------------------------------------------------

// What a pause moves is summed modulo 2^64: what comes out as an instant is exact.
inline std::int64_t wrapped_sum(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
inline std::int64_t wrapped_difference(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

// What a timer that never stands is moved by.
inline constexpr PauseState never_paused{0, 0, INT64_MIN};

// Chosen by a mask: which timers of a case stand in pauses, no branch could foresee.
inline const PauseState& pause_of(const View& view, const TimerProgram& timer) {
  const auto in_case = reinterpret_cast<std::uintptr_t>(view.memory) + timer.pause;
  const std::uintptr_t mask = std::uintptr_t{0} - std::uintptr_t{timer.reasons != 0};
  return *reinterpret_cast<const PauseState*>((in_case & mask) | (reinterpret_cast<std::uintptr_t>(&never_paused) & ~mask));
}

inline bool stands(const View& view, const TimerProgram& timer) { return (view.header().pauses & timer.reasons) != 0; }

// The points of the limit in force.
inline const TimerPoint* points_of(const View& view, const TimerProgram& timer, const TimerState& instance) {
  return view.program.timer_points.data() + timer.points + std::uint32_t{instance.variant} * timer.point_count;
}

// When the clock of an instance in progress or breached has run for `amount`; during a pause: had it gone on.
inline std::int64_t reach(const TimerState& instance, const PauseState& pause, std::int64_t amount) {
  std::int64_t at = 0;
  if (__builtin_add_overflow(wrapped_sum(instance.base, pause.total), amount, &at)) return time_none;
  // An instance that waited for a fact may find a point behind its last pause.
  return std::max(at, pause.resumed);
}

inline std::int64_t& due_at(const View& view, const TimerProgram& timer, std::uint32_t slot) {
  return reinterpret_cast<std::int64_t*>(view.memory + timer.dues)[slot];
}

// The case's earliest due stays true, or is looked for again when its holder moved away.
inline void keep_due(View& view, const TimerProgram& timer, std::uint32_t slot, std::int64_t due) {
  std::int64_t& kept = due_at(view, timer, slot);
  std::int64_t& earliest = view.header().due;
  view.rescan = static_cast<bool>(view.rescan | ((due > earliest) & (kept == earliest)));
  earliest = std::min(earliest, due);
  kept = due;
}

inline void plan_nothing(View& view, const TimerProgram& timer, std::uint32_t slot) { keep_due(view, timer, slot, time_none); }

// ---- Transitions --------------------------------------------------------------------------------------------------

inline Decision& tell(View& view, const TimerState& instance, std::uint32_t rule, DecisionKind kind, State state, Cause cause,
                      std::int64_t at, std::int64_t deadline) {
  return *new (next_place(view)) Decision{view.header().number, Instant{at}, Instant{deadline}, 0, view.event_id, RuleId{rule},
                                          instance.ordinal, kind, state, cause, 0, instance.edition, 0, instance.variant};
}

inline void finish(View& view, const TimerProgram& timer, TimerState& instance, std::uint32_t slot, State state, Cause cause,
                   std::int64_t at, std::int64_t deadline) {
  if (timer.alone) view.header().tracked &= ~timer.bit;
  instance.base = deadline;
  instance.at = at;
  instance.state = static_cast<std::uint8_t>(state);
  instance.cause = static_cast<std::uint8_t>(cause);
  tell(view, instance, timer.rule, DecisionKind::state, state, cause, at, deadline);
  plan_nothing(view, timer, slot);
}

inline void finish(View& view, const TimerProgram& timer, TimerState& instance, std::uint32_t slot, State state, Cause cause,
                   std::int64_t at) {
  finish(view, timer, instance, slot, state, cause, at, deadline_of(view, timer, instance));
}

[[gnu::always_inline]] inline void start(View& view, const TimerProgram& timer, std::uint8_t trigger, Truth guard, std::int64_t at) {
  std::int64_t due = 0;
  const bool overflow = __builtin_add_overflow(at, view.program.timer_points[timer.points].amount, &due);
  const bool usual = timer.usual && guard == Truth::yes && !may_be_tracked(view, timer) && !stands(view, timer) && !overflow;
  if (!usual) [[unlikely]] return start_unusual(view, timer, trigger, guard, at);
  // As `begin`: nothing was due for it, and it has not stood yet.
  CaseHeader& header = view.header();
  TimerState& instance = timer_state(view, timer, 0);
  const std::uint32_t ordinal = instance.ordinal + 1;
  header.tracked |= timer.bit;
  header.due = std::min(header.due, due);
  due_at(view, timer, 0) = due;
  instance = {wrapped_difference(at, pause_of(view, timer).total), at, ordinal, std::uint8_t(State::running), 0, 0, 0, 0, 0, 0, trigger};
}

// An act of an instance that is waited for.
inline void perform(View& view, const TimerProgram& timer, TimerState& instance, std::uint32_t slot, std::uint8_t must,
                    std::int64_t at) {
  instance.done = static_cast<std::uint8_t>(instance.done | 1u << must);
  if ((instance.done & timer.musts) != timer.musts) [[unlikely]] return;
  if (state_of(instance) == State::pending) [[unlikely]] {
    return perform_waiting(view, timer, instance, slot, at);
  }
  if (state_of(instance) == State::breached) {
    return finish(view, timer, instance, slot, State::met_late, Cause::late, at, instance.at);
  }
  const std::int64_t limit = points_of(view, timer, instance)[timer.limit].amount;
  const bool begun = (instance.flags & program::timer_begun_in_a_pause) == 0;
  const std::int64_t deadline = begun ? reach(instance, pause_of(view, timer), limit) : time_none;
  finish(view, timer, instance, slot, State::met, Cause::performed, at, deadline);
}

inline void stop(View& view, const TimerProgram& timer, std::uint8_t must, std::int64_t at) {
  if (!may_be_tracked(view, timer)) {
    // Most often it was never triggered.
    if (timer.slots == 1 && timer_state(view, timer, 0).ordinal == 0) return;
    return stop_nothing(view, timer, at);
  }
  if (timer.slots > 1) [[unlikely]] return stop_each(view, timer, must, at);
  TimerState& instance = timer_state(view, timer, 0);
  if (!is_tracked(timer, instance)) [[unlikely]] return stop_nothing(view, timer, at);
  perform(view, timer, instance, 0, must, at);
}

// Establishes the point that is due. The due of the next, which is kept with the others; the case's earliest is the caller's to keep.
inline std::int64_t establish(View& view, const TimerProgram& timer, std::uint32_t slot) {
  TimerState& instance = timer_state(view, timer, slot);
  const std::int64_t at = due_at(view, timer, slot);
  CaseHeader& header = view.header();
  header.last_fired = std::max(header.last_fired, at);
  const PauseState& pause = pause_of(view, timer);
  const TimerPoint* points = points_of(view, timer, instance);
  const TimerPoint& point = points[instance.next];
  // What is due runs, or is breached already; and the clock does not stand.
  const bool late = state_of(instance) == State::breached;
  const std::int64_t deadline = late ? instance.at : reach(instance, pause, points[timer.limit].amount);
  ++instance.next;
  const bool more = instance.next < timer.point_count;
  const std::int64_t next = more ? reach(instance, pause, points[instance.next].amount) : time_none;
  due_at(view, timer, slot) = next;
  if (point.kind == program::CheckpointKind::limit) {
    instance.state = std::uint8_t(State::breached);
    instance.cause = std::uint8_t(Cause::late);
    instance.at = at;
    tell(view, instance, timer.rule, DecisionKind::state, State::breached, Cause::late, at, deadline);
    return next;
  }
  const bool level = point.kind == program::CheckpointKind::level;
  Decision& decision = tell(view, instance, point.rule, level ? DecisionKind::level : DecisionKind::warning, state_of(instance),
                            Cause::none, at, deadline);
  decision.level = point.level;
  if (!level || next >= view.step) return next;
  const TimerPoint& following = points[instance.next];
  if (following.kind == program::CheckpointKind::level && following.ladder == point.ladder) {
    decision.flags |= std::uint8_t(DecisionFlag::overdue);
  }
  return next;
}

}  // namespace bylaw::eval
