#include "bylaw/explain.hpp"

#include "explain/from_log.hpp"

namespace bylaw {

std::string explain(const RuleSet& rules, CaseKindId kind, std::span<const FieldValue> given, std::span<const Event> events,
                    RuleId rule, const ExplainOptions& options, std::string (*event_name)(std::uint64_t id, const void* context),
                    const void* context) {
  if (!rules || kind.value >= rules.case_kind_count()) return {};
  explainer::Telling telling{rules, kind, given, events, options, event_name, context, {}};
  return explainer::from_log(telling, rule);
}

}  // namespace bylaw
