// The clocks of one instance: what they have measured, when they reach an amount. All calendar arithmetic of the evaluator
// goes through here.
#pragma once
#include <cstdint>

#include "eval/view.hpp"

namespace bylaw::eval {

// Where an instant was asked for and there is none: it cannot be reached within the calendar's horizon (time_none), or it
// lies outside the covered range and is provisional.
struct Reach {
  std::int64_t at = time_none;
  bool provisional = false;
};

// A duty's instance with what is needed to read its clocks.
struct Clocked {
  const View& view;
  const DutyProgram& duty;
  InstanceState& instance;

  const ClockProgram& program(std::size_t clock) const {
    return view.program.clocks[duty.clocks.first + clock];
  }
  ClockState& state(std::size_t clock) const { return clocks_of(instance)[clock]; }
  // A duty's clocks are there once for each edition of its calendars: how many, and the one that stands for `clock` now.
  std::size_t clocks_of_an_edition() const { return duty.clocks.count / duty.calendar_editions; }
  std::size_t in_edition(std::size_t clock) const;
  const program::CalendarTable* calendar(std::size_t clock) const;
};

// Starts a clock at `at`, which may lie before `now`; the time between counts as running.
void activate(const Clocked& c, std::size_t clock, std::int64_t at, std::int64_t now, bool paused);

// It has started, and what it waits for is told: a promise may not be.
bool runs(const Clocked& c, std::size_t clock);

// Adds what ran until `at` to every started clock; they run on from there (or, on a pause, stand).
void commit(const Clocked& c, std::int64_t at);

// As commit, for one clock.
void commit_one(const Clocked& c, std::size_t clock, std::int64_t at);

// Ends a pause at `at`: clocks run from there; what a paused interval moves (nominal dates) is moved.
void run_on(const Clocked& c, std::int64_t at);

// The earliest instant at which a running clock has measured `amount`; time_none for a clock that has not started.
Reach reach(const Clocked& c, std::size_t clock, std::int64_t amount);

// The latest instant with `amount` of the clock's measure before `deadline`.
std::int64_t before(const Clocked& c, std::size_t clock, std::int64_t amount, std::int64_t deadline);

// The instant at which num / den of the running open time up to `deadline` has run; the clock measures open (or elapsed) time.
std::int64_t share_until(const Clocked& c, std::size_t clock, std::int64_t num, std::int64_t den, std::int64_t deadline);

// Whether a running or standing clock has not yet passed the amount at `at`.
bool within(const Clocked& c, const program::Target& target, std::int64_t at);

// `at`, or the next opening of the calendar if `at` lies strictly inside closed time.
std::int64_t next_opening(const View& view, std::uint32_t calendar, std::int64_t at);

}  // namespace bylaw::eval
