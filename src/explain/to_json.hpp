// An explanation as JSON: the same tree, with names for numbers. rules/reference/explanation.md has its members; those that are
// there keep their meaning within a schema, new ones may come.
#pragma once
#include <string>
#include <string_view>

#include "bylaw/ruleset.hpp"
#include "explain/explanation.hpp"
#include "explain/to_text.hpp"

namespace bylaw::explainer {

// One line without its end. `case_name` may be empty. Of rules that had nothing to do with the case only with `all`.
std::string to_json(const RuleSet& rules, const Explanation& explanation, std::string_view case_name, const EventNames& names, bool all);

}  // namespace bylaw::explainer
