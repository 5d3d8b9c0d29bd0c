// One step of a case: an event, or the passing of time. The only way into the evaluator.
#pragma once
#include <span>

#include "bylaw/decision.hpp"
#include "bylaw/event.hpp"
#include "eval/view.hpp"

namespace bylaw::eval {

// Writes the state of a case to which nothing has happened; `given` must have been checked.
void open(View& view, std::uint32_t kind, std::uint64_t number, std::span<const FieldValue> given);

Status check_given(const Program& program, const CaseProgram& layout, std::span<const FieldValue> given);

// Takes an event of an open case if it is admissible and its decisions fit; otherwise nothing is changed. The decisions are counted
// in any case.
Status take(const Program& program, const CaseProgram& layout, std::byte* memory, const Event& event, Out& out);

}  // namespace bylaw::eval
