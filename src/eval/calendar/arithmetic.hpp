// Calendar arithmetic of the event path: look-ups and binary searches in a calendar's tables, never a walk over days.
// Nothing here allocates, throws, uses floating point or reads anything but its arguments; all functions may be
// called from any thread. Instants are int64 microseconds since 1970-01-01T00:00Z; `never` (INT64_MAX) where there is
// none: the horizon of the calendar's tables (three years past the covered range) or the range of int64 is passed.
#pragma once
#include <cstdint>

#include "program/calendar_tables.hpp"

namespace bylaw::eval::calendar {

using program::CalendarTable;

inline constexpr std::int64_t never = INT64_MAX;

// An instant looked for. `provisional`: it, or what it was counted from, lies outside the calendar's covered range
// (sem-C17).
struct Due {
  std::int64_t at = never;
  bool provisional = false;

  friend constexpr bool operator==(const Due&, const Due&) = default;
};

// ---- Open time ----------------------------------------------------------------------------------------------------

// Whether the local time of `at` lies in an opening interval of its local date.
bool is_open(const CalendarTable& table, std::int64_t at);

// `at` if it is open, else the next opening: the start of a span received outside hours (sem-C1), and `at once`
// (sem-B6).
Due next_open(const CalendarTable& table, std::int64_t at);

// `at` if it is open or a closing instant, else the next opening: where a ladder's level is due (sem-E4).
Due open_or_closing(const CalendarTable& table, std::int64_t at);

// Open microseconds in [from, to); 0 where to <= from.
std::int64_t open_between(const CalendarTable& table, std::int64_t from, std::int64_t to);

// The earliest instant at which `amount` open microseconds have run since `from` (sem-B1); amount <= 0: `from` itself.
Due add_open(const CalendarTable& table, std::int64_t from, std::int64_t amount);

// The same with the tie going to the opening (`count clock`): where add_open ends at a close, the next opening.
Due add_open_to_opening(const CalendarTable& table, std::int64_t from, std::int64_t amount);

// The latest instant with `amount` open microseconds between it and `deadline`; amount <= 0: `deadline` itself.
Due subtract_open(const CalendarTable& table, std::int64_t deadline, std::int64_t amount);

// Elapsed spans: at + span, never where it does not fit.
std::int64_t add_elapsed(std::int64_t at, std::int64_t span);

// The earliest instant by which `num` parts in `den` of the open time (elapsed, where the calendar has no hours) from
// `from` to `to` have run, rounded up to whole microseconds. 0 <= num, 0 < den; beyond `to` when num > den.
Due share_of_open(const CalendarTable& table, std::int64_t from, std::int64_t to, std::int64_t num, std::int64_t den);

// ---- Dates --------------------------------------------------------------------------------------------------------
// A date is days since 1970-01-01. It closes at close of business, or at the end of the day where it has no hours.

enum class DayEnd : std::uint8_t {
  by_rule,            // close of business on dates with hours, else end of day
  end_of_day,
  close_of_business,  // as by_rule
  noon_next,          // counted by rule; due at noon of the next working date after the last one
};

// How a last date that is a day off moves: to the next working date; past statutory holidays only; not at all.
enum class Roll : std::uint8_t { wide, narrow, none };

// The local date of an instant, and the instant of a local time: the first valid one after a time the zone skips, the
// earlier one of a time it repeats (sem-C5). `time_of_day` in microseconds, up to 24 h.
std::int32_t date_of(const CalendarTable& table, std::int64_t at);
std::int64_t time_of_day(const CalendarTable& table, std::int64_t at);
std::int64_t at_local(const CalendarTable& table, std::int32_t date, std::int64_t time_of_day);

bool works(const CalendarTable& table, std::int32_t date);
std::int64_t closing_of(const CalendarTable& table, std::int32_t date, DayEnd day_end = DayEnd::by_rule);
// First open instant of a working date; start of the day for another.
std::int64_t opening_of(const CalendarTable& table, std::int32_t date);

// `received after 16:00 counts as the next working day`: the opening of the first working date after the local date
// of `at` if its time of day is past `minute`, else `at` (sem-B5).
Due received(const CalendarTable& table, std::int64_t at, std::int32_t minute);

// Which dates a clock counts.
struct Dates {
  bool working = false;    // working dates only
  bool inclusive = false;  // the start date counts when it works (sem-B4)
  DayEnd day_end = DayEnd::by_rule;
};

// Counted dates, after the start date, whose closing instants lie in [from, to): what a date clock started at `start`
// measures while it runs from `from` until `to`. For months this, over a paused interval, is by how many dates the
// due date moves.
std::int64_t dates_between(const CalendarTable& table, Dates dates, std::int64_t start, std::int64_t from,
                           std::int64_t to);

// The closing instant of the n-th counted date that closes at or after `from`, n >= 1, its date rolled. n <= 0: the dates are
// counted already, and only the roll of the last date closed before `from` may still be under way; otherwise `from`.
Due nth_date(const CalendarTable& table, Dates dates, Roll roll, std::int64_t start, std::int64_t from, std::int64_t n);

// The closing instant of the counted date n before the date of `deadline`.
Due dates_before(const CalendarTable& table, Dates dates, std::int64_t deadline, std::int64_t n);

// ---- Clocks as measures -------------------------------------------------------------------------------------------
// A clock of an obligation adds up the measures of the intervals in which it ran; its due instant follows from what
// it has measured so far and the interval it runs in now.

enum class Unit : std::uint8_t {  // the first eight of program::MeasureKind, in its order
  elapsed,              // µs
  working,              // µs of open time
  dates,                // calendar dates
  working_dates,
  months,               // what is measured is the dates the due date has moved by: see below
  clock_dates,          // `count clock`: open µs (elapsed µs where the calendar has no hours)
  clock_working_dates,
  clock_months,
};

struct Measure {
  Unit unit = Unit::elapsed;
  bool inclusive = false;
  DayEnd day_end = DayEnd::by_rule;
  Roll roll = Roll::none;
};

// What the clock, started at `start`, measures while it runs over [from, to). For months: 0 (see paused).
// `table` may be null for elapsed.
std::int64_t measure(const CalendarTable* table, const Measure& m, std::int64_t start, std::int64_t from,
                     std::int64_t to);

// What has to be added to `used` for a pause over [from, to): the dates of a months clock whose closing was paused; 0
// for the other units.
std::int64_t paused(const CalendarTable* table, const Measure& m, std::int64_t start, std::int64_t from,
                    std::int64_t to);

// When the clock reaches `target` (µs, dates or months), if it runs without end from `since` and has `used` before.
// Start before hours is looked after. For count clock: the nominal due instant, unless open time before `since` was
// lost to a pause.
Due due(const CalendarTable* table, const Measure& m, std::int64_t start, std::int64_t since, std::int64_t used,
        std::int64_t target);

// The nominal due instant of a months or count clock limit, `moved` dates later, rolled by m.roll.
Due nominal(const CalendarTable& table, const Measure& m, std::int64_t start, std::int64_t target, std::int64_t moved);

// The end of the date `months` after the date of `at`, clipped up: until when a record is kept (sem-B10).
std::int64_t keep_until(const CalendarTable& table, std::int64_t at, std::int32_t months);

}  // namespace bylaw::eval::calendar
