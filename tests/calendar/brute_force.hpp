// The oracle of the calendar tests: a calendar as one entry a minute, made by asking date/tz for the local time of
// each, and answers found by walking over them. It shares only the plain definition with the library.
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

#include "calendar/definition.hpp"

namespace test {

struct Minutes {
  explicit Minutes(const bylaw::calendar::Definition& definition);

  static constexpr std::int64_t none = -1;  // not within the minutes kept

  std::int64_t first = 0;                   // minutes since 1970-01-01T00:00Z of the first entry
  std::vector<std::int32_t> date;           // local date
  std::vector<std::int16_t> time;           // local minute of the day
  std::vector<std::uint8_t> open;
  std::vector<std::int32_t> closes;         // date (as index, below) whose closing instant this is, or -1
  std::vector<std::int32_t> ends;           // date whose end of day this is, or -1
  std::int32_t first_date = 0;
  std::vector<std::uint8_t> works;          // by date
  std::vector<std::uint8_t> exists;
  std::vector<std::uint8_t> statutory;
  std::vector<std::int64_t> closing;        // by date: index of the closing instant
  std::vector<std::int64_t> end;            // by date: index of the end of day

  std::int64_t size() const { return static_cast<std::int64_t>(open.size()); }
};

using Pauses = std::vector<std::pair<std::int64_t, std::int64_t>>;  // sorted, apart, as indices; half-open

struct CountedDates {
  bool working = false;
  bool inclusive = false;
  bool end_of_day = false;
};

// All instants are indices into the minutes.
std::int64_t walk_open_between(const Minutes& m, std::int64_t from, std::int64_t to);
std::int64_t walk_add_open(const Minutes& m, std::int64_t from, std::int64_t amount, const Pauses& pauses = {});
std::int64_t walk_next_open(const Minutes& m, std::int64_t from);
std::int64_t walk_subtract_open(const Minutes& m, std::int64_t deadline, std::int64_t amount);
std::int64_t walk_nth_date(const Minutes& m, CountedDates dates, std::int64_t start, std::int64_t n,
                           const Pauses& pauses);
std::int64_t walk_dates_between(const Minutes& m, CountedDates dates, std::int64_t start, std::int64_t from,
                                std::int64_t to);
// First index whose local date and time are these or later.
std::int64_t walk_to_local(const Minutes& m, std::int64_t from, std::int32_t date, std::int32_t time);
std::int64_t walk_clock_working_dates(const Minutes& m, std::int64_t start, std::int64_t n);
// The closing instant of the first date from the one of index `date` on that the roll does not move: wide, or narrow.
std::int64_t walk_roll(const Minutes& m, std::int32_t date, bool wide);

}  // namespace test
