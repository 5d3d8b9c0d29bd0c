#include "eval/duty_pauses.hpp"

#include <algorithm>

#include "eval/checkpoints.hpp"
#include "eval/clock.hpp"
#include "eval/duty.hpp"
#include "eval/duty_waiting.hpp"
#include "eval/each_duty.hpp"
#include "eval/emit.hpp"
#include "eval/timer.hpp"

namespace bylaw::eval {

namespace {

// A bounded pause's clock runs while its reason is set, and stands otherwise.
void turn_bounded(View& view, const DutyProgram& duty, InstanceState& instance, std::uint64_t reason, bool begins,
                  std::int64_t at) {
  const Clocked c{view, duty, instance};
  for (std::uint32_t i = 0; i < duty.bounded_pauses.count; ++i) {
    const program::BoundedPause& pause = view.program.bounded_pauses[duty.bounded_pauses.first + i];
    if (pause.reason != reason) continue;
    // In every edition: one that is published meanwhile knows how much of the pause is used (row sem-C11).
    for (std::size_t clock = pause.most.clock; clock < duty.clocks.count; clock += c.clocks_of_an_edition()) {
      if (begins) c.state(clock).since = at;
      else commit_one(c, clock, at);
    }
  }
}

void go_on(View& view, const DutyProgram& duty, InstanceState& instance, std::int64_t at) {
  const Clocked c{view, duty, instance};
  run_on(c, at);
  instance.floor = std::max(instance.floor, at);
  instance.flags &= static_cast<std::uint8_t>(~(program::clocks_paused | program::floor_by_regrade));
  if (state_of(instance) == State::paused) instance.state = std::uint8_t(State::running);
}

}  // namespace

std::uint64_t effective_pauses(const View& view, const DutyProgram& duty, const InstanceState& instance) {
  std::uint64_t reasons = view.header().pauses & duty.pauses;
  for (std::uint32_t i = 0; instance.exhausted >> i; ++i) {
    if (instance.exhausted >> i & 1) reasons &= ~view.program.bounded_pauses[duty.bounded_pauses.first + i].reason;
  }
  return reasons;
}

void stand_still(View& view, const DutyProgram& duty, InstanceState& instance, std::int64_t at) {
  const Clocked c{view, duty, instance};
  hold_deadline(c);
  commit(c, at);
  instance.flags |= program::clocks_paused;
  if (state_of(instance) == State::running) instance.state = std::uint8_t(State::paused);
}

void begin_pause(View& view, std::uint64_t reason, std::int64_t at) {
  if (view.header().pauses & reason) return;
  view.header().pauses |= reason;
  begin_pause_of_timers(view, reason, at);
  each_other_duty(view, [&](const DutyProgram& duty) {
    if ((duty.pauses & reason) == 0) return;
    each_instance(view, duty, [&](InstanceState& instance) {
      const Silently silently(view, duty, instance);
      if (!goes_on(duty, instance)) return;
      turn_bounded(view, duty, instance, reason, true, at);
      const bool stands = (instance.flags & program::clocks_paused) != 0;
      if (!stands && effective_pauses(view, duty, instance) != 0) stand_still(view, duty, instance, at);
      plan_next(view, duty, instance);
    });
  });
}

void end_pause(View& view, std::uint64_t reason, std::int64_t at) {
  if ((view.header().pauses & reason) == 0) {
    Decision& decision = emit(view, program::none, DecisionKind::remark, at);
    decision.cause = Cause::resume_without_pause;
    return;
  }
  view.header().pauses &= ~reason;
  end_pause_of_timers(view, reason, at);
  each_other_duty(view, [&](const DutyProgram& duty) {
    if ((duty.pauses & reason) == 0) return;
    each_instance(view, duty, [&](InstanceState& instance) {
      const Silently silently(view, duty, instance);
      if (!goes_on(duty, instance)) return;
      turn_bounded(view, duty, instance, reason, false, at);
      const bool stands = (instance.flags & program::clocks_paused) != 0;
      if (stands && effective_pauses(view, duty, instance) == 0) go_on(view, duty, instance, at);
      plan_next(view, duty, instance);
    });
  });
}

}  // namespace bylaw::eval
