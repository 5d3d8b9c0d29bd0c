// The differences between what was decided and what would have been.
#pragma once
#include <cstddef>
#include <span>

#include "bylaw/decision.hpp"

namespace bylaw::eval::desk {

// Decisions are matched by their key: rule, instance, kind, level, and which of those it is. First come the decisions of `before`
// that have no successor, flagged `retracted`; then each new or changed decision of `after`, flagged `correction`, behind the one it
// takes the place of, which is repeated in full and flagged `retracted`. Flags of `before` may be marked in the process. Returns how
// many there are; writes what fits.
std::size_t write_corrections(std::span<Decision> before, std::span<const Decision> after, std::span<Decision> out);

}  // namespace bylaw::eval::desk
