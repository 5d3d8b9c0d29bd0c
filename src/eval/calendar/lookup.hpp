// Look-ups in a calendar's tables, shared by the units of this folder.
#pragma once
#include <cstddef>
#include <cstdint>

#include "eval/calendar/arithmetic.hpp"

// A test counts how many elements of the day table an operation reads.
#ifdef BYLAW_COUNT_TABLE_READS
namespace bylaw::eval::calendar {
extern std::uint64_t table_reads;
}
#define BYLAW_COUNT_READ ++::bylaw::eval::calendar::table_reads
#else
#define BYLAW_COUNT_READ static_cast<void>(0)
#endif

namespace bylaw::eval::calendar {

using program::Day;
using program::DayPattern;
using program::OpenSpan;

inline constexpr std::int64_t second = 1'000'000;
inline constexpr std::int64_t day_us = program::seconds_per_day * second;
inline constexpr std::int64_t last_instant = INT64_MAX - 1;

// Dates beyond this are never due: their instants would come near the bounds of int64.
inline constexpr std::int64_t furthest_date = 100'000'000;
// The zone tables end with 2100, and so does what is said of dates.
inline constexpr std::int64_t last_date = 47'846;  // 2100-12-31

// Whether arithmetic on the date stays far from the bounds of its integers.
inline bool is_near(std::int64_t date) { return date >= -furthest_date && date <= furthest_date; }

inline std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

inline std::size_t day_count(const CalendarTable& table) { return table.days.size() - 1; }

inline const Day& day_of(const CalendarTable& table, std::size_t index) {
  BYLAW_COUNT_READ;
  return table.days[index];
}

inline const DayPattern& pattern_of(const CalendarTable& table, std::size_t index) {
  return table.patterns[day_of(table, index).pattern];
}

inline std::int64_t anchor_of(const CalendarTable& table, std::size_t index) {
  return program::day_anchor(table.offsets, table.first_day + static_cast<std::int32_t>(index)) * second;
}

inline bool is_in_table(const CalendarTable& table, std::int64_t date) {
  return date >= table.first_day && date < table.first_day + static_cast<std::int64_t>(day_count(table));
}

inline std::int64_t local_date(const CalendarTable& table, std::int64_t at) {
  const std::int64_t utc = floor_divide(at, second);
  return floor_divide(utc + program::utc_offset(table.offsets, utc), program::seconds_per_day);
}

// Index of the slot that holds `at`. Requires begins <= at < ends.
inline std::size_t slot_of(const CalendarTable& table, std::int64_t at) {
  const std::size_t count = day_count(table);
  std::int64_t index = local_date(table, at) - table.first_day;
  if (index < 0) index = 0;
  auto slot = static_cast<std::size_t>(index);
  if (slot >= count) slot = count - 1;
  // Where a zone falls back over midnight, the repeated end of a date lies in the slot of the next one.
  if (table.repeats_dates && slot + 1 < count &&
      at >= anchor_of(table, slot + 1) + pattern_of(table, slot + 1).starts * second) {
    ++slot;
  }
  return slot;
}

// Whether a result, or what it was counted from, lies outside the covered range.
inline Due flagged(const CalendarTable& table, std::int64_t from, std::int64_t at) {
  return {at, at > table.covered_to || at < table.covered_from || from < table.covered_from};
}

inline constexpr Due unreachable{never, true};

}  // namespace bylaw::eval::calendar
