#include "base/civil.hpp"

namespace bylaw::base {

DayNumber day_number(Civil date) {
  const std::int32_t y = date.year - (date.month <= 2);
  const std::int32_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int32_t year_of_era = y - era * 400;
  const std::int32_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const std::int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

Civil civil_date(DayNumber day) {
  const std::int64_t z = std::int64_t{day} + 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const std::int64_t day_of_era = z - era * 146097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const auto d = static_cast<std::uint8_t>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
  const auto m = static_cast<std::uint8_t>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  return {static_cast<std::int32_t>(year_of_era + era * 400 + (m <= 2)), m, d};
}

bool is_leap_year(std::int32_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

std::uint8_t days_in_month(std::int32_t year, std::uint8_t month) {
  constexpr std::uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? std::uint8_t{29} : days[month - 1];
}

bool is_valid(Civil date) {
  return date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= days_in_month(date.year, date.month);
}

Weekday weekday_of(DayNumber day) {
  const std::int32_t from_monday = static_cast<std::int32_t>((std::int64_t{day} % 7 + 10) % 7);  // 1970-01-01: Thursday
  return static_cast<Weekday>(from_monday);
}

namespace {

struct MonthTarget {
  std::int32_t year;
  std::uint8_t month;
};

MonthTarget month_after(Civil from, std::int32_t months) {
  const std::int64_t index = std::int64_t{from.year} * 12 + (from.month - 1) + months;
  const std::int64_t year = index >= 0 ? index / 12 : (index - 11) / 12;
  return {static_cast<std::int32_t>(year), static_cast<std::uint8_t>(index - year * 12 + 1)};
}

}  // namespace

DayNumber add_months_clipping_down(DayNumber day, std::int32_t months) {
  const Civil from = civil_date(day);
  const MonthTarget to = month_after(from, months);
  const std::uint8_t last = days_in_month(to.year, to.month);
  return day_number({to.year, to.month, from.day < last ? from.day : last});
}

DayNumber add_months_clipping_up(DayNumber day, std::int32_t months) {
  const Civil from = civil_date(day);
  const MonthTarget to = month_after(from, months);
  const std::uint8_t last = days_in_month(to.year, to.month);
  const DayNumber end = day_number({to.year, to.month, from.day < last ? from.day : last});
  return from.day > last ? end + 1 : end;
}

}  // namespace bylaw::base
