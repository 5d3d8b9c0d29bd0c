#include "compile/from_tree.hpp"

#include "compile/calendars.hpp"
#include "compile/duties.hpp"
#include "compile/editions.hpp"
#include "compile/findings.hpp"
#include "compile/kpis.hpp"
#include "compile/layout.hpp"
#include "compile/names.hpp"
#include "compile/reads.hpp"
#include "compile/routines.hpp"
#include "compile/tables.hpp"
#include "program/derived.hpp"
#include "program/hash.hpp"
#include "program/most_decisions.hpp"
#include "program/zone_tables.hpp"

namespace bylaw::compiler {

namespace {

void write_case(const Context& context, check::CaseKindId kind) {
  program::Program& out = context.out;
  program::CaseProgram layout = out.cases[kind.value];
  const std::vector<std::uint32_t> slots = write_slots(context, kind, layout);
  Conditions conditions(context, slots);
  Reactions reactions(context, kind);
  reactions.write_plans(slots, layout);
  write_tables(context, kind, slots, conditions, layout);
  CaseParts parts{slots, conditions, reactions, {}};
  layout.duties.first = index_of(out.duties.size());
  for (std::size_t i = 0; i < context.tree.duties.size(); ++i) {
    if (!contains(context.tree.duties[i].cases, kind)) continue;
    write_duty(context, check::DutyId(i), parts);
    ++layout.duties.count;
  }
  for (const auto& [slot, duties] : parts.asking) out.slots[slot].duties = append(out.index_lists, duties);
  write_findings(context, kind, parts, layout);
  write_routines(context, kind, parts, layout);
  reactions.write(layout);
  conditions.finish(layout);
  link_editions(out, layout);
  place_parts(context, kind, layout);
  layout.max_decisions = program::most_decisions(out, layout);
  out.cases[kind.value] = layout;
}

}  // namespace

std::unique_ptr<program::Program> from_tree(const check::Tree& tree, diag::Sink& sink) {
  const std::size_t errors = sink.error_count();
  auto program = std::make_unique<program::Program>();
  Context context{tree, sink, *program, {}};
  write_names(context);
  write_calendars(context);
  program->zone_data_version = program::zone_data_version();
  for (std::size_t i = 0; i < tree.case_kinds.size(); ++i) write_case(context, check::CaseKindId(i));
  write_kpis(context);
  if (sink.error_count() != errors) return nullptr;
  program::derive(*program);
  program->hash = program::hash_of(*program);
  return program;
}

}  // namespace bylaw::compiler
