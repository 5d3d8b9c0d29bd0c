// The desk: many cases, one queue, a log; late events become corrections.
#include <algorithm>
#include <cstdlib>
#include <map>

#include "history.hpp"

using namespace bylaw;
using namespace bylaw::tests;

namespace {

std::map<std::pair<std::uint32_t, std::uint32_t>, State> verdicts(std::span<const Decision> decisions) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, State> result;
  for (const Decision& d : decisions) {
    const bool retracted = (d.flags & static_cast<std::uint8_t>(DecisionFlag::retracted)) != 0;
    if (d.kind == DecisionKind::state) result[{d.rule.value, d.instance}] = retracted ? State::none : d.state;
  }
  std::erase_if(result, [](const auto& entry) { return entry.second == State::none; });
  return result;
}

}  // namespace

TEST_CASE("sem-L2 any order of arrival gives the same verdicts and the same bytes") {
  const RuleSet rules = rules_of(story_rules);
  std::mt19937 random(20260302);
  const CaseKindId kind = rules.case_kind("request");
  const int rounds = std::getenv("BYLAW_LONG") != nullptr ? 20000 : 600;
  for (int round = 0; round < rounds; ++round) {
    Story straight(rules);
    std::vector<Told> events = history(straight, random, 8 + random() % 5);
    for (const Told& event : events) REQUIRE(straight.apply(event).status == Status::ok);
    const Instant end = minute(8 * 24 * 60);
    REQUIRE(straight.advance(end).status == Status::ok);

    DeskOptions options;
    options.cases = 4;
    options.lateness_us = INT64_MAX;
    options.tolerance_us = INT64_MAX;
    Desk desk(rules, options);
    std::vector<Decision> out(512);
    std::vector<Decision> told;
    const auto keep = [&](const Result& result) {
      INFO(word(result.status));
      REQUIRE(result.status == Status::ok);
      told.insert(told.end(), out.begin(), out.begin() + static_cast<std::ptrdiff_t>(result.written));
    };
    std::shuffle(events.begin(), events.end(), random);
    for (const Told& event : events) {
      keep(desk.apply({7, kind, event.event()}, out));
      // Time passes in between; what is established then may be corrected.
      if (random() % 3 == 0) keep(desk.advance(std::max(desk.now(), minute(static_cast<std::int64_t>(random() % 4000))), out));
    }
    keep(desk.advance(end, out));
    std::vector<std::byte> bytes(rules.snapshot_bytes(kind));
    REQUIRE(desk.snapshot(7, kind, bytes) == bytes.size());
    INFO("round " << round);
    REQUIRE(bytes == straight.bytes());
    REQUIRE(verdicts(told) == verdicts(straight.decisions));
  }
}

TEST_CASE("sem-E1 many small steps are one big step") {
  const RuleSet rules = rules_of(story_rules);
  std::mt19937 random(42);
  for (int round = 0; round < 300; ++round) {
    Story big(rules);
    Story small(rules);
    const std::vector<Told> events = history(big, random, 8);
    Instant last = minute(-1);
    for (const Told& event : events) {
      // Advance to instants strictly before the next event, as a host that calls often would.
      for (int step = 0; step < 5; ++step) {
        const Instant to{last.us + (event.at.us - last.us) / 5 * step};
        if (to > last && to <= event.at) REQUIRE(small.advance(to).status == Status::ok);
      }
      last = event.at;
      REQUIRE(big.apply(event).status == Status::ok);
      REQUIRE(small.apply(event).status == Status::ok);
    }
    REQUIRE(big.advance(minute(20000)).status == Status::ok);
    REQUIRE(small.advance(minute(20000)).status == Status::ok);
    REQUIRE(big.bytes() == small.bytes());
    REQUIRE(big.decisions.size() == small.decisions.size());
    for (std::size_t i = 0; i < big.decisions.size(); ++i) REQUIRE(same(big.decisions[i], small.decisions[i]));
  }
}

TEST_CASE("a breach on a prefix is there on every extension") {
  const RuleSet rules = rules_of(story_rules);
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    Story story(rules);
    const std::vector<Told> events = history(story, random, 10);
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> breached;
    for (const Told& event : events) REQUIRE(story.apply(event).status == Status::ok);
    for (const Decision& d : story.decisions) {
      if (d.kind != DecisionKind::state) continue;
      const std::pair<std::uint32_t, std::uint32_t> key{d.rule.value, d.instance};
      if (d.state == State::breached) REQUIRE(breached.emplace(key, d.at.us).second);
      if (breached.count(key) != 0) REQUIRE((d.state == State::breached || d.state == State::met_late));
    }
  }
}

TEST_CASE("a late event corrects the breach that it disproves, and carries both values") {
  const RuleSet rules = rules_of(story_rules);
  Story names(rules);
  DeskOptions options;
  options.lateness_us = INT64_MAX;
  Desk desk(rules, options);
  std::vector<Decision> out(64);
  const CaseKindId kind = rules.case_kind("request");
  const auto opened = names.told("request.opened", minute(0), 1, {names.field("impact", 1), names.field("reach", 0)});
  REQUIRE(desk.apply({7, kind, opened.event()}, out).status == Status::ok);
  REQUIRE(desk.advance(minute(180), out).status == Status::ok);
  Standing standing;
  REQUIRE(desk.standing(7, kind, rules.rule("answer"), standing) == Status::ok);
  REQUIRE(standing.state == State::breached);
  const Result late = desk.apply({7, kind, names.told("request.answered", minute(110), 2).event()}, out);
  REQUIRE(late.status == Status::ok);
  // The breach as it was told, retracted, and then what is in its place.
  std::size_t found = 0;
  for (std::size_t i = 1; i < late.written; ++i) {
    if (out[i].rule == rules.rule("answer") && out[i].kind == DecisionKind::state) found = i;
  }
  REQUIRE(found != 0);
  CHECK(out[found].flags == static_cast<std::uint8_t>(DecisionFlag::correction));
  CHECK(out[found].state == State::met);
  CHECK(out[found].at == minute(110));
  CHECK(out[found - 1].flags == static_cast<std::uint8_t>(DecisionFlag::retracted));
  CHECK(out[found - 1].state == State::breached);
  CHECK(out[found - 1].at == minute(120));
}

TEST_CASE("a full desk reserves at most twice what is in use") {
  const RuleSet rules = rules_of(story_rules);
  Story names(rules);
  DeskOptions options;
  options.cases = 5000;
  options.events = 20000;
  options.fields = 20000;
  Desk desk(rules, options);
  std::vector<Decision> out(64);
  const CaseKindId kind = rules.case_kind("request");
  for (std::uint64_t i = 0; i < options.cases; ++i) {
    const auto opened = names.told("request.opened", minute(0), 1, {names.field("impact", 1), names.field("reach", 0)});
    REQUIRE(desk.apply({i, kind, opened.event()}, out).status == Status::ok);
    REQUIRE(desk.apply({i, kind, names.told("info.requested", minute(1), 2).event()}, out).status == Status::ok);
  }
  CHECK(desk.open_cases() == options.cases);
  CHECK(desk.reserved_bytes() <= 2 * desk.live_bytes());
  const auto one_more = names.told("info.requested", minute(2), 1);
  CHECK(desk.apply({options.cases + 1, kind, one_more.event()}, out).status == Status::no_capacity);
  REQUIRE(desk.close(3, kind) == Status::ok);
  CHECK(desk.apply({options.cases + 1, kind, one_more.event()}, out).status == Status::ok);
}

TEST_CASE("decisions of many cases come in the order of time") {
  const RuleSet rules = rules_of(story_rules);
  Story names(rules);
  std::mt19937 random(11);
  DeskOptions options;
  options.cases = 300;
  Desk desk(rules, options);
  std::vector<Decision> out(8192);
  const CaseKindId kind = rules.case_kind("request");
  for (std::uint64_t i = 0; i < options.cases; ++i) {
    const auto at = static_cast<std::int64_t>(random() % 1000);
    const auto opened = names.told("request.opened", minute(at), 1,
                                   {names.field("impact", random() % 2), names.field("reach", random() % 2)});
    REQUIRE(desk.apply({i, kind, opened.event()}, out).status == Status::ok);
  }
  const Result result = desk.advance(minute(20000), out);
  REQUIRE(result.status == Status::ok);
  REQUIRE(result.written > options.cases);
  for (std::size_t i = 1; i < result.written; ++i) REQUIRE(out[i - 1].at <= out[i].at);
}

TEST_CASE("a restored case answers needs_log to an event older than what it has judged, and keeps its state") {
  const RuleSet rules = rules_of(story_rules);
  Story story(rules);
  REQUIRE(story.apply(story.told("request.opened", minute(0), 1, {story.field("impact", 1), story.field("reach", 0)})).status ==
          Status::ok);
  REQUIRE(story.apply(story.told("info.requested", minute(10), 2)).status == Status::ok);
  const std::vector<std::byte> snapshot = story.bytes();
  DeskOptions options;
  options.lateness_us = INT64_MAX;
  Desk desk(rules, options);
  const CaseKindId kind = rules.case_kind("request");
  std::vector<Decision> out(64);
  const auto state = [&] {
    std::vector<std::byte> bytes(rules.snapshot_bytes(kind));
    REQUIRE(desk.snapshot(7, kind, bytes) == bytes.size());
    return bytes;
  };
  REQUIRE(desk.restore(7, kind, snapshot) == Status::ok);
  const std::vector<std::byte> before = state();
  CHECK(desk.apply({7, kind, story.told("info.supplied", minute(5), 3).event()}, out).status == Status::needs_log);
  CHECK(state() == before);
  // What comes in order goes on as ever, and another case in the same place has its log again.
  CHECK(desk.apply({7, kind, story.told("info.supplied", minute(15), 3).event()}, out).status == Status::ok);
  REQUIRE(desk.close(7, kind) == Status::ok);
  REQUIRE(desk.apply({7, kind, story.told("request.opened", minute(0), 1, {story.field("impact", 1), story.field("reach", 0)}).event()},
                     out).status == Status::ok);
  REQUIRE(desk.apply({7, kind, story.told("info.requested", minute(10), 2).event()}, out).status == Status::ok);
  CHECK(desk.apply({7, kind, story.told("info.supplied", minute(5), 3).event()}, out).status == Status::ok);
}
