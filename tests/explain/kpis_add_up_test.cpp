// What an explained KPI lists makes its figure: for every KPI and rating in every test that stands in a rule file.
#include <algorithm>
#include <map>
#include <vector>

#include <nlohmann/json.hpp>

#include "bylaw/bylaw.hpp"
#include "catch.hpp"
#include "explain/corpus.hpp"

namespace {

using namespace bylaw;
using Json = nlohmann::json;

void tell(Board& board, const tests::ToldCase& told, std::uint64_t number) {
  std::vector<std::uint64_t> memory((told.rules.case_bytes(told.kind) + 7) / 8);
  Case judged(told.rules, told.kind, std::as_writable_bytes(std::span(memory)));
  REQUIRE(judged.open(number, told.given) == Status::ok);
  board.open(number, told.kind, told.given);
  std::vector<Decision> buffer(4096);
  const auto keep = [&](const Result& result) {
    for (std::size_t i = 0; i < result.written; ++i) board.add(told.kind, buffer[i]);
  };
  for (const Event& event : told.events) {
    const Result result = judged.apply(event, buffer);
    if (static_cast<int>(result.status) < 0) return;
    keep(result);
    board.add(number, told.kind, event);
  }
  Result result;
  do {
    result = judged.advance(told.now, buffer);
    keep(result);
  } while (result.status == Status::more);
}

// The number behind a value as an event log has it: of money, its smallest units.
std::int64_t number_of(const Json& value) {
  if (value.is_number()) return value.get<std::int64_t>();
  std::string digits = value.get<std::string>();
  digits.erase(std::remove(digits.begin(), digits.end(), '.'), digits.end());
  return std::stoll(digits);
}

void add_up(const Json& kpi, const Json& row) {
  INFO(kpi["rule"] << " " << row.dump());
  std::map<std::string, std::int64_t> parts;
  std::int64_t hits = 0, sum = 0;
  std::vector<std::int64_t> values;
  for (const Json& item : row["items"]) {
    ++parts[item["part"]];
    hits += item.value("hit", false) ? 1 : 0;
    if (item["part"] != "counted") continue;
    if (item.contains("minutes")) values.push_back(item["minutes"].get<std::int64_t>());
    else if (item.contains("value")) values.push_back(number_of(item["value"]));
    if (!values.empty()) sum += values.back();
  }
  for (const char* part : {"counted", "excluded", "indeterminate", "cancelled", "superseded", "withdrawn"}) {
    INFO(part);
    CHECK(parts[part] == row[part]);
  }
  if (row["figure"].is_null()) {
    CHECK(parts["counted"] == 0);
    return;
  }
  if (kpi["measure"] == "share" || kpi["measure"] == "count") CHECK(hits == row["numerator"]);
  if (kpi["measure"] == "share") CHECK(parts["counted"] == row["denominator"]);
  if (kpi["measure"] == "mean") CHECK((sum == row["numerator"] && row["denominator"] == values.size()));
  if (kpi["measure"] != "percentile") return;
  // Nearest rank: the smallest value that so many per cent of all do not exceed.
  std::sort(values.begin(), values.end());
  const auto at_most = [&](std::int64_t value) { return static_cast<std::size_t>(std::upper_bound(values.begin(), values.end(), value) - values.begin()); };
  const std::size_t wanted = values.size() * kpi["percentile"].get<std::size_t>();
  CHECK(std::binary_search(values.begin(), values.end(), row["numerator"].get<std::int64_t>()));
  CHECK(at_most(row["numerator"]) * 100 >= wanted);
  CHECK(at_most(row["numerator"].get<std::int64_t>() - 1) * 100 < wanted);
}

}  // namespace

TEST_CASE("what an explained KPI lists makes its figure", "[explain]") {
  std::size_t rows = 0, items = 0;
  tests::each_told_test({"tests/semantics", "tests/explain/files", "rules"}, [&](const std::vector<tests::ToldCase>& cases) {
    if (cases.empty()) return;
    INFO(cases.front().name);
    const RuleSet& rules = cases.front().rules;
    Board board(rules);
    for (std::size_t i = 0; i < cases.size(); ++i) tell(board, cases[i], i + 1);
    REQUIRE(board.compute() == Status::ok);
    ExplainOptions options;
    options.form = ExplainForm::json;
    std::size_t explained = 0;
    for (std::uint32_t rule = 0; rule < rules.rule_count(); ++rule) {
      const std::string text = explain_kpi(rules, board, RuleId{rule}, INT32_MIN, options);
      const RuleKind kind = rules.info(RuleId{rule}).kind;
      REQUIRE((kind == RuleKind::kpi || kind == RuleKind::rating) == !text.empty());
      if (text.empty()) continue;
      const Json told = Json::parse(text);
      explained += told["rows"].size();
      for (const Json& row : told["rows"]) {
        if (kind == RuleKind::kpi) {
          add_up(told, row);
          items += row["items"].size();
        } else {
          CHECK_FALSE(row["parts"].empty());
        }
      }
    }
    // Each row of the board is explained, and no other.
    CHECK(explained == board.size());
    rows += explained;
  });
  CHECK(rows > 100);
  CHECK(items > 200);
}
