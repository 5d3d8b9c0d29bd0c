#include "eval/duty_limits.hpp"

#include <algorithm>

#include "eval/checkpoints.hpp"
#include "eval/clock.hpp"

namespace bylaw::eval {

namespace {

using program::MeasureKind;
using program::RegradeMode;

// The entry of a map from a fact's value to an index; none where the fact is unknown or the value has no entry.
std::uint32_t chosen(const View& view, std::uint32_t slot, std::int64_t first, program::Range map, bool& known) {
  std::int64_t value = 0;
  known = fact(view, view.program.slots[slot], value);
  if (!known || value < first || value - first >= map.count) return program::none;
  return view.program.index_lists[map.first + static_cast<std::size_t>(value - first)];
}

// The trigger's clocks measure anew from `at`; a promise is none of them.
void restart_clocks(const Clocked& c, std::int64_t at) {
  for (std::uint32_t clock = 0; clock < c.duty.clocks.count; ++clock) {
    const ClockProgram& p = c.program(clock);
    if (p.activation == program::Activation::trigger && p.measure != MeasureKind::promised) c.state(clock) = {at, at, 0};
  }
}

// Another calendar has been chosen: what ran until now is measured in the one that was in force (row sem-C14).
void go_over(const Clocked& c, std::uint8_t before, std::int64_t at) {
  const std::uint8_t chosen_calendar = c.instance.calendar;
  c.instance.calendar = before;
  if ((c.instance.flags & program::clocks_paused) == 0) {
    if (state_of(c.instance) != State::breached) hold_deadline(c);
    commit(c, at);
  }
  c.instance.calendar = chosen_calendar;
}

// True if the limit or the calendar is another one now.
bool regrade(View& view, const DutyProgram& duty, InstanceState& instance, std::int64_t at) {
  const Clocked c{view, duty, instance};
  const std::uint8_t variant = instance.variant;
  const std::uint8_t calendar = instance.calendar;
  const bool paused = (instance.flags & program::clocks_paused) != 0;
  if (!choose(view, duty, instance)) {
    instance.variant = variant;
    instance.calendar = calendar;
    return false;
  }
  if (instance.calendar != calendar) go_over(c, calendar, at);
  if (instance.variant != variant) {
    const std::uint8_t graded = instance.variant;
    switch (duty.regrade) {
      case RegradeMode::unchanged:
        instance.variant = variant;
        break;
      case RegradeMode::restart:
        restart_clocks(c, at);
        break;
      case RegradeMode::tighten_only: {
        // During a pause both are taken as if it ended now: they move on alike.
        if (paused) {
          run_on(c, at);
          instance.flags &= static_cast<std::uint8_t>(~program::clocks_paused);
        }
        const std::int64_t tighter = deadline_of(c).at;
        instance.variant = variant;
        if (tighter < deadline_of(c).at) instance.variant = graded;
        if (paused) instance.flags |= program::clocks_paused;
        break;
      }
      case RegradeMode::retarget:
        break;
    }
  }
  if (instance.variant == variant && instance.calendar == calendar) return false;
  if (at < instance.floor) return true;  // before a rule that is for old cases is in force
  instance.floor = at;
  instance.flags |= program::floor_by_regrade;
  return true;
}

}  // namespace

bool choose(const View& view, const DutyProgram& duty, InstanceState& instance) {
  bool known = true;
  std::uint32_t arm = 0;
  if (duty.chosen_by != program::none) {
    arm = chosen(view, duty.chosen_by, duty.chosen_first, duty.arms, known);
    if (arm == program::none) return false;
  }
  const std::uint32_t dated = count_at_or_before(view, duty.untils, instance.start);
  instance.variant = static_cast<std::uint8_t>(arm * duty.dated_count + dated);
  if (duty.calendar_by != program::none) {
    const std::uint32_t choice = chosen(view, duty.calendar_by, duty.calendar_first, duty.calendar_arms, known);
    if (choice == program::none) return false;
    const std::uint32_t edition = instance.calendar % duty.calendar_editions;
    instance.calendar = static_cast<std::uint8_t>(choice * duty.calendar_editions + edition);
  }
  return true;
}

bool lacks_a_promise(const Clocked& c) {
  if (c.duty.no_limit || c.duty.clocks.count == 0) return false;
  std::size_t missing = 0;
  for (std::size_t term = 0; term < c.duty.term_count; ++term) {
    const std::size_t row = std::size_t{c.instance.variant} * c.duty.term_count + term;
    const std::size_t clock = c.view.program.targets[c.duty.targets + row].clock;
    if (c.state(clock).start != time_none && !runs(c, clock)) ++missing;
  }
  return c.duty.combine == program::Combine::latest ? missing > 0 : missing == c.duty.term_count;
}

bool hear_promises(const View& view, const DutyProgram& duty, InstanceState& instance, std::int64_t at) {
  bool lacked = false;  // before the first of them
  bool told = false;
  for (std::uint32_t clock = 0; clock < duty.clocks.count; ++clock) {
    const ClockProgram& p = view.program.clocks[duty.clocks.first + clock];
    ClockState& state = clocks_of(instance)[clock];
    std::int64_t promise = 0;
    if (p.measure != MeasureKind::promised || state.start == time_none) continue;
    if (!fact(view, view.program.slots[p.slot], promise) || promise == state.used) continue;
    if (!told) lacked = lacks_a_promise({view, duty, instance});
    told = true;
    state.used = promise;
  }
  if (!told) return false;
  const bool before_in_force = at < instance.floor;
  instance.floor = std::max(instance.floor, at);
  // A limit that was there has moved; one that begins with the promise has not.
  if (!lacked && !before_in_force) instance.flags |= program::floor_by_regrade;
  return true;
}

void choose_again(View& view, const DutyProgram& duty, InstanceState& instance, std::int64_t at) {
  const bool by_fact = duty.chosen_by != program::none || duty.calendar_by != program::none;
  const bool graded = by_fact && regrade(view, duty, instance, at);
  const bool promised = hear_promises(view, duty, instance, at);
  if (!graded && !promised) return;
  if (instance.flags & program::clocks_paused) hold_moved_deadline({view, duty, instance});
  plan_next(view, duty, instance);
}

void follow_calendar(View& view, const DutyProgram& duty, InstanceState& instance, std::int64_t at) {
  if (duty.calendar_by == program::none) return;
  const std::uint8_t variant = instance.variant;
  const std::uint8_t calendar = instance.calendar;
  const bool chosen = choose(view, duty, instance);
  instance.variant = variant;
  if (!chosen) instance.calendar = calendar;
  if (instance.calendar == calendar) return;
  go_over({view, duty, instance}, calendar, at);
  instance.floor = std::max(instance.floor, at);
  plan_next(view, duty, instance);
}

}  // namespace bylaw::eval
