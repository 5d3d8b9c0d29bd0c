// Adds up what an explanation in JSON says, from its members alone.
#pragma once
#include <functional>
#include <string>

#include <nlohmann/json.hpp>

#include "bylaw/ruleset.hpp"

namespace bylaw::tests {

struct AddedUp {
  std::size_t figures = 0;              // deadlines and amounts that were added up
  std::size_t intervals = 0;
  std::vector<std::string> faults;      // each with the rule and what does not add up
};

void add_up(const nlohmann::json& explanation, const RuleSet& rules, AddedUp& out);

}  // namespace bylaw::tests
