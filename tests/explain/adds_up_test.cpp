// The intervals of an explanation add up to the figure that it explains: every deadline, every amount used so far, how late and how
// early, for every instance in every case of every test that stands in a rule file.
#include <nlohmann/json.hpp>

#include "bylaw/explain.hpp"
#include "catch.hpp"
#include "explain/corpus.hpp"
#include "explain/sums_of_json.hpp"

using namespace bylaw;

TEST_CASE("the intervals of every explanation add up to its figures", "[explain]") {
  tests::AddedUp added;
  std::size_t faulty = 0;
  const auto explained_at = [&](const tests::ToldCase& told, Instant now) {
    ExplainOptions options;
    options.form = ExplainForm::json;
    options.now = now;
    const std::string text = explain(told.rules, told.kind, told.given, told.events, RuleId{}, options);
    tests::add_up(nlohmann::json::parse(text), told.rules, added);
  };
  const std::size_t cases = tests::each_told_case({"tests/semantics", "rules"}, [&](const tests::ToldCase& told) {
    // As it ended, and as it stood at each of its events and between them.
    explained_at(told, told.now);
    for (std::size_t i = 0; i < told.events.size(); ++i) {
      explained_at(told, told.events[i].at);
      if (i > 0) explained_at(told, Instant{told.events[i - 1].at.us + (told.events[i].at.us - told.events[i - 1].at.us) / 2});
    }
    for (; faulty < added.faults.size(); ++faulty) {
      INFO(told.name << "\n" << added.faults[faulty]);
      CHECK(false);
    }
  });
  CHECK(cases > 1000);
  CHECK(added.figures > 5000);
}
