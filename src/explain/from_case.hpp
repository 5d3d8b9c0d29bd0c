// A case judged again from its log, and what every rule made of it. The way in of this folder; the printers take it from here.
#pragma once
#include <span>

#include "bylaw/ruleset.hpp"
#include "explain/explanation.hpp"

namespace bylaw::explainer {

// One rule, or with a false number all of them. Events in any order; those after `now` are left out, and time passes up to it
// (`never`: up to the last event). The explanation refers to the fields of the events and to the rule set. The decisions in it are
// those that a Case gives which is told the same events.
Explanation from_case(const RuleSet& rules, CaseKindId kind, std::span<const FieldValue> given, std::span<const Event> events,
                      RuleId rule, Instant now);

}  // namespace bylaw::explainer
