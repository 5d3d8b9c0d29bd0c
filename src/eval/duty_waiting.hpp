// Instances that wait for a fact which their trigger's condition needs (row sem-U1). The condition may turn out to have held from the
// trigger on, so such an instance lives on silently: it is paused, extended, regraded and breached as any other, and its decisions are kept
// until it is settled.
#pragma once
#include "eval/view.hpp"

namespace bylaw::eval {

// It lives on silently. One whose limit is not known either does not: nothing can come of it yet.
inline bool lives_silently(const DutyProgram& duty, InstanceState& instance) {
  return state_of(instance) == State::pending && duty.kept != 0 && wait_of(duty, instance).state != std::uint8_t(State::none);
}

// While one of these is there, an instance that lives silently has the state that it has come to, and its decisions go to those
// kept; only remarks, on what an event does not do, are told at once. Of any other instance it does nothing.
class Silently {
 public:
  Silently(View& view, const DutyProgram& duty, InstanceState& instance) : view_(view), duty_(duty), instance_(instance) {
    if (state_of(instance) == State::pending) [[unlikely]] enter();
  }
  ~Silently() {
    if (told_ != nullptr) [[unlikely]] leave();
  }
  Silently(const Silently&) = delete;
  Silently& operator=(const Silently&) = delete;

 private:
  static constexpr std::size_t room = 4;  // no transition of one instance makes more decisions

  void enter();
  void leave();
  void keep(const Decision& decision);

  View& view_;
  const DutyProgram& duty_;
  InstanceState& instance_;
  Out* told_ = nullptr;  // where decisions go otherwise; null: it does nothing
  Out kept_;
  alignas(Decision) std::byte buffer_[room * sizeof(Decision)];  // for `kept_`; left as it is while nothing is kept
};

// From now on the pending instance lives silently, as a running one.
// REQUIRES: duty.kept != 0, and that its limit is known.
void live_silently(const DutyProgram& duty, InstanceState& instance);

// The condition has held from the trigger on: tells what was kept, and leaves the instance in the state that it has come to.
void tell_kept(View& view, const DutyProgram& duty, InstanceState& instance);

// It ends while it is still pending: what it has come to is forgotten.
void forget_kept(const DutyProgram& duty, InstanceState& instance);

}  // namespace bylaw::eval
