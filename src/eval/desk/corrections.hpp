// The differences between what was decided and what would have been.
#pragma once
#include <cstddef>
#include <span>

#include "bylaw/decision.hpp"

namespace bylaw::eval::desk {

// Decisions are matched by their key: rule, instance, kind, level, and which of those it is. Writes every new or changed decision
// of `after`, and one with the state `none` for every decision of `before` that has no successor; all flagged as corrections,
// with the former state and instant. Both spans may be marked in the process. Returns how many there are; writes what fits.
std::size_t write_corrections(std::span<Decision> before, std::span<Decision> after, std::span<Decision> out);

}  // namespace bylaw::eval::desk
