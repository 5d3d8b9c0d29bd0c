// Clocks of each unit: what they measure, and when they are due.
#include <algorithm>

#include "base/civil.hpp"
#include "eval/calendar/dates.hpp"
#include "eval/calendar/lookup.hpp"

namespace bylaw::eval::calendar {

namespace {

constexpr std::int64_t most_months = 12 * 400;

Dates dates_of(const Measure& m) { return {m.unit == Unit::working_dates, m.inclusive, m.day_end}; }

bool is_count_clock(Unit unit) { return unit >= Unit::clock_dates; }

// furthest_date + 1 where there is no such date.
std::int64_t months_after(std::int64_t date, std::int64_t months) {
  if (months > most_months || months < -most_months || !is_near(date)) return furthest_date + 1;
  return base::add_months_clipping_down(static_cast<std::int32_t>(date), static_cast<std::int32_t>(months));
}

// Open time, or elapsed time where the calendar has no hours: what a count clock limit is measured in once it is
// paused.
std::int64_t clock_time(const CalendarTable& table, std::int64_t from, std::int64_t to) {
  if (to <= from) return 0;
  if (table.has_hours) return open_between(table, from, to);
  std::int64_t elapsed = 0;
  return __builtin_sub_overflow(to, from, &elapsed) ? last_instant : elapsed;
}

Due nominal_clock(const CalendarTable& table, const Measure& m, std::int64_t start, std::int64_t target) {
  std::int64_t counted_from = start;
  if (m.unit == Unit::clock_working_dates) {  // snaps to the next opening
    counted_from = next_open(table, start).at;
    if (counted_from == never) return unreachable;
  }
  const std::int64_t from = date_of(table, counted_from);
  std::int64_t date = 0;
  if (m.unit == Unit::clock_working_dates) date = working_date_after(table, from, target);
  else if (m.unit == Unit::clock_months) date = months_after(from, target);
  else date = is_near(target) && is_near(from) ? from + target : furthest_date + 1;
  if (date > last_date) return unreachable;
  const auto day = static_cast<std::int32_t>(date);
  std::int64_t at = at_local(table, day, time_of_day(table, counted_from));
  const bool within_hours = is_open(table, at) && date_of(table, at) == day;
  if (m.unit == Unit::clock_working_dates && !within_hours) at = closing_of(table, day);
  return flagged(table, start, at);
}

Due clock_due(const CalendarTable& table, const Measure& m, std::int64_t start, std::int64_t since, std::int64_t used,
              std::int64_t target) {
  const Due at = nominal_clock(table, m, start, target);
  if (at.at == never || clock_time(table, start, since) <= used) return at;
  const std::int64_t rest = clock_time(table, start, at.at) - used;
  if (rest < 0) return flagged(table, start, since);  // used up before: only what is reopened comes here (row sem-R2)
  if (table.has_hours) return add_open_to_opening(table, since, rest);
  const std::int64_t later = add_elapsed(since, rest);
  return later == never ? unreachable : flagged(table, start, later);
}

}  // namespace

std::int64_t measure(const CalendarTable* table, const Measure& m, std::int64_t start, std::int64_t from,
                     std::int64_t to) {
  if (to <= from) return 0;
  if (m.unit == Unit::elapsed) {
    std::int64_t elapsed = 0;
    return __builtin_sub_overflow(to, from, &elapsed) ? last_instant : elapsed;
  }
  if (table == nullptr) return 0;
  switch (m.unit) {
    case Unit::elapsed: break;
    case Unit::working: return open_between(*table, from, to);
    case Unit::dates:
    case Unit::working_dates: return dates_between(*table, dates_of(m), start, from, to);
    case Unit::months: break;
    case Unit::clock_dates:
    case Unit::clock_working_dates:
    case Unit::clock_months: return clock_time(*table, from, to);
  }
  return 0;
}

std::int64_t paused(const CalendarTable* table, const Measure& m, std::int64_t start, std::int64_t from,
                    std::int64_t to) {
  if (m.unit != Unit::months || table == nullptr) return 0;
  return dates_between(*table, dates_of(m), start, from, to);
}

Due due(const CalendarTable* table, const Measure& m, std::int64_t start, std::int64_t since, std::int64_t used,
        std::int64_t target) {
  std::int64_t rest = 0;
  if (__builtin_sub_overflow(target, used, &rest)) return unreachable;
  if (m.unit == Unit::elapsed) return {add_elapsed(since, std::max<std::int64_t>(rest, 0)), false};
  if (table == nullptr) return unreachable;
  switch (m.unit) {
    case Unit::elapsed: break;
    case Unit::working: return add_open(*table, since, rest);
    case Unit::dates:
    case Unit::working_dates: return nth_date(*table, dates_of(m), m.roll, start, since, rest);
    case Unit::months: return nominal(*table, m, start, target, used);
    case Unit::clock_dates:
    case Unit::clock_working_dates:
    case Unit::clock_months: return clock_due(*table, m, start, since, used, target);
  }
  return unreachable;
}

Due nominal(const CalendarTable& table, const Measure& m, std::int64_t start, std::int64_t target, std::int64_t moved) {
  if (is_count_clock(m.unit)) return nominal_clock(table, m, start, target);
  const std::int64_t date = dates_after(table, months_after(date_of(table, start), target), moved);
  if (date > last_date) return unreachable;
  const std::int64_t at = due_on(table, m.day_end, rolled(table, m.roll, date));
  return at == never ? unreachable : flagged(table, start, at);
}

std::int64_t keep_until(const CalendarTable& table, std::int64_t at, std::int32_t months) {
  const std::int64_t date = local_date(table, at);
  if (!is_near(date) || months > most_months || months < -most_months) return never;
  const std::int32_t last = base::add_months_clipping_up(static_cast<std::int32_t>(date), months);
  return at_local(table, last, day_us);
}

}  // namespace bylaw::eval::calendar
