// A record: looked at where it is made, where its retention begins, and when it is destroyed.
#include "compile/findings.hpp"
#include "compile/reads.hpp"

namespace bylaw::compiler {

void write_record(const Context& context, check::RecordId id, CaseParts& parts, program::CaseProgram& layout) {
  using program::LookKind;
  const check::Record& rule = context.tree.records[id.value];
  const std::uint32_t index = index_of(context.out.records.size());
  program::RecordProgram out;
  out.finding = finding_of(context, context.rule_of(id), rule.clause, facts_named(context.tree, rule), rule.title.span,
                           rule.keep ? 1 : 0, parts, layout);
  out.when = parts.conditions.guard(rule.when);
  // A field named twice is listed once: the fields come first, in the order written.
  std::vector<check::FactId> fields;
  for (const check::FactId field : rule.fields) {
    if (!contains(fields, field)) fields.push_back(field);
  }
  out.fields = index_of(fields.size());
  out.made_at_event = rule.at.has_value();
  out.keep = rule.keep.has_value();
  if (rule.keep) out.kept = kept_for(context, *rule.keep, rule.calendar);
  if (rule.at) parts.reactions.look(*rule.at, LookKind::record, index);
  if (rule.keep_from) parts.reactions.look(*rule.keep_from, LookKind::keep, index);
  if (rule.destroyed_by) parts.reactions.look(*rule.destroyed_by, LookKind::destroy, index);
  context.out.records.push_back(out);
}

}  // namespace bylaw::compiler
