// One routine in one case: its periods, the sum behind each end, and what became of it.
#include <algorithm>
#include <map>

#include "bylaw/case.hpp"
#include "eval/calendar/arithmetic.hpp"
#include "eval/routines.hpp"
#include "eval/view.hpp"
#include "explain/arithmetic.hpp"
#include "explain/conditions.hpp"
#include "explain/story.hpp"
#include "explain/telling.hpp"
#include "explain/times.hpp"

namespace bylaw::explainer {

namespace {

using program::MeasureKind;
using program::RoutineProgram;
using program::RoutineState;

constexpr std::size_t told_in_full = 4;     // newest periods, with their sums
constexpr std::size_t told_in_a_line = 40;  // of those before them
constexpr std::int64_t days_listed = 31;

struct Entry {
  std::int64_t at = 0;
  std::string text;
};

struct Period {
  RoutineState waited{};  // as it was last waited for
  State state = State::running;
  std::vector<Entry> entries;
};

// The span as a clock, for the files that write sums and amounts.
program::ClockProgram clock_of(const program::Lasting& span, std::uint8_t day_end) {
  program::ClockProgram clock;
  clock.measure = span.measure;
  clock.inclusive = span.inclusive;
  clock.roll = span.roll;
  clock.day_end = day_end;
  return clock;
}

class RoutineTeller {
 public:
  RoutineTeller(Telling& t, const RoutineProgram& routine)
      : t_(t), p_(t.program()), routine_(routine), wall_(own_calendar(), t.language()),
        memory_((t.rules.case_bytes(t.kind) + 7) / 8), bytes_(std::as_writable_bytes(std::span(memory_))) {}

  bool tell(bool only_if_triggered) {
    if (!judge()) return false;
    if (periods_.empty() && only_if_triggered) return false;
    t_.head(routine_.rule, edition_);
    consequence();
    rhythm();
    earlier();
    std::size_t place = 0;
    for (const auto& [ordinal, period] : periods_) {
      if (++place + told_in_full > periods_.size()) in_full(ordinal, period);
    }
    t_.text += '\n';
    return true;
  }

 private:
  std::string say(Phrase phrase, std::initializer_list<std::string_view> arguments = {}) const {
    return explainer::say(t_.language(), phrase, arguments);
  }

  const program::CalendarTable* own_calendar() const {
    if (routine_.every.calendars.count > 0) return &p_.calendars[p_.index_lists[routine_.every.calendars.first]];
    return p_.zone_calendar == program::none ? nullptr : &p_.calendars[p_.zone_calendar];
  }

  // ---- What happened: the log judged again, one missed period or event at a time

  const RoutineState& state() const {
    const auto* states = reinterpret_cast<const RoutineState*>(bytes_.data() + p_.cases[t_.kind.value].routines_offset);
    return states[routine_.state];
  }

  void look() {
    const RoutineState& s = state();
    if (s.state == std::uint8_t(State::running)) periods_[s.ordinal].waited = s;
  }

  bool judge() {
    Case judged(t_.rules, t_.kind, bytes_);
    if (judged.open(1, t_.given) != Status::ok) return false;
    std::vector<Decision> buffer(t_.rules.max_decisions(t_.kind) + 64);
    const auto pass = [&](Instant until) {
      for (;;) {
        const Instant due = judged.next_due();
        if (due == never || due > until) return;
        const Result passed = judged.advance(due, buffer);
        if (static_cast<int>(passed.status) < 0) return;
        note({buffer.data(), passed.written}, nullptr);
      }
    };
    Instant last = beginning;
    for (const Event& event : ordered(t_.events)) {
      if (t_.options.now != never && event.at > t_.options.now) break;
      pass(event.at);
      const Result taken = judged.apply(event, buffer);
      if (static_cast<int>(taken.status) < 0) break;
      note({buffer.data(), taken.written}, &event);
      last = event.at;
    }
    now_ = t_.options.now != never ? t_.options.now : last;
    pass(now_);
    return true;
  }

  void note(std::span<const Decision> decisions, const Event* event) {
    for (const Decision& d : decisions) {
      if (d.rule.value == routine_.rule) decision(d, event);
    }
    look();
  }

  void decision(const Decision& d, const Event* event) {
    edition_ = std::max<std::uint32_t>(edition_, d.edition);
    const std::string name = event == nullptr ? say(Phrase::time_passes) : t_.name_of(*event);
    Period& period = periods_[d.instance];
    if (d.kind == DecisionKind::remark) {
      period.entries.push_back({d.at.us, say(Phrase::remark, {say(Phrase::ended_as, {name, say(Phrase::routine_once_more)})})});
      return;
    }
    if (d.kind != DecisionKind::state) return;
    period.state = d.state;
    period.entries.push_back({d.at.us, verdict(d, name)});
  }

  std::string verdict(const Decision& d, const std::string& name) const {
    const bool due = d.due != never;
    switch (d.state) {
      case State::met:
        if (due && d.due == d.at) return say(Phrase::met_on_time, {name});
        return say(Phrase::met_in_time, {name, due ? long_duration(t_.language(), d.due.us - d.at.us) : ""});
      case State::breached: return say(Phrase::breached);
      case State::met_late: return say(Phrase::met_late, {name, due ? long_duration(t_.language(), d.at.us - d.due.us) : ""});
      default: return say(Phrase::ended_as, {name, state_word(t_.language(), d.state) + say(Phrase::in_brackets, {cause_word(t_.language(), d.cause)})});
    }
  }

  // ---- Sentences

  void consequence() {
    const program::Rule& rule = p_.rules[routine_.rule];
    std::string text;
    if (rule.bearer < p_.roles.size()) text = say(Phrase::bearer, {named(p_.roles[rule.bearer], t_.language())});
    if (rule.violation) {
      if (!text.empty()) text += t_.language() == Language::chinese ? "；" : "; ";
      text += rule.violation_grade == 0 ? say(Phrase::violation) : say(Phrase::violation_graded, {std::to_string(rule.violation_grade)});
    }
    if (!text.empty()) t_.line(text);
  }

  void rhythm() {
    const std::string amount = span(t_.language(), clock_of(routine_.every, 0), routine_.every.amount);
    std::string text = say(routine_.since_last ? Phrase::routine_every_since : Phrase::routine_every, {amount});
    if (routine_.has_grace) {
      text += say(Phrase::routine_grace, {span(t_.language(), clock_of(routine_.grace, 0), routine_.grace.amount)});
    }
    t_.line(text);
    if (periods_.empty()) t_.line(say(Phrase::routine_never), 2);
  }

  std::string interval(std::uint32_t ordinal, const Period& period) const {
    if (period.waited.ordinal == 0 || period.waited.end == INT64_MAX) return say(Phrase::routine_number, {std::to_string(ordinal)});
    return say(Phrase::routine_period, {std::to_string(ordinal), wall_.instant(period.waited.start), wall_.instant(period.waited.end)});
  }

  // Those that are not told in full: a line each, or their number.
  void earlier() {
    if (periods_.size() <= told_in_full) return;
    const std::size_t count = periods_.size() - told_in_full;
    const std::size_t left_out = count > told_in_a_line ? count - told_in_a_line : 0;
    std::size_t met = 0, late = 0, missed = 0, place = 0;
    for (const auto& [ordinal, period] : periods_) {
      if (place == left_out && left_out > 0) {
        t_.line(say(Phrase::routine_left_out, {std::to_string(left_out), std::to_string(met), std::to_string(late), std::to_string(missed)}));
      }
      if (place++ >= count) return;
      if (place > left_out) t_.line(say(Phrase::ended_as, {interval(ordinal, period), state_word(t_.language(), period.state)}));
      met += period.state == State::met ? 1 : 0;
      late += period.state == State::met_late ? 1 : 0;
      missed += period.state == State::breached ? 1 : 0;
    }
  }

  void in_full(std::uint32_t ordinal, const Period& period) {
    t_.line(interval(ordinal, period));
    const RoutineState& s = period.waited;
    if (s.ordinal != 0 && s.end != INT64_MAX) {
      tell_end(s);
      if (routine_.has_grace) {
        t_.line(say(Phrase::routine_counted_after, {wall_.instant(s.end)}), 2);
        lines(routine_.grace, routine_.grace_day_end, eval::counted_after(routine_.grace, s.end), routine_.grace.amount, s.due);
      }
      const bool provisional = (s.flags & program::routine_provisional) != 0;
      t_.line(say(provisional ? Phrase::due_provisional : Phrase::due_line, {wall_.instant(s.due)}), 2);
    }
    std::vector<Entry> entries = period.entries;
    if (period.state == State::running && now_.us >= s.start) {
      entries.push_back({now_.us, say(Phrase::still_running, {state_word(t_.language(), State::running)})});
    }
    std::size_t width = 0;
    for (const Entry& entry : entries) width = std::max(width, wall_.instant(entry.at).size());
    for (const Entry& entry : entries) {
      const std::string when = wall_.instant(entry.at);
      t_.line(when + std::string(width - when.size() + 2, ' ') + entry.text, 2);
    }
  }

  // The end of a period is so many spans after the instant that periods are counted from. Where that would list every working
  // day since then, the count goes on from the end of the period before, which comes to the same.
  void tell_end(const RoutineState& s) {
    const std::string amount = span(t_.language(), clock_of(routine_.every, 0), routine_.every.amount);
    const std::int64_t target = routine_.every.amount * s.step;
    const bool counts_on = routine_.every.measure == MeasureKind::working || routine_.every.measure == MeasureKind::working_dates;
    t_.line(say(Phrase::routine_multiple, {std::to_string(s.step), amount, wall_.instant(s.base)}), 2);
    if (!counts_on || s.step == 1) return lines(routine_.every, 0, s.base, target, s.end);
    t_.line(say(Phrase::routine_counted_on, {wall_.instant(s.start)}), 2);
    program::Lasting from_there = routine_.every;
    from_there.inclusive = false;
    lines(from_there, 0, s.start, routine_.every.amount, s.end);
  }

  // The calendar edition that gives the instant as judged; the newest one where several were in force meanwhile.
  std::uint32_t calendar_for(const program::Lasting& span, std::uint8_t day_end, std::int64_t start, std::int64_t target, std::int64_t due) const {
    if (span.calendars.count == 0) return program::none;
    const eval::calendar::Measure measure{static_cast<eval::calendar::Unit>(span.measure), span.inclusive,
                                          static_cast<eval::calendar::DayEnd>(day_end), static_cast<eval::calendar::Roll>(span.roll)};
    for (std::uint32_t i = 0; i < span.calendars.count; ++i) {
      const std::uint32_t index = p_.index_lists[span.calendars.first + i];
      if (eval::calendar::due(&p_.calendars[index], measure, start, start, 0, target).at == due) return index;
    }
    return p_.index_lists[span.calendars.first + span.calendars.count - 1];
  }

  void lines(const program::Lasting& span, std::uint8_t day_end, std::int64_t start, std::int64_t target, std::int64_t due) {
    const std::uint32_t calendar = calendar_for(span, day_end, start, target, due);
    const program::ClockProgram clock = clock_of(span, day_end);
    const std::vector<Stop> no_stops;
    const std::vector<std::string> no_names;
    const Measured measured{p_, clock, calendar, start, target, no_stops, no_names, t_.language(), own_calendar()};
    if (calendar != program::none) t_.line(say(Phrase::routine_calendar, {p_.calendars[calendar].name}), 2);
    const Sum sum = span.measure == MeasureKind::dates && target > days_listed ? nominal(measured) : sum_of(measured);
    tell_lines(t_, sum.lines);
    if (sum.due != due) t_.line(say(Phrase::other_calendar), 2);
  }

  // Many calendar days: the date they lead to, not each of them.
  Sum nominal(const Measured& m) const {
    Sum sum;
    eval::calendar::Measure measure{eval::calendar::Unit::dates, m.clock.inclusive, static_cast<eval::calendar::DayEnd>(m.clock.day_end),
                                    eval::calendar::Roll::none};
    const WallClock wall = m.wall();
    const std::int64_t last = eval::calendar::due(m.table(), measure, m.start, m.start, 0, m.target).at;
    measure.roll = static_cast<eval::calendar::Roll>(m.clock.roll);
    sum.due = eval::calendar::due(m.table(), measure, m.start, m.start, 0, m.target).at;
    if (sum.due == INT64_MAX) return sum;
    const std::string date = wall.date(wall.day_of(last - 1));
    sum.lines.push_back({"", say(Phrase::nominal_months, {span(t_.language(), m.clock, m.target), wall.date(wall.day_of(m.start)), date}), ""});
    if (sum.due != last) sum.lines.push_back({date, say(Phrase::rolled, {wall.date(wall.day_of(sum.due - 1))}), ""});
    sum.lines.push_back({"", say(Phrase::closes_at, {wall.instant(sum.due)}), ""});
    return sum;
  }

  Telling& t_;
  const program::Program& p_;
  const RoutineProgram& routine_;
  WallClock wall_;
  std::vector<std::uint64_t> memory_;
  std::span<std::byte> bytes_;
  std::map<std::uint32_t, Period> periods_;
  Instant now_ = beginning;
  std::uint32_t edition_ = 0;
};

}  // namespace

bool tell_routine(Telling& t, std::uint32_t rule, bool only_if_triggered) {
  const program::CaseProgram& layout = t.program().cases[t.kind.value];
  for (std::uint32_t i = 0; i < layout.routines.count; ++i) {
    const RoutineProgram& routine = t.program().routines[layout.routines.first + i];
    if (routine.rule == rule) return RoutineTeller(t, routine).tell(only_if_triggered);
  }
  return false;
}

}  // namespace bylaw::explainer
