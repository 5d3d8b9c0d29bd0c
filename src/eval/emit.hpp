// One decision into the caller's buffer.
#pragma once
#include <new>

#include "eval/view.hpp"

namespace bylaw::eval {

// The next decision of the buffer with the common parts filled in; where the buffer is full, one that nobody sees.
inline Decision& emit(View& view, std::uint32_t rule, DecisionKind kind, std::int64_t at) {
  Out& out = *view.out;
  void* place = out.count < out.capacity ? static_cast<void*>(out.data + out.count) : out.beyond;
  ++out.count;
  Decision& decision = *new (place) Decision{};
  decision.case_number = view.header().number;
  decision.at = Instant{at};
  decision.event = view.event_id;
  decision.rule = RuleId{rule};
  decision.kind = kind;
  return decision;
}

}  // namespace bylaw::eval
