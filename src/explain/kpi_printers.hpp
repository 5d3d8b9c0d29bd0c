// An explained KPI or rating as sentences and as JSON.
#pragma once
#include <string>

#include "bylaw/compile.hpp"
#include "explain/from_board.hpp"
#include "explain/to_text.hpp"

namespace bylaw::explainer {

struct KpiNames {
  EventNames events;
  EventNames cases;  // by their numbers
};

std::string to_text(const RuleSet& rules, const KpiExplanation& explanation, Language language, const KpiNames& names);

// One line without its end. rules/reference/explanation.md has its members.
std::string to_json(const RuleSet& rules, const KpiExplanation& explanation, const KpiNames& names);

}  // namespace bylaw::explainer
