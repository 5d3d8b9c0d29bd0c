// The two calls that move a case, for whoever knows that its memory is sound: a Case has looked, a Desk made it.
#pragma once
#include <span>

#include "eval/checkpoints.hpp"
#include "eval/step.hpp"

namespace bylaw::judge {

inline bool is_open(const std::byte* memory) {
  return (reinterpret_cast<const program::CaseHeader*>(memory)->flags & program::case_open) != 0;
}

// As Case::apply.
inline Result apply(const program::Program& program, const program::CaseProgram& layout, std::byte* memory, const Event& event,
                    std::span<Decision> out) {
  eval::Out sink(out.data(), out.size());
  const Status status = eval::take(program, layout, memory, event, sink);
  if (status == Status::ok) [[likely]] return {status, sink.count, sink.count};
  return {status, 0, status == Status::buffer_too_small ? sink.count : 0};
}

// As Case::advance.
inline Result advance(const program::Program& program, const program::CaseProgram& layout, std::byte* memory, Instant now,
                      std::span<Decision> out) {
  eval::Out sink(out.data(), out.size());
  eval::View view{program, layout, memory, &sink};
  if (now.us < view.header().now) return {Status::clock_backwards};
  view.step = now.us;
  const bool all = eval::establish_until(view, now.us, 1);
  if (all) view.header().now = now.us;
  return {all ? Status::ok : Status::more, sink.count, sink.count};
}

}  // namespace bylaw::judge
