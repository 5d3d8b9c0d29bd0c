// The tests that stand in rule files: each is a small log with expectations between its events.
#pragma once
#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "bylaw/compile.hpp"
#include "cli/tree.hpp"

namespace bylaw::cli {

struct TestOutcome {
  std::string name;
  std::vector<std::string> failures;  // each with its place, what was expected and what was found
  std::set<std::string> broken;       // rules that it rightly expects to be broken; tables, ladders and KPIs whose result, level or missed target it expects
  bool passed() const { return failures.empty(); }
};

TestOutcome run_test(const CheckedFiles& checked, const check::Test& test, const RuleSet& rules, Language language);

}  // namespace bylaw::cli
