// The bytes of a case: places of facts, then, once everything is known, of all its parts.
#pragma once
#include <cstdint>
#include <vector>

#include "compile/context.hpp"

namespace bylaw::compiler {

// Appends a slot for each fact that the kind's rules read, in the order of facts. By fact: its slot, or none.
std::vector<std::uint32_t> write_slots(const Context& context, check::CaseKindId kind, program::CaseProgram& layout);

// Offsets of all parts, and the size; latches of duties. Reports a case that is too large.
void place_parts(const Context& context, check::CaseKindId kind, program::CaseProgram& layout);

}  // namespace bylaw::compiler
