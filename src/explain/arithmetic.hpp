// The sum behind a deadline, a line for every stretch of dates. This walks over days: it is for reading, not for judging.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "explain/story.hpp"
#include "explain/telling.hpp"
#include "explain/times.hpp"

namespace bylaw::explainer {

struct SumLine {
  std::string when;    // a date or dates
  std::string what;
  std::string figure;  // what it adds, and what that makes
};

struct Sum {
  std::vector<SumLine> lines;
  std::int64_t due = INT64_MAX;  // what the lines come to; INT64_MAX: they do not get there
};

// One clock and its target, in one calendar.
struct Measured {
  const program::Program& program;
  const program::ClockProgram& clock;
  std::uint32_t calendar = program::none;  // of Program::calendars
  std::int64_t start = 0;                  // of the clock
  std::int64_t target = 0;
  const std::vector<Stop>& stops;
  const std::vector<std::string>& stop_names;  // what each stop is called
  Language language = Language::english;
  const program::CalendarTable* zone = nullptr;  // in whose zone times are written where the clock has no calendar

  const program::CalendarTable* table() const {
    return calendar == program::none ? nullptr : &program.calendars[calendar];
  }
  WallClock wall() const { return {table() == nullptr ? zone : table(), language}; }
};

Sum sum_of(const Measured& measured);

// In three columns.
void tell_lines(Telling& telling, const std::vector<SumLine>& lines);

}  // namespace bylaw::explainer
