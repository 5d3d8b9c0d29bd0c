// Partial results of KPIs: boards of any split of the cases merge into what one board would say; and bytes that are no board.
#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "bylaw/board.hpp"
#include "history.hpp"

using namespace bylaw;
using namespace bylaw::tests;

namespace {

constexpr std::string_view figures = R"(
kpi on-time "on time"    { measure share of answer met  by impact  over calendar month  target >= 80%  bands good 80%, poor 0% }
kpi late "late"          { measure count of answer breached  by impact  over calendar day }
kpi amounts "amounts"    { measure mean of amount at request.opened  over calendar month }
kpi waits "waiting"      { measure percentile 90 of time from request.opened to request.answered  over calendar month }
kpi closed "closed"      { measure share of close met  exclude reach = many  over calendar month }
rating overall "overall" { of on-time  bands high 90%, low 0% }
)";

// All that a host has of one case: its events and the decisions on it.
struct CaseTold {
  std::uint64_t number = 0;
  std::vector<Told> events;
  std::vector<Decision> decisions;
};

std::vector<CaseTold> cases_of(const RuleSet& rules, std::mt19937& random, std::size_t count) {
  std::vector<CaseTold> cases;
  for (std::size_t i = 0; i < count; ++i) {
    Story story(rules);
    CaseTold one;
    one.number = i + 1;
    one.events = history(story, random, 3 + random() % 8);
    if (random() % 3 != 0) one.events.front().fields.push_back(story.field("amount", static_cast<std::int64_t>(random() % 100000)));
    for (const Told& event : one.events) REQUIRE(story.apply(event).status == Status::ok);
    REQUIRE(story.advance(minute(20000)).status == Status::ok);
    one.decisions = story.decisions;
    for (Decision& decision : one.decisions) decision.case_number = one.number;
    cases.push_back(one);
  }
  return cases;
}

void tell(Board& board, CaseKindId kind, const CaseTold& one) {
  for (const Told& event : one.events) REQUIRE(static_cast<int>(board.add(one.number, kind, event.event())) >= 0);
  for (const Decision& decision : one.decisions) REQUIRE(board.add(kind, decision) == Status::ok);
}

std::string text_of(Board& board) {
  REQUIRE(board.compute() == Status::ok);
  std::string text;
  for (std::size_t i = 0; i < board.size(); ++i) {
    const KpiRow row = board.row(i);
    const auto add = [&](std::int64_t value) { text += std::to_string(value) + ' '; };
    for (const std::int64_t value : {std::int64_t{row.rule.value}, std::int64_t{row.first_day}, std::int64_t{row.end_day}, row.numerator, row.denominator}) add(value);
    for (const KpiGroup& group : row.group) add(group.known ? group.value : -1);
    for (const std::uint64_t value : {row.counted, row.cancelled, row.superseded, row.withdrawn, row.indeterminate, row.excluded}) add(static_cast<std::int64_t>(value));
    add(row.has_value);
    add(static_cast<std::int64_t>(row.target));
    text += std::string(row.band) + '\n';
  }
  return text;
}

std::vector<std::byte> bytes_of(const Board& board) {
  std::vector<std::byte> bytes(board.save({}));
  REQUIRE(board.save(bytes) == bytes.size());
  return bytes;
}

RuleSet rules_with_figures() { return rules_of(std::string(story_rules) + std::string(figures)); }

}  // namespace

TEST_CASE("sem-K3 property: partial results of any split add up exactly to the whole") {
  const RuleSet rules = rules_with_figures();
  const CaseKindId kind = rules.case_kind("request");
  std::mt19937 random(20261125);
  for (int round = 0; round < 20; ++round) {
    const std::vector<CaseTold> cases = cases_of(rules, random, 30);
    Board whole(rules);
    for (const CaseTold& one : cases) tell(whole, kind, one);
    const std::string expected = text_of(whole);
    REQUIRE(expected.size() > 100);

    // Some cases are told to two boards; some boards travel as bytes; they are merged in any order.
    std::vector<Board> parts;
    for (std::size_t i = 0; i < 2 + random() % 6; ++i) parts.emplace_back(rules);
    for (const CaseTold& one : cases) {
      tell(parts[random() % parts.size()], kind, one);
      if (random() % 4 == 0) tell(parts[random() % parts.size()], kind, one);
    }
    std::shuffle(parts.begin(), parts.end(), random);
    Board sum(rules);
    for (Board& part : parts) {
      if (random() % 2 == 0) {
        REQUIRE(sum.merge(part) == Status::ok);
        continue;
      }
      Board read(rules);
      REQUIRE(read.load(bytes_of(part)) == Status::ok);
      REQUIRE(sum.merge(read) == Status::ok);
    }
    CHECK(text_of(sum) == expected);
    CHECK(bytes_of(sum) == bytes_of(whole));
  }
}

TEST_CASE("bytes that are no board are refused and change nothing, or are a board") {
  const RuleSet rules = rules_with_figures();
  const CaseKindId kind = rules.case_kind("request");
  std::mt19937 random(7);
  Board board(rules);
  for (const CaseTold& one : cases_of(rules, random, 6)) tell(board, kind, one);
  const std::vector<std::byte> good = bytes_of(board);
  const std::string before = text_of(board);

  std::size_t refused = 0;
  for (std::size_t length = 0; length < good.size(); ++length) {
    REQUIRE(board.load(std::span(good).first(length)) == Status::bad_snapshot);
  }
  REQUIRE(text_of(board) == before);
  for (int round = 0; round < 4000; ++round) {
    std::vector<std::byte> bytes = good;
    const std::size_t changes = 1 + random() % 3;
    for (std::size_t i = 0; i < changes; ++i) {
      // A number of many bits as well as a single one: counts, indices and instants beyond all bounds.
      std::byte& one = bytes[random() % bytes.size()];
      one = random() % 2 == 0 ? std::byte{0xff} : one ^ static_cast<std::byte>(1u << random() % 8);
    }
    if (random() % 8 == 0) bytes.resize(bytes.size() + 1 + random() % 9, std::byte{0});
    Board hostile(rules);
    const Status status = hostile.load(bytes);
    if (status == Status::ok) {
      // Whatever it says, it says it as a board does, and comes back to the same bytes.
      REQUIRE(hostile.compute() == Status::ok);
      REQUIRE(bytes_of(hostile) == bytes);
    } else {
      REQUIRE(status == Status::bad_snapshot);
      REQUIRE(hostile.compute() == Status::ok);
      REQUIRE(hostile.size() == 0);
      ++refused;
    }
  }
  CHECK(refused > 1000);
}
