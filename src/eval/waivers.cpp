// Waivers (row sem-A1): an event beside a breach, with who and why. The breach stays.
#include "eval/duty.hpp"
#include "eval/duty_waiting.hpp"
#include "eval/emit.hpp"

namespace bylaw::eval {

namespace {

bool is_breach(const InstanceState& instance) {
  return state_of(instance) == State::breached || state_of(instance) == State::met_late;
}

// Of a duty's editions the last one says that there is nothing to waive, if no other has a breach.
bool is_last_to_ask(const View& view, const DutyProgram& duty) {
  for (std::uint32_t i = 0; i < duty.other_editions.count; ++i) {
    const DutyProgram& other = view.program.duties[view.program.index_lists[duty.other_editions.first + i]];
    if (&other > &duty) return false;
    for (std::uint32_t slot = 0; slot < other.slots; ++slot) {
      if (is_breach(view.instance(other, slot))) return false;
    }
  }
  return true;
}

}  // namespace

void waive(View& view, const DutyProgram& duty, const Event& event, Truth guard) {
  const std::int64_t at = event.at.us;
  const FieldValue* who = nullptr;
  bool why = false;
  for (const FieldValue& field : event.fields) {
    const bool said = field.value != 0 || view.program.facts[field.field.value].type != FieldType::text;
    if (field.field.value == duty.waived_by && said) who = &field;
    if (field.field.value == duty.waived_because && said) why = true;
  }
  const Cause refused = who == nullptr || !why     ? Cause::waiver_incomplete
                        : guard != Truth::yes      ? Cause::waiver_unauthorised
                                                   : Cause::none;
  bool any = false;
  for (std::uint32_t slot = 0; slot < duty.slots; ++slot) {
    InstanceState& instance = view.instance(duty, slot);
    const Silently silently(view, duty, instance);
    if (!is_breach(instance) || (instance.flags & program::waived) != 0) continue;
    any = true;
    Decision& decision = emit(view, duty.rule, refused == Cause::none ? DecisionKind::waiver : DecisionKind::remark, at);
    decision.instance = instance.ordinal;
    decision.state = state_of(instance);
    decision.cause = refused;
    if (refused != Cause::none) continue;
    instance.flags |= program::waived;
    decision.cause = static_cast<Cause>(instance.cause);
    decision.value = who->value;
    decision.due = Instant{instance.deadline};
    decision.edition = instance.edition;
    decision.variant = instance.variant;
  }
  if (!any && is_last_to_ask(view, duty)) emit(view, duty.rule, DecisionKind::remark, at).cause = Cause::nothing_to_waive;
}

}  // namespace bylaw::eval
