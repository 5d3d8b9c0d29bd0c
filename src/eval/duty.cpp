#include "eval/duty.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "eval/checkpoints.hpp"
#include "eval/clock.hpp"
#include "eval/duty_limits.hpp"
#include "eval/duty_pauses.hpp"
#include "eval/duty_waiting.hpp"
#include "eval/each_duty.hpp"
#include "eval/emit.hpp"
#include "eval/timer.hpp"

namespace bylaw::eval {

namespace {

using program::Activation;
using program::ReopenMode;
using program::TriggerMode;

// Still waiting for its event, in time or late. `after-breach ends` waits for nothing once it is breached; its ladders go on.
bool is_tracked(const DutyProgram& duty, const InstanceState& instance) {
  switch (state_of(instance)) {
    case State::pending:
    case State::running:
    case State::paused: return true;
    case State::breached: return duty.after_breach_continues && (instance.flags & program::closed) == 0;
    default: return false;
  }
}

// Not yet judged.
bool is_open(const DutyProgram& duty, const InstanceState& instance) {
  return is_tracked(duty, instance) && state_of(instance) != State::breached;
}

// The other editions of the duty; instances of all of them are numbered together, and triggered as one duty's.
template <class F>
void each_other_edition(View& view, const DutyProgram& duty, F f) {
  for (std::uint32_t i = 0; i < duty.other_editions.count; ++i) {
    f(view.program.duties[view.program.index_lists[duty.other_editions.first + i]]);
  }
}

std::uint32_t newest_ordinal(View& view, const DutyProgram& duty) {
  std::uint32_t newest = 0;
  const auto look = [&](const DutyProgram& of) {
    each_instance(view, of, [&](InstanceState& instance) { newest = std::max(newest, instance.ordinal); });
  };
  look(duty);
  each_other_edition(view, duty, look);
  return newest;
}

// Instances of other editions that are still waited for.
std::uint32_t tracked_in_others(View& view, const DutyProgram& duty) {
  std::uint32_t tracked = 0;
  each_other_edition(view, duty, [&](const DutyProgram& other) {
    each_instance(view, other, [&](InstanceState& instance) { tracked += is_tracked(other, instance) ? 1 : 0; });
  });
  return tracked;
}

void remark(View& view, const DutyProgram& duty, const InstanceState& instance, Cause cause, std::int64_t at) {
  Decision& decision = emit(view, duty.rule, DecisionKind::remark, at);
  decision.instance = instance.ordinal;
  decision.state = state_of(instance);
  decision.cause = cause;
}

void start_clocks(View& view, const DutyProgram& duty, InstanceState& instance, std::int64_t at) {
  const Clocked c{view, duty, instance};
  const bool paused = (instance.flags & program::clocks_paused) != 0;
  for (std::uint32_t clock = 0; clock < duty.clocks.count; ++clock) {
    ClockState& state = c.state(clock);
    state = {time_none, time_none, 0};
    const ClockProgram& p = c.program(clock);
    if (p.activation == Activation::trigger) activate(c, clock, at, at, paused);
    if (p.activation == Activation::anchor && view.anchors()[p.index] != time_none) {
      activate(c, clock, view.anchors()[p.index], at, paused);
    }
    if (p.activation == Activation::paused) state = {at, at, 0};
  }
}

void finish(View& view, const DutyProgram& duty, InstanceState& instance, State state, Cause cause, std::int64_t at) {
  if (instance.flags & program::clocks_paused) instance.flags |= program::stopped_paused;
  forget_kept(duty, instance);
  report(view, duty, instance, state, cause, at);
  plan_nothing(view, duty, instance);
}

// The acts that had happened before the trigger discharge it.
bool done_before(const View& view, const DutyProgram& duty) {
  std::uint32_t done = 0;
  for (std::uint32_t i = 0; i < duty.must_anchors.count; ++i) {
    if (view.anchors()[view.program.index_lists[duty.must_anchors.first + i]] != time_none) ++done;
  }
  return duty.must_any ? done > 0 : done == duty.must_anchors.count;
}

// What is to hold does not; before a rule for old cases is in force that is no breach (row sem-V4).
bool is_not_maintained(const View& view, const DutyProgram& duty, std::int64_t at) {
  return duty.maintain != program::none && at >= duty.retroactive_from && holds(view, duty.maintain) == Truth::no;
}

// From a triggered instance whose trigger's condition holds to a running one.
void begin_running(View& view, const DutyProgram& duty, InstanceState& instance, std::int64_t at) {
  instance.state = std::uint8_t(instance.flags & program::clocks_paused ? State::paused : State::running);
  if (duty.or_before && done_before(view, duty)) {
    return finish(view, duty, instance, State::met, Cause::performed, at);
  }
  if (is_not_maintained(view, duty, at)) return breach(view, duty, instance, Cause::not_maintained, at);
  plan_next(view, duty, instance);
  if (duty.limit_checkpoint == 0xff || (instance.flags & program::clocks_paused) != 0) return;
  const Clocked c{view, duty, instance};
  // A limit whose clock runs and yet never gets there: the calendar does not open any more, or time overflows.
  if (limit_is_unreachable(c)) finish(view, duty, instance, State::unreachable, Cause::calendar_ends, at);
}

// Editions of the calendars that have been published by then are in force, and known to be.
void pass_publications(const View& view, const DutyProgram& duty, InstanceState& instance, std::int64_t at) {
  if (duty.calendar_editions == 1) return;
  const std::uint32_t edition = count_at_or_before(view, duty.edition_instants, at);
  instance.calendar = static_cast<std::uint8_t>(instance.calendar / duty.calendar_editions * duty.calendar_editions + edition);
  for (std::uint32_t i = 0; i < duty.checkpoints.count; ++i) {
    const CheckpointProgram& point = view.program.checkpoints[duty.checkpoints.first + i];
    if (point.kind == program::CheckpointKind::recalendar && point.instant <= at) instance.fired |= std::uint64_t{1} << i;
  }
}

void begin(View& view, const DutyProgram& duty, InstanceState& instance, std::uint8_t trigger, Truth guard,
           std::uint32_t ordinal, std::int64_t at) {
  const std::int64_t due = instance.due;
  instance = InstanceState{};
  // The latches and, right after them, the ladders.
  std::memset(static_cast<void*>(latches_of(duty, instance)), 0,
              duty.latches.count * sizeof(LatchState) + duty.ladders.count * sizeof(LadderState));
  if (duty.kept != 0) wait_of(duty, instance) = {};
  instance.due = due;  // the case's earliest due may be this one: plan_next compares
  instance.start = at;
  instance.floor = std::max(at, duty.retroactive_from);
  instance.deadline = time_none;
  instance.at = at;
  instance.ordinal = ordinal;
  instance.next = 0xff;
  instance.trigger = trigger;
  const std::uint32_t editions = count_at_or_before(view, duty.handbook_editions, at);
  instance.edition = static_cast<std::uint8_t>(editions > 0 ? editions - 1 : 0);
  pass_publications(view, duty, instance, at);
  if (effective_pauses(view, duty, instance) != 0) instance.flags |= program::clocks_paused;
  const bool chosen = choose(view, duty, instance);
  start_clocks(view, duty, instance, at);
  const bool has_limit = chosen && !lacks_a_promise({view, duty, instance});
  if (has_limit && guard == Truth::yes) return begin_running(view, duty, instance, at);
  latch_atoms(view, duty, latches_of(duty, instance));
  plan_nothing(view, duty, instance);
  instance.state = std::uint8_t(State::pending);
  Decision& pending = report(view, duty, instance, State::pending, Cause::unknown_fact, at);
  if (!chosen) {  // nobody knows which limit it has
    pending.due = never;
    instance.deadline = time_none;
  }
  if (!has_limit || duty.kept == 0) return;
  live_silently(duty, instance);
  const Silently silently(view, duty, instance);
  begin_running(view, duty, instance, at);
}

// The one extension that was heard while nobody knew the limit came after the limit that it turns out to have had: it is void. Told
// as long as the clock has not stood, for then the instance's floor is the instant of the extension.
void drop_late_extension(View& view, const DutyProgram& duty, InstanceState& instance, std::int64_t at) {
  if ((instance.extra == 0 && instance.replaced == 0) || std::popcount(instance.extended) != 1) return;
  if (instance.flags & program::clocks_paused) return;
  const Clocked c{view, duty, instance};
  for (std::uint32_t clock = 0; clock < duty.clocks.count; ++clock) {
    const ClockState& state = c.state(clock);
    if (c.program(clock).activation == Activation::trigger && (state.since != state.start || state.used != 0)) return;
  }
  for (std::uint32_t i = 0; i < duty.extensions.count; ++i) {  // `within` has bounded it already
    if ((instance.extended >> i & 1) != 0 && view.program.extensions[duty.extensions.first + i].has_within) return;
  }
  const std::int64_t extra = instance.extra;
  const std::uint8_t replaced = instance.replaced;
  instance.extra = 0;
  instance.replaced = 0;
  if (deadline_of(c).at < instance.floor) {
    instance.floor = std::max(instance.start, duty.retroactive_from);
    return remark(view, duty, instance, Cause::late_extension, at);
  }
  instance.extra = extra;
  instance.replaced = replaced;
}

// Nobody knew the limit, and its clock had run past it before it stood: it is breached, and no later than it stood or went on, or was
// performed. When exactly is not known any more.
void run_out_meanwhile(View& view, const DutyProgram& duty, InstanceState& instance, std::int64_t at) {
  const Silently silently(view, duty, instance);
  const Clocked c{view, duty, instance};
  if (!is_open(duty, instance) || !has_run_out(c)) return;
  for (std::uint32_t clock = 0; clock < duty.clocks.count; ++clock) {
    if (c.program(clock).activation == Activation::trigger) at = std::min(at, c.state(clock).since);
  }
  for (std::uint32_t clock = 0; clock < duty.clocks.count; ++clock) {
    if (c.program(clock).activation == Activation::trigger) c.state(clock).since = std::min(c.state(clock).since, at);
  }
  breach(view, duty, instance, Cause::late, std::max(at, instance.start));
}

// An instance that has waited for what its limit needs runs from its trigger on; silently, if its condition is still unknown.
void run_from_trigger(View& view, const DutyProgram& duty, InstanceState& instance, bool stopped, std::int64_t stopped_at,
                      std::int64_t at) {
  {
    const Silently silently(view, duty, instance);
    instance.at = instance.start;
    drop_late_extension(view, duty, instance, at);
    // What was held when the clock began to stand was the deadline of no limit in particular.
    if (instance.flags & program::clocks_paused) hold_moved_deadline({view, duty, instance});
    begin_running(view, duty, instance, instance.start);
  }
  const std::uint64_t id = view.event_id;
  view.event_id = 0;  // what time has brought about meanwhile
  run_out_meanwhile(view, duty, instance, stopped ? stopped_at : at);
  while (instance.due < (stopped ? stopped_at : at)) establish(view, duty, instance);
  view.event_id = id;
  const Silently silently(view, duty, instance);
  if (!stopped || !is_tracked(duty, instance)) return;
  const bool late = state_of(instance) == State::breached;
  finish(view, duty, instance, late ? State::met_late : State::met, late ? Cause::late : Cause::performed, stopped_at);
}

// A fact that may concern an instance in progress has changed.
void hear(View& view, const DutyProgram& duty, InstanceState& instance, std::int64_t at) {
  if (!is_open(duty, instance)) {
    if (goes_on(duty, instance)) follow_calendar(view, duty, instance, at);
    return;
  }
  if (is_not_maintained(view, duty, at)) return breach(view, duty, instance, Cause::not_maintained, at);
  choose_again(view, duty, instance, at);
}

// A pending instance asks its trigger's condition, and what its limit needs, again.
void settle(View& view, const DutyProgram& duty, InstanceState& instance, std::int64_t at) {
  const std::uint32_t guard = view.program.index_lists[duty.trigger_guards.first + instance.trigger];
  latch_atoms(view, duty, latches_of(duty, instance));
  const Truth truth = duty.latches.count == 0 ? holds(view, guard)
                                              : holds_latched(view, guard, duty, latches_of(duty, instance));
  if (truth == Truth::no) {
    forget_kept(duty, instance);
    instance.state = std::uint8_t(State::none);
    return plan_nothing(view, duty, instance);
  }
  if (lives_silently(duty, instance)) {
    const Silently silently(view, duty, instance);
    hear(view, duty, instance, at);
  } else {
    hear_promises(view, duty, instance, at);
    if (!choose(view, duty, instance) || lacks_a_promise({view, duty, instance})) return;
    const bool stopped = (instance.flags & program::stop_pending) != 0;
    const std::int64_t stopped_at = instance.at;
    if (duty.kept == 0) return run_from_trigger(view, duty, instance, stopped, stopped_at, at);
    live_silently(duty, instance);
    run_from_trigger(view, duty, instance, stopped, stopped_at, at);
  }
  if (truth == Truth::yes) tell_kept(view, duty, instance);
}

std::uint32_t tracked_in(View& view, const DutyProgram& duty) {
  std::uint32_t tracked = 0;
  each_instance(view, duty, [&](InstanceState& instance) { tracked += is_tracked(duty, instance) ? 1 : 0; });
  return tracked;
}

// The place that a new instance takes: a free one, or of the oldest that is over; else of the oldest whose ladders alone go on.
InstanceState& place_of_oldest(View& view, const DutyProgram& duty) {
  InstanceState* oldest = nullptr;
  each_instance(view, duty, [&](InstanceState& instance) {
    if (is_tracked(duty, instance)) return;
    const bool goes = goes_on(duty, instance);
    const bool older = oldest == nullptr || goes < goes_on(duty, *oldest) ||
                       (goes == goes_on(duty, *oldest) && instance.ordinal < oldest->ordinal);
    if (older) oldest = &instance;
  });
  return *oldest;
}

// A newer trigger, in another edition, takes the instance's place: a breach stays, and nobody waits any more.
void supersede(View& view, const DutyProgram& duty, InstanceState& instance, std::int64_t at) {
  if (!goes_on(duty, instance)) return;
  if (is_open(duty, instance)) return finish(view, duty, instance, State::superseded, Cause::retriggered, at);
  instance.flags |= program::closed;
  plan_nothing(view, duty, instance);
}

}  // namespace

bool goes_on(const DutyProgram& duty, const InstanceState& instance) {
  if (state_of(instance) != State::breached) return is_tracked(duty, instance);
  return (instance.flags & program::closed) == 0 && (duty.after_breach_continues || duty.ladders.count != 0);
}

void start(View& view, const DutyProgram& duty, std::uint8_t trigger, Truth guard, std::int64_t at) {
  if (!duty.in_force.at(at)) return;
  InstanceState& first = view.instance(duty, 0);
  const std::uint32_t ordinal = newest_ordinal(view, duty) + 1;
  const std::uint32_t elsewhere = tracked_in_others(view, duty);
  switch (duty.triggers) {
    case TriggerMode::ignore:
      if (is_tracked(duty, first) || elsewhere != 0) return;
      return begin(view, duty, first, trigger, guard, ordinal, at);
    case TriggerMode::restart:
      each_other_edition(view, duty, [&](const DutyProgram& other) { supersede(view, other, view.instance(other, 0), at); });
      if (is_open(duty, first)) finish(view, duty, first, State::superseded, Cause::retriggered, at);
      return begin(view, duty, first, trigger, guard, ordinal, at);
    case TriggerMode::each: {
      if (elsewhere + tracked_in(view, duty) < duty.slots) {
        return begin(view, duty, place_of_oldest(view, duty), trigger, guard, ordinal, at);
      }
      Decision& decision = emit(view, duty.rule, DecisionKind::state, at);
      decision.instance = ordinal;
      decision.state = State::indeterminate;
      decision.cause = Cause::over_capacity;
      return;
    }
  }
}

void stop(View& view, const DutyProgram& duty, std::uint8_t must, std::int64_t at) {
  const auto bit = static_cast<std::uint8_t>(1u << must);
  const auto all = static_cast<std::uint8_t>((1u << duty.must_count) - 1);
  const InstanceState* done_before = nullptr;
  bool taken = false;
  each_instance(view, duty, [&](InstanceState& instance) {
    const bool waits = state_of(instance) == State::pending;
    const Silently silently(view, duty, instance);
    taken |= waits;
    if (!is_tracked(duty, instance)) {
      const State state = state_of(instance);
      if (waits) return;
      if (state == State::met || state == State::met_late) done_before = &instance;
      return;
    }
    taken = true;
    const Clocked c{view, duty, instance};
    if (duty.has_not_before && reach(c, duty.not_before.clock, duty.not_before.amount).at > at) {
      return remark(view, duty, instance, Cause::too_early, at);
    }
    instance.done |= bit;
    if (!duty.must_any && (instance.done & all) != all) return;
    switch (state_of(instance)) {
      case State::pending:
        if ((instance.flags & program::stop_pending) == 0) instance.at = at;
        instance.flags |= program::stop_pending;
        return;
      case State::breached: return finish(view, duty, instance, State::met_late, Cause::late, at);
      default: return finish(view, duty, instance, State::met, Cause::performed, at);
    }
  });
  if (taken || done_before == nullptr) return;
  // What is waited for in another edition, or has been done in a newer one, is not done again here.
  if (duty.other_editions.count != 0) {
    if (tracked_in_others(view, duty) != 0 || done_before->ordinal != newest_ordinal(view, duty)) return;
  }
  remark(view, duty, *done_before, Cause::repeated_discharge, at);
}

void cancel(View& view, const DutyProgram& duty, std::int64_t at) {
  each_instance(view, duty, [&](InstanceState& instance) {
    if (!goes_on(duty, instance)) return;
    if (is_open(duty, instance)) return finish(view, duty, instance, State::cancelled, Cause::cancelled_by_event, at);
    instance.flags |= program::closed;  // the breach is a fact and stays; nobody waits any more
    plan_nothing(view, duty, instance);
  });
}

void reopen(View& view, const DutyProgram& duty, std::int64_t at) {
  InstanceState* newest = nullptr;
  each_instance(view, duty, [&](InstanceState& instance) {
    if (instance.ordinal != 0 && (newest == nullptr || instance.ordinal > newest->ordinal)) newest = &instance;
  });
  if (newest == nullptr || is_tracked(duty, *newest) || newest->ordinal != newest_ordinal(view, duty)) return;
  InstanceState& instance = *newest;
  const State ended = state_of(instance);
  if (ended != State::met && ended != State::met_late) return;
  if (duty.reopen == ReopenMode::new_cycle) {
    return begin(view, duty, instance, instance.trigger, Truth::yes, instance.ordinal + 1, at);
  }
  const Clocked c{view, duty, instance};
  const bool stood = (instance.flags & program::stopped_paused) != 0;
  const std::int64_t stopped_at = instance.at;
  // Warnings, limit and levels are those of the new instance.
  std::uint64_t warnings = 0;
  for (std::uint32_t i = 0; i < duty.checkpoints.count; ++i) {
    const program::CheckpointKind kind = view.program.checkpoints[duty.checkpoints.first + i].kind;
    if (kind != program::CheckpointKind::recalendar) instance.fired &= ~(std::uint64_t{1} << i);
    if (kind == program::CheckpointKind::warning) warnings |= std::uint64_t{1} << i;
  }
  ++instance.ordinal;
  instance.done = 0;
  instance.exhausted = 0;
  instance.flags = 0;
  instance.floor = std::max(at, duty.retroactive_from);
  instance.at = at;
  std::memset(ladders_of(duty, instance), 0, sizeof(LadderState) * duty.ladders.count);
  for (std::uint32_t clock = 0; clock < duty.clocks.count; ++clock) {
    const Activation activation = c.program(clock).activation;
    if (activation == Activation::breach || activation == Activation::level) c.state(clock) = {time_none, time_none, 0};
  }
  instance.state = std::uint8_t(State::running);
  if (duty.reopen == ReopenMode::resume) {
    // The time between the discharge and now counts for nothing, like a pause.
    if (!stood) commit(c, stopped_at);
    run_on(c, at);
  } else if (stood) {
    run_on(c, stopped_at);
  }
  pass_publications(view, duty, instance, at);  // what has changed meanwhile has changed now
  choose_again(view, duty, instance, at);
  // Reopened past its deadline it is breached at once: there is nothing left to warn of.
  if (deadline_of(c).at <= at) instance.fired |= warnings;
  if (effective_pauses(view, duty, instance) != 0) stand_still(view, duty, instance, at);
  plan_next(view, duty, instance);
}

// The deadline has passed without a breach: the rule is for old cases, and not in force yet.
bool was_due(const Clocked& c, std::int64_t at) {
  if (at >= c.instance.floor || (c.instance.flags & program::clocks_paused) != 0) return false;
  return deadline_of(c).at < at;
}

void extend(View& view, const DutyProgram& duty, std::uint8_t extension, std::int64_t at) {
  const program::Extension& e = view.program.extensions[duty.extensions.first + extension];
  each_instance(view, duty, [&](InstanceState& instance) {
    const Silently silently(view, duty, instance);
    if (!is_tracked(duty, instance) || (instance.extended >> extension & 1)) return;
    const Clocked c{view, duty, instance};
    const bool in_time = is_open(duty, instance) && (e.has_within ? within(c, e.within, at) : !was_due(c, at));
    if (!in_time) return remark(view, duty, instance, Cause::late_extension, at);
    instance.extended |= static_cast<std::uint8_t>(1u << extension);
    if (e.to) {
      instance.replaced = static_cast<std::uint8_t>(extension + 1);
      instance.extra = 0;
    } else {
      std::int64_t extra = 0;
      if (__builtin_add_overflow(instance.extra, e.target.amount, &extra)) extra = INT64_MAX;
      if (e.cap != 0) {
        const program::Target& base =
            instance.replaced != 0
                ? view.program.extensions[duty.extensions.first + instance.replaced - 1u].target
                : view.program.targets[duty.targets + std::size_t{instance.variant} * duty.term_count];
        extra = std::min(extra, std::max<std::int64_t>(e.cap - base.amount, 0));
      }
      instance.extra = extra;
    }
    instance.floor = std::max(instance.floor, at);
    if (instance.flags & program::clocks_paused) return hold_moved_deadline(c);
    plan_next(view, duty, instance);
  });
}

void answer(View& view, const DutyProgram& duty, std::uint8_t ladder) {
  const program::LadderProgram& l = view.program.ladders[duty.ladders.first + ladder];
  each_instance(view, duty, [&](InstanceState& instance) {
    if (instance.ordinal == 0) return;
    const Silently silently(view, duty, instance);
    LadderState& state = ladders_of(duty, instance)[ladder];
    if (state.level == 0 || state.ended != 0) return;
    state.answered = 1;
    const Clocked c{view, duty, instance};
    for (std::uint32_t clock = 0; clock < duty.clocks.count; ++clock) {
      const ClockProgram& p = c.program(clock);
      const bool of_this = p.activation == Activation::level && ((l.levels | l.repeat) >> p.index & 1) != 0;
      if (of_this) c.state(clock) = {time_none, time_none, 0};
    }
    if (goes_on(duty, instance)) plan_next(view, duty, instance);
  });
}

void stop_ladder(View& view, const DutyProgram& duty, std::uint8_t ladder) {
  const program::LadderProgram& l = view.program.ladders[duty.ladders.first + ladder];
  each_instance(view, duty, [&](InstanceState& instance) {
    if (instance.ordinal == 0) return;
    const Silently silently(view, duty, instance);
    ladders_of(duty, instance)[ladder].ended = 1;
    instance.fired |= l.levels | l.repeat;
    if (goes_on(duty, instance)) plan_next(view, duty, instance);
  });
}

void reach_anchor(View& view, std::uint8_t anchor, std::int64_t at) {
  view.anchors()[anchor] = at;
  each_other_duty(view, [&](const DutyProgram& duty) {
    each_instance(view, duty, [&](InstanceState& instance) {
      const Silently silently(view, duty, instance);
      if (!goes_on(duty, instance)) return;
      const Clocked c{view, duty, instance};
      bool started = false;
      for (std::uint32_t clock = 0; clock < duty.clocks.count; ++clock) {
        const ClockProgram& p = c.program(clock);
        if (p.activation != Activation::anchor || p.index != anchor || c.state(clock).start != time_none) continue;
        activate(c, clock, at, at, (instance.flags & program::clocks_paused) != 0);
        started = true;
      }
      if (started) plan_next(view, duty, instance);
    });
  });
}

void ask_again(View& view, const DutyProgram& duty, std::int64_t at) {
  if (duty.timer != program::none) return ask_again(view, view.program.timers[duty.timer], at);
  each_instance(view, duty, [&](InstanceState& instance) {
    if (state_of(instance) == State::pending) settle(view, duty, instance, at);
    else hear(view, duty, instance, at);
  });
}

void end_case(View& view, State state, Cause cause, std::int64_t at) {
  const auto end = [&](const DutyProgram& duty) {
    each_instance(view, duty, [&](InstanceState& instance) {
      if (!goes_on(duty, instance)) return;
      if (state_of(instance) == State::pending) {
        return finish(view, duty, instance, State::indeterminate, Cause::unknown_fact, at);
      }
      if (is_open(duty, instance)) return finish(view, duty, instance, state, cause, at);
      instance.flags |= program::closed;
      plan_nothing(view, duty, instance);
    });
  };
  view.header().flags |= program::case_ended;
  if (view.header().tracked == 0 && view.layout.others.count == 0) return;
  if (view.layout.others.count == 0 && view.layout.timers.count <= 64) {
    const TimerProgram* const timers = view.program.timers.data() + view.layout.timers.first;
    for (std::uint64_t rest = view.header().tracked; rest != 0; rest &= rest - 1) {
      end_timer(view, timers[std::countr_zero(rest)], state, cause, at);
    }
    return;
  }
  // In the order of the duties, for what is told is told in it.
  for (std::uint32_t i = 0, t = 0; i < view.layout.duties.count; ++i) {
    const TimerProgram* timer = view.program.timers.data() + view.layout.timers.first + t;
    if (t < view.layout.timers.count && timer->duty == view.layout.duties.first + i) {
      ++t;
      if (may_be_tracked(view, *timer)) end_timer(view, *timer, state, cause, at);
    } else {
      end(view.program.duties[view.layout.duties.first + i]);
    }
  }
}

}  // namespace bylaw::eval
