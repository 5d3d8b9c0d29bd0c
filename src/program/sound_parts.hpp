// What the tests of a case and of its duties share. Private to sound_*.cpp.
#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>

#include "program/limits.hpp"
#include "program/program.hpp"
#include "program/state.hpp"

namespace bylaw::program::sound {

// Spans, targets and instants of rules stay far from the bounds of int64, so that sums of two of them do, too.
inline constexpr std::int64_t furthest_amount = std::int64_t{1} << 61;

inline bool is_amount(std::int64_t amount) { return amount >= -furthest_amount && amount <= furthest_amount; }

inline bool contains(Range range, std::uint32_t index) { return index >= range.first && index - range.first < range.count; }

// One case with its program.
struct CaseOf {
  const Program& program;
  const CaseProgram& layout;

  bool is_slot(std::uint32_t slot) const { return contains(layout.slots, slot); }

  // A guard that reads no word beyond the case's; none is always true.
  bool is_guard(std::uint32_t guard) const {
    if (guard == none) return true;
    const Range terms = program.guards[guard].terms;
    for (std::uint32_t t = 0; t < terms.count; ++t) {
      const Range masks = program.guard_terms[terms.first + t].masks;
      if (!are_masks(masks)) return false;
    }
    return true;
  }

  bool are_masks(Range masks) const {
    for (std::uint32_t m = 0; m < masks.count; ++m) {
      const Mask& mask = program.masks[masks.first + m];
      if (mask.word >= layout.atom_words || (mask.want & ~mask.mask) != 0) return false;
    }
    return true;
  }

  bool are_slots(Range list) const {
    for (std::uint32_t i = 0; i < list.count; ++i) {
      if (!is_slot(program.index_lists[list.first + i])) return false;
    }
    return true;
  }

  // Entries below a bound, or none.
  bool are_below(Range list, std::uint32_t bound) const {
    for (std::uint32_t i = 0; i < list.count; ++i) {
      const std::uint32_t entry = program.index_lists[list.first + i];
      if (entry != none && entry >= bound) return false;
    }
    return true;
  }

  bool are_sorted(Range constants) const {
    const auto begin = program.constants.begin() + constants.first;
    return std::is_sorted(begin, begin + constants.count);
  }
};

bool is_sound_duty(const CaseOf& c, const DutyProgram& duty);

}  // namespace bylaw::program::sound
