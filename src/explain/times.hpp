// Instants, dates and amounts of time as an explanation writes them.
#pragma once
#include <cstdint>
#include <string>

#include "explain/explanation.hpp"
#include "explain/phrases.hpp"
#include "program/calendar_tables.hpp"
#include "program/program.hpp"

namespace bylaw::explainer {

std::string padded(std::uint64_t value, std::size_t digits);  // with leading zeros
std::string iso_date(std::int32_t day);                       // 2026-09-30
std::string iso_instant(const RuleSet& rules, std::int64_t at);  // 2026-09-30T16:00:00+08:00 in the rule set's zone

// Exact: every unit down to the microsecond that is not zero is named.
std::string duration(Language language, std::int64_t microseconds);
// With days of 24 hours, for what is no working time.
std::string long_duration(Language language, std::int64_t microseconds);

// `2 working days`, `1 h 30 min of opening time`.
std::string span(Language language, const Amount& amount);
// The same where the measure is clear: `2`, `1 h 30 min`.
std::string bare(Language language, const Amount& amount);

// Wall-clock time of a calendar's zone; UTC without one.
class WallClock {
 public:
  WallClock(const program::CalendarTable* calendar, Language language) : calendar_(calendar), language_(language) {}

  std::string instant(std::int64_t at) const;      // 2026-09-30 16:00, seconds where there are any
  std::string time_of_day(std::int64_t at) const;  // 16:00
  std::string date(std::int32_t day) const;        // Wed 2026-09-30
  std::string dates(std::int32_t first, std::int32_t last) const;
  std::int32_t day_of(std::int64_t at) const;
  std::int64_t midnight(std::int32_t day) const;   // first instant of the date

 private:
  std::int64_t time_in_day(std::int64_t at) const;

  const program::CalendarTable* calendar_;
  Language language_;
};

}  // namespace bylaw::explainer
