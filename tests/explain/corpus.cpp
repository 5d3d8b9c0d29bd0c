#include "explain/corpus.hpp"

#include <algorithm>
#include <deque>

#include "catch.hpp"
#include "cli/load_rules.hpp"
#include "cli/tree.hpp"

namespace bylaw::tests {

namespace {

Instant instant_of(const check::LocalInstant& local, const RuleSet& rules) {
  if (!local.offset_seconds) return rules.instant_of(local.day, local.time_of_day_us);
  return {std::int64_t{local.day} * 86'400'000'000 + local.time_of_day_us - std::int64_t{*local.offset_seconds} * 1'000'000};
}

std::vector<FieldValue> values_of(const check::Tree& tree, const std::vector<check::FieldValue>& values, const RuleSet& rules) {
  std::vector<FieldValue> fields;
  for (const check::FieldValue& value : values) fields.push_back({rules.field(tree.facts[value.field.value].title.name), value.value});
  return fields;
}

void tell(const check::Tree& tree, const check::Test& test, const RuleSet& rules, const std::function<void(const std::vector<ToldCase>&)>& visit) {
  std::vector<ToldCase> cases;
  for (const check::Given& given : test.given) {
    ToldCase told;
    told.rules = rules;
    told.kind = rules.case_kind(tree.case_kinds[given.kind.value].title.name);
    told.name = test.name + ", " + given.name;
    told.given = values_of(tree, given.fields, rules);
    cases.push_back(std::move(told));
  }
  std::deque<std::vector<FieldValue>> fields;
  Instant now = beginning;
  std::uint64_t number = 0;
  for (const check::Step& step : test.steps) {
    if (step.kind == check::StepKind::expect) continue;
    const Instant at = instant_of(step.at, rules);
    now = std::max(now, at);
    if (step.kind != check::StepKind::event) continue;
    fields.push_back(values_of(tree, step.fields, rules));
    ++number;
    cases[step.given].events.push_back({rules.event(tree.events[step.event.value].title.name), at, static_cast<std::int64_t>(number), number, fields.back()});
  }
  for (ToldCase& told : cases) told.now = now;
  visit(cases);
}

}  // namespace

std::size_t each_told_test(const std::vector<std::string>& paths, const std::function<void(const std::vector<ToldCase>&)>& visit) {
  std::size_t count = 0;
  for (const std::string& path : paths) {
    const auto sets = cli::load_rule_sets({std::string(BYLAW_SOURCE_DIR) + "/" + path});
    REQUIRE(sets);
    for (const std::vector<Source>& sources : *sets) {
      for (const std::string& profile : cli::profiles_of_tests(sources)) {
        const auto rules = cli::compile_or_tell(sources, Language::english, profile);
        const auto checked = cli::checked_tree(sources, profile);
        REQUIRE((rules && checked));
        for (const check::Test& test : checked->tree.tests) {
          if (test.profile != profile) continue;
          tell(checked->tree, test, *rules, visit);
          ++count;
        }
      }
    }
  }
  return count;
}

std::size_t each_told_case(const std::vector<std::string>& paths, const std::function<void(const ToldCase&)>& visit) {
  std::size_t count = 0;
  each_told_test(paths, [&](const std::vector<ToldCase>& cases) {
    for (const ToldCase& told : cases) visit(told);
    count += cases.size();
  });
  return count;
}

}  // namespace bylaw::tests
