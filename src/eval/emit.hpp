// One decision into the caller's buffer.
#pragma once
#include <new>

#include "eval/view.hpp"

namespace bylaw::eval {

// The next place of the buffer; where it is full, one that nobody sees.
inline void* next_place(View& view) {
  Out& out = *view.out;
  void* place = out.count < out.capacity ? static_cast<void*>(out.data + out.count) : out.beyond;
  ++out.count;
  return place;
}

// The next decision of the buffer with the common parts filled in.
inline Decision& emit(View& view, std::uint32_t rule, DecisionKind kind, std::int64_t at) {
  return *new (next_place(view)) Decision{view.header().number, Instant{at}, never, 0, view.event_id, RuleId{rule}, 0, kind,
                                          State::none, Cause::none, 0, 0, 0, 0};
}

}  // namespace bylaw::eval
