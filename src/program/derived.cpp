#include "program/derived.hpp"

#include <algorithm>
#include <bit>

namespace bylaw::program {

namespace {

template <class T>
std::vector<std::uint32_t> by_name(const std::vector<T>& items) {
  std::vector<std::uint32_t> order(items.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const int names = items[a].title.name.compare(items[b].title.name);
    return names != 0 ? names < 0 : a < b;
  });
  return order;
}

// A disjunction of single atoms of one word, as the conjunction that it is the negation of. The mask is empty where the guard is
// no such thing.
Mask none_of(const Program& program, const Guard& guard) {
  Mask all;
  for (std::uint32_t t = 0; t < guard.terms.count; ++t) {
    const Range masks = program.guard_terms[guard.terms.first + t].masks;
    if (masks.count != 1) return {};
    const Mask& one = program.masks[masks.first];
    const bool fits = std::has_single_bit(one.mask) && (all.mask & one.mask) == 0 && (t == 0 || one.word == all.word);
    if (!fits) return {};
    all = {one.word, all.mask | one.mask, all.want | (one.mask & ~one.want)};
  }
  return all;
}

Test test_of(const Program& program, const CaseProgram& layout, std::uint32_t guard) {
  if (guard == none) return {0, 0, 0, 0, false};
  const Guard& asked = program.guards[guard];
  const Mask mask = asked.plain ? asked.mask : none_of(program, asked);
  if (!asked.plain && mask.mask == 0) return {};
  const std::uint32_t values = layout.value_offset + 8 * mask.word;
  return {mask.mask, mask.want, values, values + 8 * layout.atom_words, !asked.plain};
}

Way way_of(const Reaction& reaction) {
  if (reaction.timer == none || reaction.where != none) return Way::general;
  if (reaction.effect == Effect::stop && reaction.guard == none) return Way::stop_timer;
  return reaction.effect == Effect::start && reaction.test.values != none ? Way::start_timer : Way::general;
}

// What the event path reads of one kind of case, side by side.
void derive_case(Program& program, const CaseProgram& layout) {
  const auto derive_rows = [&](Range rows) {
    for (std::uint32_t i = 0; i < rows.count; ++i) {
      TableRow& row = program.table_rows[rows.first + i];
      row.test = test_of(program, layout, row.guard);
    }
  };
  for (std::uint32_t p = 0; p < layout.plans.count; ++p) {
    const EventPlan& plan = program.plans[layout.plans.first + p];
    for (std::uint32_t i = 0; i < plan.reactions.count; ++i) {
      Reaction& reaction = program.reactions[plan.reactions.first + i];
      reaction.test = test_of(program, layout, reaction.guard);
      reaction.way = way_of(reaction);
    }
    for (std::uint32_t i = 0; i < plan.looks.count; ++i) {
      Look& look = program.looks[plan.looks.first + i];
      look.test = test_of(program, layout, look.guard);
    }
  }
  for (std::uint32_t i = 0; i < layout.slots.count; ++i) {
    FactSlot& slot = program.slots[layout.slots.first + i];
    slot.known_at = layout.known_offset + 8 * slot.known_word;
    slot.values_at = layout.value_offset + 8 * slot.atom_word;
    slot.atoms_known_at = slot.values_at + 8 * layout.atom_words;
  }
  for (std::uint32_t t = 0; t < layout.tables.count; ++t) {
    const TableProgram& table = program.tables[layout.tables.first + t];
    derive_rows(table.rows);
    derive_rows(table.overrides);
    derive_rows(table.moves);
  }
  for (std::uint32_t t = 0; t < layout.timers.count; ++t) {
    TimerProgram& timer = program.timers[layout.timers.first + t];
    timer.bit = std::uint64_t{1} << t % 64;
    timer.alone = timer.slots == 1 && layout.timers.count <= 64;
    timer.usual = timer.alone && !timer.dated;
  }
  for (std::uint32_t i = 0; i < layout.pauses.count && layout.timers.count <= 64; ++i) {
    PauseProgram& pause = program.pauses[layout.pauses.first + i];
    pause.bits = 0;
    for (std::uint32_t t = 0; t < pause.timers.count; ++t) {
      pause.bits |= program.timers[program.index_lists[pause.timers.first + t]].bit;
    }
  }
}

}  // namespace

std::uint16_t decisions_kept(const Program& program, const DutyProgram& duty) {
  if (duty.latches.count == 0 || duty.timer != none) return 0;
  std::uint32_t kept = duty.checkpoints.count + 2;
  for (std::uint32_t l = 0; l < duty.ladders.count; ++l) kept += program.ladders[duty.ladders.first + l].repeat_at_most;
  return static_cast<std::uint16_t>(std::min<std::uint32_t>(kept, UINT16_MAX));
}

void derive(Program& program) {
  program.facts_by_name = by_name(program.facts);
  program.events_by_name = by_name(program.events);
  program.rules_by_name = by_name(program.rules);
  program.cases_by_name = by_name(program.cases);
  for (Guard& guard : program.guards) {
    const Range masks = guard.terms.count == 1 ? program.guard_terms[guard.terms.first].masks : Range{};
    guard.plain = masks.count == 1;
    guard.mask = guard.plain ? program.masks[masks.first] : Mask{};
  }
  for (const CaseProgram& layout : program.cases) derive_case(program, layout);
  for (DutyProgram& duty : program.duties) duty.kept = decisions_kept(program, duty);
  for (CalendarTable& calendar : program.calendars) index_changes(calendar.offsets);
}

}  // namespace bylaw::program
