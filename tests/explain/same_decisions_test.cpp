// Looking on changes nothing: an explanation is of the decisions that a case gives which nobody looks at.
#include <algorithm>

#include "catch.hpp"
#include "explain/corpus.hpp"
#include "explain/from_case.hpp"

namespace {

using namespace bylaw;

struct Plain {
  std::vector<Decision> decisions;
  bool taken = true;
};

// The case told its events and nothing else.
Plain plain_run(const tests::ToldCase& told) {
  std::vector<std::uint64_t> memory((told.rules.case_bytes(told.kind) + 7) / 8);
  Case plain(told.rules, told.kind, std::as_writable_bytes(std::span(memory)));
  Plain out;
  REQUIRE(plain.open(1, told.given) == Status::ok);
  std::vector<Decision> buffer(4096);
  const auto keep = [&](std::size_t count) {
    out.decisions.insert(out.decisions.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(count));
  };
  for (const Event& event : told.events) {
    const Result result = plain.apply(event, buffer);
    if (static_cast<int>(result.status) < 0) {
      out.taken = false;
      return out;
    }
    keep(result.written);
  }
  for (;;) {
    const Result result = plain.advance(told.now, buffer);
    keep(result.written);
    if (result.status != Status::more) return out;
  }
}

bool same(const Decision& a, const Decision& b) {
  return a.case_number == b.case_number && a.at == b.at && a.due == b.due && a.value == b.value && a.event == b.event && a.rule == b.rule &&
         a.instance == b.instance && a.kind == b.kind && a.state == b.state && a.cause == b.cause && a.level == b.level &&
         a.edition == b.edition && a.flags == b.flags && a.variant == b.variant;
}

}  // namespace

TEST_CASE("an explained case decides what a plain one decides", "[explain]") {
  std::size_t decisions = 0;
  const std::size_t cases = tests::each_told_case({"tests/semantics", "rules"}, [&](const tests::ToldCase& told) {
    INFO(told.name);
    tests::ToldCase ordered = told;
    std::stable_sort(ordered.events.begin(), ordered.events.end(), [](const Event& a, const Event& b) { return a.at < b.at; });
    const Plain plain = plain_run(ordered);
    const explainer::Explanation explained = explainer::from_case(told.rules, told.kind, told.given, told.events, RuleId{}, told.now);
    CHECK(plain.taken == (static_cast<int>(explained.refused.status) >= 0));
    if (!plain.taken) return;
    REQUIRE(explained.decisions.size() == plain.decisions.size());
    for (std::size_t i = 0; i < plain.decisions.size(); ++i) {
      INFO("decision " << i << " of rule " << plain.decisions[i].rule.value);
      CHECK(same(explained.decisions[i], plain.decisions[i]));
    }
    decisions += plain.decisions.size();
  });
  CHECK(cases > 1000);
  CHECK(decisions > 2000);
}
