// A routine in a case judged again: its periods, what adds up to each end, and what became of it.
#include <algorithm>
#include <map>

#include "eval/calendar/arithmetic.hpp"
#include "eval/routines.hpp"
#include "explain/sums.hpp"
#include "explain/watchers.hpp"

namespace bylaw::explainer {

namespace {

using program::MeasureKind;
using program::RoutineProgram;
using program::RoutineState;
using program::none;

constexpr std::int64_t dates_listed = 31;

// The span as a clock, for what adds up sums.
program::ClockProgram clock_of(const program::Lasting& span, std::uint8_t day_end) {
  program::ClockProgram clock;
  clock.measure = span.measure;
  clock.inclusive = span.inclusive;
  clock.roll = span.roll;
  clock.day_end = day_end;
  return clock;
}

class RoutineWatcher : public Watcher {
 public:
  RoutineWatcher(const Judging& judging, const RoutineProgram& routine) : p_(judging.program()), view_(judging.view), routine_(routine) {}

  void after(const Step& step) override {
    for (const Decision& d : step.decisions) {
      if (d.rule.value == routine_.rule) decided(step, d);
    }
    const auto* states = reinterpret_cast<const RoutineState*>(view_.memory + view_.layout.routines_offset);
    const RoutineState& s = states[routine_.state];
    if (s.state == std::uint8_t(State::running)) periods_[s.ordinal].state = s;
    ended_as_ = static_cast<State>(s.state);
  }

  void conclude(std::int64_t now, RuleExplanation& into) override {
    into.zone = routine_.every.calendars.count > 0 ? p_.index_lists[routine_.every.calendars.first] : p_.zone_calendar;
    into.edition = edition_;
    into.concerned = !periods_.empty();
    into.routine.every = {routine_.every.measure, routine_.every.amount};
    into.routine.grace = {routine_.grace.measure, routine_.grace.amount};
    into.routine.has_grace = routine_.has_grace;
    into.routine.since_last = routine_.since_last;
    into.routine.not_in_force = ended_as_ == State::withdrawn && periods_.empty();
    for (auto& [ordinal, period] : periods_) {
      period.ordinal = ordinal;
      finish(period, now);
      into.routine.periods.push_back(std::move(period));
    }
  }

 private:
  void decided(const Step& step, const Decision& d) {
    edition_ = std::max<std::uint32_t>(edition_, d.edition);
    if (d.kind != DecisionKind::remark && d.kind != DecisionKind::state) return;
    Period& period = periods_[d.instance];
    if (d.kind == DecisionKind::state) period.verdict = d.state;
    Entry entry;
    entry.at = d.at.us;
    entry.event = step.event;
    entry.decision = d;
    if (d.kind == DecisionKind::state && d.due != never && (d.state == State::met || d.state == State::met_late)) {
      entry.margin.given = !__builtin_sub_overflow(std::max(d.at.us, d.due.us), std::min(d.at.us, d.due.us), &entry.margin.elapsed);
    }
    period.history.push_back(std::move(entry));
  }

  void finish(Period& period, std::int64_t now) const {
    const RoutineState& s = period.state;
    period.known = s.ordinal != 0 && s.end != INT64_MAX;
    period.in_progress = period.verdict == State::running && now >= s.start;
    if (period.known) {
      // An end is so many spans after the instant that periods are counted from. Where that would list every working day since
      // then, the count goes on from the end of the period before, which comes to the same.
      const bool working = routine_.every.measure == MeasureKind::working || routine_.every.measure == MeasureKind::working_dates;
      period.counts_on = working && s.step > 1;
      program::Lasting every = routine_.every;
      if (period.counts_on) every.inclusive = false;
      period.end = period.counts_on ? sum(every, 0, eval::counted_after(every, s.start), every.amount, s.end) : sum(every, 0, s.base, every.amount * s.step, s.end);
      if (routine_.has_grace) {
        period.grace = sum(routine_.grace, routine_.grace_day_end, eval::counted_after(routine_.grace, s.end), routine_.grace.amount, s.due);
      }
    }
    if (!period.in_progress) return;
    Entry entry;
    entry.at = now;
    entry.what = Happening::stands;
    period.history.push_back(std::move(entry));
  }

  // The calendar edition that gives the instant as judged; the newest one where several were in force meanwhile.
  std::uint32_t calendar_for(const program::Lasting& span, std::uint8_t day_end, std::int64_t start, std::int64_t target, std::int64_t due) const {
    if (span.calendars.count == 0) return none;
    const eval::calendar::Measure measure{static_cast<eval::calendar::Unit>(span.measure), span.inclusive,
                                          static_cast<eval::calendar::DayEnd>(day_end), static_cast<eval::calendar::Roll>(span.roll)};
    for (std::uint32_t i = 0; i < span.calendars.count; ++i) {
      const std::uint32_t index = p_.index_lists[span.calendars.first + i];
      if (eval::calendar::due(&p_.calendars[index], measure, start, start, 0, target).at == due) return index;
    }
    return p_.index_lists[span.calendars.first + span.calendars.count - 1];
  }

  Sum sum(const program::Lasting& span, std::uint8_t day_end, std::int64_t start, std::int64_t target, std::int64_t due) const {
    const std::uint32_t calendar = calendar_for(span, day_end, start, target, due);
    const program::ClockProgram clock = clock_of(span, day_end);
    if (span.measure == MeasureKind::dates && target > dates_listed) return nominal(clock, calendar, start, target);
    const std::vector<Stop> no_stops;
    std::vector<Spell> spells;
    if (calendar != none) spells.push_back({INT64_MIN, calendar});
    return sum_of({p_, clock, spells, start, target, no_stops});
  }

  // Many calendar days: the date they lead to, not each of them.
  Sum nominal(const program::ClockProgram& clock, std::uint32_t calendar, std::int64_t start, std::int64_t target) const {
    namespace cal = eval::calendar;
    Sum sum;
    sum.target = {clock.measure, target};
    sum.start = start;
    sum.calendar = calendar;
    if (calendar == none) return sum;
    const program::CalendarTable& table = p_.calendars[calendar];
    cal::Measure measure{cal::Unit::dates, clock.inclusive, static_cast<cal::DayEnd>(clock.day_end), cal::Roll::none};
    const std::int64_t last = cal::due(&table, measure, start, start, 0, target).at;
    measure.roll = static_cast<cal::Roll>(clock.roll);
    sum.due = cal::due(&table, measure, start, start, 0, target).at;
    if (sum.due == INT64_MAX || last == INT64_MAX) return sum;
    sum.has_nominal = true;
    sum.nominal = last;
    sum.has_last_day = true;
    sum.last_day = cal::date_of(table, last - 1);
    sum.rolled_to = sum.due == last ? sum.last_day : cal::date_of(table, sum.due - 1);
    return sum;
  }

  const program::Program& p_;
  const eval::View& view_;
  const RoutineProgram& routine_;
  std::map<std::uint32_t, Period> periods_;
  State ended_as_ = State::none;
  std::uint32_t edition_ = 0;
};

}  // namespace

std::unique_ptr<Watcher> watch_routine(const Judging& judging, std::uint32_t rule) {
  const program::Range routines = judging.layout().routines;
  for (std::uint32_t i = 0; i < routines.count; ++i) {
    const RoutineProgram& routine = judging.program().routines[routines.first + i];
    if (routine.rule == rule) return std::make_unique<RoutineWatcher>(judging, routine);
  }
  return nullptr;
}

}  // namespace bylaw::explainer
