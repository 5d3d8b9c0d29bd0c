// How much room one event's decisions need at most.
#pragma once
#include <cstdint>

#include "program/program.hpp"

namespace bylaw::program {

// An upper bound of the decisions of one event. A caller's buffer with this room takes them without a copy of the case.
std::uint32_t most_decisions(const Program& program, const CaseProgram& layout);

}  // namespace bylaw::program
