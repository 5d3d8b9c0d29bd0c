// Duties that are timers (program::TimerProgram): the same transitions as in duty.hpp, on records of a few words. The rows of
// their life are those of every duty; what is left out cannot happen to them. What events and time do most is in timer_steps.hpp.
#pragma once
#include <cstdint>

#include "eval/clock.hpp"
#include "eval/facts.hpp"
#include "eval/view.hpp"

namespace bylaw::eval {

using program::PauseProgram;
using program::PauseState;
using program::TimerProgram;
using program::TimerState;

inline TimerState& timer_state(const View& view, const TimerProgram& timer, std::uint32_t slot) {
  return reinterpret_cast<TimerState*>(view.memory + timer.states)[slot];
}

inline State state_of(const TimerState& instance) { return static_cast<State>(instance.state); }

// Still waiting for its event, in time or late. One test of a bit for each state: which it is, no branch could foresee.
inline bool is_tracked(const TimerProgram& timer, const TimerState& instance) {
  constexpr std::uint32_t open = 1u << std::uint32_t(State::pending) | 1u << std::uint32_t(State::running);
  const std::uint32_t states = open | std::uint32_t{timer.after_breach_continues} << std::uint32_t(State::breached);
  return ((states >> instance.state) & (instance.flags & program::timer_closed ? 0u : 1u)) != 0;
}

// False: none of its instances is. Asked first, for it reads nothing but the case's head.
inline bool may_be_tracked(const View& view, const TimerProgram& timer) { return (view.header().tracked & timer.bit) != 0; }

void cancel(View& view, const TimerProgram& timer, std::int64_t at);

// All timers of the case that stand for the reason. The case's pauses are already those after the event.
void begin_pause_of_timers(View& view, std::uint64_t reason, std::int64_t at);
void end_pause_of_timers(View& view, std::uint64_t reason, std::int64_t at);

// A fact that a trigger's condition reads has changed.
void ask_again(View& view, const TimerProgram& timer, std::int64_t at);

// The case ends.
void end_timer(View& view, const TimerProgram& timer, State state, Cause cause, std::int64_t at);

// The due that an instance of a sound state has: snapshots leave it out.
std::int64_t due_of(const View& view, const TimerProgram& timer, const TimerState& instance);

// ---- For readers --------------------------------------------------------------------------------------------------

std::int64_t deadline_of(const View& view, const TimerProgram& timer, const TimerState& instance);

// The instance as other duties have it, and its one clock. Its start is known while it is in progress, what it has measured until
// it ends; else time_none.
InstanceState as_instance(const View& view, const TimerProgram& timer, std::uint32_t slot, ClockState& clock);

// The highest level of the duty's ladder that was reached.
std::uint8_t level_of(const View& view, const TimerProgram& timer, const TimerState& instance, std::uint32_t ladder);

}  // namespace bylaw::eval
