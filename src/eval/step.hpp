// One step of a case: an event, or the passing of time. The only way into the evaluator.
#pragma once
#include <span>

#include "bylaw/event.hpp"
#include "eval/view.hpp"

namespace bylaw::eval {

// Writes the state of a case to which nothing has happened; `given` must have been checked.
void open(View& view, std::uint32_t kind, std::uint64_t number, std::span<const FieldValue> given);

// ok, or why the event cannot be taken; nothing is changed.
Status admissible(const View& view, const Event& event);
Status check_given(const Program& program, const CaseProgram& layout, std::span<const FieldValue> given);

// Takes an admissible event.
void apply(View& view, const Event& event);

}  // namespace bylaw::eval
