#include "eval/routines.hpp"

#include <algorithm>

#include "eval/calendar/arithmetic.hpp"
#include "eval/emit.hpp"
#include "eval/facts.hpp"

namespace bylaw::eval {

namespace {

using calendar::Due;

RoutineState& state_of(const View& view, const RoutineProgram& routine) {
  return reinterpret_cast<RoutineState*>(view.memory + view.layout.routines_offset)[routine.state];
}

// Routines of this kind of case with their states.
template <class F>
void each_routine(const View& view, F f) {
  for (std::uint32_t i = 0; i < view.layout.routines.count; ++i) {
    const RoutineProgram& routine = view.program.routines[view.layout.routines.first + i];
    f(routine, state_of(view, routine));
  }
}

// When `target` since `start` is reached. The span is measured in the calendar edition in force at `from`, and anew from its start
// in every edition published while it runs (row sem-C11); only what was published up to `known` is. When each edition is
// published is known beforehand, so that nothing has to happen at that instant.
Due reached(const View& view, const program::Lasting& span, std::uint8_t day_end, std::int64_t start, std::int64_t target,
            std::int64_t from, std::int64_t known) {
  const calendar::Measure measure{static_cast<calendar::Unit>(span.measure), span.inclusive, static_cast<calendar::DayEnd>(day_end),
                                  static_cast<calendar::Roll>(span.roll)};
  const auto in_edition = [&](std::uint32_t edition) {
    const program::CalendarTable* table = nullptr;
    if (span.calendars.count != 0) {
      edition = std::min(edition, span.calendars.count - 1);
      table = &view.program.calendars[view.program.index_lists[span.calendars.first + edition]];
    }
    return calendar::due(table, measure, start, start, 0, target);
  };
  std::uint32_t edition = count_at_or_before(view, span.published, from);
  Due due = in_edition(edition);
  for (; edition < span.published.count; ++edition) {
    const std::int64_t published = view.program.constants[span.published.first + edition];
    if (published >= due.at || published > known) break;
    due = in_edition(edition + 1);
    due.at = std::max(due.at, published);
  }
  return due;
}

Due end_of(const View& view, const RoutineProgram& routine, const RoutineState& s, std::uint32_t step, std::int64_t known) {
  std::int64_t target = 0;
  if (__builtin_mul_overflow(routine.every.amount, std::int64_t{step}, &target)) return {};
  return reached(view, routine.every, 0, s.base, target, s.start, known);
}

Due deadline_of(const View& view, const RoutineProgram& routine, Due end, std::int64_t known) {
  if (!routine.has_grace || end.at == time_none) return end;
  Due due = reached(view, routine.grace, routine.grace_day_end, counted_after(routine.grace, end.at), routine.grace.amount, end.at, known);
  due.provisional = due.provisional || end.provisional;
  return due;
}

// The deadline as it is known at `at`.
Due deadline_at(const View& view, const RoutineProgram& routine, const RoutineState& s, std::int64_t at) {
  if (routine.every.published.count == 0 && routine.grace.published.count == 0) {
    return {s.due, (s.flags & program::routine_provisional) != 0};
  }
  return deadline_of(view, routine, end_of(view, routine, s, s.step, at), at);
}

// The next instant at which something happens by itself: the deadline, or the withdrawal of the standard before it.
std::int64_t next_of(const RoutineProgram& routine, const RoutineState& s) {
  return s.due == time_none ? time_none : std::min(s.due, routine.withdrawn);
}

void set_due(View& view, const RoutineProgram& routine, RoutineState& s, std::int64_t due) {
  const std::int64_t before = next_of(routine, s);
  s.due = due;
  const std::int64_t next = next_of(routine, s);
  std::int64_t& earliest = view.header().due;
  if (next <= earliest) earliest = next;
  else if (before == earliest) view.rescan = true;
}

std::uint8_t edition_at(const View& view, const RoutineProgram& routine, std::int64_t at) {
  const std::uint32_t editions = count_at_or_before(view, routine.editions, at);
  return static_cast<std::uint8_t>(editions > 0 ? editions - 1 : 0);
}

struct Told {
  std::uint32_t period = 0;
  std::uint8_t edition = 0;
  Due due;
};

void tell(View& view, const RoutineProgram& routine, const Told& of, State state, Cause cause, std::int64_t at) {
  Decision& decision = emit(view, routine.rule, DecisionKind::state, at);
  decision.due = Instant{of.due.at};
  decision.instance = of.period;
  decision.state = state;
  decision.cause = cause;
  decision.edition = of.edition;
  if (of.due.provisional) decision.flags |= std::uint8_t(DecisionFlag::provisional);
}

void stop_waiting(View& view, const RoutineProgram& routine, RoutineState& s, State state, Cause cause, std::int64_t at) {
  s.state = static_cast<std::uint8_t>(state);
  s.cause = static_cast<std::uint8_t>(cause);
  s.at = at;
  set_due(view, routine, s, time_none);
}

// The next number of spans after `s.step` whose end is later than `after`. Where days off roll on, several ends may fall on one
// instant: what lies between them is no period. Ends never go back, so the place is found by doubling and halving.
std::uint32_t later_step(const View& view, const RoutineProgram& routine, const RoutineState& s, std::int64_t after) {
  const auto is_later = [&](std::uint32_t step) { return end_of(view, routine, s, step, time_none).at > after; };
  std::uint32_t low = s.step;  // not later, or the one before
  std::uint32_t width = 1;
  while (low <= UINT32_MAX - width && !is_later(low + width)) {
    low += width;
    if (width <= UINT32_MAX / 2) width *= 2;
  }
  std::uint32_t high = low <= UINT32_MAX - width ? low + width : UINT32_MAX;
  while (high - low > 1) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (is_later(middle)) high = middle;
    else low = middle;
  }
  return high;
}

// Waits for the period after `s.start`; `at` is the instant of the step that brings it about. What begins before the standard is in
// force is no period of it, nor what begins when it is so no more (rows sem-V2, sem-V4).
void wait_for_next(View& view, const RoutineProgram& routine, RoutineState& s, std::int64_t at) {
  if (s.start < routine.in_force.from && routine.in_force.from < routine.in_force.until) {
    s.step = later_step(view, routine, s, routine.in_force.from - 1);
    s.start = end_of(view, routine, s, s.step, time_none).at;
  }
  if (s.start != time_none && s.start >= routine.in_force.until) return stop_waiting(view, routine, s, State::withdrawn, Cause::standard_withdrawn, at);
  s.edition = edition_at(view, routine, s.start);
  s.step = later_step(view, routine, s, s.start);
  const Due end = end_of(view, routine, s, s.step, time_none);
  const Due due = deadline_of(view, routine, end, time_none);
  s.end = end.at;
  s.flags = static_cast<std::uint8_t>(s.flags & ~program::routine_provisional);
  // The calendar does not open any more, or time (or the number of periods) overflows.
  if (due.at == time_none || end.at <= s.start) {
    tell(view, routine, {s.ordinal, s.edition, due}, State::unreachable, Cause::calendar_ends, at);
    return stop_waiting(view, routine, s, State::unreachable, Cause::calendar_ends, at);
  }
  if (due.provisional) s.flags |= program::routine_provisional;
  set_due(view, routine, s, std::max(due.at, at));
}

bool waits(const RoutineState& s) { return s.state == std::uint8_t(State::running); }

// Counts from here: the performance of a routine that says `since last`.
void count_anew(RoutineState& s, std::int64_t at) {
  s.base = at;
  s.start = at;
  s.step = 0;
}

// The missed period is performed after all.
void perform_late(View& view, const RoutineProgram& routine, RoutineState& s, std::int64_t at) {
  tell(view, routine, {s.ordinal - 1, s.missed_edition, {s.missed_due, s.missed_provisional != 0}}, State::met_late, Cause::late, at);
  s.flags = static_cast<std::uint8_t>(s.flags & ~program::routine_missed);
  s.previous = std::uint8_t(State::met_late);
  if (!routine.since_last || !waits(s)) return;
  count_anew(s, at);
  wait_for_next(view, routine, s, at);
}

void withdraw(View& view, const RoutineProgram& routine, RoutineState& s) {
  const std::int64_t at = routine.withdrawn;
  s.flags = static_cast<std::uint8_t>(s.flags & ~program::routine_missed);  // a breach stays, and nobody waits any more
  if (at > s.start) tell(view, routine, {s.ordinal, s.edition, deadline_at(view, routine, s, at)}, State::withdrawn, Cause::standard_withdrawn, at);
  stop_waiting(view, routine, s, State::withdrawn, Cause::standard_withdrawn, at);
}

void establish(View& view, const RoutineProgram& routine, RoutineState& s) {
  const std::int64_t at = next_of(routine, s);
  view.header().last_fired = std::max(view.header().last_fired, at);
  if (routine.withdrawn < s.due) return withdraw(view, routine, s);
  const bool provisional = (s.flags & program::routine_provisional) != 0;
  tell(view, routine, {s.ordinal, s.edition, {at, provisional}}, State::breached, Cause::late, at);
  s.flags |= program::routine_missed;
  s.previous = std::uint8_t(State::breached);
  s.missed_due = at;
  s.missed_edition = s.edition;
  s.missed_provisional = provisional ? 1 : 0;
  s.start = s.end;
  ++s.ordinal;
  wait_for_next(view, routine, s, at);
}

}  // namespace

void open_routines(View& view) {
  each_routine(view, [](const RoutineProgram&, RoutineState& s) { s.due = time_none; });
}

void begin(View& view, const RoutineProgram& routine, std::int64_t at) {
  RoutineState& s = state_of(view, routine);
  if (s.flags & program::routine_begun) return;
  s.flags |= program::routine_begun;
  s.state = std::uint8_t(State::running);
  s.ordinal = 1;
  count_anew(s, at);
  wait_for_next(view, routine, s, at);
}

void begin_routines(View& view, std::int64_t at) {
  each_routine(view, [&](const RoutineProgram& routine, RoutineState&) {
    if (!routine.from_event) begin(view, routine, at);
  });
}

void perform(View& view, const RoutineProgram& routine, std::uint8_t must, std::int64_t at) {
  RoutineState& s = state_of(view, routine);
  const bool missed = (s.flags & program::routine_missed) != 0;
  if ((!waits(s) && !missed) || at > routine.withdrawn) return;
  if (!missed && s.ordinal > 1 && at <= s.start) {
    // One more in a period that has been performed.
    Decision& remark = emit(view, routine.rule, DecisionKind::remark, at);
    remark.instance = s.ordinal - 1;
    remark.state = static_cast<State>(s.previous);
    remark.cause = Cause::repeated_discharge;
    return;
  }
  const auto all = static_cast<std::uint8_t>((1u << routine.must_count) - 1);
  s.done |= static_cast<std::uint8_t>(1u << must);
  if ((s.done & all) != all) return;
  s.done = 0;
  if (missed) return perform_late(view, routine, s, at);
  if (s.ordinal == 1 && s.start > s.base && at <= s.start) {
    // Before its first period in force: it means nothing but that the periods are counted from it.
    if (!routine.since_last) return;
    count_anew(s, at);
    return wait_for_next(view, routine, s, at);
  }
  tell(view, routine, {s.ordinal, s.edition, deadline_at(view, routine, s, at)}, State::met, Cause::performed, at);
  s.previous = std::uint8_t(State::met);
  ++s.ordinal;
  if (routine.since_last) count_anew(s, at);
  else s.start = s.end;
  wait_for_next(view, routine, s, at);
}

void end_routines(View& view, State state, Cause cause, std::int64_t at) {
  each_routine(view, [&](const RoutineProgram& routine, RoutineState& s) {
    s.flags = static_cast<std::uint8_t>(s.flags & ~program::routine_missed);
    if (!waits(s)) return;
    if ((s.ordinal == 1 && s.start == s.base) || at > s.start) {
      tell(view, routine, {s.ordinal, s.edition, deadline_at(view, routine, s, at)}, state, cause, at);
    }
    stop_waiting(view, routine, s, state, cause, at);
  });
}

bool establish_routine(View& view, std::int64_t due) {
  for (std::uint32_t i = 0; i < view.layout.routines.count; ++i) {
    const RoutineProgram& routine = view.program.routines[view.layout.routines.first + i];
    RoutineState& s = state_of(view, routine);
    if (next_of(routine, s) != due) continue;
    establish(view, routine, s);
    return true;
  }
  return false;
}

std::int64_t earliest_of_routines(const View& view) {
  std::int64_t earliest = time_none;
  each_routine(view, [&](const RoutineProgram& routine, const RoutineState& s) { earliest = std::min(earliest, next_of(routine, s)); });
  return earliest;
}

bool routine_standing(const View& view, std::uint32_t rule, Standing& out) {
  bool found = false;
  each_routine(view, [&](const RoutineProgram& routine, const RoutineState& s) {
    if (routine.rule != rule) return;
    found = true;
    if ((s.flags & program::routine_begun) == 0) return;
    out.state = static_cast<State>(s.state);
    out.cause = static_cast<Cause>(s.cause);
    out.instance = s.ordinal;
    out.since = Instant{waits(s) ? s.start : s.at};
    if (!waits(s)) return;
    const CaseHeader& header = view.header();
    out.due = Instant{deadline_at(view, routine, s, std::max({header.last_at, header.last_fired, header.now})).at};
  });
  return found;
}

}  // namespace bylaw::eval
