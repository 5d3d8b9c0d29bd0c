// Facts, the atoms that depend on them, and conditions over atoms.
#pragma once
#include <cstdint>

#include "eval/view.hpp"

namespace bylaw::eval {

enum class Truth : std::uint8_t { no, yes, unknown };

// False where the fact is unknown; `value` is then untouched.
bool fact(const View& view, const program::FactSlot& slot, std::int64_t& value);

// Sets a fact and every atom that reads it. True if the value, or its being known, changed.
bool set_fact(const View& view, const program::FactSlot& slot, std::int64_t value);

// Makes a fact unknown: an empty text, or a table whose inputs are missing.
bool clear_fact(const View& view, const program::FactSlot& slot);

// `guard` is an index of Program::guards; program::none is always true.
Truth holds(const View& view, std::uint32_t guard);

// The condition of a trigger as its waiting instance has it (row sem-U1): with what was known at the trigger, and the first value
// of what was not.
Truth holds_latched(const View& view, std::uint32_t guard, const DutyProgram& duty, const LatchState* latches);

// Holds fast what is known now and was not before. An instance begins with latches of zero bits.
void latch_atoms(const View& view, const DutyProgram& duty, LatchState* latches);

bool compare(program::Compare op, std::int64_t left, std::int64_t right);

}  // namespace bylaw::eval
