// Dates: which of them count, when they close, and the n-th of them.
#include <algorithm>

#include "base/civil.hpp"
#include "eval/calendar/dates.hpp"
#include "eval/calendar/lookup.hpp"

namespace bylaw::eval::calendar {

namespace {

// Times of a date beyond the table: its weekday's.
const DayPattern& weekly(const CalendarTable& table, std::int64_t date) {
  const auto weekday = static_cast<std::size_t>(base::weekday_of(static_cast<std::int32_t>(date)));
  return table.patterns[table.week[weekday]];
}

const DayPattern& pattern_on(const CalendarTable& table, std::int64_t date) {
  if (!is_in_table(table, date)) return weekly(table, date);
  return pattern_of(table, static_cast<std::size_t>(date - table.first_day));
}

// The instant of a time of the date's pattern.
std::int64_t instant_on(const CalendarTable& table, std::int64_t date, std::int32_t DayPattern::* time) {
  if (!is_near(date)) return date < 0 ? INT64_MIN : never;
  const DayPattern& pattern = pattern_on(table, date);
  if (is_in_table(table, date)) {
    return anchor_of(table, static_cast<std::size_t>(date - table.first_day)) + pattern.*time * second;
  }
  return program::utc_of_local(table.offsets, date * program::seconds_per_day + pattern.*time) * second;
}

// The date's place in the table, or its near end.
std::int64_t place_of(const CalendarTable& table, std::int64_t date) {
  return std::clamp<std::int64_t>(date - table.first_day, 0, static_cast<std::int64_t>(day_count(table)));
}

std::int64_t skipped_before(const CalendarTable& table, std::int64_t date) {
  if (table.skipped.empty()) return 0;
  return std::lower_bound(table.skipped.begin(), table.skipped.end(), place_of(table, date)) - table.skipped.begin();
}

bool exists(const CalendarTable& table, std::int64_t date) {
  return (pattern_on(table, date).flags & program::day_exists) != 0;
}

// How many counted dates lie before this one: differences of it count, not it.
std::int64_t number_before(const CalendarTable& table, bool working, std::int64_t date) {
  if (!working) return date - skipped_before(table, date);
  return day_of(table, static_cast<std::size_t>(place_of(table, date))).working_before;
}

// The date of a number of number_before; furthest_date + 1 if there is none in the table.
std::int64_t date_numbered(const CalendarTable& table, bool working, std::int64_t number) {
  if (working) {
    if (number < 0 || number >= static_cast<std::int64_t>(table.working.size())) return furthest_date + 1;
    return table.first_day + std::int64_t{table.working[static_cast<std::size_t>(number)]};
  }
  // Each skipped date before it moves the date by one: there is hardly ever one, and never more than the zone's
  // changes.
  std::int64_t date = number;
  for (const std::uint16_t skipped : table.skipped) {
    if (table.first_day + std::int64_t{skipped} <= date) ++date;
  }
  return date;
}

std::int64_t closing_on(const CalendarTable& table, std::int64_t date, DayEnd day_end) {
  return instant_on(table, date, day_end == DayEnd::end_of_day ? &DayPattern::ends : &DayPattern::closes);
}

// The last existing date whose closing instant lies before `at`.
std::int64_t last_closed_before(const CalendarTable& table, DayEnd day_end, std::int64_t at) {
  std::int64_t date = local_date(table, at);
  // The date itself, the one before (which may close at this very instant), and one more over a skipped date.
  for (int tries = 0; tries < 3; ++tries, --date) {
    if (exists(table, date) && closing_on(table, date, day_end) < at) break;
  }
  return date;
}

// The date after which dates count.
std::int64_t counted_after(const CalendarTable& table, Dates dates, std::int64_t start, std::int64_t from) {
  std::int64_t date = local_date(table, start);
  if (dates.inclusive && (pattern_on(table, date).flags & program::day_works) != 0) --date;
  return std::max(date, last_closed_before(table, dates.day_end, from));
}

std::int64_t first_working_from(const CalendarTable& table, std::int64_t date) {
  if (is_in_table(table, date)) {
    const std::int64_t number = number_before(table, true, date);
    const std::int64_t found = date_numbered(table, true, number);
    if (found <= furthest_date) return found;
    date = table.first_day + static_cast<std::int64_t>(day_count(table));
  }
  for (std::int64_t weekday = 0; weekday < 7; ++weekday) {
    if ((weekly(table, date + weekday).flags & program::day_works) != 0) return date + weekday;
  }
  return furthest_date + 1;
}

std::int64_t first_not_statutory_from(const CalendarTable& table, std::int64_t date) {
  if (!is_in_table(table, date)) return date;
  const std::int64_t index = date - table.first_day;
  const auto after = std::upper_bound(table.statutory_first.begin(), table.statutory_first.end(), index);
  if (after == table.statutory_first.begin()) return date;
  const std::int64_t last = table.statutory_last[static_cast<std::size_t>(after - table.statutory_first.begin()) - 1];
  return index <= last ? table.first_day + last + 1 : date;
}

bool is_outside_years(std::int64_t date) { return date > last_date || date < -furthest_date; }

}  // namespace

std::int64_t rolled(const CalendarTable& table, Roll roll, std::int64_t date) {
  switch (roll) {
    case Roll::wide: return first_working_from(table, date);
    case Roll::narrow: return first_not_statutory_from(table, date);
    case Roll::none: break;
  }
  return date;
}

std::int64_t due_on(const CalendarTable& table, DayEnd day_end, std::int64_t date) {
  if (is_outside_years(date)) return never;
  if (day_end != DayEnd::noon_next) return closing_on(table, date, day_end);
  const std::int64_t next = first_working_from(table, date + 1);
  return is_outside_years(next) ? never : at_local(table, static_cast<std::int32_t>(next), day_us / 2);
}

std::int64_t working_date_after(const CalendarTable& table, std::int64_t date, std::int64_t n) {
  if (!is_in_table(table, date) || !is_near(n)) return furthest_date + 1;
  return date_numbered(table, true, number_before(table, true, date + 1) + n - 1);
}

std::int64_t dates_after(const CalendarTable& table, std::int64_t date, std::int64_t n) {
  if (!is_near(n) || !is_near(date)) return furthest_date + 1;
  return date_numbered(table, false, number_before(table, false, date) + n);
}

std::int32_t date_of(const CalendarTable& table, std::int64_t at) {
  return static_cast<std::int32_t>(local_date(table, at));
}

std::int64_t time_of_day(const CalendarTable& table, std::int64_t at) {
  const std::int64_t utc = floor_divide(at, second);
  const std::int64_t local = utc + program::utc_offset(table.offsets, utc);
  const std::int64_t day = floor_divide(local, program::seconds_per_day);
  const std::int64_t fraction = at % second + (at % second < 0 ? second : 0);
  return (local - day * program::seconds_per_day) * second + fraction;
}

std::int64_t at_local(const CalendarTable& table, std::int32_t date, std::int64_t time) {
  if (!is_near(date)) return date < 0 ? INT64_MIN : never;
  const std::int64_t whole = floor_divide(time, second);
  const std::int64_t local = std::int64_t{date} * program::seconds_per_day + whole;
  const std::int64_t utc = program::utc_of_local(table.offsets, local);
  // A skipped time becomes the change itself, without the fraction of a second.
  const bool skipped = utc + program::utc_offset(table.offsets, utc) != local;
  return utc * second + (skipped ? 0 : time - whole * second);
}

bool works(const CalendarTable& table, std::int32_t date) {
  return (pattern_on(table, date).flags & program::day_works) != 0;
}

std::int64_t closing_of(const CalendarTable& table, std::int32_t date, DayEnd day_end) {
  return closing_on(table, date, day_end);
}

std::int64_t opening_of(const CalendarTable& table, std::int32_t date) {
  return instant_on(table, date, &DayPattern::opens);
}

Due received(const CalendarTable& table, std::int64_t at, std::int32_t minute) {
  if (time_of_day(table, at) <= std::int64_t{minute} * 60 * second) return flagged(table, at, at);
  const std::int64_t date = first_working_from(table, local_date(table, at) + 1);
  if (is_outside_years(date)) return unreachable;
  return flagged(table, at, instant_on(table, date, &DayPattern::opens));
}

std::int64_t dates_between(const CalendarTable& table, Dates dates, std::int64_t start, std::int64_t from,
                           std::int64_t to) {
  if (to <= from) return 0;
  const std::int64_t after = counted_after(table, dates, start, from);
  const std::int64_t last = last_closed_before(table, dates.day_end, to);
  if (last <= after) return 0;
  return number_before(table, dates.working, last + 1) - number_before(table, dates.working, after + 1);
}

Due nth_date(const CalendarTable& table, Dates dates, Roll roll, std::int64_t start, std::int64_t from,
             std::int64_t n) {
  if (n <= 0) {
    // Counted already: only a roll that is still under way leaves something to wait for, and it moves no working date.
    const bool rolls = roll != Roll::none && !dates.working;
    const std::int64_t last = rolls ? due_on(table, dates.day_end, rolled(table, roll, last_closed_before(table, dates.day_end, from))) : from;
    return last == never ? unreachable : flagged(table, start, std::max(from, last));
  }
  const std::int64_t after = counted_after(table, dates, start, from);
  // From the date after it: the date itself may be one that the zone skipped.
  const std::int64_t date = dates.working ? working_date_after(table, after, n) : dates_after(table, after + 1, n - 1);
  if (is_outside_years(date)) return unreachable;
  const std::int64_t at = due_on(table, dates.day_end, rolled(table, roll, date));
  return at == never ? unreachable : flagged(table, start, at);
}

Due dates_before(const CalendarTable& table, Dates dates, std::int64_t deadline, std::int64_t n) {
  const std::int64_t date = last_closed_before(table, dates.day_end, add_elapsed(deadline, 1));
  std::int64_t found = 0;
  if (dates.working) {
    if (n > furthest_date || !is_in_table(table, date)) return unreachable;
    found = date_numbered(table, true, number_before(table, true, date + 1) - 1 - n);
  } else {
    found = dates_after(table, date, n > furthest_date ? furthest_date + 1 : -n);
  }
  if (is_outside_years(found)) return {INT64_MIN, true};
  return flagged(table, deadline, closing_on(table, found, dates.day_end));
}

}  // namespace bylaw::eval::calendar
