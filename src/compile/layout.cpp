#include "compile/layout.hpp"

#include <algorithm>

#include "compile/reads.hpp"
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

static std::uint32_t stride_of(const program::DutyProgram& duty) {
  const std::uint64_t bytes = sizeof(program::InstanceState) + duty.clocks.count * sizeof(program::ClockState) +
                              duty.latches.count * sizeof(program::LatchState) +
                              duty.ladders.count * sizeof(program::LadderState);
  return static_cast<std::uint32_t>(rounded_up(bytes));
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
  std::vector<std::uint32_t> duties;  // of every instance
  for (std::uint32_t i = 0; i < layout.duties.count; ++i) {
    program::DutyProgram& duty = out.duties[layout.duties.first + i];
    duty.first_instance = index_of(duties.size());
    duties.insert(duties.end(), duty.slots, layout.duties.first + i);
    duty.plain = is_plain(out, duty);
    duty.latches = latches_of(out, layout, duty);
    duty.stride = stride_of(duty);
  }
  layout.instances = append(out.index_lists, duties);
  layout.dues_offset = take(std::uint64_t{8} * duties.size());
  for (std::uint32_t i = 0; i < layout.duties.count; ++i) {
    program::DutyProgram& duty = out.duties[layout.duties.first + i];
    duty.instances = take(std::uint64_t{duty.stride} * duty.slots);
  }
  layout.routines_offset = take(sizeof(program::RoutineState) * layout.routines.count);
  layout.words_offset = take(std::uint64_t{8} * layout.word_count);
  layout.findings_offset = take(rounded_up(sizeof(program::FindingState) * layout.finding_count));
  if (at > limits::case_bytes) {
    context.refuse(context.tree.case_kinds[kind.value].title.span, size_of_a_case, limits::case_bytes);
  }
  layout.size = static_cast<std::uint32_t>(std::min<std::uint64_t>(at, UINT32_MAX));
}

}  // namespace bylaw::compiler
