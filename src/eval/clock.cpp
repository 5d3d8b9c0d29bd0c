#include "eval/clock.hpp"

#include <algorithm>

#include "eval/calendar/arithmetic.hpp"
#include "eval/facts.hpp"

namespace bylaw::eval {

namespace {

using calendar::Measure;
using program::CalendarTable;
using program::MeasureKind;

__extension__ typedef __int128 Wide;

Measure measure_of(const ClockProgram& clock) {
  return {static_cast<calendar::Unit>(clock.measure), clock.inclusive, static_cast<calendar::DayEnd>(clock.day_end),
          static_cast<calendar::Roll>(clock.roll)};
}

// At once and promised dates are instants, not measures: nothing adds up.
bool adds_up(const ClockProgram& clock) {
  return clock.measure != MeasureKind::at_once && clock.measure != MeasureKind::promised;
}

// Neither is negative. More than there are numbers for is as good as for ever.
std::int64_t sum_of(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  return __builtin_add_overflow(a, b, &sum) ? INT64_MAX : sum;
}

std::int64_t measured(const Clocked& c, std::size_t clock, std::int64_t from, std::int64_t to) {
  const ClockProgram& p = c.program(clock);
  if (!adds_up(p) || to <= from) return 0;
  if (p.measure == MeasureKind::elapsed) {
    std::int64_t elapsed = 0;
    return __builtin_sub_overflow(to, from, &elapsed) ? INT64_MAX : elapsed;
  }
  return calendar::measure(c.calendar(clock), measure_of(p), c.state(clock).start, from, to);
}

// The promise as the instance has heard it; it stands where other clocks keep what they have measured.
Reach promised(const Clocked& c, std::size_t clock) {
  const ClockProgram& p = c.program(clock);
  const std::int64_t promise = c.state(clock).used;
  if (promise == time_none || !p.promised_is_date) return {promise, false};
  const CalendarTable* table = c.calendar(clock);
  if (table == nullptr) return {};
  return {calendar::closing_of(*table, static_cast<std::int32_t>(promise), static_cast<calendar::DayEnd>(p.day_end)), false};
}

}  // namespace

std::size_t Clocked::in_edition(std::size_t clock) const {
  if (duty.calendar_editions == 1) return clock;
  return clock + (instance.calendar % duty.calendar_editions) * clocks_of_an_edition();
}

const CalendarTable* Clocked::calendar(std::size_t clock) const {
  const program::Range calendars = program(clock).calendars;
  if (calendars.count == 0) return nullptr;
  std::size_t index = instance.calendar;
  if (duty.calendar_editions > 1) {
    index = instance.calendar / duty.calendar_editions * duty.calendar_editions + clock / clocks_of_an_edition();
  }
  return &view.program.calendars[view.program.index_lists[calendars.first + index]];
}

void activate(const Clocked& c, std::size_t clock, std::int64_t at, std::int64_t now, bool paused) {
  ClockState& state = c.state(clock);
  const ClockProgram& p = c.program(clock);
  if (p.cut_off_minute >= 0) {
    if (const CalendarTable* table = c.calendar(clock)) at = calendar::received(*table, at, p.cut_off_minute).at;
  }
  state = {at, at, 0};
  if (p.measure == MeasureKind::promised && !fact(c.view, c.view.program.slots[p.slot], state.used)) state.used = time_none;
  if (paused && at < now) {
    if (adds_up(p)) state.used = measured(c, clock, at, now);
    state.since = now;
  }
}

bool runs(const Clocked& c, std::size_t clock) {
  const ClockState& state = c.state(clock);
  return state.start != time_none && (c.program(clock).measure != MeasureKind::promised || state.used != time_none);
}

void commit_one(const Clocked& c, std::size_t clock, std::int64_t at) {
  ClockState& state = c.state(clock);
  if (state.start == time_none || !adds_up(c.program(clock))) return;
  state.used = sum_of(state.used, measured(c, clock, state.since, at));
  state.since = std::max(state.since, at);
}

void commit(const Clocked& c, std::int64_t at) {
  for (std::uint32_t clock = 0; clock < c.duty.clocks.count; ++clock) {
    if (c.program(clock).activation != program::Activation::paused) commit_one(c, clock, at);
  }
}

void run_on(const Clocked& c, std::int64_t at) {
  for (std::uint32_t clock = 0; clock < c.duty.clocks.count; ++clock) {
    const ClockProgram& p = c.program(clock);
    ClockState& state = c.state(clock);
    if (p.activation == program::Activation::paused || state.start == time_none || state.since >= at) continue;
    if (p.measure != MeasureKind::elapsed && adds_up(p)) {
      state.used = sum_of(state.used, calendar::paused(c.calendar(clock), measure_of(p), state.start, state.since, at));
    }
    state.since = at;
  }
}

Reach reach(const Clocked& c, std::size_t named, std::int64_t amount) {
  const std::size_t clock = c.in_edition(named);
  const ClockProgram& p = c.program(clock);
  const ClockState& state = c.state(clock);
  if (state.start == time_none) return {};
  switch (p.measure) {
    case MeasureKind::elapsed: {
      // Remaining time may be negative: a reopened instance has used more than there is.
      const std::int64_t left = amount > state.used ? amount - state.used : 0;
      return {calendar::add_elapsed(state.since, left), false};
    }
    case MeasureKind::at_once: {
      const CalendarTable* table = c.calendar(clock);
      if (table == nullptr) return {state.start, false};
      const calendar::Due opening = calendar::next_open(*table, state.start);
      return {opening.at, opening.provisional};
    }
    case MeasureKind::promised: return promised(c, clock);
    default: {
      const calendar::Due due =
          calendar::due(c.calendar(clock), measure_of(p), state.start, state.since, state.used, amount);
      return {due.at, due.provisional};
    }
  }
}

std::int64_t before(const Clocked& c, std::size_t named, std::int64_t amount, std::int64_t deadline) {
  const std::size_t clock = c.in_edition(named);
  if (c.program(clock).measure == MeasureKind::working) {
    if (const CalendarTable* table = c.calendar(clock)) return calendar::subtract_open(*table, deadline, amount).at;
  }
  std::int64_t at = 0;
  return __builtin_sub_overflow(deadline, amount, &at) ? INT64_MIN : at;
}

std::int64_t share_until(const Clocked& c, std::size_t named, std::int64_t num, std::int64_t den, std::int64_t deadline) {
  const std::size_t clock = c.in_edition(named);
  const ClockState& state = c.state(clock);
  if (state.start == time_none) return time_none;
  const Wide whole = Wide{state.used} + measured(c, clock, state.since, deadline);
  const Wide share = (whole * num + den - 1) / den;
  if (share > INT64_MAX - 1) return time_none;
  return reach(c, named, static_cast<std::int64_t>(share)).at;
}

bool within(const Clocked& c, const program::Target& target, std::int64_t at) {
  const std::size_t clock = c.in_edition(target.clock);
  const MeasureKind measure = c.program(clock).measure;
  const bool used_up = c.state(clock).used > target.amount;
  if (c.instance.flags & program::clocks_paused) return !used_up;
  // A clock that had used up its time before it last stood comes to it, as far as `reach` can tell, when it runs on.
  if (used_up && (measure == MeasureKind::elapsed || measure == MeasureKind::working)) return false;
  return at <= reach(c, target.clock, target.amount).at;
}

std::int64_t next_opening(const View& view, std::uint32_t calendar, std::int64_t at) {
  return calendar::open_or_closing(view.program.calendars[calendar], at).at;
}

}  // namespace bylaw::eval
