#include "program/most_decisions.hpp"

#include <algorithm>

namespace bylaw::program {

std::uint32_t most_decisions(const Program& program, const CaseProgram& layout) {
  // Remarks on the event itself, and every table once.
  std::uint64_t most = 4 + layout.tables.count;
  std::uint64_t all_instances = 0;
  for (std::uint32_t d = 0; d < layout.duties.count; ++d) {
    const DutyProgram& duty = program.duties[layout.duties.first + d];
    std::uint64_t checkpoints = duty.checkpoints.count;
    for (std::uint32_t l = 0; l < duty.ladders.count; ++l) {
      checkpoints += program.ladders[duty.ladders.first + l].repeat_at_most;
    }
    // What was due before the event or, for an instance that was pending, what time has brought about since its
    // trigger: the same checkpoints; then its settling, and its end.
    most += duty.slots * (checkpoints + 3);
    all_instances += duty.slots;
  }
  // The first event of a case begins its routines, and the last one ends them.
  most += layout.routines.count;
  // A step may show all the others to be missing, and so may the end of the case.
  std::uint64_t steps = 0;
  for (std::uint32_t s = 0; s < layout.sequences.count; ++s) {
    steps += program.sequences[layout.sequences.first + s].steps + 1u;
  }
  most += steps;
  std::uint64_t greatest = 0;  // of one event's reactions
  for (std::uint32_t p = 0; p < layout.plans.count; ++p) {
    const EventPlan& plan = program.plans[layout.plans.first + p];
    std::uint64_t reactions = 0;
    for (std::uint32_t r = 0; r < plan.reactions.count; ++r) {
      const Reaction& reaction = program.reactions[plan.reactions.first + r];
      // A routine says one thing, and of the period that follows perhaps that it cannot be reached.
      const bool of_routine = reaction.effect == Effect::perform || reaction.effect == Effect::begin;
      std::uint64_t slots = of_routine || reaction.target == none ? 0 : program.duties[reaction.target].slots;
      if (reaction.effect == Effect::start) {
        const Range others = program.duties[reaction.target].other_editions;
        for (std::uint32_t o = 0; o < others.count; ++o) slots += program.duties[program.index_lists[others.first + o]].slots;
      }
      switch (reaction.effect) {
        case Effect::end_case:
        case Effect::withdraw_case:
        case Effect::merge_case: reactions += all_instances + layout.routines.count + 1; break;
        default: reactions += slots + 2; break;
      }
    }
    greatest = std::max(greatest, reactions + plan.looks.count + (plan.looks.count != 0 ? steps : 0));
  }
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(most + greatest, UINT32_MAX));
}

}  // namespace bylaw::program
