#include "bylaw/explain.hpp"

#include "explain/from_case.hpp"
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

}  // namespace bylaw
