// Rows sem-B7, sem-C10, sem-C16, sem-C17: deadlines that cannot be reached, or lie outside what a calendar covers.
#include <algorithm>

#include "story.hpp"

using namespace bylaw;
using namespace bylaw::tests;

namespace {

constexpr std::string_view far_rules = R"(bylaw 1 lang en
calendar office {
  zone    "Asia/Shanghai"
  open    mon to fri 09:00 to 17:00
  covers  2026-01-01 to 2026-12-31
  count   civil roll wide
}
case request { urgent yes-no optional }
event request.opened   on request { urgent }
event request.answered on request
handbook manual { edition "1" in-force from 2020-01-01  calendar office }
clause F.1 "far" of manual {
  duty soon   { trigger request.opened  must request.answered  limit 2 working days from trigger }
  duty beyond { trigger request.opened  must request.answered  limit 300 working days from trigger }
  duty never  { trigger request.opened  must request.answered  limit 9000 working days from trigger }
  duty elapse { trigger request.opened  must request.answered  limit 200 hours from trigger }
}
)";

Decision only_state(const Story& story, std::string_view rule) {
  Decision found;
  std::size_t count = 0;
  for (const Decision& d : story.decisions) {
    if (d.kind != DecisionKind::state || d.rule != story.rules.rule(rule)) continue;
    found = d;
    ++count;
  }
  REQUIRE(count == 1);
  return found;
}

}  // namespace

TEST_CASE("sem-C17 a deadline outside the covered range is flagged provisional") {
  Story story(far_rules);
  REQUIRE(story.apply(story.told("request.opened", minute(0), 1)).status == Status::ok);
  REQUIRE(story.apply(story.told("request.answered", minute(60), 2)).status == Status::ok);
  CHECK((only_state(story, "beyond").flags & static_cast<std::uint8_t>(DecisionFlag::provisional)) != 0);
  CHECK((only_state(story, "soon").flags & static_cast<std::uint8_t>(DecisionFlag::provisional)) == 0);
}

TEST_CASE("sem-C10 a deadline that the calendar never comes to is unreachable, and says so at once") {
  Story story(far_rules);
  REQUIRE(story.apply(story.told("request.opened", minute(0), 1)).status == Status::ok);
  const Decision decision = only_state(story, "never");
  CHECK(decision.state == State::unreachable);
  CHECK(decision.cause == Cause::calendar_ends);
  CHECK(decision.due == bylaw::never);
}

TEST_CASE("sem-B7 time that overflows is unreachable, not a wrong date") {
  Story story(far_rules);
  REQUIRE(story.apply(story.told("request.opened", Instant{INT64_MAX - 1000}, 1)).status == Status::ok);
  CHECK(only_state(story, "elapse").state == State::unreachable);
  CHECK(only_state(story, "soon").state == State::unreachable);
  CHECK(story.one().next_due() == bylaw::never);
}

TEST_CASE("sem-B7 the earliest and the latest instants are no times of events") {
  Story story(far_rules);
  CHECK(story.apply(story.told("request.opened", beginning, 1)).status == Status::bad_value);
  CHECK(story.apply(story.told("request.opened", bylaw::never, 1)).status == Status::bad_value);
}

TEST_CASE("sem-C16 the zone data have a version, and are part of the rule set's hash") {
  const RuleSet rules = rules_of(far_rules);
  CHECK(rules.zone_data_version().size() >= 5);
  std::string elsewhere(far_rules);
  elsewhere.replace(elsewhere.find("Asia/Shanghai"), 13, "Asia/Tokyo");
  const RuleSet other = rules_of(elsewhere);
  CHECK(!std::equal(rules.hash().begin(), rules.hash().end(), other.hash().begin()));
}
