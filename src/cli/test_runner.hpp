// The tests that stand in rule files: each is a small log with expectations between its events.
#pragma once
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "bylaw/compile.hpp"
#include "cli/tree.hpp"

namespace bylaw::cli {

struct TestOutcome {
  std::string name;
  std::vector<std::string> failures;  // each with its place, what was expected and what was found
  std::set<std::string> broken;       // rules that it rightly expects to be broken; tables, ladders and KPIs whose result, level or missed target it expects
  std::set<std::string> kept;         // rules that it rightly expects to be kept
  std::set<std::pair<std::string, std::int64_t>> levels;  // of ladders, that it expects to be reached
  std::set<std::pair<std::string, std::size_t>> cells;    // of matrices, whose result it expects; row-major
  bool passed() const { return failures.empty(); }
};

TestOutcome run_test(const CheckedFiles& checked, const check::Test& test, const RuleSet& rules, Language language);

}  // namespace bylaw::cli
