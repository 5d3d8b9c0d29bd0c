// Routines: what has to be done again and again (row sem-Q1). A case keeps one period of each: the oldest not judged yet.
#pragma once
#include "bylaw/case.hpp"
#include "eval/view.hpp"

namespace bylaw::eval {

using program::RoutineProgram;
using program::RoutineState;

// ---- From a step --------------------------------------------------------------------------------------------------

void open_routines(View& view);
// The case's first event: routines without an event of their own begin.
void begin_routines(View& view, std::int64_t at);
// The routine's event: its periods are counted from here, unless they are already.
void begin(View& view, const RoutineProgram& routine, std::int64_t at);
void perform(View& view, const RoutineProgram& routine, std::uint8_t must, std::int64_t at);
// The case ends: the period that runs is not waited for any more.
void end_routines(View& view, State state, Cause cause, std::int64_t at);

// ---- From the passing of time -------------------------------------------------------------------------------------

// Establishes the first routine's missed period that is due at `due`; false where none is.
bool establish_routine(View& view, std::int64_t due);
std::int64_t earliest_of_routines(const View& view);

// ---- Asked from outside -------------------------------------------------------------------------------------------

// What a limit after a period's end is counted from. Dates are counted after the period's last date, and a period that ends at
// midnight ends with the date before.
inline std::int64_t counted_after(const program::Lasting& limit, std::int64_t end) {
  using program::MeasureKind;
  const bool in_dates = limit.measure == MeasureKind::dates || limit.measure == MeasureKind::working_dates ||
                        limit.measure == MeasureKind::months;
  return in_dates ? end - 1 : end;
}

// False where the rule is no routine of this kind of case.
bool routine_standing(const View& view, std::uint32_t rule, Standing& out);

}  // namespace bylaw::eval
