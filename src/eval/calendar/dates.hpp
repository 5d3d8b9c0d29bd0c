// Date steps that the clocks share with the counting of dates. Dates are int64 here: sums of them are checked at the
// end. A date that there is none of lies beyond furthest_date.
#pragma once
#include <cstdint>

#include "eval/calendar/arithmetic.hpp"

namespace bylaw::eval::calendar {

// The date that a last date moves to.
std::int64_t rolled(const CalendarTable& table, Roll roll, std::int64_t date);

// When a limit with this last date ends; never beyond 2100.
std::int64_t due_on(const CalendarTable& table, DayEnd day_end, std::int64_t date);

// The n-th working date after `date`, n >= 1.
std::int64_t working_date_after(const CalendarTable& table, std::int64_t date, std::int64_t n);

// n calendar dates later (or earlier); dates that the zone skipped are not counted.
std::int64_t dates_after(const CalendarTable& table, std::int64_t date, std::int64_t n);

}  // namespace bylaw::eval::calendar
