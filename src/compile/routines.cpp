#include "compile/routines.hpp"

#include "compile/editions.hpp"
#include "compile/findings.hpp"
#include "compile/reads.hpp"

namespace bylaw::compiler {

namespace {

using program::Effect;

constexpr diag::Phrase number_of_musts{"the number of events of `must`", "`应当`所列事件数"};

void write_routine(const Context& context, check::RoutineId id, CaseParts& parts, program::CaseProgram& layout) {
  const check::Routine& routine = context.tree.routines[id.value];
  if (routine.must.size() > limits::musts) return context.refuse(routine.title.span, number_of_musts, limits::musts);
  const std::uint32_t index = index_of(context.out.routines.size());
  program::RoutineProgram out;
  out.rule = context.rule_of(id);
  out.state = layout.routines.count++;
  out.must_count = static_cast<std::uint8_t>(routine.must.size());
  out.from_event = routine.from.has_value();
  out.since_last = routine.since_last;
  out.every = lasting_of(context, routine.every, routine.calendar);
  out.has_grace = routine.limit.has_value();
  out.grace_day_end = static_cast<std::uint8_t>(routine.day_end);
  if (routine.limit) out.grace = lasting_of(context, *routine.limit, routine.calendar, routine.count, routine.roll);
  out.editions = editions_of(context, routine.clause);
  out.in_force = in_force_of(context, routine.clause);
  out.withdrawn = withdrawn_at(context, routine.clause);
  for (std::size_t i = 0; i < routine.must.size(); ++i) parts.reactions.on(routine.must[i], Effect::perform, i, index);
  if (routine.from) parts.reactions.on(*routine.from, Effect::begin, 0, index);
  context.out.routines.push_back(out);
}

}  // namespace

void write_routines(const Context& context, check::CaseKindId kind, CaseParts& parts, program::CaseProgram& layout) {
  layout.routines.first = index_of(context.out.routines.size());
  for (std::size_t i = 0; i < context.tree.routines.size(); ++i) {
    if (contains(context.tree.routines[i].cases, kind)) write_routine(context, check::RoutineId(i), parts, layout);
  }
}

}  // namespace bylaw::compiler
