// Calendars and instants written briefly, for the tests of this folder.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "calendar/definition.hpp"
#include "calendar/from_definition.hpp"
#include "eval/calendar/arithmetic.hpp"

namespace test {

namespace calendar = bylaw::calendar;
namespace arithmetic = bylaw::eval::calendar;
using bylaw::program::CalendarTable;

inline constexpr std::int64_t minute = 60'000'000;
inline constexpr std::int64_t hour = 60 * minute;

std::int32_t day(std::string_view date);                          // "2026-10-01"
std::vector<calendar::Hours> hours(std::string_view intervals);   // "09:00-12:00 13:00-17:30"; empty: none

// Built up field by field: Calendar("Asia/Shanghai", "2018-01-01", "2026-12-31").open("mon-fri",
// "09:00-17:30").off("2026-10-01", …)
struct Calendar {
  Calendar(std::string zone, std::string_view covers_first, std::string_view covers_last);
  Calendar& open(std::string_view days, std::string_view intervals);  // "mon-fri" or "sat"
  Calendar& off(std::string_view first, std::string_view last = {}, bool statutory = false);
  Calendar& work(std::string_view first, std::string_view intervals = {});

  CalendarTable table() const;

  calendar::Definition definition;
};

// "2026-10-09 17:30", "… 17:30:00.000001" in the calendar's zone, by the library's own reading of local time; a
// trailing Z is UTC.
std::int64_t at(const CalendarTable& table, std::string_view text);
// The same form, so that a failing row says what it got; "never" where there is no instant.
std::string shown(const CalendarTable& table, std::int64_t at);

}  // namespace test
