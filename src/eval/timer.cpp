#include "eval/timer_steps.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace bylaw::eval {

namespace {

using program::CheckpointKind;
using program::TriggerMode;

void remark(View& view, const TimerProgram& timer, const TimerState& instance, Cause cause, std::int64_t at) {
  Decision& decision = emit(view, timer.rule, DecisionKind::remark, at);
  decision.instance = instance.ordinal;
  decision.state = state_of(instance);
  decision.cause = cause;
}

LatchState* latches_at(const View& view, const TimerProgram& timer, const DutyProgram& duty, std::uint32_t slot) {
  return reinterpret_cast<LatchState*>(view.memory + timer.latches) + std::size_t{duty.latches.count} * slot;
}

// The instants that an instance passed while it waited for facts; only where pauses move it: otherwise its points tell them.
bool keeps_passed(const TimerProgram& timer, const DutyProgram& duty) { return timer.reasons != 0 && duty.latches.count != 0; }

std::int64_t* passed_of(const View& view, const TimerProgram& timer, const DutyProgram& duty, std::uint32_t slot) {
  return reinterpret_cast<std::int64_t*>(latches_at(view, timer, duty, timer.slots)) + std::size_t{timer.point_count} * slot;
}

std::uint32_t slot_of(const View& view, const TimerProgram& timer, const TimerState& instance) {
  return static_cast<std::uint32_t>(&instance - &timer_state(view, timer, 0));
}

std::uint32_t newest_ordinal(const View& view, const TimerProgram& timer) {
  std::uint32_t newest = 0;
  for (std::uint32_t slot = 0; slot < timer.slots; ++slot) newest = std::max(newest, timer_state(view, timer, slot).ordinal);
  return newest;
}

// All that time has brought about for an instance that was pending until now.
void catch_up(View& view, const TimerProgram& timer, std::uint32_t slot, std::int64_t until) {
  const std::uint64_t id = view.event_id;
  view.event_id = 0;
  if (due_at(view, timer, slot) < until) {
    while (establish(view, timer, slot) < until) {}
    view.rescan = true;
  }
  view.event_id = id;
}

// From a triggered instance whose trigger's condition holds to a running one.
void run(View& view, const TimerProgram& timer, TimerState& instance, std::uint32_t slot) {
  instance.state = std::uint8_t(State::running);
  const bool standing = stands(view, timer);
  const std::int64_t first = reach(instance, pause_of(view, timer), points_of(view, timer, instance)[0].amount);
  keep_due(view, timer, slot, standing ? time_none : first);
  if (first != time_none || standing || deadline_of(view, timer, instance) != time_none) return;
  finish(view, timer, instance, slot, State::unreachable, Cause::calendar_ends, instance.at);
}

// A pending instance's clock is about to stand, or it is performed: the points due before that are passed now, for later they would
// seem to lie elsewhere.
void pass_until(const View& view, const TimerProgram& timer, const DutyProgram& duty, TimerState& instance, std::uint32_t slot,
                std::int64_t until) {
  std::int64_t* const passed = passed_of(view, timer, duty, slot);
  while (instance.next < timer.point_count) {
    const std::int64_t at = reach(instance, pause_of(view, timer), points_of(view, timer, instance)[instance.next].amount);
    if (at >= until) return;
    passed[instance.next++] = at;
  }
}

// The deadline in force at a point that was passed.
std::int64_t deadline_then(const View& view, const TimerProgram& timer, const TimerState& instance, const std::int64_t* passed,
                           std::uint32_t point) {
  if (point >= timer.limit) return passed[timer.limit];
  const TimerPoint* const points = points_of(view, timer, instance);
  std::int64_t at = 0;
  const std::int64_t left = wrapped_difference(points[timer.limit].amount, points[point].amount);
  return __builtin_add_overflow(passed[point], left, &at) ? time_none : at;
}

// Tells what was passed while it waited.
void tell_passed(View& view, const TimerProgram& timer, TimerState& instance, const std::int64_t* passed) {
  const std::uint64_t id = view.event_id;
  view.event_id = 0;
  const TimerPoint* const points = points_of(view, timer, instance);
  for (std::uint32_t i = 0; i < instance.next; ++i) {
    const TimerPoint& point = points[i];
    const std::int64_t deadline = deadline_then(view, timer, instance, passed, i);
    view.header().last_fired = std::max(view.header().last_fired, passed[i]);
    if (point.kind == CheckpointKind::limit) {
      instance.state = std::uint8_t(State::breached);
      instance.cause = std::uint8_t(Cause::late);
      instance.at = passed[i];
      tell(view, instance, timer.rule, DecisionKind::state, State::breached, Cause::late, passed[i], deadline);
      continue;
    }
    const bool level = point.kind == CheckpointKind::level;
    Decision& decision = tell(view, instance, point.rule, level ? DecisionKind::level : DecisionKind::warning, state_of(instance),
                              Cause::none, passed[i], deadline);
    decision.level = point.level;
    const bool more = level && i + 1 < instance.next && points[i + 1].kind == CheckpointKind::level;
    if (more && points[i + 1].ladder == point.ladder) decision.flags |= std::uint8_t(DecisionFlag::overdue);
  }
  view.event_id = id;
}

// A pending instance asks its trigger's condition again.
void settle(View& view, const TimerProgram& timer, TimerState& instance, std::uint32_t slot, std::int64_t at) {
  const DutyProgram& duty = view.program.duties[timer.duty];
  const std::uint32_t guard = view.program.index_lists[duty.trigger_guards.first + instance.trigger];
  LatchState* latches = latches_at(view, timer, duty, slot);
  latch_atoms(view, duty, latches);
  const Truth truth = duty.latches.count == 0 ? holds(view, guard) : holds_latched(view, guard, duty, latches);
  if (truth == Truth::no) {
    instance.base = deadline_of(view, timer, instance);
    instance.state = std::uint8_t(State::none);
    return plan_nothing(view, timer, slot);
  }
  if (truth == Truth::unknown) return;
  const bool stopped = (instance.flags & program::timer_stop_pending) != 0;
  const std::int64_t stopped_at = instance.at;
  const std::int64_t* const passed = keeps_passed(timer, duty) ? passed_of(view, timer, duty, slot) : nullptr;
  if (instance.next == 0) {
    run(view, timer, instance, slot);
    if (!is_tracked(timer, instance)) return;
  } else {
    instance.state = std::uint8_t(State::running);
    tell_passed(view, timer, instance, passed);
    keep_due(view, timer, slot, due_of(view, timer, instance));
  }
  catch_up(view, timer, slot, stopped ? stopped_at : at);
  if (!stopped || !is_tracked(timer, instance)) return;
  if (state_of(instance) == State::breached) return finish(view, timer, instance, slot, State::met_late, Cause::late, stopped_at);
  const std::int64_t deadline = passed != nullptr ? passed[timer.limit] : deadline_of(view, timer, instance);
  finish(view, timer, instance, slot, State::met, Cause::performed, stopped_at, deadline);
}

}  // namespace

std::int64_t due_of(const View& view, const TimerProgram& timer, const TimerState& instance) {
  const State state = state_of(instance);
  const bool runs = state == State::running || (state == State::breached && (instance.flags & program::timer_closed) == 0);
  if (!runs || instance.next >= timer.point_count || stands(view, timer)) return time_none;
  return reach(instance, pause_of(view, timer), points_of(view, timer, instance)[instance.next].amount);
}

std::int64_t deadline_of(const View& view, const TimerProgram& timer, const TimerState& instance) {
  switch (state_of(instance)) {
    case State::pending: {
      const DutyProgram& duty = view.program.duties[timer.duty];
      const bool kept = instance.next > timer.limit || (instance.flags & program::timer_stop_pending) != 0;
      if (kept && keeps_passed(timer, duty)) return passed_of(view, timer, duty, slot_of(view, timer, instance))[timer.limit];
      [[fallthrough]];
    }
    case State::running:
      if (instance.flags & program::timer_begun_in_a_pause) return time_none;
      return reach(instance, pause_of(view, timer), points_of(view, timer, instance)[timer.limit].amount);
    case State::breached: return instance.at;
    default: return instance.base;
  }
}

void perform_waiting(const View& view, const TimerProgram& timer, TimerState& instance, std::uint32_t slot, std::int64_t at) {
  if (instance.flags & program::timer_stop_pending) return;
  const DutyProgram& duty = view.program.duties[timer.duty];
  if (keeps_passed(timer, duty)) {
    if (!stands(view, timer)) pass_until(view, timer, duty, instance, slot, at);
    if (instance.next <= timer.limit) passed_of(view, timer, duty, slot)[timer.limit] = deadline_of(view, timer, instance);
  }
  instance.at = at;
  instance.flags |= program::timer_stop_pending;
}

namespace {

// From a triggered instance whose trigger's condition needs facts that are missing.
void wait_for_facts(View& view, const TimerProgram& timer, TimerState& instance, std::uint32_t slot, std::int64_t at) {
  const DutyProgram& duty = view.program.duties[timer.duty];
  LatchState* latches = latches_at(view, timer, duty, slot);
  std::memset(static_cast<void*>(latches), 0, sizeof(LatchState) * duty.latches.count);
  latch_atoms(view, duty, latches);
  plan_nothing(view, timer, slot);
  instance.state = std::uint8_t(State::pending);
  instance.cause = std::uint8_t(Cause::unknown_fact);
  tell(view, instance, timer.rule, DecisionKind::state, State::pending, Cause::unknown_fact, at,
       deadline_of(view, timer, instance));
}

void begin(View& view, const TimerProgram& timer, std::uint32_t slot, std::uint8_t trigger, Truth guard, std::uint32_t ordinal,
           std::int64_t at) {
  view.header().tracked |= timer.bit;
  const PauseState& pause = pause_of(view, timer);
  const bool standing = stands(view, timer);
  TimerState& instance = timer_state(view, timer, slot);
  instance = TimerState{wrapped_difference(standing ? pause.since : at, pause.total), at, ordinal, 0, 0, 0, 0,
                        standing ? std::uint8_t{program::timer_begun_in_a_pause} : std::uint8_t{0}, 0, 0, trigger};
  if (timer.dated) {
    const DutyProgram& duty = view.program.duties[timer.duty];
    const std::uint32_t editions = count_at_or_before(view, duty.handbook_editions, at);
    instance.edition = static_cast<std::uint8_t>(editions > 0 ? editions - 1 : 0);
    instance.variant = static_cast<std::uint8_t>(count_at_or_before(view, duty.untils, at));
  }
  if (guard == Truth::yes) run(view, timer, instance, slot);
  else wait_for_facts(view, timer, instance, slot, at);
}

// A trigger of a timer that may be tracked already.
void start_again(View& view, const TimerProgram& timer, std::uint8_t trigger, Truth guard, std::int64_t at) {
  TimerState& first = timer_state(view, timer, 0);
  if (timer.triggers != TriggerMode::each) {
    if (is_tracked(timer, first)) {
      if (timer.triggers == TriggerMode::ignore) return;
      if (state_of(first) != State::breached) finish(view, timer, first, 0, State::superseded, Cause::retriggered, at);
    }
    return begin(view, timer, 0, trigger, guard, first.ordinal + 1, at);
  }
  const std::uint32_t ordinal = newest_ordinal(view, timer) + 1;
  for (std::uint32_t slot = 0; slot < timer.slots; ++slot) {
    if (!is_tracked(timer, timer_state(view, timer, slot))) return begin(view, timer, slot, trigger, guard, ordinal, at);
  }
  Decision& decision = emit(view, timer.rule, DecisionKind::state, at);
  decision.instance = ordinal;
  decision.state = State::indeterminate;
  decision.cause = Cause::over_capacity;
}

}  // namespace

void start_unusual(View& view, const TimerProgram& timer, std::uint8_t trigger, Truth guard, std::int64_t at) {
  if (timer.dated && !view.program.duties[timer.duty].in_force.at(at)) return;
  if (timer.slots > 1 || may_be_tracked(view, timer)) return start_again(view, timer, trigger, guard, at);
  begin(view, timer, 0, trigger, guard, timer_state(view, timer, 0).ordinal + 1, at);
}

void stop_nothing(View& view, const TimerProgram& timer, std::int64_t at) {
  const TimerState* done_before = nullptr;
  for (std::uint32_t slot = 0; slot < timer.slots; ++slot) {
    const TimerState& instance = timer_state(view, timer, slot);
    const State state = state_of(instance);
    if (state == State::met || state == State::met_late) done_before = &instance;
  }
  if (done_before != nullptr) remark(view, timer, *done_before, Cause::repeated_discharge, at);
}

void stop_each(View& view, const TimerProgram& timer, std::uint8_t must, std::int64_t at) {
  bool taken = false;
  for (std::uint32_t slot = 0; slot < timer.slots; ++slot) {
    TimerState& instance = timer_state(view, timer, slot);
    if (!is_tracked(timer, instance)) continue;
    taken = true;
    perform(view, timer, instance, slot, must, at);
  }
  if (!taken) stop_nothing(view, timer, at);
}

void cancel(View& view, const TimerProgram& timer, std::int64_t at) {
  if (!may_be_tracked(view, timer)) return;
  for (std::uint32_t slot = 0; slot < timer.slots; ++slot) {
    TimerState& instance = timer_state(view, timer, slot);
    if (!is_tracked(timer, instance)) continue;
    if (state_of(instance) != State::breached) {
      finish(view, timer, instance, slot, State::cancelled, Cause::cancelled_by_event, at);
      continue;
    }
    instance.flags |= program::timer_closed;  // the breach is a fact and stays; nobody waits any more
    plan_nothing(view, timer, slot);
  }
}

// The timers of a pause of which an instance may be waited for.
template <class Do>
void each_tracked(const View& view, const PauseProgram& pause, Do act) {
  const TimerProgram* const timers = view.program.timers.data();
  for (std::uint64_t rest = view.header().tracked & pause.bits; rest != 0; rest &= rest - 1) {
    act(timers[view.layout.timers.first + static_cast<std::uint32_t>(std::countr_zero(rest))]);
  }
  for (std::uint32_t t = 0; pause.bits == 0 && t < pause.timers.count; ++t) {
    const TimerProgram& timer = timers[view.program.index_lists[pause.timers.first + t]];
    if (may_be_tracked(view, timer)) act(timer);
  }
}

void begin_pause_of_timers(View& view, std::uint64_t reason, std::int64_t at) {
  for (std::uint32_t i = 0; i < view.layout.pauses.count; ++i) {
    const PauseProgram& pause = view.program.pauses[view.layout.pauses.first + i];
    const std::uint64_t set = view.header().pauses & pause.reasons;
    if ((pause.reasons & reason) == 0 || set != reason) continue;  // or it stood already
    reinterpret_cast<PauseState*>(view.memory + pause.state)->since = at;
    view.rescan = true;
    each_tracked(view, pause, [&](const TimerProgram& timer) {
      for (std::uint32_t slot = 0; slot < timer.slots; ++slot) due_at(view, timer, slot) = time_none;
      const DutyProgram& duty = view.program.duties[timer.duty];
      for (std::uint32_t slot = 0; duty.latches.count != 0 && slot < timer.slots; ++slot) {
        TimerState& instance = timer_state(view, timer, slot);
        const bool waits = state_of(instance) == State::pending && (instance.flags & program::timer_stop_pending) == 0;
        if (waits) pass_until(view, timer, duty, instance, slot, at);
      }
    });
  }
}

void end_pause_of_timers(View& view, std::uint64_t reason, std::int64_t at) {
  for (std::uint32_t i = 0; i < view.layout.pauses.count; ++i) {
    const PauseProgram& pause = view.program.pauses[view.layout.pauses.first + i];
    if ((pause.reasons & reason) == 0 || (view.header().pauses & pause.reasons) != 0) continue;
    PauseState& state = *reinterpret_cast<PauseState*>(view.memory + pause.state);
    state.total = wrapped_sum(state.total, wrapped_difference(at, state.since));
    state.resumed = at;
    each_tracked(view, pause, [&](const TimerProgram& timer) {
      for (std::uint32_t slot = 0; slot < timer.slots; ++slot) {
        TimerState& instance = timer_state(view, timer, slot);
        if (!is_tracked(timer, instance)) continue;
        instance.flags = static_cast<std::uint8_t>(instance.flags & ~program::timer_begun_in_a_pause);
        // Nothing was due for it while it stood.
        const std::int64_t due = due_of(view, timer, instance);
        due_at(view, timer, slot) = due;
        view.header().due = std::min(view.header().due, due);
      }
    });
  }
}

void ask_again(View& view, const TimerProgram& timer, std::int64_t at) {
  for (std::uint32_t slot = 0; slot < timer.slots; ++slot) {
    TimerState& instance = timer_state(view, timer, slot);
    if (state_of(instance) == State::pending) settle(view, timer, instance, slot, at);
  }
}

void end_timer(View& view, const TimerProgram& timer, State state, Cause cause, std::int64_t at) {
  for (std::uint32_t slot = 0; slot < timer.slots; ++slot) {
    TimerState& instance = timer_state(view, timer, slot);
    if (!is_tracked(timer, instance)) continue;
    switch (state_of(instance)) {
      case State::pending: finish(view, timer, instance, slot, State::indeterminate, Cause::unknown_fact, at); break;
      case State::breached:
        instance.flags |= program::timer_closed;
        plan_nothing(view, timer, slot);
        break;
      default: finish(view, timer, instance, slot, state, cause, at); break;
    }
  }
}

InstanceState as_instance(const View& view, const TimerProgram& timer, std::uint32_t slot, ClockState& clock) {
  const TimerState& timed = timer_state(view, timer, slot);
  const bool standing = is_tracked(timer, timed) && stands(view, timer);
  const bool in_progress = state_of(timed) == State::running;
  InstanceState instance{};
  instance.start = in_progress ? timed.at : time_none;
  instance.floor = timed.at;
  if (timer.reasons != 0) instance.floor = std::max(timed.at, pause_of(view, timer).resumed);
  instance.due = reinterpret_cast<const std::int64_t*>(view.memory + timer.dues)[slot];
  instance.deadline = deadline_of(view, timer, timed);
  instance.at = timed.at;
  instance.fired = (std::uint64_t{1} << timed.next % 64) - 1;
  if (timed.next == 64) instance.fired = ~std::uint64_t{0};
  instance.ordinal = timed.ordinal;
  instance.state = in_progress && standing ? std::uint8_t(State::paused) : timed.state;
  instance.cause = timed.cause;
  instance.next = timed.next;
  instance.variant = timed.variant;
  instance.done = timed.done;
  instance.edition = timed.edition;
  if (standing) instance.flags |= program::clocks_paused;
  if (timed.flags & program::timer_stop_pending) instance.flags |= program::stop_pending;
  if (timed.flags & program::timer_closed) instance.flags |= program::closed;
  if (state_of(timed) == State::breached || state_of(timed) == State::met_late) instance.flags |= program::was_breached;
  instance.trigger = timed.trigger;
  clock = {instance.start, timed.at, 0};
  if (!is_tracked(timer, timed) || (timed.flags & program::timer_begun_in_a_pause) != 0) return instance;
  if (timer.reasons == 0) {
    clock.since = timed.base;
    return instance;
  }
  // It has run since its trigger or the newest resumption, and before that for what lies between.
  const PauseState& pause = pause_of(view, timer);
  const std::int64_t ran_from = wrapped_sum(timed.base, pause.total);
  clock.since = standing ? pause.since : std::max(ran_from, pause.resumed);
  clock.used = wrapped_difference(clock.since, ran_from);
  return instance;
}

std::uint8_t level_of(const View& view, const TimerProgram& timer, const TimerState& instance, std::uint32_t ladder) {
  std::uint8_t level = 0;
  if (state_of(instance) == State::pending) return level;  // what it has passed is not told
  for (std::uint32_t i = 0; i < instance.next; ++i) {
    const TimerPoint& point = points_of(view, timer, instance)[i];
    if (point.kind == CheckpointKind::level && point.ladder == ladder) level = std::max(level, point.level);
  }
  return level;
}

}  // namespace bylaw::eval
