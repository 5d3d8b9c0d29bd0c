// Parts that all explanations in JSON are made of.
#pragma once
#include <cstdint>

#include <nlohmann/json_fwd.hpp>  // declarations alone

#include "bylaw/board.hpp"
#include "bylaw/ruleset.hpp"
#include "program/program.hpp"

namespace bylaw::explainer {

using Json = nlohmann::ordered_json;

// ISO 8601 in the rule set's zone, with its offset; null where there is none.
Json instant_json(const RuleSet& rules, std::int64_t at);

// As an event log has it.
Json value_json(const RuleSet& rules, std::uint32_t fact, std::int64_t number);

Json rule_set_json(const RuleSet& rules);

// A rule's names, place, bearer, violation and parameters.
Json rule_json(const RuleSet& rules, std::uint32_t rule, std::uint32_t edition);

// What a KPI comes to: `numerator`, `denominator`, `decimals`, `unit`, `figure`; only a null `figure` where there are no cases.
void figure_to_json(const KpiRow& row, Json& out);

const char* sign_word(program::Compare op);

}  // namespace bylaw::explainer
