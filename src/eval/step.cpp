#include "eval/step.hpp"

#include <algorithm>
#include <bit>
#include <compare>
#include <cstring>

#include "eval/checkpoints.hpp"
#include "eval/duty.hpp"
#include "eval/facts.hpp"
#include "eval/findings.hpp"
#include "eval/routines.hpp"
#include "eval/tables.hpp"
#include "eval/timer_steps.hpp"
#include "program/limits.hpp"

namespace bylaw::eval {

namespace {

using program::Effect;
using program::EventPlan;
using program::PlanField;
using program::Reaction;
using program::Way;

const PlanField* planned_elsewhere(const PlanField* fields, std::uint32_t count, std::uint32_t fact) {
  for (std::uint32_t i = 0; i < count; ++i) {
    if (fields[i].fact == fact) return fields + i;
  }
  return nullptr;
}

// Facts that changed in this step, by slot. More than the list holds: everything may have changed.
struct Changes {
  static constexpr std::size_t room = 48;
  std::uint32_t slots[room];
  std::size_t count = 0;
  bool all = false;

  void add(std::uint32_t slot) {
    if (all) return;
    if (count < room) slots[count++] = slot;
    else all = true;
  }
};

[[gnu::always_inline]] inline void change(View& view, std::uint32_t slot, bool text, std::int64_t value, Changes& changes) {
  const program::FactSlot& s = view.program.slots[slot];
  const bool changed = text && value == 0 ? clear_fact(view, s) : set_fact(view, s, value);
  if (changed) changes.add(slot);
}

bool reads_a_change(const View& view, std::uint32_t table, const Changes& changes) {
  if (changes.all) return true;
  for (std::size_t i = 0; i < changes.count; ++i) {
    const program::Range tables = view.program.slots[changes.slots[i]].tables;
    const auto begin = view.program.index_lists.begin() + tables.first;
    if (std::find(begin, begin + tables.count, table) != begin + tables.count) return true;
  }
  return false;
}

// Tables stand in the order of their dependence, so one pass settles them all.
void apply_tables(View& view, Changes& changes) {
  for (std::uint32_t i = 0; i < view.layout.tables.count; ++i) {
    const std::uint32_t index = view.layout.tables.first + i;
    if (!reads_a_change(view, index, changes)) continue;
    const program::TableProgram& table = view.program.tables[index];
    if (apply_table(view, table)) changes.add(table.result);
  }
}

void ask_duties_again(View& view, const Changes& changes) {
  if (changes.all) {
    for (std::uint32_t d = 0; d < view.layout.duties.count; ++d) {
      ask_again(view, view.program.duties[view.layout.duties.first + d], view.step);
    }
    return;
  }
  for (std::size_t i = 0; i < changes.count; ++i) {
    const program::Range duties = view.program.slots[changes.slots[i]].duties;
    for (std::uint32_t d = 0; d < duties.count; ++d) {
      ask_again(view, view.program.duties[view.program.index_lists[duties.first + d]], view.step);
    }
  }
}

void end(View& view, State state, Cause cause, std::int64_t at) {
  end_case(view, state, cause, at);
  if (view.layout.routines.count != 0) end_routines(view, state, cause, at);
}

void react(View& view, const Reaction& reaction, Truth guard) {
  const std::int64_t at = view.step;
  if (reaction.timer != program::none) {
    const TimerProgram& timer = view.program.timers[reaction.timer];
    // INVARIANT: events do nothing else to a timer.
    if (reaction.effect == Effect::stop) return stop(view, timer, reaction.detail, at);
    if (reaction.effect == Effect::start) return start(view, timer, reaction.detail, guard, at);
    return cancel(view, timer, at);
  }
  const auto duty = [&]() -> const DutyProgram& { return view.program.duties[reaction.target]; };
  switch (reaction.effect) {
    case Effect::perform: return perform(view, view.program.routines[reaction.target], reaction.detail, at);
    case Effect::begin: return begin(view, view.program.routines[reaction.target], at);
    case Effect::stop: return stop(view, duty(), reaction.detail, at);
    case Effect::answer: return answer(view, duty(), reaction.detail);
    case Effect::stop_ladder: return stop_ladder(view, duty(), reaction.detail);
    case Effect::cancel: return cancel(view, duty(), at);
    case Effect::waive: return;  // react_to: it asks the event
    case Effect::extend: return extend(view, duty(), reaction.detail, at);
    case Effect::pause: return begin_pause(view, std::uint64_t{1} << reaction.detail, at);
    case Effect::resume: return end_pause(view, std::uint64_t{1} << reaction.detail, at);
    case Effect::anchor: return reach_anchor(view, reaction.detail, at);
    case Effect::start: return start(view, duty(), reaction.detail, guard, at);
    case Effect::reopen: return reopen(view, duty(), at);
    case Effect::end_case: end_findings(view, at); return end(view, State::cancelled, Cause::case_ended, at);
    case Effect::withdraw_case: return end(view, State::withdrawn, Cause::case_withdrawn, at);
    case Effect::merge_case: return end(view, State::superseded, Cause::case_merged, at);
  }
}

[[gnu::noinline]] void react_in_general(View& view, const Event& event, const Reaction& reaction) {
  if (!matches(view.program, event, reaction.where)) return;
  const Truth guard = holds(view, reaction.guard, reaction.test);
  if (reaction.effect == Effect::waive) return waive(view, view.program.duties[reaction.target], event, guard);
  if (guard == Truth::no) return;
  // Only a trigger waits for a fact that is missing; any other effect needs its condition to hold.
  if (guard == Truth::unknown && reaction.effect != Effect::start) return;
  react(view, reaction, guard);
}

std::span<const Reaction> reactions_of(const View& view, const EventPlan& plan) {
  return {view.program.reactions.data() + plan.reactions.first, plan.reactions.count};
}

// Where nothing that a duty reads has changed, or nothing has been triggered yet.
[[gnu::always_inline]] inline void react_to(View& view, const Event& event, const EventPlan& plan) {
  for (const Reaction& reaction : reactions_of(view, plan)) {
    switch (reaction.way) {
      case Way::stop_timer:
        stop(view, view.program.timers[reaction.timer], reaction.detail, view.step);
        break;
      case Way::start_timer: {
        const Truth guard = holds(view, reaction.test);
        if (guard != Truth::no) start(view, view.program.timers[reaction.timer], reaction.detail, guard, view.step);
        break;
      }
      case Way::general: react_in_general(view, event, reaction); break;
    }
  }
}

// Duties are asked again between what ends them and what begins.
[[gnu::noinline]] void react_to_changes(View& view, const Event& event, const EventPlan& plan, const Changes& changes) {
  bool asked = false;
  for (const Reaction& reaction : reactions_of(view, plan)) {
    if (!asked && reaction.effect > Effect::cancel) {
      ask_duties_again(view, changes);
      asked = true;
    }
    react_in_general(view, event, reaction);
  }
  if (!asked) ask_duties_again(view, changes);
}

void case_remark(View& view, Cause cause) {
  emit(view, program::none, DecisionKind::remark, view.step).cause = cause;
}

}  // namespace

Status check_given(const Program& program, const CaseProgram& layout, std::span<const FieldValue> given) {
  for (const FieldValue& field : given) {
    if (field.field.value >= program.facts.size()) return Status::unknown_field;
    if (program.facts[field.field.value].given_by_table) return Status::unknown_field;
    const program::Fact& fact = program.facts[field.field.value];
    if (field.value < fact.first || field.value > fact.last) return Status::bad_value;
  }
  (void)layout;
  return Status::ok;
}

void open(View& view, std::uint32_t kind, std::uint64_t number, std::span<const FieldValue> given) {
  const CaseProgram& layout = view.layout;
  std::memset(view.memory, 0, layout.size);
  CaseHeader& header = view.header();
  header.last_at = INT64_MIN;
  header.last_sequence = INT64_MIN;
  header.last_fired = INT64_MIN;
  header.now = INT64_MIN;
  header.due = time_none;
  header.number = number;
  header.kind = kind;
  header.flags = program::case_open;
  std::fill_n(view.anchors(), layout.anchor_count, time_none);
  for (std::uint32_t w = 0; w < layout.always_known.count; ++w) {
    view.atoms_known()[w] = view.program.small[layout.always_known.first + w];
  }
  for (std::uint32_t i = 0; i < layout.pauses.count; ++i) {
    const program::PauseProgram& pause = view.program.pauses[layout.pauses.first + i];
    reinterpret_cast<PauseState*>(view.memory + pause.state)->resumed = INT64_MIN;
  }
  for (std::uint32_t d = 0; d < layout.others.count; ++d) {
    const DutyProgram& duty = view.program.duties[view.program.index_lists[layout.others.first + d]];
    for (std::uint32_t slot = 0; slot < duty.slots; ++slot) {
      InstanceState& instance = view.instance(duty, slot);
      instance.due = time_none;
      instance.deadline = time_none;
    }
  }
  std::fill_n(view.dues(), layout.instances.count, time_none);
  open_findings(view);
  if (layout.routines.count != 0) open_routines(view);
  Changes unused;  // the first event works every table out, and reports the results
  for (const FieldValue& field : given) {
    for (std::uint32_t i = 0; i < layout.slots.count; ++i) {
      const std::uint32_t slot = layout.slots.first + i;
      const bool text = view.program.facts[field.field.value].type == FieldType::text;
      if (view.program.slots[slot].fact == field.field.value) change(view, slot, text, field.value, unused);
    }
  }
}

namespace {

// In the order of events, an event that was not taken yet; everything established lies before it.
[[gnu::noinline]] Status place_of(const CaseHeader& header, const Event& event) {
  if (event.at.us == INT64_MIN || event.at.us == INT64_MAX) return Status::bad_value;
  if (event.at.us < header.last_at) return Status::needs_log;
  if (event.at.us == header.last_at) {
    if (event.sequence == header.last_sequence && event.id == header.last_id) return Status::duplicate;
    if (event.sequence < header.last_sequence) return Status::needs_log;
    if (event.sequence == header.last_sequence && event.id < header.last_id) return Status::needs_log;
  }
  // What was established at or after the event's instant would have been judged after it.
  if (event.at.us <= header.last_fired) return Status::needs_log;
  return Status::ok;
}

// What an event says, read once.
struct Content {
  std::uint64_t hash;
  bool as_planned = true;  // its fields are the first of the plan, in their order
};

constexpr std::uint64_t multiplier = 0x9e3779b97f4a7c15u;

[[gnu::always_inline]] inline Status admissible(const View& view, const Event& event, const EventPlan& plan, Content& content) {
  content.hash = (std::uint64_t{event.kind.value} ^ static_cast<std::uint64_t>(event.at.us)) * multiplier;
  const PlanField* const fields = view.program.plan_fields.data() + plan.fields.first;
  for (std::size_t i = 0; i < event.fields.size(); ++i) {
    const FieldValue& field = event.fields[i];
    content.hash = (std::rotl(content.hash, 23) ^ static_cast<std::uint64_t>(field.value)) * multiplier + field.field.value;
    const PlanField* p = fields + i;
    if (i >= plan.fields.count || p->fact != field.field.value) [[unlikely]] {
      content.as_planned = false;
      p = planned_elsewhere(fields, plan.fields.count, field.field.value);
      if (p == nullptr) return Status::unknown_field;
    }
    if (field.value < p->first || field.value > p->last) [[unlikely]] return Status::bad_value;
  }
  const CaseHeader& header = view.header();
  // Nearly always: later than everything before it.
  if (event.at.us > std::max(header.last_at, header.last_fired) && event.at.us != INT64_MAX) [[likely]] return Status::ok;
  return place_of(header, event);
}

void set_fields(View& view, const Event& event, const EventPlan& plan, bool as_planned, Changes& changes) {
  const PlanField* const fields = view.program.plan_fields.data() + plan.fields.first;
  const PlanField* expected = fields;
  for (const FieldValue& field : event.fields) {
    const PlanField* const p = as_planned ? expected++ : planned_elsewhere(fields, plan.fields.count, field.field.value);
    // INVARIANT: the plan has every field of an admissible event.
    if (p->slot != program::none) change(view, p->slot, p->text, field.value, changes);
  }
}

// An event of a case that has ended, or one equal to that before it.
[[gnu::noinline]] void apply_after_end(View& view, const Event& event, const EventPlan& plan) {
  // Nothing but what is kept of it is left (row sem-N2).
  if (!look_at_kept(view, event, plan)) case_remark(view, Cause::after_end);
}

[[gnu::always_inline]] inline void apply(View& view, const Event& event, const EventPlan& plan, const Content& content) {
  CaseHeader& header = view.header();
  const std::int64_t at = event.at.us;
  view.step = at;
  if (header.due < at) establish_until(view, at, 0);
  view.event_id = event.id;
  const bool first = header.last_at == INT64_MIN;
  const bool repeated = header.last_at == at && header.last_content == content.hash;
  header.last_at = at;
  header.last_sequence = event.sequence;
  header.last_id = event.id;
  header.last_content = content.hash;
  if (repeated) [[unlikely]] case_remark(view, Cause::same_content);
  if (header.flags & program::case_ended) [[unlikely]] return apply_after_end(view, event, plan);
  Changes changes;
  changes.all = first;
  if (event.fields.size() != 0) set_fields(view, event, plan, content.as_planned, changes);
  if (first || changes.count != 0) apply_tables(view, changes);
  if (plan.looks.count != 0) look_at(view, event, plan);
  if (first || changes.count == 0) [[likely]] react_to(view, event, plan);
  else react_to_changes(view, event, plan, changes);
  if (first && view.layout.routines.count != 0 && (header.flags & program::case_ended) == 0) begin_routines(view, at);
  if (plan.has_word != program::none) view.atom_values()[plan.has_word] |= plan.has_bit;
  if (view.rescan) find_earliest(view);
}

// Applies to a copy, so that the case is untouched if the decisions do not fit. Kept apart: its copy is a large frame.
[[gnu::noinline]] Status take_in_full_or_not(const Program& program, const CaseProgram& layout, std::byte* memory, const Event& event,
                                             Out& out) {
  alignas(8) std::byte before[program::limits::case_bytes];
  std::memcpy(before, memory, layout.size);
  out.may_overflow = true;
  const Status status = take(program, layout, memory, event, out);
  if (status != Status::ok || out.count <= out.capacity) return status;
  std::memcpy(memory, before, layout.size);
  return Status::buffer_too_small;
}

// A case's bytes are asked for at once, not line by line as they turn out to be needed: with many cases they are in no near cache.
// Of a large one what stands first: head, atoms, facts, pauses, dues. Asking for what lies beyond a small one does no harm.
[[gnu::always_inline]] inline void fetch(const std::byte* memory) {
  const auto first = reinterpret_cast<std::uintptr_t>(memory);
  for (std::uintptr_t line = 1; line < 7; ++line) __builtin_prefetch(reinterpret_cast<const void*>(first + 64 * line), 1);
}

}  // namespace

Status take(const Program& program, const CaseProgram& layout, std::byte* memory, const Event& event, Out& out) {
  fetch(memory);
  __builtin_prefetch(out.data + 4, 1);
  if (event.kind.value >= layout.plans.count) return Status::unknown_event;
  const EventPlan& plan = program.plans[layout.plans.first + event.kind.value];
  if (!plan.happens) return Status::unknown_event;
  View view{program, layout, memory, &out};
  Content content;
  const Status status = admissible(view, event, plan, content);
  if (status != Status::ok) [[unlikely]] return status;
  // Any number of a routine's periods may have ended before the event.
  const bool unbounded = layout.routines.count != 0 && view.header().due < event.at.us;
  if ((unbounded || out.capacity < layout.max_decisions) && !out.may_overflow) [[unlikely]] {
    return take_in_full_or_not(program, layout, memory, event, out);
  }
  apply(view, event, plan, content);
  return Status::ok;
}

}  // namespace bylaw::eval
