// One duty in one kind of case: its program, and what the case has to react to for its sake.
#pragma once
#include <map>
#include <vector>

#include "compile/conditions.hpp"
#include "compile/context.hpp"
#include "compile/reactions.hpp"

namespace bylaw::compiler {

// The kind of case in hand.
struct CaseParts {
  const std::vector<std::uint32_t>& slots;  // by fact
  Conditions& conditions;
  Reactions& reactions;
  std::map<std::uint32_t, std::vector<std::uint32_t>> asking;  // by slot: duties that ask again when it changes
};

void write_duty(const Context& context, check::DutyId duty, CaseParts& parts);

}  // namespace bylaw::compiler
