#include "explain/sums.hpp"

#include <algorithm>

#include "eval/calendar/arithmetic.hpp"

namespace bylaw::explainer {

namespace {

namespace cal = eval::calendar;
using program::CalendarTable;
using program::MeasureKind;
using program::none;

constexpr int most_days = 40'000;        // a limit of a hundred years
constexpr std::size_t dates_apart = 45;  // of longer sums, whole days alike are one stretch

// A date that counts, or does not, before neighbours alike are put together.
struct DayPart {
  Stretch stretch;
  bool whole = false;  // like any other such day
  std::vector<std::pair<std::int64_t, std::int64_t>> hours;  // local times of what is open
};

const program::DayNote* note_of(const program::Program& program, std::uint32_t calendar, std::int32_t day) {
  if (calendar >= program.day_notes.size()) return nullptr;
  for (const program::DayNote& note : program.day_notes[calendar]) {
    if (note.first <= day && day <= note.last) return &note;
  }
  return nullptr;
}

class Adder {
 public:
  Adder(const Measured& m, std::int64_t until) : m_(m), until_(until) {
    sum_.target = {m.clock.measure, m.target};
    sum_.start = m.start;
    if (!m.spells.empty()) sum_.calendar = m.spells.back().calendar;
  }

  // Adds up to the target, or, with an instant, until then.
  Sum sum() {
    if (m_.start == INT64_MAX || m_.clock.measure == MeasureKind::promised) return std::move(sum_);  // the fact says it
    if (m_.clock.measure == MeasureKind::elapsed) {
      elapsed();
      hold();
      return std::move(sum_);
    }
    if (m_.spells.empty()) {
      if (m_.clock.measure == MeasureKind::at_once) sum_.due = m_.start;
      return std::move(sum_);
    }
    switch (m_.clock.measure) {
      case MeasureKind::working: open_time(m_.target, sum_.stretches, sum_.total, sum_.due); break;
      case MeasureKind::dates: dates(false); break;
      case MeasureKind::working_dates: dates(true); break;
      case MeasureKind::months: months(); break;
      case MeasureKind::clock_dates:
      case MeasureKind::clock_working_dates:
      case MeasureKind::clock_months: by_clock(); break;
      case MeasureKind::at_once: sum_.due = cal::next_open(table(m_.spells.back()), m_.start).at; break;
      default: break;
    }
    hold();
    return std::move(sum_);
  }

 private:
  // A clock that has run its target at the very instant at which a pause begins passes it when the pause ends (row sem-P7); of what
  // was used up before it was reopened nothing is left then (sem-R2).
  void hold() {
    if (!to_the_end() || sum_.due == INT64_MAX) return;
    for (std::size_t i = 0; i < m_.stops.size(); ++i) {
      const Stop& stop = m_.stops[i];
      if (!stands(stop) || stop.to <= sum_.due || !(stop.from <= sum_.due || stop.done_meanwhile)) continue;
      sum_.held_by = i;
      sum_.due = stop.to;
    }
  }

  bool to_the_end() const { return until_ == INT64_MAX; }
  const CalendarTable& table(const Spell& spell) const { return m_.program.calendars[spell.calendar]; }
  std::int64_t end_of(std::size_t spell) const {
    return std::min(until_, spell + 1 < m_.spells.size() ? m_.spells[spell + 1].from : INT64_MAX);
  }

  // A stop that goes on has not moved the deadline, but what has been measured until now lacks it.
  bool stands(const Stop& stop) const { return stop.to != INT64_MAX || !to_the_end(); }

  std::size_t stop_at(std::int64_t at) const {
    for (std::size_t i = 0; i < m_.stops.size(); ++i) {
      if (stands(m_.stops[i]) && m_.stops[i].from <= at && at < m_.stops[i].to) return i;
    }
    return SIZE_MAX;
  }

  // ---- Elapsed time

  void elapsed() {
    std::int64_t at = m_.start;
    const auto add = [&](std::int64_t to, std::size_t stop) {
      Stretch part;
      part.from = at;
      part.to = to;
      part.stop = stop;
      part.how = stop == SIZE_MAX ? Counting::counted : Counting::paused;
      part.each = stop == SIZE_MAX ? to - at : 0;
      sum_.total += part.each;
      part.total = sum_.total;
      sum_.stretches.push_back(part);
      at = to;
    };
    for (std::size_t i = 0; i < m_.stops.size(); ++i) {
      const Stop& stop = m_.stops[i];
      const std::int64_t from = std::max(stop.from, at), to = std::min(stop.to, until_);
      if (!stands(stop) || to <= from || from - at >= left()) continue;
      if (from > at) add(from, SIZE_MAX);
      add(to, i);
    }
    if (!to_the_end()) {
      if (at < until_) add(until_, SIZE_MAX);
      return;
    }
    const std::int64_t end = cal::add_elapsed(at, left());
    if (end == INT64_MAX) return;
    if (end > at) add(end, SIZE_MAX);
    sum_.due = end;
  }

  std::int64_t left() const { return to_the_end() ? m_.target - sum_.total : INT64_MAX; }

  // ---- Opening time

  // What of [from, to) is open and runs, outside hours, or paused.
  std::vector<Interval> intervals(const CalendarTable& of, std::int64_t from, std::int64_t to) const {
    std::vector<Interval> out;
    while (from < to) {
      const std::int64_t opening = std::min(cal::next_open(of, from).at, to);
      if (opening > from) out.push_back({from, opening, Counting::outside_hours, SIZE_MAX});
      if (opening >= to) break;
      // Until when it is open without a break: open time equals elapsed time up to there.
      std::int64_t low = opening, high = to;
      while (low < high) {
        const std::int64_t middle = high - (high - low) / 2;
        if (cal::open_between(of, opening, middle) == middle - opening) low = middle;
        else high = middle - 1;
      }
      without_stops(opening, low, out);
      from = low;
    }
    return out;
  }

  void without_stops(std::int64_t from, std::int64_t to, std::vector<Interval>& out) const {
    for (std::size_t i = 0; i < m_.stops.size() && from < to; ++i) {
      if (!stands(m_.stops[i])) continue;
      const std::int64_t a = std::max(from, m_.stops[i].from), b = std::min(to, m_.stops[i].to);
      if (a >= b) continue;
      if (a > from) out.push_back({from, a, Counting::counted, SIZE_MAX});
      out.push_back({a, b, Counting::paused, i});
      from = b;
    }
    if (from < to) out.push_back({from, to, Counting::counted, SIZE_MAX});
  }

  // The open, running time of the date in [from, to).
  DayPart open_part(std::uint32_t calendar, std::int32_t day, std::int64_t from, std::int64_t to) const {
    const CalendarTable& of = m_.program.calendars[calendar];
    DayPart part;
    Stretch& s = part.stretch;
    s.from = from;
    s.to = to;
    s.dated = true;
    s.first = s.last = day;
    s.calendar = calendar;
    s.working_day = cal::works(of, day);
    s.intervals = intervals(of, from, to);
    std::int64_t first = INT64_MAX, last = INT64_MIN;
    for (const Interval& one : s.intervals) {
      if (one.how == Counting::counted) s.each += one.to - one.from;
      if (one.how == Counting::paused) s.stop = one.stop;
      if (one.how == Counting::outside_hours) continue;
      first = std::min(first, one.from);
      last = std::max(last, one.to);
      part.hours.emplace_back(cal::time_of_day(of, one.from), cal::time_of_day(of, one.to));
    }
    const program::DayNote* note = note_of(m_.program, calendar, day);
    s.exception = note != nullptr;
    if (note != nullptr) s.label = note->label;
    if (!s.working_day) {
      // Hours that run on past midnight are open on a date that does not work itself.
      s.how = note != nullptr && note->off ? Counting::day_off : Counting::weekly_closed;
      part.whole = true;
      return part;
    }
    s.how = first == INT64_MAX ? Counting::outside_hours : s.each == 0 ? Counting::paused : Counting::counted;
    s.in_full = first == cal::opening_of(of, day) && last == cal::closing_of(of, day);
    part.whole = s.how == Counting::counted && s.in_full && s.stop == SIZE_MAX && note == nullptr;
    return part;
  }

  void open_time(std::int64_t target, std::vector<Stretch>& out, std::int64_t& total, std::int64_t& due) {
    std::vector<DayPart> parts;
    int walked = 0;
    for (std::size_t i = 0; i < m_.spells.size() && total < target; ++i) {
      const Spell& spell = m_.spells[i];
      const CalendarTable& of = table(spell);
      const std::int64_t begins = i == 0 ? m_.start : std::max(m_.start, spell.from), ends = end_of(i);
      bool over = false;
      for (std::int32_t day = cal::date_of(of, begins); begins < ends && walked < most_days && total < target && !over; ++walked, ++day) {
        const std::int64_t from = std::max(begins, cal::at_local(of, day, 0));
        const std::int64_t to = std::min(ends, cal::at_local(of, day + 1, 0));
        over = to == ends;
        if (to <= from) continue;
        DayPart part = open_part(spell.calendar, day, from, to);
        if (total + part.stretch.each >= target) {
          // The last one: only until the target is reached.
          std::int64_t missing = target - total, end = from;
          for (const Interval& one : part.stretch.intervals) {
            end = one.to;
            if (one.how != Counting::counted) continue;
            end = one.from + std::min(missing, one.to - one.from);
            missing -= end - one.from;
            if (missing == 0) break;
          }
          part = open_part(spell.calendar, day, from, end);
          due = end;
        }
        if (to >= of.ends && due == INT64_MAX) break;  // beyond what the calendar says
        total += part.stretch.each;
        parts.push_back(std::move(part));
      }
    }
    put_together(parts, out);
  }

  // Neighbours alike that add nothing are one stretch; where there are many, so are whole days alike.
  void put_together(std::vector<DayPart>& parts, std::vector<Stretch>& out) const {
    const bool crowded = parts.size() > dates_apart;
    std::int64_t total = 0;
    for (std::size_t i = 0; i < parts.size();) {
      DayPart& first = parts[i];
      std::size_t j = i + 1;
      const auto alike = [&](const DayPart& other) {
        const Stretch& a = first.stretch;
        const Stretch& b = other.stretch;
        return other.whole && b.each == a.each && b.how == a.how && b.label == a.label && b.stop == a.stop &&
               b.working_day == a.working_day && b.in_full == a.in_full && b.calendar == a.calendar && other.hours == first.hours;
      };
      if (first.whole && (first.stretch.each == 0 || crowded)) {
        while (j < parts.size() && alike(parts[j])) ++j;
      }
      Stretch& s = first.stretch;
      s.days = static_cast<std::int64_t>(j - i);
      s.last = parts[j - 1].stretch.last;
      s.to = parts[j - 1].stretch.to;
      total += s.each * s.days;
      s.total = total;
      out.push_back(std::move(s));
      i = j;
    }
  }

  // ---- Dates

  // Where a zone moved over the date line, it has no such date.
  static bool exists(const CalendarTable& of, std::int32_t day) { return cal::at_local(of, day, 0) < cal::at_local(of, day + 1, 0); }

  cal::Dates counted_dates(bool working) const { return {working, m_.clock.inclusive, static_cast<cal::DayEnd>(m_.clock.day_end)}; }

  void describe(std::uint32_t calendar, std::int32_t day, bool working, Stretch& s) const {
    const program::DayNote* note = note_of(m_.program, calendar, day);
    s.dated = true;
    s.first = s.last = day;
    s.calendar = calendar;
    s.working_day = working;
    s.exception = working && note != nullptr;
    if (s.exception) s.label = note->label;
    s.from = cal::at_local(m_.program.calendars[calendar], day, 0);
    s.to = cal::at_local(m_.program.calendars[calendar], day + 1, 0);
    if (working && !cal::works(m_.program.calendars[calendar], day)) {
      s.how = note != nullptr && note->off ? Counting::day_off : Counting::weekly_closed;
    }
  }

  void dates(bool working) {
    const cal::Dates which = counted_dates(working);
    std::vector<DayPart> parts;
    std::int64_t closed_at = INT64_MAX;
    std::int32_t last = 0;
    int walked = 0;
    for (std::size_t i = 0; i < m_.spells.size() && sum_.total < m_.target; ++i) {
      const Spell& spell = m_.spells[i];
      const CalendarTable& of = table(spell);
      const std::int32_t start = cal::date_of(of, m_.start);
      const std::int64_t begins = i == 0 ? INT64_MIN : spell.from;
      for (std::int32_t day = i == 0 ? start : cal::date_of(of, spell.from) - 1; walked < most_days && sum_.total < m_.target; ++walked, ++day) {
        const std::int64_t closing = cal::closing_of(of, day, which.day_end);
        if (closing < begins || day < start || !exists(of, day)) continue;
        if (closing >= end_of(i)) break;
        DayPart part;
        Stretch& s = part.stretch;
        describe(spell.calendar, day, working, s);
        s.stop = stop_at(closing);
        const bool started = day > start || (m_.clock.inclusive && cal::works(of, day) && closing >= m_.start);
        if (!started) {
          s.how = Counting::start_day;
          s.stop = SIZE_MAX;
        } else if (s.how != Counting::counted) {
          s.stop = SIZE_MAX;
          part.whole = true;
        } else if (s.stop != SIZE_MAX) {
          s.how = Counting::paused;
          part.whole = true;
        } else {
          s.each = 1;
          part.whole = !s.exception;
          closed_at = closing;
          last = day;
        }
        sum_.total += s.each;
        parts.push_back(std::move(part));
        if (closing >= of.ends) break;
      }
    }
    put_together(parts, sum_.stretches);
    if (!to_the_end() || sum_.total < m_.target || closed_at == INT64_MAX) return;
    // What the roll makes of the last date, asked of the same arithmetic that judges.
    const CalendarTable& of = m_.program.calendars[sum_.stretches.back().calendar];
    end_on(of, last, cal::nth_date(of, which, static_cast<cal::Roll>(m_.clock.roll), m_.start, closed_at, 1).at);
  }

  // A last date, and where the roll moved it.
  void end_on(const CalendarTable& of, std::int32_t day, std::int64_t due) {
    sum_.due = due;
    if (due == INT64_MAX) return;
    const bool noon = m_.clock.day_end == static_cast<std::uint8_t>(cal::DayEnd::noon_next);
    sum_.has_last_day = true;
    sum_.last_day = day;
    sum_.rolled_to = noon || cal::closing_of(of, day, static_cast<cal::DayEnd>(m_.clock.day_end)) == due ? day : cal::date_of(of, due - 1);
  }

  // ---- Months, and `count clock`

  cal::Measure measure(cal::Roll roll) const {
    return {static_cast<cal::Unit>(m_.clock.measure), m_.clock.inclusive, static_cast<cal::DayEnd>(m_.clock.day_end), roll};
  }

  void months() {
    if (!to_the_end()) return;
    const CalendarTable& of = table(m_.spells.back());
    const cal::Due nominal = cal::nominal(of, measure(cal::Roll::none), m_.start, m_.target, 0);
    if (nominal.at == INT64_MAX) return;
    sum_.has_nominal = true;
    sum_.nominal = nominal.at;
    std::int64_t moved = 0;
    for (std::size_t i = 0; i < m_.stops.size(); ++i) {
      const Stop& stop = m_.stops[i];
      const bool in_time = stop.from <= cal::nominal(of, measure(static_cast<cal::Roll>(m_.clock.roll)), m_.start, m_.target, moved).at;
      if (!stands(stop) || !in_time) continue;
      std::size_t spell = 0;
      while (spell + 1 < m_.spells.size() && m_.spells[spell + 1].from <= stop.to) ++spell;
      const std::int64_t dates = cal::paused(&table(m_.spells[spell]), measure(cal::Roll::none), m_.start, std::max(stop.from, m_.start), stop.to);
      if (dates == 0) continue;
      moved += dates;
      sum_.moved.push_back({i, dates});
    }
    const cal::Due last = cal::nominal(of, measure(cal::Roll::none), m_.start, m_.target, moved);
    const cal::Due due = cal::nominal(of, measure(static_cast<cal::Roll>(m_.clock.roll)), m_.start, m_.target, moved);
    if (due.at != INT64_MAX && last.at != INT64_MAX) end_on(of, cal::date_of(of, last.at - 1), due.at);
  }

  // Dates first; with pauses, the open time that they come to.
  void by_clock() {
    if (!to_the_end()) return;
    const Spell& spell = m_.spells.back();
    const CalendarTable& of = table(spell);
    const cal::Due nominal = cal::nominal(of, measure(static_cast<cal::Roll>(m_.clock.roll)), m_.start, m_.target, 0);
    if (nominal.at == INT64_MAX) return;
    if (m_.clock.measure == MeasureKind::clock_working_dates) {
      sum_.opening = cal::next_open(of, m_.start).at;
      std::vector<DayPart> parts;
      for (std::int32_t day = cal::date_of(of, sum_.opening) + 1; day <= cal::date_of(of, nominal.at) && parts.size() < most_days; ++day) {
        if (!exists(of, day)) continue;
        DayPart part;
        describe(spell.calendar, day, true, part.stretch);
        part.stretch.each = part.stretch.how == Counting::counted ? 1 : 0;
        part.whole = part.stretch.each == 0 || !part.stretch.exception;
        sum_.total += part.stretch.each;
        parts.push_back(std::move(part));
      }
      put_together(parts, sum_.stretches);
    }
    sum_.has_nominal = true;
    sum_.nominal = sum_.due = nominal.at;
    std::int64_t lost = 0;
    for (const Stop& stop : m_.stops) {
      const std::int64_t a = std::max(stop.from, m_.start), b = std::min(stop.to, nominal.at);
      if (stands(stop) && a < b) lost += of.has_hours ? cal::open_between(of, a, b) : b - a;
    }
    if (lost == 0 || !of.has_hours) return;
    sum_.open_target = cal::open_between(of, m_.start, nominal.at);
    std::int64_t total = 0;
    sum_.due = INT64_MAX;
    open_time(sum_.open_target, sum_.open, total, sum_.due);
    // The one rule whose tie goes to the opening.
    if (sum_.due != INT64_MAX) sum_.due = cal::add_open_to_opening(of, sum_.due, 0).at;
  }

  const Measured& m_;
  std::int64_t until_;
  Sum sum_;
};

}  // namespace

Sum sum_of(const Measured& measured) { return Adder(measured, INT64_MAX).sum(); }

Sum sum_until(const Measured& measured, std::int64_t until) {
  Measured endless = measured;
  endless.target = INT64_MAX;
  Sum sum = Adder(endless, until).sum();
  sum.target.amount = measured.target;
  return sum;
}

}  // namespace bylaw::explainer
