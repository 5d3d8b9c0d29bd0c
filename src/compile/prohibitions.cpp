// A prohibition is looked at whenever its event happens. What allows has been taken into the condition of what forbids.
#include "compile/findings.hpp"
#include "compile/reads.hpp"

namespace bylaw::compiler {

void write_prohibition(const Context& context, check::ProhibitionId id, CaseParts& parts, program::CaseProgram& layout) {
  const check::Prohibition& rule = context.tree.prohibitions[id.value];
  if (!rule.forbid) return;
  program::ProhibitionProgram out;
  out.finding = finding_of(context, context.rule_of(id), rule.clause, facts_named(context.tree, rule), rule.title.span, 0, parts, layout);
  out.holds = parts.conditions.guard(rule.holds);
  parts.reactions.look(rule.event, program::LookKind::forbid, index_of(context.out.prohibitions.size()));
  context.out.prohibitions.push_back(out);
}

}  // namespace bylaw::compiler
