// From the checked tree to the program that the evaluator runs. The tree is right as far as names and types go; what is
// refused here does not fit the evaluator's bounds (program/limits.hpp) or cannot be measured as it is written.
#pragma once
#include <memory>

#include "check/tree.hpp"
#include "diag/sink.hpp"
#include "program/program.hpp"

namespace bylaw::compiler {

// Null if anything was refused: the sink says what. The tree's calendars must be without problems
// (calendar/definition.hpp).
std::unique_ptr<program::Program> from_tree(const check::Tree& tree, diag::Sink& sink);

}  // namespace bylaw::compiler
