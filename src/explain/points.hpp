// The points of a duty's clocks at which warnings and levels of its ladders are told.
#pragma once
#include <vector>

#include "bylaw/decision.hpp"
#include "program/program.hpp"
#include "program/state.hpp"

namespace bylaw::explainer {

struct Point {
  program::Target target;
  bool repeats = false;   // its clock starts anew at every level told
  program::Range adjust;  // calendars to whose next opening it is moved, as CheckpointProgram::adjust
};

// Those that the decision may be of: an amount on one clock, in the limit and with the extensions that the instance has. None where
// the point is told from the deadline backwards.
std::vector<Point> points_of(const program::Program& program, const program::DutyProgram& duty, const program::InstanceState& instance,
                             const Decision& decision);

}  // namespace bylaw::explainer
