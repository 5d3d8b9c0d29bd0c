// The stretches of time that add up to a deadline or an amount. This walks over days: it is for reading, not for judging.
#pragma once
#include <cstdint>
#include <vector>

#include "explain/explanation.hpp"

namespace bylaw::explainer {

// The calendar that a clock is measured in from an instant on.
struct Spell {
  std::int64_t from = INT64_MIN;
  std::uint32_t calendar = program::none;  // of Program::calendars
};

// One clock and its target.
struct Measured {
  const program::Program& program;
  const program::ClockProgram& clock;
  std::vector<Spell> spells;               // none: a clock of elapsed time. In their order
  std::int64_t start = 0;                  // of the clock
  std::int64_t target = 0;
  const std::vector<Stop>& stops;          // one that goes on does not move a deadline yet
};

// What comes to the target.
Sum sum_of(const Measured& measured);

// What the clock has measured until the instant, towards the target; of months and `count clock`, which nothing adds up to: empty.
Sum sum_until(const Measured& measured, std::int64_t until);

}  // namespace bylaw::explainer
