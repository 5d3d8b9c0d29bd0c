// A prohibition is looked at whenever its event happens. What allows has been taken into the condition of what forbids.
#include "compile/findings.hpp"
#include "compile/reads.hpp"

namespace bylaw::compiler {

void write_prohibition(const Context& context, check::ProhibitionId id, CaseParts& parts, program::CaseProgram& layout) {
  const check::Prohibition& rule = context.tree.prohibitions[id.value];
  if (!rule.forbid) return;
  program::ProhibitionProgram out;
  // The newest events that counted; where that may be unknown, the newest that may have counted as well.
  const std::uint32_t rings = parts.conditions.guard(rule.holds) == program::none ? 1 : 2;
  out.finding = finding_of(context, context.rule_of(id), rule.clause, facts_named(context.tree, rule), rule.title.span,
                           index_of(static_cast<std::size_t>(rule.more_than)) * rings, parts, layout);
  out.holds = parts.conditions.guard(rule.holds);
  out.more_than = static_cast<std::uint8_t>(rule.more_than);
  if (rule.more_than > 0) out.within = kept_for(context, rule.within, rule.calendar);
  parts.reactions.look(rule.event, program::LookKind::forbid, index_of(context.out.prohibitions.size()));
  context.out.prohibitions.push_back(out);
}

}  // namespace bylaw::compiler
