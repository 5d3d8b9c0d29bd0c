#include "bylaw/explain.hpp"

#include "explain/from_board.hpp"
#include "explain/from_case.hpp"
#include "explain/kpi_printers.hpp"
#include "explain/to_json.hpp"
#include "explain/to_text.hpp"

namespace bylaw {

std::string explain(const RuleSet& rules, CaseKindId kind, std::span<const FieldValue> given, std::span<const Event> events,
                    RuleId rule, const ExplainOptions& options, std::string (*event_name)(std::uint64_t id, const void* context),
                    const void* context) {
  if (!rules || kind.value >= rules.case_kind_count()) return {};
  const explainer::Explanation explanation = explainer::from_case(rules, kind, given, events, rule, options.now);
  const explainer::EventNames names{event_name, context};
  const bool all = static_cast<bool>(rule);
  if (options.form == ExplainForm::json) return explainer::to_json(rules, explanation, options.case_name, names, all) + "\n";
  return explainer::to_text(rules, explanation, options.language, names, all);
}

std::string explain_kpi(const RuleSet& rules, const Board& board, RuleId kpi, std::int32_t day, const ExplainOptions& options, const KpiNames& names) {
  if (!rules || board.ledger() == nullptr || &board.ledger()->program() != rules.program()) return {};
  if (kpi.value >= rules.rule_count()) return {};
  const RuleKind kind = rules.info(kpi).kind;
  if (kind != RuleKind::kpi && kind != RuleKind::rating) return {};
  const explainer::KpiExplanation explanation = explainer::from_board(*board.ledger(), kpi.value, day);
  const explainer::KpiNames told{{names.event, names.events}, {names.case_of, names.cases}};
  if (options.form == ExplainForm::json) return explainer::to_json(rules, explanation, told) + "\n";
  return explainer::to_text(rules, explanation, options.language, told);
}

}  // namespace bylaw
