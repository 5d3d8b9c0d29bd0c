// Facts, the atoms that depend on them, and conditions over atoms.
#pragma once
#include <cstdint>
#include <cstring>

#include "eval/view.hpp"
#include "program/compare.hpp"

namespace bylaw::eval {

enum class Truth : std::uint8_t { no, yes, unknown };

template <class T>
std::int64_t load_as(const std::byte* at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

inline std::int64_t load_value(const View& view, const program::FactSlot& slot) {
  const std::byte* at = view.memory + slot.offset;
  switch (slot.width) {
    case 1: return load_as<std::int8_t>(at);
    case 2: return load_as<std::int16_t>(at);
    case 4: return load_as<std::int32_t>(at);
    default: return load_as<std::int64_t>(at);
  }
}

inline std::uint64_t& word_at(const View& view, std::uint32_t offset) {
  return *reinterpret_cast<std::uint64_t*>(view.memory + offset);
}

// False where the fact is unknown; `value` is then untouched.
inline bool fact(const View& view, const program::FactSlot& slot, std::int64_t& value) {
  if ((word_at(view, slot.known_at) & slot.known_bit) == 0) return false;
  value = load_value(view, slot);
  return true;
}

template <class T>
void store_as(std::byte* at, std::int64_t value) {
  const T narrow = static_cast<T>(value);
  std::memcpy(at, &narrow, sizeof narrow);
}

inline void store_value(const View& view, const program::FactSlot& slot, std::int64_t value) {
  std::byte* at = view.memory + slot.offset;
  if (slot.width == 1) return store_as<std::int8_t>(at, value);
  if (slot.width == 4) return store_as<std::int32_t>(at, value);
  if (slot.width == 2) return store_as<std::int16_t>(at, value);
  store_as<std::int64_t>(at, value);
}

// Judges every atom that reads the fact, one by one.
void refresh_atoms(const View& view, const program::FactSlot& slot, bool known, std::int64_t value);

// Sets a fact and every atom that reads it. True if the value, or its being known, changed.
inline bool set_fact(const View& view, const program::FactSlot& slot, std::int64_t value) {
  // What is needed is read before anything is written, which might be the same memory for all the compiler knows.
  std::uint64_t& known = word_at(view, slot.known_at);
  std::uint64_t& values = word_at(view, slot.values_at);
  std::uint64_t& atoms_known = word_at(view, slot.atoms_known_at);
  const std::uint64_t* const small = view.program.small.data();
  if ((known & slot.known_bit) != 0 && load_value(view, slot) == value) [[unlikely]] return false;
  known |= slot.known_bit;
  store_value(view, slot, value);
  if (slot.small_first == program::none) {
    if (slot.atoms.count != 0) refresh_atoms(view, slot, true, value);
    return true;
  }
  // As unsigned numbers: with bands `first` is the least number there is, and what is made of it is not used.
  auto entry = static_cast<std::size_t>(static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(slot.first));
  if (slot.by_band) {
    // The number of cuts at or below the value, without a branch on the value.
    const std::int64_t* cuts = view.program.constants.data() + slot.cuts.first;
    entry = 0;
    for (std::uint32_t i = 0; i < slot.cuts.count; ++i) entry += value >= cuts[i];
  }
  const std::uint64_t mask = slot.atom_mask;
  const std::uint64_t bits = small[slot.small_first + entry];
  values = (values & ~mask) | bits;
  atoms_known |= mask;
  return true;
}

// Makes a fact unknown: an empty text, or a table whose inputs are missing.
bool clear_fact(const View& view, const program::FactSlot& slot);

// A condition that is not plain.
Truth holds_in_full(const View& view, const program::Guard& guard);

// `guard` is an index of Program::guards; program::none is always true.
inline Truth holds(const View& view, std::uint32_t guard) {
  if (guard == program::none) return Truth::yes;
  const program::Guard& g = view.program.guards[guard];
  if (!g.plain) return holds_in_full(view, g);
  const std::uint64_t known = view.atoms_known()[g.mask.word];
  if (((view.atom_values()[g.mask.word] ^ g.mask.want) & g.mask.mask & known) != 0) return Truth::no;
  return (g.mask.mask & ~known) != 0 ? Truth::unknown : Truth::yes;
}

// The same where the guard is asked and can be told by a test (`values` is not none).
inline Truth holds(const View& view, const program::Test& test) {
  const std::uint64_t known = word_at(view, test.known);
  if (((word_at(view, test.values) ^ test.want) & test.mask & known) != 0) return Truth{test.negated};
  return (test.mask & ~known) != 0 ? Truth::unknown : Truth{!test.negated};
}

// The quick half of it, for rows of which most do not hold.
inline bool cannot_hold(const View& view, const program::Test& test) {
  const std::uint64_t known = word_at(view, test.known);
  return ((word_at(view, test.values) ^ test.want) & test.mask & known) != 0 && !test.negated;
}

// By the test that `derive` made of the guard, if it made one.
inline Truth holds(const View& view, std::uint32_t guard, const program::Test& test) {
  if (test.values == program::none) [[unlikely]] return holds_in_full(view, view.program.guards[guard]);
  return holds(view, test);
}

// The condition of a trigger as its waiting instance has it (row sem-U1): with what was known at the trigger, and the first value
// of what was not.
Truth holds_latched(const View& view, std::uint32_t guard, const DutyProgram& duty, const LatchState* latches);

// Holds fast what is known now and was not before. An instance begins with latches of zero bits.
void latch_atoms(const View& view, const DutyProgram& duty, LatchState* latches);

// How many of these instants (of Program::constants, ascending) have come.
std::uint32_t count_at_or_before(const View& view, program::Range instants, std::int64_t at);

}  // namespace bylaw::eval
