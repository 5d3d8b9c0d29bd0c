// The clocks of one duty: each distinct measure once, however many limits and levels read it.
#pragma once
#include <cstdint>
#include <vector>

#include "compile/calendars.hpp"
#include "compile/context.hpp"

namespace bylaw::compiler {

// From when a clock runs, and by whose calendar and rules it counts.
struct ClockUse {
  program::Activation activation = program::Activation::trigger;
  std::uint8_t index = 0;
  std::size_t column = 0;      // of the calendar plan
  bool unrolled = false;       // the counted date itself, not where it rolls to
  bool limit_rules = false;    // counts as the limit says: `count`, `roll`, the day of receipt, where the day ends
};

class Clocks {
 public:
  Clocks(const Context& context, const check::Duty& duty, const CalendarPlan& plan)
      : context_(context), duty_(duty), plan_(plan) {}

  // A span to be reached on its clock.
  program::Target target(const check::TimeSpan& span, const ClockUse& use);
  program::Target at_once(const ClockUse& use);
  // `slot`: of the fact that holds the date or instant.
  program::Target promised(std::uint32_t slot, bool is_date, const ClockUse& use);

  // All clocks once for each calendar edition, so that a later edition finds them measured in it from their start.
  // Clocks activated by a level name a draft of a checkpoint; `places` says where each has ended.
  program::Range write(const std::vector<std::uint8_t>& places);

 private:
  struct Key {
    program::ClockProgram clock;
    std::vector<std::uint32_t> calendars;
  };

  std::uint8_t add(Key key);
  Key key_for(const ClockUse& use, bool with_calendar) const;
  void count_dates(const check::TimeSpan& span, const ClockUse& use, program::ClockProgram& clock);

  const Context& context_;
  const check::Duty& duty_;
  const CalendarPlan& plan_;
  std::vector<Key> keys_;
};

}  // namespace bylaw::compiler
