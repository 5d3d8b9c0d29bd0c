#include "eval/duty_waiting.hpp"

#include <utility>

#include "eval/emit.hpp"

namespace bylaw::eval {

namespace {

using program::KeptDecision;
using program::WaitState;

constexpr std::uint8_t own = 0xff;  // KeptDecision::ladder: none

// What is seen of the instance and what it has come to change places.
void exchange(InstanceState& instance, WaitState& wait) {
  std::swap(instance.state, wait.state);
  std::swap(instance.cause, wait.cause);
  std::swap(instance.at, wait.at);
}

std::uint32_t rule_of(const View& view, const DutyProgram& duty, std::uint8_t ladder) {
  return ladder == own ? duty.rule : view.program.ladders[duty.ladders.first + ladder].rule;
}

// Of one ladder's levels that are due together, each is overdue but the last.
bool is_overdue(const KeptDecision& decision, const KeptDecision* next) {
  const auto level = std::uint8_t(DecisionKind::level);
  return decision.kind == level && next != nullptr && next->kind == level && next->ladder == decision.ladder;
}

}  // namespace

void Silently::enter() {
  if (!lives_silently(duty_, instance_)) return;
  kept_.data = reinterpret_cast<Decision*>(buffer_);
  kept_.capacity = room;
  told_ = std::exchange(view_.out, &kept_);
  exchange(instance_, wait_of(duty_, instance_));
}

void Silently::leave() {
  exchange(instance_, wait_of(duty_, instance_));
  view_.out = told_;
  for (std::size_t i = 0; i < kept_.written(); ++i) {
    if (kept_.data[i].kind != DecisionKind::remark) {
      keep(kept_.data[i]);
      continue;
    }
    kept_.data[i].state = state_of(instance_);
    new (next_place(view_)) Decision(kept_.data[i]);
  }
}

void Silently::keep(const Decision& decision) {
  WaitState& wait = wait_of(duty_, instance_);
  if (wait.count == duty_.kept) return;  // not one more than there can be; see program::decisions_kept
  std::uint8_t ladder = 0;
  while (ladder < duty_.ladders.count && rule_of(view_, duty_, ladder) != decision.rule.value) ++ladder;
  if (ladder == duty_.ladders.count) ladder = own;
  const std::int64_t due = decision.kind == DecisionKind::waiver ? decision.value : decision.due.us;
  kept_of(duty_, instance_)[wait.count++] = {decision.at.us,
                                             due,
                                             decision.event,
                                             ladder,
                                             std::uint8_t(decision.kind),
                                             std::uint8_t(decision.state),
                                             std::uint8_t(decision.cause),
                                             decision.level,
                                             decision.flags,
                                             decision.variant,
                                             0};
}

void live_silently(const DutyProgram& duty, InstanceState& instance) {
  instance.at = instance.start;
  instance.flags &= static_cast<std::uint8_t>(~program::stop_pending);
  wait_of(duty, instance).state = std::uint8_t(State::running);
  wait_of(duty, instance).at = instance.start;
}

void tell_kept(View& view, const DutyProgram& duty, InstanceState& instance) {
  WaitState& wait = wait_of(duty, instance);
  exchange(instance, wait);
  for (std::uint16_t i = 0; i < wait.count; ++i) {
    const KeptDecision& kept = kept_of(duty, instance)[i];
    const auto kind = static_cast<DecisionKind>(kept.kind);
    Decision& decision = emit(view, rule_of(view, duty, kept.ladder), kind, kept.at);
    decision.event = kept.event;
    decision.due = Instant{kept.due};
    if (kind == DecisionKind::waiver) {
      decision.value = kept.due;
      decision.due = Instant{instance.deadline};
    }
    decision.instance = instance.ordinal;
    decision.state = static_cast<State>(kept.state);
    decision.cause = static_cast<Cause>(kept.cause);
    decision.level = kept.level;
    decision.edition = instance.edition;
    decision.variant = kept.variant;
    decision.flags = kept.flags;
    if (is_overdue(kept, i + 1 < wait.count ? &kept + 1 : nullptr)) decision.flags |= std::uint8_t(DecisionFlag::overdue);
  }
  wait = {};
}

void forget_kept(const DutyProgram& duty, InstanceState& instance) {
  if (state_of(instance) != State::pending || duty.kept == 0) return;
  wait_of(duty, instance) = {};
  instance.flags &= static_cast<std::uint8_t>(~(program::was_breached | program::closed | program::waived));
}

}  // namespace bylaw::eval
