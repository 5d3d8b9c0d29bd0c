// Rows sem-L, sem-O and sem-W of the semantics: the order of events, what is refused, and that nothing is lost.
#include "story.hpp"

using namespace bylaw;
using namespace bylaw::tests;

namespace {

Told opened(const Story& story, std::int64_t at, std::uint64_t id, std::int64_t impact = 1, std::int64_t reach = 0) {
  return story.told("request.opened", minute(at), id, {story.field("impact", impact), story.field("reach", reach)});
}

}  // namespace

TEST_CASE("sem-L1 an older event is answered needs-log and changes nothing") {
  Story story;
  REQUIRE(story.apply(opened(story, 0, 1)).status == Status::ok);
  REQUIRE(story.apply(story.told("info.requested", minute(30), 2)).status == Status::ok);
  const auto before = story.bytes();
  CHECK(story.apply(story.told("info.supplied", minute(20), 3)).status == Status::needs_log);
  CHECK(story.bytes() == before);
}

TEST_CASE("sem-L1 an event at or before an established checkpoint is answered needs-log") {
  Story story;
  REQUIRE(story.apply(opened(story, 0, 1)).status == Status::ok);  // two hours
  REQUIRE(story.advance(minute(150)).status == Status::ok);
  REQUIRE(story.state("answer") == State::breached);
  CHECK(story.apply(story.told("request.answered", minute(120), 2)).status == Status::needs_log);
  CHECK(story.apply(story.told("request.answered", minute(121), 3)).status == Status::ok);
  CHECK(story.state("answer") == State::met_late);
}

TEST_CASE("sem-L1 rebuild judges the whole log anew") {
  Story story;
  const std::vector<Told> told{opened(story, 0, 1), story.told("request.answered", minute(110), 2),
                               story.told("info.requested", minute(20), 3), story.told("info.supplied", minute(40), 4)};
  std::vector<Event> events;
  for (const Told& t : told) events.push_back(t.event());
  std::vector<std::uint32_t> order(events.size());
  const Result result = rebuild(story.rules, story.kind, {reinterpret_cast<std::byte*>(story.memory.data()), story.memory.size() * 8},
                                7, {}, events, minute(200), order, story.out);
  REQUIRE(result.status == Status::ok);
  CHECK(story.state("answer") == State::met);
}

TEST_CASE("sem-L2 at one instant the sequence decides, then the id") {
  Story story;
  Told first = opened(story, 0, 9);
  REQUIRE(story.apply(first).status == Status::ok);
  CHECK(story.apply(story.told("info.requested", minute(0), 8)).status == Status::needs_log);
  Event later = story.told("info.requested", minute(0), 8).event();
  later.sequence = 1;
  CHECK(story.one().apply(later, story.out).status == Status::ok);
}

TEST_CASE("sem-L3 the same event twice is taken once") {
  Story story;
  REQUIRE(story.apply(opened(story, 0, 1)).status == Status::ok);
  const auto before = story.bytes();
  CHECK(story.apply(opened(story, 0, 1)).status == Status::duplicate);
  CHECK(story.bytes() == before);
}

TEST_CASE("sem-L3 the same content under another id is applied, with a remark") {
  Story story;
  REQUIRE(story.apply(story.told("info.requested", minute(0), 1)).status == Status::ok);
  const Result again = story.apply(story.told("info.requested", minute(0), 2));
  REQUIRE(again.status == Status::ok);
  REQUIRE(again.written == 1);
  CHECK(story.out[0].kind == DecisionKind::remark);
  CHECK(story.out[0].cause == Cause::same_content);
}

TEST_CASE("sem-L3 other fields at the same instant are other content, whatever their values") {
  Story story;
  const FieldId impact = story.field("impact", 0).field;
  const FieldId reach = story.field("reach", 0).field;
  for (std::int64_t a = 0; a < 2; ++a) {
    for (std::int64_t b = 0; b < 2; ++b) {
      Story one;
      REQUIRE(one.apply(one.told("request.opened", minute(0), 1, {{impact, a}})).status == Status::ok);
      const Result other = one.apply(one.told("request.opened", minute(0), 2, {{reach, b}}));
      REQUIRE(other.status == Status::ok);
      for (std::size_t i = 0; i < other.written; ++i) CHECK(one.out[i].cause != Cause::same_content);
    }
  }
}

TEST_CASE("sem-L4 outside the tolerance an event is refused, never clamped") {
  const RuleSet rules = rules_of(story_rules);
  DeskOptions options;
  options.lateness_us = 3600 * std::int64_t{1000000};
  options.tolerance_us = 60 * std::int64_t{1000000};
  Desk desk(rules, options);
  std::vector<Decision> out(64);
  REQUIRE(desk.advance(minute(600), out).status == Status::ok);
  const auto tell = [&](std::int64_t at) {
    const Event event{rules.event("info.requested"), minute(at), 0, static_cast<std::uint64_t>(at + 1), {}};
    return desk.apply({1, rules.case_kind("request"), event}, out).status;
  };
  CHECK(tell(539) == Status::too_late);
  CHECK(tell(540) == Status::ok);
  CHECK(tell(601) == Status::ok);
  CHECK(tell(602) == Status::future);
}

TEST_CASE("sem-L5 the clock of advance does not go backwards, and apply does not move it") {
  Story story;
  REQUIRE(story.advance(minute(10)).status == Status::ok);
  REQUIRE(story.apply(opened(story, 60, 1)).status == Status::ok);
  CHECK(story.advance(minute(20)).status == Status::ok);
  CHECK(story.advance(minute(19)).status == Status::clock_backwards);
}

TEST_CASE("unknown events, fields and values are refused and change nothing") {
  Story story;
  const auto before = story.bytes();
  Event event = opened(story, 0, 1).event();
  event.kind = EventKindId{9999};
  CHECK(story.one().apply(event, story.out).status == Status::unknown_event);
  CHECK(story.apply(story.told("request.answered", minute(0), 1, {story.field("impact", 0)})).status == Status::unknown_field);
  CHECK(story.apply(story.told("request.opened", minute(0), 1, {story.field("impact", 2)})).status == Status::bad_value);
  CHECK(story.apply(story.told("request.opened", minute(0), 1, {story.field("impact", -1)})).status == Status::bad_value);
  CHECK(story.bytes() == before);
}

TEST_CASE("sem-O1 a full buffer: apply leaves the state and says how many, advance goes as far as it can") {
  Story story;
  REQUIRE(story.apply(opened(story, 0, 1)).status == Status::ok);
  const auto before = story.bytes();
  const Told late = story.told("request.answered", minute(24 * 60), 2);
  std::vector<Decision> small(1);
  const Result refused = story.one().apply(late.event(), small);
  CHECK(refused.status == Status::buffer_too_small);
  CHECK(story.bytes() == before);
  std::vector<Decision> enough(refused.needed);
  CHECK(story.one().apply(late.event(), enough).written == refused.needed);

  Story stepwise;
  REQUIRE(stepwise.apply(opened(stepwise, 0, 1)).status == Status::ok);
  std::size_t calls = 0;
  std::vector<Decision> all;
  for (Status status = Status::more; status == Status::more; ++calls) {
    const Result result = stepwise.one().advance(minute(24 * 60), small);
    status = result.status;
    all.insert(all.end(), small.begin(), small.begin() + static_cast<std::ptrdiff_t>(result.written));
    REQUIRE(calls < 100);
  }
  Story at_once;
  REQUIRE(at_once.apply(opened(at_once, 0, 1)).status == Status::ok);
  const Result result = at_once.advance(minute(24 * 60));
  REQUIRE(result.written == all.size());
  for (std::size_t i = 0; i < all.size(); ++i) CHECK(same(all[i], at_once.out[i]));
  CHECK(at_once.bytes() == stepwise.bytes());
}

TEST_CASE("sem-G1 a grade that changes in a pause shows in the deadline at once") {
  Story story(R"(bylaw 1 lang en
case request "request" { urgency one of low, high }
event request.opened   on request { urgency }
event request.assessed on request { urgency }
event request.answered on request
event request.asked    on request
event request.supplied on request
duty answer { trigger request.opened  must request.answered  limit by urgency { low: 3 hours  high: 2 hours } from trigger
              pause request.asked until request.supplied }
)");
  const auto due = [&] { return story.one().standing(story.rules.rule("answer")).due; };
  REQUIRE(story.apply(story.told("request.opened", minute(0), 1, {story.field("urgency", 0)})).status == Status::ok);
  REQUIRE(story.apply(story.told("request.asked", minute(30), 2)).status == Status::ok);
  CHECK(due() == minute(180));
  REQUIRE(story.apply(story.told("request.assessed", minute(40), 3, {story.field("urgency", 1)})).status == Status::ok);
  CHECK(due() == minute(120));
  REQUIRE(story.apply(story.told("request.supplied", minute(60), 4)).status == Status::ok);
  CHECK(due() == minute(150));
}

TEST_CASE("sem-W2 a second trigger while running is ignored by default") {
  Story story;
  REQUIRE(story.apply(opened(story, 0, 1)).status == Status::ok);
  REQUIRE(story.apply(opened(story, 30, 2)).status == Status::ok);
  CHECK(story.one().standing(story.rules.rule("answer")).instance == 1);
  CHECK(story.one().standing(story.rules.rule("answer")).due == minute(120));
}

TEST_CASE("sem-M1 an ended case cancels what runs and keeps what was breached") {
  Story story;
  REQUIRE(story.apply(opened(story, 0, 1)).status == Status::ok);
  REQUIRE(story.apply(story.told("request.withdrawn", minute(150), 2)).status == Status::ok);
  CHECK(story.state("answer") == State::breached);
  CHECK(story.state("close") == State::withdrawn);
  CHECK(story.one().ended());
  CHECK(story.one().next_due() == never);
}

TEST_CASE("next_due is the first instant at which advance decides something") {
  Story story;
  REQUIRE(story.apply(opened(story, 0, 1)).status == Status::ok);
  const Instant due = story.one().next_due();
  CHECK(due == Instant{minute(60).us + 1});  // half of two hours
  CHECK(story.advance(Instant{due.us - 1}).written == 0);
  CHECK(story.advance(due).written == 1);
}
