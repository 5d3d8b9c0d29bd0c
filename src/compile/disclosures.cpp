// A disclosure: looked at when it is shown, when it is confirmed, and at its gate.
#include "compile/findings.hpp"
#include "compile/reads.hpp"

namespace bylaw::compiler {

void write_disclosure(const Context& context, check::DisclosureId id, CaseParts& parts, program::CaseProgram& layout) {
  using program::LookKind;
  const check::Disclosure& rule = context.tree.disclosures[id.value];
  const std::uint32_t index = index_of(context.out.disclosures.size());
  program::DisclosureProgram out;
  out.finding = finding_of(context, context.rule_of(id), rule.clause, facts_named(context.tree, rule), rule.title.span,
                           rule.valid ? 2 : 0, parts, layout);
  out.scope = parts.conditions.guard(rule.scope);
  out.confirm = rule.confirm.has_value();
  out.confirm_after_show = rule.confirm_after_show;
  out.valid = rule.valid.has_value();
  if (rule.valid) out.lasts = lasting_of(context, *rule.valid, rule.calendar);
  parts.reactions.look(rule.gate, LookKind::gate, index);
  if (rule.confirm) parts.reactions.look(*rule.confirm, LookKind::confirm, index, parts.conditions.guard(rule.confirm_when));
  parts.reactions.look(rule.show, LookKind::show, index, parts.conditions.guard(rule.show_when));
  context.out.disclosures.push_back(out);
}

}  // namespace bylaw::compiler
