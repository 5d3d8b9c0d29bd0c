// Walks over the duties of a case and their instances.
#pragma once
#include "eval/view.hpp"

namespace bylaw::eval {

template <class F>
void each_instance(View& view, const DutyProgram& duty, F f) {
  for (std::uint32_t slot = 0; slot < duty.slots; ++slot) f(view.instance(duty, slot));
}

// The duties of the case that are no timers.
template <class F>
void each_other_duty(View& view, F f) {
  for (std::uint32_t d = 0; d < view.layout.others.count; ++d) {
    f(view.program.duties[view.program.index_lists[view.layout.others.first + d]]);
  }
}

}  // namespace bylaw::eval
