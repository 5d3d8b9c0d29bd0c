#include "compile/layout.hpp"

#include <algorithm>

#include "compile/reads.hpp"
#include "program/derived.hpp"
#include "program/state.hpp"

namespace bylaw::compiler {

namespace {

constexpr diag::Phrase size_of_a_case{"the state of one case of this kind, in bytes,", "此类个案的状态字节数"};

std::uint8_t width_of(ValueRange range) {
  const auto fits = [&](std::int64_t least, std::int64_t most) { return range.first >= least && range.last <= most; };
  if (fits(INT8_MIN, INT8_MAX)) return 1;
  if (fits(INT16_MIN, INT16_MAX)) return 2;
  if (fits(INT32_MIN, INT32_MAX)) return 4;
  return 8;
}

constexpr std::uint64_t rounded_up(std::uint64_t bytes) { return (bytes + 7) / 8 * 8; }

}  // namespace

std::vector<std::uint32_t> write_slots(const Context& context, check::CaseKindId kind, program::CaseProgram& layout) {
  std::vector<std::uint32_t> slots(context.tree.facts.size(), program::none);
  layout.slots.first = index_of(context.out.slots.size());
  for (const check::FactId fact : facts_of_case(context.tree, kind)) {
    slots[fact.value] = index_of(context.out.slots.size());
    const ValueRange range = values_of(context.tree, context.fact(fact).type);
    program::FactSlot slot;
    slot.fact = fact.value;
    slot.width = width_of(range);
    slot.first = range.first;
    slot.last = range.last;
    slot.known_word = layout.slots.count / 64;
    slot.known_bit = std::uint64_t{1} << layout.slots.count % 64;
    context.out.slots.push_back(slot);
    ++layout.slots.count;
  }
  layout.known_words = (layout.slots.count + 63) / 64;
  return slots;
}

// The words of atoms that the conditions of a duty's triggers read, where any of these atoms may be unknown.
static program::Range latches_of(program::Program& out, const program::CaseProgram& layout,
                                 const program::DutyProgram& duty) {
  std::vector<program::Mask> words;
  bool all_known = true;
  const auto add = [&](const program::Mask& mask) {
    all_known = all_known && (mask.mask & ~out.small[layout.always_known.first + mask.word]) == 0;
    for (program::Mask& word : words) {
      if (word.word != mask.word) continue;
      word.mask |= mask.mask;
      return;
    }
    words.push_back({mask.word, mask.mask, 0});
  };
  for (std::uint32_t t = 0; t < duty.trigger_guards.count; ++t) {
    const std::uint32_t guard = out.index_lists[duty.trigger_guards.first + t];
    if (guard == program::none) continue;
    const program::Range terms = out.guards[guard].terms;
    for (std::uint32_t i = 0; i < terms.count; ++i) {
      const program::Range masks = out.guard_terms[terms.first + i].masks;
      for (std::uint32_t m = 0; m < masks.count; ++m) add(out.masks[masks.first + m]);
    }
  }
  if (all_known) words.clear();
  return append(out.masks, words);
}

static std::uint32_t stride_of(const program::Program& out, const program::DutyProgram& duty) {
  const std::uint64_t bytes = sizeof(program::InstanceState) + duty.clocks.count * sizeof(program::ClockState) +
                              duty.latches.count * sizeof(program::LatchState) +
                              duty.ladders.count * sizeof(program::LadderState);
  const std::uint64_t kept = program::decisions_kept(out, duty);
  const std::uint64_t waits = kept == 0 ? 0 : sizeof(program::WaitState) + kept * sizeof(program::KeptDecision);
  return static_cast<std::uint32_t>(rounded_up(bytes) + waits);
}

// Every arm of the limit may be measured by a clock of its own: all of them have to be elapsed time on clock 0.
static bool is_plain(const program::Program& out, const program::DutyProgram& duty) {
  if (!duty.ordered || duty.calendar_editions != 1 || duty.clocks.count == 0) return false;
  if (out.clocks[duty.clocks.first].measure != program::MeasureKind::elapsed) return false;
  const std::size_t count = std::size_t{duty.arm_count} * duty.dated_count * duty.checkpoints.count;
  const auto thresholds = out.targets.begin() + duty.thresholds;
  return std::all_of(thresholds, thresholds + static_cast<std::ptrdiff_t>(count),
                     [](const program::Target& target) { return target.clock == 0; });
}

// Events do no more to it than trigger, stop and cancel it.
static bool only_runs(const program::Program& out, const program::CaseProgram& layout, std::uint32_t duty) {
  for (std::uint32_t p = 0; p < layout.plans.count; ++p) {
    const program::Range reactions = out.plans[layout.plans.first + p].reactions;
    for (std::uint32_t r = 0; r < reactions.count; ++r) {
      const program::Reaction& reaction = out.reactions[reactions.first + r];
      if (reaction.target != duty || reaction.effect == program::Effect::perform ||
          reaction.effect == program::Effect::begin) {
        continue;
      }
      const bool runs = reaction.effect == program::Effect::start || reaction.effect == program::Effect::stop ||
                        reaction.effect == program::Effect::cancel;
      if (!runs) return false;
    }
  }
  return true;
}

static bool is_timer(const program::Program& out, const program::CaseProgram& layout, std::uint32_t index) {
  const program::DutyProgram& duty = out.duties[index];
  const program::ClockProgram& clock = out.clocks[duty.clocks.first];
  if (!duty.plain || duty.clocks.count != 1 || clock.activation != program::Activation::trigger || clock.cut_off_minute >= 0) {
    return false;
  }
  if (duty.other_editions.count != 0 || duty.withdrawal != 0xff || duty.retroactive_from != INT64_MIN) return false;
  if (duty.must_count == 0 || duty.or_before || duty.has_not_before || duty.no_limit || duty.limit_checkpoint == 0xff) return false;
  if (duty.chosen_by != program::none || duty.calendar_by != program::none) return false;
  if (duty.extensions.count != 0 || duty.bounded_pauses.count != 0) return false;
  if (!duty.after_breach_continues && duty.pauses != 0) return false;  // pauses do not move what goes on after its end
  for (std::uint32_t i = 0; i < duty.ladders.count; ++i) {
    const program::LadderProgram& ladder = out.ladders[duty.ladders.first + i];
    if (ladder.repeat != 0 || ladder.unanswered != 0 || ladder.highest_only) return false;
  }
  return only_runs(out, layout, index);
}

static void add_timer(program::Program& out, program::CaseProgram& layout, std::uint32_t index) {
  program::DutyProgram& duty = out.duties[index];
  duty.timer = index_of(out.timers.size());
  duty.stride = 0;
  ++layout.timers.count;
  program::TimerProgram timer;
  timer.rule = duty.rule;
  timer.duty = index;
  timer.reasons = duty.pauses;
  timer.points = index_of(out.timer_points.size());
  timer.point_count = static_cast<std::uint8_t>(duty.checkpoints.count);
  timer.limit = duty.limit_checkpoint;
  timer.slots = duty.slots;
  timer.musts = duty.must_any ? std::uint8_t{0} : static_cast<std::uint8_t>((1u << duty.must_count) - 1);
  timer.triggers = duty.triggers;
  timer.after_breach_continues = duty.after_breach_continues;
  timer.dated = duty.untils.count != 0 || duty.handbook_editions.count != 0 || duty.in_force.from != INT64_MIN ||
                duty.in_force.until != INT64_MAX;
  for (std::uint32_t row = 0; row < duty.arm_count * duty.dated_count; ++row) {
    for (std::uint32_t i = 0; i < duty.checkpoints.count; ++i) {
      const program::CheckpointProgram& point = out.checkpoints[duty.checkpoints.first + i];
      const program::Target& target = out.targets[duty.thresholds + row * duty.checkpoints.count + i];
      out.timer_points.push_back({target.amount, point.rule, point.kind, point.level, point.ladder});
    }
  }
  out.timers.push_back(timer);
}

// Timers that stand for the same reasons share a PauseState.
static void group_pauses(program::Program& out, program::CaseProgram& layout) {
  layout.pauses.first = index_of(out.pauses.size());
  std::vector<std::vector<std::uint32_t>> members;
  for (std::uint32_t i = 0; i < layout.timers.count; ++i) {
    const std::uint32_t index = layout.timers.first + i;
    const std::uint64_t reasons = out.timers[index].reasons;
    if (reasons == 0) continue;
    std::size_t group = 0;
    while (group < members.size() && out.pauses[layout.pauses.first + group].reasons != reasons) ++group;
    if (group == members.size()) {
      members.emplace_back();
      out.pauses.push_back({reasons, 0, {}});
    }
    members[group].push_back(index);
  }
  layout.pauses.count = index_of(members.size());
  for (std::size_t group = 0; group < members.size(); ++group) {
    out.pauses[layout.pauses.first + group].timers = append(out.index_lists, members[group]);
  }
}

// Which duties are timers, and what events do to them.
static void find_timers(program::Program& out, program::CaseProgram& layout) {
  layout.timers.first = index_of(out.timers.size());
  std::vector<std::uint32_t> others;
  for (std::uint32_t i = 0; i < layout.duties.count; ++i) {
    const std::uint32_t index = layout.duties.first + i;
    if (is_timer(out, layout, index)) add_timer(out, layout, index);
    else others.push_back(index);
  }
  layout.others = append(out.index_lists, others);
  group_pauses(out, layout);
  for (std::uint32_t p = 0; p < layout.plans.count; ++p) {
    const program::Range reactions = out.plans[layout.plans.first + p].reactions;
    for (std::uint32_t r = 0; r < reactions.count; ++r) {
      program::Reaction& reaction = out.reactions[reactions.first + r];
      const bool of_routine = reaction.effect == program::Effect::perform || reaction.effect == program::Effect::begin;
      if (reaction.target != program::none && !of_routine) reaction.timer = out.duties[reaction.target].timer;
    }
  }
}

void place_parts(const Context& context, check::CaseKindId kind, program::CaseProgram& layout) {
  program::Program& out = context.out;
  std::uint64_t at = sizeof(program::CaseHeader);
  const auto take = [&](std::uint64_t bytes) {
    const std::uint64_t offset = at;
    at += bytes;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(offset, UINT32_MAX));
  };
  layout.known_offset = take(std::uint64_t{8} * layout.known_words);
  layout.value_offset = take(std::uint64_t{16} * layout.atom_words);
  layout.anchors_offset = take(std::uint64_t{8} * layout.anchor_count);
  for (const int width : {8, 4, 2, 1}) {
    for (std::uint32_t i = 0; i < layout.slots.count; ++i) {
      program::FactSlot& slot = out.slots[layout.slots.first + i];
      if (slot.width == width) slot.offset = take(slot.width);
    }
  }
  at = rounded_up(at);
  std::uint32_t instances = 0;
  for (std::uint32_t i = 0; i < layout.duties.count; ++i) {
    program::DutyProgram& duty = out.duties[layout.duties.first + i];
    duty.first_instance = instances;
    instances += duty.slots;
    duty.plain = is_plain(out, duty);
    duty.latches = latches_of(out, layout, duty);
    duty.stride = stride_of(out, duty);
  }
  find_timers(out, layout);
  layout.instances = {index_of(out.instances.size()), instances};
  for (std::uint32_t i = 0; i < layout.duties.count; ++i) {
    const program::DutyProgram& duty = out.duties[layout.duties.first + i];
    for (std::uint32_t slot = 0; slot < duty.slots; ++slot) {
      out.instances.push_back({layout.duties.first + i, duty.timer, slot});
    }
  }
  for (std::uint32_t i = 0; i < layout.pauses.count; ++i) {
    program::PauseProgram& pause = out.pauses[layout.pauses.first + i];
    pause.state = take(sizeof(program::PauseState));
    for (std::uint32_t t = 0; t < pause.timers.count; ++t) {
      out.timers[out.index_lists[pause.timers.first + t]].pause = pause.state;
    }
  }
  layout.dues_offset = take(std::uint64_t{8} * instances);
  for (std::uint32_t i = 0; i < layout.timers.count; ++i) {
    program::TimerProgram& timer = out.timers[layout.timers.first + i];
    timer.dues = layout.dues_offset + 8 * out.duties[timer.duty].first_instance;
    timer.states = take(std::uint64_t{sizeof(program::TimerState)} * timer.slots);
  }
  for (std::uint32_t i = 0; i < layout.duties.count; ++i) {
    program::DutyProgram& duty = out.duties[layout.duties.first + i];
    duty.instances = duty.timer != program::none ? 0 : take(std::uint64_t{duty.stride} * duty.slots);
  }
  layout.routines_offset = take(sizeof(program::RoutineState) * layout.routines.count);
  layout.words_offset = take(std::uint64_t{8} * layout.word_count);
  layout.findings_offset = take(rounded_up(sizeof(program::FindingState) * layout.finding_count));
  // Last, for they are hardly ever looked at.
  for (std::uint32_t i = 0; i < layout.timers.count; ++i) {
    program::TimerProgram& timer = out.timers[layout.timers.first + i];
    const std::uint64_t latches = out.duties[timer.duty].latches.count;
    const std::uint64_t passed = latches != 0 && timer.reasons != 0 ? timer.point_count : 0;
    timer.latches = take((sizeof(program::LatchState) * latches + sizeof(std::int64_t) * passed) * timer.slots);
  }
  if (at > limits::case_bytes) {
    context.refuse(context.tree.case_kinds[kind.value].title.span, size_of_a_case, limits::case_bytes);
  }
  layout.size = static_cast<std::uint32_t>(std::min<std::uint64_t>(at, UINT32_MAX));
}

}  // namespace bylaw::compiler
