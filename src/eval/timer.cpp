#include "eval/timer.hpp"

#include <algorithm>
#include <cstring>

#include "eval/emit.hpp"

namespace bylaw::eval {

namespace {

using program::CheckpointKind;
using program::TimerPoint;
using program::TriggerMode;

// What a pause moves is summed modulo 2^64: what comes out as an instant is exact.
std::int64_t wrapped_sum(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
std::int64_t wrapped_difference(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

PauseState& pause_of(const View& view, const TimerProgram& timer) {
  return *reinterpret_cast<PauseState*>(view.memory + timer.pause);
}

bool stands(const View& view, const TimerProgram& timer) { return (view.header().pauses & timer.reasons) != 0; }

const TimerPoint& point_of(const View& view, const TimerProgram& timer, const TimerState& instance, std::uint32_t index) {
  return view.program.timer_points[timer.points + std::uint32_t{instance.variant} * timer.point_count + index];
}

// When the clock of an instance in progress or breached has run for `amount`; during a pause: had it gone on.
std::int64_t reach(const View& view, const TimerProgram& timer, const TimerState& instance, std::int64_t amount) {
  std::int64_t at = 0;
  if (timer.reasons == 0) return __builtin_add_overflow(instance.base, amount, &at) ? time_none : at;
  const PauseState& pause = pause_of(view, timer);
  if (__builtin_add_overflow(wrapped_sum(instance.base, pause.total), amount, &at)) return time_none;
  // An instance that waited for a fact may find a point behind its last pause.
  return std::max(at, pause.resumed);
}

void keep_due(View& view, const TimerProgram& timer, std::uint32_t slot, std::int64_t due) {
  std::int64_t& kept = reinterpret_cast<std::int64_t*>(view.memory + timer.dues)[slot];
  std::int64_t& earliest = view.header().due;
  if (due <= earliest) earliest = due;
  else if (kept == earliest) view.rescan = true;
  kept = due;
}

void plan_nothing(View& view, const TimerProgram& timer, std::uint32_t slot) { keep_due(view, timer, slot, time_none); }

void plan_next(View& view, const TimerProgram& timer, const TimerState& instance, std::uint32_t slot) {
  keep_due(view, timer, slot, due_of(view, timer, instance));
}

Decision& tell(View& view, const TimerState& instance, std::uint32_t rule, DecisionKind kind, State state, Cause cause,
               std::int64_t at, std::int64_t deadline) {
  return *new (next_place(view)) Decision{view.header().number, Instant{at}, Instant{deadline}, 0, view.event_id, RuleId{rule},
                                          instance.ordinal, kind, state, cause, 0, instance.edition, 0, instance.variant,
                                          State::none};
}

void finish(View& view, const TimerProgram& timer, TimerState& instance, std::uint32_t slot, State state, Cause cause,
            std::int64_t at) {
  instance.base = deadline_of(view, timer, instance);
  instance.at = at;
  instance.state = static_cast<std::uint8_t>(state);
  instance.cause = static_cast<std::uint8_t>(cause);
  tell(view, instance, timer.rule, DecisionKind::state, state, cause, at, instance.base);
  plan_nothing(view, timer, slot);
}

void remark(View& view, const TimerProgram& timer, const TimerState& instance, Cause cause, std::int64_t at) {
  Decision& decision = emit(view, timer.rule, DecisionKind::remark, at);
  decision.instance = instance.ordinal;
  decision.state = state_of(instance);
  decision.cause = cause;
}

// From a triggered instance whose trigger's condition holds to a running one.
void run(View& view, const TimerProgram& timer, TimerState& instance, std::uint32_t slot) {
  instance.state = std::uint8_t(State::running);
  const bool standing = stands(view, timer);
  const std::int64_t due = standing ? time_none : reach(view, timer, instance, point_of(view, timer, instance, 0).amount);
  keep_due(view, timer, slot, due);
  if (due != time_none || standing || deadline_of(view, timer, instance) != time_none) return;
  finish(view, timer, instance, slot, State::unreachable, Cause::calendar_ends, instance.at);
}

LatchState* latches_at(const View& view, const TimerProgram& timer, const DutyProgram& duty, std::uint32_t slot) {
  return reinterpret_cast<LatchState*>(view.memory + timer.latches) + std::size_t{duty.latches.count} * slot;
}

void wait(View& view, const TimerProgram& timer, TimerState& instance, std::uint32_t slot, std::int64_t at) {
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
  TimerState& instance = timer_state(view, timer, slot);
  instance = TimerState{at, at, ordinal, 0, 0, 0, 0, 0, 0, 0, trigger};
  if (timer.reasons != 0) {
    const PauseState& pause = pause_of(view, timer);
    const bool standing = stands(view, timer);
    instance.base = wrapped_difference(standing ? pause.since : at, pause.total);
    if (standing) instance.flags = program::timer_begun_in_a_pause;
  }
  if (timer.dated) {
    const DutyProgram& duty = view.program.duties[timer.duty];
    const std::uint32_t editions = count_at_or_before(view, duty.handbook_editions, at);
    instance.edition = static_cast<std::uint8_t>(editions > 0 ? editions - 1 : 0);
    instance.variant = static_cast<std::uint8_t>(count_at_or_before(view, duty.untils, at));
  }
  if (guard == Truth::yes) run(view, timer, instance, slot);
  else wait(view, timer, instance, slot, at);
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
  const std::int64_t& due = reinterpret_cast<const std::int64_t*>(view.memory + timer.dues)[slot];
  while (due < until) establish(view, timer, slot);
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
  run(view, timer, instance, slot);
  if (!is_tracked(timer, instance)) return;
  catch_up(view, timer, slot, stopped ? stopped_at : at);
  if (!stopped || !is_tracked(timer, instance)) return;
  const bool late = state_of(instance) == State::breached;
  finish(view, timer, instance, slot, late ? State::met_late : State::met, late ? Cause::late : Cause::performed, stopped_at);
}

}  // namespace

std::int64_t due_of(const View& view, const TimerProgram& timer, const TimerState& instance) {
  const State state = state_of(instance);
  const bool runs = state == State::running || (state == State::breached && (instance.flags & program::timer_closed) == 0);
  if (!runs || instance.next >= timer.point_count || stands(view, timer)) return time_none;
  return reach(view, timer, instance, point_of(view, timer, instance, instance.next).amount);
}

std::int64_t deadline_of(const View& view, const TimerProgram& timer, const TimerState& instance) {
  switch (state_of(instance)) {
    case State::pending:
    case State::running:
      if (instance.flags & program::timer_begun_in_a_pause) return time_none;
      return reach(view, timer, instance, point_of(view, timer, instance, timer.limit).amount);
    case State::breached: return instance.at;
    default: return instance.base;
  }
}

void start(View& view, const TimerProgram& timer, std::uint8_t trigger, Truth guard, std::int64_t at) {
  TimerState& first = timer_state(view, timer, 0);
  switch (timer.triggers) {
    case TriggerMode::ignore:
      if (is_tracked(timer, first)) return;
      return begin(view, timer, 0, trigger, guard, first.ordinal + 1, at);
    case TriggerMode::restart:
      if (is_tracked(timer, first) && state_of(first) != State::breached) {
        finish(view, timer, first, 0, State::superseded, Cause::retriggered, at);
      }
      return begin(view, timer, 0, trigger, guard, first.ordinal + 1, at);
    case TriggerMode::each: {
      const std::uint32_t ordinal = newest_ordinal(view, timer) + 1;
      for (std::uint32_t slot = 0; slot < timer.slots; ++slot) {
        if (!is_tracked(timer, timer_state(view, timer, slot))) return begin(view, timer, slot, trigger, guard, ordinal, at);
      }
      Decision& decision = emit(view, timer.rule, DecisionKind::state, at);
      decision.instance = ordinal;
      decision.state = State::indeterminate;
      decision.cause = Cause::over_capacity;
      return;
    }
  }
}

void stop(View& view, const TimerProgram& timer, std::uint8_t must, std::int64_t at) {
  const TimerState* done_before = nullptr;
  bool taken = false;
  for (std::uint32_t slot = 0; slot < timer.slots; ++slot) {
    TimerState& instance = timer_state(view, timer, slot);
    if (!is_tracked(timer, instance)) {
      const State state = state_of(instance);
      if (state == State::met || state == State::met_late) done_before = &instance;
      continue;
    }
    taken = true;
    instance.done = static_cast<std::uint8_t>(instance.done | 1u << must);
    if ((instance.done & timer.musts) != timer.musts) continue;
    switch (state_of(instance)) {
      case State::pending:
        if ((instance.flags & program::timer_stop_pending) == 0) instance.at = at;
        instance.flags |= program::timer_stop_pending;
        break;
      case State::breached: finish(view, timer, instance, slot, State::met_late, Cause::late, at); break;
      default: finish(view, timer, instance, slot, State::met, Cause::performed, at); break;
    }
  }
  if (!taken && done_before != nullptr) remark(view, timer, *done_before, Cause::repeated_discharge, at);
}

void cancel(View& view, const TimerProgram& timer, std::int64_t at) {
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

void begin_pause_of_timers(View& view, std::uint64_t reason, std::int64_t at) {
  for (std::uint32_t i = 0; i < view.layout.pauses.count; ++i) {
    const PauseProgram& pause = view.program.pauses[view.layout.pauses.first + i];
    const std::uint64_t set = view.header().pauses & pause.reasons;
    if ((pause.reasons & reason) == 0 || set != reason) continue;  // or it stood already
    reinterpret_cast<PauseState*>(view.memory + pause.state)->since = at;
    for (std::uint32_t t = 0; t < pause.timers.count; ++t) {
      const TimerProgram& timer = view.program.timers[view.program.index_lists[pause.timers.first + t]];
      for (std::uint32_t slot = 0; slot < timer.slots; ++slot) plan_nothing(view, timer, slot);
    }
  }
}

void end_pause_of_timers(View& view, std::uint64_t reason, std::int64_t at) {
  for (std::uint32_t i = 0; i < view.layout.pauses.count; ++i) {
    const PauseProgram& pause = view.program.pauses[view.layout.pauses.first + i];
    if ((pause.reasons & reason) == 0 || (view.header().pauses & pause.reasons) != 0) continue;
    PauseState& state = *reinterpret_cast<PauseState*>(view.memory + pause.state);
    state.total = wrapped_sum(state.total, wrapped_difference(at, state.since));
    state.resumed = at;
    for (std::uint32_t t = 0; t < pause.timers.count; ++t) {
      const TimerProgram& timer = view.program.timers[view.program.index_lists[pause.timers.first + t]];
      for (std::uint32_t slot = 0; slot < timer.slots; ++slot) {
        TimerState& instance = timer_state(view, timer, slot);
        if (!is_tracked(timer, instance)) continue;
        instance.flags = static_cast<std::uint8_t>(instance.flags & ~program::timer_begun_in_a_pause);
        plan_next(view, timer, instance, slot);
      }
    }
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

void establish(View& view, const TimerProgram& timer, std::uint32_t slot) {
  TimerState& instance = timer_state(view, timer, slot);
  const std::int64_t at = reinterpret_cast<const std::int64_t*>(view.memory + timer.dues)[slot];
  CaseHeader& header = view.header();
  header.last_fired = std::max(header.last_fired, at);
  const TimerPoint& point = point_of(view, timer, instance, instance.next);
  const std::int64_t deadline = deadline_of(view, timer, instance);
  ++instance.next;
  if (point.kind == CheckpointKind::limit) {
    instance.state = std::uint8_t(State::breached);
    instance.cause = std::uint8_t(Cause::late);
    instance.at = at;
    tell(view, instance, timer.rule, DecisionKind::state, State::breached, Cause::late, at, deadline);
    return plan_next(view, timer, instance, slot);
  }
  const bool level = point.kind == CheckpointKind::level;
  Decision& decision = tell(view, instance, point.rule, level ? DecisionKind::level : DecisionKind::warning, state_of(instance),
                            Cause::none, at, deadline);
  decision.level = point.level;
  const std::int64_t next = due_of(view, timer, instance);
  keep_due(view, timer, slot, next);
  if (!level || next >= view.step) return;
  const TimerPoint& following = point_of(view, timer, instance, instance.next);
  if (following.kind == CheckpointKind::level && following.ladder == point.ladder) {
    decision.flags |= std::uint8_t(DecisionFlag::overdue);
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
  for (std::uint32_t i = 0; i < instance.next; ++i) {
    const TimerPoint& point = point_of(view, timer, instance, i);
    if (point.kind == CheckpointKind::level && point.ladder == ladder) level = std::max(level, point.level);
  }
  return level;
}

}  // namespace bylaw::eval
