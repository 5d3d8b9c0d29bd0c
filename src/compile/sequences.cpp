// A sequence is looked at at each of its steps, and at the end of the case.
#include "compile/findings.hpp"
#include "compile/reads.hpp"

namespace bylaw::compiler {

namespace {

constexpr diag::Phrase number_of_steps{"the number of steps of one sequence", "一个流程的步骤数目"};

}  // namespace

void write_sequence(const Context& context, check::SequenceId id, CaseParts& parts, program::CaseProgram& layout) {
  const check::Sequence& rule = context.tree.sequences[id.value];
  if (rule.steps.size() > limits::steps) return context.refuse(rule.title.span, number_of_steps, limits::steps);
  const std::uint32_t index = index_of(context.out.sequences.size());
  program::SequenceProgram out;
  out.finding = finding_of(context, context.rule_of(id), rule.clause, facts_named(context.tree, rule), rule.title.span, 1, parts, layout);
  out.steps = static_cast<std::uint8_t>(rule.steps.size());
  out.strict = rule.strict;
  std::vector<std::uint32_t> may_skip;
  for (std::size_t i = 0; i < rule.steps.size(); ++i) {
    may_skip.push_back(rule.skips[i].may ? parts.conditions.guard(rule.skips[i].when) : program::never_skipped);
    parts.reactions.look(rule.steps[i], program::LookKind::step, index, program::none, i);
  }
  out.may_skip = append(context.out.index_lists, may_skip);
  context.out.sequences.push_back(out);
}

}  // namespace bylaw::compiler
