// Arithmetic between facts, as code for the evaluator's stack.
#pragma once
#include <cstddef>
#include <vector>

#include "check/tree.hpp"
#include "program/program.hpp"

namespace bylaw::compiler {

struct Expression {
  std::vector<program::Code> code;   // leaves left, then right
  std::vector<check::FactId> facts;  // those it reads, sorted
  std::size_t depth = 0;             // deepest stack
};

// `slots`: by fact, index of Program::slots.
Expression expression_of(const check::Tree& tree, const std::vector<std::uint32_t>& slots, check::TermId left,
                         check::TermId right);

}  // namespace bylaw::compiler
