// The proleptic Gregorian calendar on day numbers, for the parts that may not link Boost.Date_Time.
// Method: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (public domain).
#pragma once
#include <cstdint>

namespace bylaw::base {

// Days since 1970-01-01.
using DayNumber = std::int32_t;

struct Civil {
  std::int32_t year = 1970;
  std::uint8_t month = 1;  // 1-12
  std::uint8_t day = 1;    // 1-31

  friend constexpr bool operator==(const Civil&, const Civil&) = default;
};

enum class Weekday : std::uint8_t { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

DayNumber day_number(Civil date);  // requires a valid date
Civil civil_date(DayNumber day);
bool is_valid(Civil date);
bool is_leap_year(std::int32_t year);
std::uint8_t days_in_month(std::int32_t year, std::uint8_t month);
Weekday weekday_of(DayNumber day);

// The same day of the month, `months` later; a day that month does not have becomes its last one (rows sem-B9, sem-B10).
DayNumber add_months_clipping_down(DayNumber day, std::int32_t months);
// The same, but a day that month does not have becomes the first of the next (row sem-B10, retention).
DayNumber add_months_clipping_up(DayNumber day, std::int32_t months);

}  // namespace bylaw::base
