// Pauses of duties' instances; the pauses of a case begin and end with begin_pause and end_pause (duty.hpp).
#pragma once
#include <cstdint>

#include "eval/view.hpp"

namespace bylaw::eval {

// The reasons that are set and stop this instance's clocks: of those that it knows, the ones that are not used up.
std::uint64_t effective_pauses(const View& view, const DutyProgram& duty, const InstanceState& instance);

// Its clocks stand from `at` on; the deadline that it has is held. The next checkpoint is left to the caller.
void stand_still(View& view, const DutyProgram& duty, InstanceState& instance, std::int64_t at);

}  // namespace bylaw::eval
