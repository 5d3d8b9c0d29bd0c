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

bool compare(program::Compare op, std::int64_t left, std::int64_t right);

}  // namespace bylaw::eval
