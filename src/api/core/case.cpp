#include "bylaw/case.hpp"

#include <algorithm>
#include <cstring>

#include "api/core/in_order.hpp"
#include "api/core/judge.hpp"
#include "eval/clock.hpp"
#include "eval/facts.hpp"
#include "eval/findings.hpp"
#include "eval/routines.hpp"
#include "eval/snapshot.hpp"
#include "eval/timer.hpp"
#include "program/limits.hpp"

namespace bylaw {

namespace {

using eval::Out;
using eval::View;

// The layout of a kind of case, if the memory can hold one.
const program::CaseProgram* layout_in(const program::Program* program, std::uint32_t kind, std::span<const std::byte> memory) {
  if (program == nullptr || kind >= program->cases.size() || memory.data() == nullptr) return nullptr;
  const program::CaseProgram& layout = program->cases[kind];
  const bool fits = memory.size() >= layout.size && reinterpret_cast<std::uintptr_t>(memory.data()) % 8 == 0;
  return fits ? &layout : nullptr;
}

std::uint32_t kind_of(const program::Program& program, const program::CaseProgram& layout) {
  return static_cast<std::uint32_t>(&layout - program.cases.data());
}

// The newest instance of a duty that is a timer.
void read_timer(const View& view, const program::TimerProgram& timer, std::uint32_t rule, Standing& standing) {
  std::uint32_t newest = 0;
  for (std::uint32_t slot = 1; slot < timer.slots; ++slot) {
    if (eval::timer_state(view, timer, slot).ordinal > eval::timer_state(view, timer, newest).ordinal) newest = slot;
  }
  program::ClockState clock;
  const program::InstanceState instance = eval::as_instance(view, timer, newest, clock);
  if (instance.ordinal == 0) return;
  standing.state = eval::state_of(instance);
  standing.cause = static_cast<Cause>(instance.cause);
  standing.since = Instant{instance.at};
  standing.due = Instant{instance.deadline};
  standing.instance = instance.ordinal;
  const program::Range ladders = view.program.duties[timer.duty].ladders;
  for (std::uint32_t l = 0; l < ladders.count; ++l) {
    if (view.program.ladders[ladders.first + l].rule == rule) {
      standing.level = eval::level_of(view, timer, eval::timer_state(view, timer, newest), l);
    }
  }
}

}  // namespace

Case::Case(const RuleSet& rules, CaseKindId kind, std::span<std::byte> memory) noexcept
    : program_(rules.program()), layout_(layout_in(program_, kind.value, memory)), memory_(memory.data()) {}

Status Case::open(std::uint64_t number, std::span<const FieldValue> given) noexcept {
  if (layout_ == nullptr) return Status::bad_memory;
  const Status checked = eval::check_given(*program_, *layout_, given);
  if (checked != Status::ok) return checked;
  Out out;
  View view{*program_, *layout_, memory_, &out};
  eval::open(view, kind_of(*program_, *layout_), number, given);
  return Status::ok;
}

Result Case::apply(const Event& event, std::span<Decision> out) noexcept {
  if (layout_ == nullptr || !judge::is_open(memory_)) return {Status::bad_memory};
  return judge::apply(*program_, *layout_, memory_, event, out);
}

Result Case::advance(Instant now, std::span<Decision> out) noexcept {
  if (layout_ == nullptr || !judge::is_open(memory_)) return {Status::bad_memory};
  return judge::advance(*program_, *layout_, memory_, now, out);
}

Instant Case::next_due() const noexcept {
  if (layout_ == nullptr) return never;
  const auto& header = *reinterpret_cast<const program::CaseHeader*>(memory_);
  // An event that came after `now` had passed it may leave something due behind it: the same `now` establishes that.
  return header.due == INT64_MAX ? never : Instant{std::max(header.due + 1, header.now)};
}

Standing Case::standing(RuleId rule) const noexcept {
  Standing standing;
  if (layout_ == nullptr || rule.value >= program_->rules.size()) return standing;
  const View view{*program_, *layout_, memory_};
  const program::Rule& meta = program_->rules[rule.value];
  if (eval::standing_of(view, rule.value, standing.state, standing.cause, standing.instance, standing.due.us)) return standing;
  if (eval::routine_standing(view, rule.value, standing)) return standing;
  const std::uint32_t duty_rule = meta.kind == RuleKind::ladder ? meta.of : rule.value;
  for (std::uint32_t d = 0; d < view.layout.duties.count; ++d) {
    const program::DutyProgram& duty = program_->duties[view.layout.duties.first + d];
    if (duty.rule != duty_rule) continue;
    if (duty.timer != program::none) {
      read_timer(view, program_->timers[duty.timer], rule.value, standing);
      return standing;
    }
    program::InstanceState* newest = nullptr;
    for (std::uint32_t slot = 0; slot < duty.slots; ++slot) {
      program::InstanceState& instance = view.instance(duty, slot);
      if (newest == nullptr || instance.ordinal > newest->ordinal) newest = &instance;
    }
    if (newest == nullptr || newest->ordinal == 0) return standing;
    standing.state = eval::state_of(*newest);
    standing.cause = static_cast<Cause>(newest->cause);
    standing.since = Instant{newest->at};
    standing.due = Instant{eval::deadline_of({view, duty, *newest}).at};
    standing.instance = newest->ordinal;
    if (standing.state == State::pending) return standing;  // what it would have come to is not told
    standing.waived = (newest->flags & program::waived) != 0;
    for (std::uint32_t l = 0; l < duty.ladders.count; ++l) {
      if (program_->ladders[duty.ladders.first + l].rule == rule.value) {
        standing.level = eval::ladders_of(duty, *newest)[l].level;
      }
    }
    return standing;
  }
  return standing;
}

bool Case::fact(FieldId field, std::int64_t& value) const noexcept {
  if (layout_ == nullptr) return false;
  const View view{*program_, *layout_, memory_};
  for (std::uint32_t i = 0; i < view.layout.slots.count; ++i) {
    const program::FactSlot& slot = program_->slots[view.layout.slots.first + i];
    if (slot.fact == field.value) return eval::fact(view, slot, value);
  }
  return false;
}

bool Case::ended() const noexcept {
  return layout_ != nullptr &&
         (reinterpret_cast<const program::CaseHeader*>(memory_)->flags & program::case_ended) != 0;
}

std::uint64_t Case::number() const noexcept {
  return layout_ != nullptr ? reinterpret_cast<const program::CaseHeader*>(memory_)->number : 0;
}

std::size_t Case::snapshot(std::span<std::byte> out) const noexcept {
  if (layout_ == nullptr) return 0;
  const View view{*program_, *layout_, memory_};
  return eval::write_snapshot(view, kind_of(*program_, *layout_), out);
}

Status Case::restore(std::span<const std::byte> bytes) noexcept {
  if (layout_ == nullptr) return Status::bad_memory;
  const View view{*program_, *layout_, memory_};
  return eval::read_snapshot(view, kind_of(*program_, *layout_), bytes) ? Status::ok : Status::bad_snapshot;
}

Result rebuild(const RuleSet& rules, CaseKindId kind, std::span<std::byte> memory, std::uint64_t number,
               std::span<const FieldValue> given, std::span<const Event> events, Instant now,
               std::span<std::uint32_t> order, std::span<Decision> out) noexcept {
  Case judged(rules, kind, memory);
  if (order.size() < events.size()) return {Status::too_many};
  const Status opened = judged.open(number, given);
  if (opened != Status::ok) return {opened};
  return judge_in_order(judged, events, now, order, out);
}

}  // namespace bylaw
