// A calendar as the evaluator reads it: plain tables of integers, made by calendar/from_definition, read by
// eval/calendar. No pointers: written out element by element it can be read back anywhere. Times inside are seconds.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "program/zone_offsets.hpp"

namespace bylaw::program {

// Open time [from, to) in seconds from the day's anchor, and the open time of the slot before it.
struct OpenSpan {
  std::int32_t from = 0;
  std::int32_t to = 0;
  std::uint32_t before = 0;
};

enum DayFlag : std::uint8_t {
  day_exists = 1,     // a date that the zone skipped (Apia, 2011-12-30) has no instants
  day_works = 2,      // some instant of the date is open
  day_statutory = 4,  // a statutory holiday, for the narrow reading of the roll
};

// What many dates have in common. Seconds from the anchor of the date (day_anchor).
struct DayPattern {
  std::uint32_t first_span = 0;
  std::uint16_t span_count = 0;
  std::uint8_t flags = 0;         // DayFlag
  std::int32_t starts = 0;        // the date's slot begins: first instant whose local date is this one or later
  std::int32_t opens = 0;         // first open instant of the date (works), else starts
  std::int32_t closes = 0;        // close of business (works), else end of day
  std::int32_t ends = 0;          // end of day: no later instant has this local date
};

// Dates from `first_day` on, each with what lies before it. A slot is the physical time from the first instant of a
// date to the first instant of the next; slots partition time even where a zone repeats part of a date.
struct Day {
  std::uint32_t open_before = 0;     // open seconds of all earlier slots of the table
  std::uint16_t working_before = 0;  // working dates of the table before this one
  std::uint16_t pattern = 0;
};

struct CalendarTable {
  std::string name;
  std::string zone;
  std::int32_t first_day = 0;        // days since 1970-01-01
  std::int32_t covered_first = 0;    // the covered range, inclusive
  std::int32_t covered_last = 0;
  std::int64_t begins = 0;           // microseconds since 1970-01-01T00:00Z: the table's time is [begins, ends)
  std::int64_t ends = 0;
  std::int64_t covered_from = 0;     // microseconds: first instant of covered_first
  std::int64_t covered_to = 0;       // microseconds: end of covered_last
  std::uint32_t typical_open = 0;    // open seconds of most working dates, a first guess for look-ups; 0: none
  bool has_hours = true;             // false: only dates are counted, and every working date is open all day
  bool repeats_dates = false;        // some slot holds instants of the date before
  std::vector<Day> days;             // and one behind the last, whose pattern means nothing
  std::vector<std::uint16_t> working;  // the table's working dates in order, as indices of days
  std::vector<std::uint16_t> skipped;  // dates without instants, as indices of days
  std::vector<std::uint16_t> statutory_first;  // runs of statutory holidays, in order, as indices of days
  std::vector<std::uint16_t> statutory_last;   // inclusive
  std::array<std::uint16_t, 7> week{};         // patterns of the weekdays, from Monday: the rule beyond the table
  std::vector<DayPattern> patterns;
  std::vector<OpenSpan> spans;
  ZoneOffsets offsets;
};

// How far beyond its covered range a table goes on with the weekly rule. Results there are provisional; past it there
// is none.
inline constexpr std::int32_t days_before_covered = 366;
inline constexpr std::int32_t days_after_covered = 3 * 366;

// Open time of a date's slot.
std::uint32_t open_seconds(const CalendarTable& table, const DayPattern& pattern);

// Fills in the zone's buckets. REQUIRES: has_sound_changes(zone).
void index_changes(ZoneOffsets& zone);

// Whether the changes and offsets of a zone read from outside can be used: in order, and in the years of all arithmetic.
bool has_sound_changes(const ZoneOffsets& zone);

// Whether a table read from outside can be used: every index and size in it fits. Costs one pass over it.
bool is_sound(const CalendarTable& table);

}  // namespace bylaw::program
