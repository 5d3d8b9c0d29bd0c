// Judging a case from many events at once, in their own order.
#pragma once
#include <span>

#include "bylaw/case.hpp"

namespace bylaw {

// Orders the events by (at, sequence, id), drops repeats, and takes the case through them and then up to `now` (`beginning`: no
// further). `order`: at least as many numbers as events. The case is left somewhere in between if the call fails.
Result judge_in_order(Case judged, std::span<const Event> events, Instant now, std::span<std::uint32_t> order, std::span<Decision> out);

}  // namespace bylaw
