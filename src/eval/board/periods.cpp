#include "eval/board/periods.hpp"

#include "base/civil.hpp"
#include "eval/calendar/arithmetic.hpp"

namespace bylaw::eval::board {

namespace {

using program::KpiWindow;

std::int32_t months_in(KpiWindow window) { return window == KpiWindow::year ? 12 : window == KpiWindow::quarter ? 3 : 1; }

// The first of a month; months counted from the year 0.
std::int32_t first_of(std::int32_t month) {
  base::Civil date;
  date.year = static_cast<decltype(date.year)>(month / 12);
  date.month = static_cast<decltype(date.month)>(month % 12 + 1);
  date.day = 1;
  return base::day_number(date);
}

std::int32_t month_of(std::int32_t day) {
  const base::Civil date = base::civil_date(day);
  return static_cast<std::int32_t>(date.year) * 12 + static_cast<std::int32_t>(date.month) - 1;
}

}  // namespace

Period period_of(const program::Program& program, const program::KpiProgram& kpi, std::int64_t at) {
  if (kpi.window == KpiWindow::all) return {INT32_MIN, INT32_MAX};
  constexpr std::int64_t day_us = 86'400'000'000;
  // Far outside any calendar there is nothing to count months by: one period each for all before and all after.
  constexpr std::int64_t far = 3'652'000;  // days; about ten thousand years
  if (at / day_us < -700'000) return {INT32_MIN, -700'000};
  if (at / day_us > far) return {static_cast<std::int32_t>(far), INT32_MAX};
  const std::int32_t day = kpi.calendar != program::none
                               ? calendar::date_of(program.calendars[kpi.calendar], at)
                               : static_cast<std::int32_t>(at / day_us - (at % day_us < 0 ? 1 : 0));
  if (kpi.window == KpiWindow::day) return {day, day + 1};
  const std::int32_t span = months_in(kpi.window);
  const std::int32_t first = month_of(day) / span * span;
  return {first_of(first), first_of(first + span)};
}

Period period_before(KpiWindow window, const Period& period) {
  if (period.first == INT32_MIN || period.end == INT32_MAX) return {0, 0};  // no period is empty
  if (window == KpiWindow::day) return {period.first - 1, period.first};
  return {first_of(month_of(period.first) - months_in(window)), period.first};
}

}  // namespace bylaw::eval::board
