// Row sem-Q1 as a host meets it: silence over many periods, small buffers, snapshots, and what the rule set says of routines.
#include <algorithm>
#include <random>

#include "routine_rules.hpp"

using namespace bylaw;
using namespace bylaw::tests;

namespace {

constexpr std::int64_t day = 24 * 60;  // minutes

// Everything that has become due, through a buffer of this size.
std::vector<Decision> advanced(Story& story, Instant now, std::size_t room) {
  std::vector<Decision> all;
  std::vector<Decision> buffer(room);
  for (;;) {
    const Result result = story.one().advance(now, buffer);
    REQUIRE(static_cast<int>(result.status) >= 0);
    REQUIRE(result.written <= room);
    all.insert(all.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(result.written));
    if (result.status == Status::ok) return all;
    REQUIRE(result.written == room);
  }
}

void require_same(const std::vector<Decision>& a, const std::vector<Decision>& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) REQUIRE(same(a[i], b[i]));
}

}  // namespace

TEST_CASE("sem-O1 sem-E1 years of silence come in portions, in order, and steps do not matter") {
  const RuleSet rules = rules_of(routine_rules);
  Story one(rules), small(rules), stepped(rules);
  for (Story* story : {&one, &small, &stepped}) REQUIRE(story->apply(story->told("request.opened", minute(0), 1)).status == Status::ok);
  const Instant end = minute(3 * 365 * day);
  const std::vector<Decision> all = advanced(one, end, 100000);
  CHECK(all.size() > 3 * 365 * 12);
  CHECK(std::is_sorted(all.begin(), all.end(), [](const Decision& a, const Decision& b) { return a.at < b.at; }));
  require_same(all, advanced(small, end, 3));
  std::vector<Decision> by_step;
  for (std::int64_t at = 0; at < 3 * 365 * day; at += 997) {
    const std::vector<Decision> some = advanced(stepped, minute(at), 50);
    by_step.insert(by_step.end(), some.begin(), some.end());
  }
  const std::vector<Decision> rest = advanced(stepped, end, 50);
  by_step.insert(by_step.end(), rest.begin(), rest.end());
  require_same(all, by_step);
  CHECK(one.bytes() == small.bytes());
  CHECK(one.bytes() == stepped.bytes());
}

TEST_CASE("sem-Q1 every period has one number, one verdict and its own instant") {
  const RuleSet rules = rules_of(routine_rules);
  Story story(rules);
  REQUIRE(story.apply(story.told("request.opened", minute(0), 1)).status == Status::ok);
  std::uint32_t number = 0;
  for (const Decision& d : advanced(story, minute(day), 4)) {
    if (d.rule != rules.rule("progress")) continue;
    CHECK(d.instance == ++number);
    CHECK(d.at == minute(120 * number));
    CHECK(d.due == d.at);
    CHECK(d.state == State::breached);
  }
  CHECK(number == 11);
}

TEST_CASE("sem-O1 an event after a long silence: the state is unchanged until there is room") {
  const RuleSet rules = rules_of(routine_rules);
  Story story(rules), other(rules);
  for (Story* s : {&story, &other}) REQUIRE(s->apply(s->told("request.opened", minute(0), 1)).status == Status::ok);
  const Told done = story.told("request.answered", minute(400 * day + 1), 2);
  const auto before = story.bytes();
  std::vector<Decision> buffer(16);
  const Result refused = story.one().apply(done.event(), buffer);
  CHECK(refused.status == Status::buffer_too_small);
  CHECK(refused.needed >= 2 * buffer.size());
  CHECK(story.bytes() == before);
  // Either the buffer grows by what is needed, or time passes first.
  Result taken = refused;
  while (taken.status == Status::buffer_too_small) {
    buffer.resize(taken.needed);
    taken = story.one().apply(done.event(), buffer);
  }
  REQUIRE(taken.status == Status::ok);
  buffer.resize(taken.written);
  std::vector<Decision> portions = advanced(other, done.at, 16);
  std::vector<Decision> last(16);
  const Result event = other.one().apply(done.event(), last);
  REQUIRE(event.status == Status::ok);
  portions.insert(portions.end(), last.begin(), last.begin() + static_cast<std::ptrdiff_t>(event.written));
  require_same(buffer, portions);
  CHECK(story.bytes() == other.bytes());
}

TEST_CASE("an event that comes a century late is answered within the size of the buffer") {
  const RuleSet rules = rules_of(R"(bylaw 1 lang en
case request { }
event request.opened on request
event request.answered on request
routine heartbeat { for request  every 1 second  must request.answered }
)");
  Story story(rules);
  REQUIRE(story.apply(story.told("request.opened", minute(0), 1)).status == Status::ok);
  const Result late = story.one().apply(story.told("request.answered", minute(100 * 365 * day), 2).event(), std::span(story.out).first(8));
  CHECK(late.status == Status::buffer_too_small);
  CHECK(late.needed <= 2 * 8 + 2 * rules.max_decisions(story.kind));
}

TEST_CASE("sem-L1 an event at a missed period's end comes too late for it") {
  Story story(rules_of(routine_rules));
  REQUIRE(story.apply(story.told("request.opened", minute(0), 1)).status == Status::ok);
  CHECK(story.one().next_due() == Instant{minute(120).us + 1});
  REQUIRE(story.advance(minute(121)).written == 1);
  CHECK(story.apply(story.told("request.answered", minute(120), 2)).status == Status::needs_log);
  CHECK(story.apply(story.told("request.answered", minute(122), 3)).status == Status::ok);
}

TEST_CASE("what a routine stands at is the period that is waited for") {
  const RuleSet rules = rules_of(routine_rules);
  Story story(rules);
  const RuleId progress = rules.rule("progress");
  CHECK(story.one().standing(progress).state == State::none);
  REQUIRE(story.apply(story.told("request.opened", minute(0), 1)).status == Status::ok);
  Standing now = story.one().standing(progress);
  CHECK(now.state == State::running);
  CHECK(now.instance == 1);
  CHECK(now.since == minute(0));
  CHECK(now.due == minute(120));
  REQUIRE(story.apply(story.told("request.answered", minute(30), 2)).status == Status::ok);
  now = story.one().standing(progress);
  CHECK(now.instance == 2);
  CHECK(now.since == minute(120));
  CHECK(now.due == minute(240));
  REQUIRE(story.apply(story.told("request.archived", minute(130), 3)).status == Status::ok);
  now = story.one().standing(progress);
  CHECK(now.state == State::cancelled);
  CHECK(now.cause == Cause::case_ended);
  CHECK(now.since == minute(130));
  CHECK(story.one().next_due() == never);
}

TEST_CASE("sem-Q2 a host sees which kinds of case routines need") {
  const RuleSet rules = rules_of(R"(bylaw 1 lang en
case institution { }
case branch { ends upon branch.closed }
case incident { ends upon incident.closed }
case letter { }
event review.held on institution
event branch.closed on branch
event incident.declared on incident
event incident.told on incident
event incident.closed on incident
event letter.sent on letter
routine review   { for institution  every 700 hours  must review.held }
routine rounds   { for branch  every 8 hours  must branch.closed }
routine progress { for incident  every 2 hours from incident.declared  must incident.told }
duty send { trigger letter.sent  must letter.sent  limit 1 hour }
)");
  const CaseKindId institution = rules.case_kind("institution"), incident = rules.case_kind("incident"), letter = rules.case_kind("letter");
  CHECK(rules.has_routines(institution));
  CHECK(rules.has_routines(incident));
  CHECK_FALSE(rules.has_routines(letter));
  CHECK(rules.needs_case(institution));
  CHECK(rules.needs_case(rules.case_kind("branch")));
  CHECK_FALSE(rules.needs_case(incident));
  CHECK_FALSE(rules.needs_case(letter));
  CHECK(rules.case_kind_of(rules.rule("review")) == institution);
  CHECK(rules.case_kind_of(rules.rule("progress")) == incident);
  CHECK_FALSE(static_cast<bool>(rules.case_kind_of(rules.rule("send"))));
  CHECK(rules.info(rules.rule("review")).kind == RuleKind::routine);
}

TEST_CASE("sem-C17 past the calendar's horizon a period is unreachable, said once, and never a pass") {
  const RuleSet rules = rules_of(R"(bylaw 1 lang en
calendar short { zone "UTC"  open mon to fri 09:00 to 17:00  covers 2026-01-01 to 2026-12-31  count civil roll none }
case request { }
event request.opened on request
event request.answered on request
routine yearly { for request  every 1 working hour  must request.answered }
)");
  Story story(rules);
  REQUIRE(story.apply(story.told("request.opened", minute(0), 1)).status == Status::ok);
  const std::vector<Decision> all = advanced(story, minute(20 * 365 * day), 64);
  REQUIRE(all.size() > 100);
  CHECK(all.back().state == State::unreachable);
  CHECK(all.back().cause == Cause::calendar_ends);
  CHECK(std::count_if(all.begin(), all.end(), [](const Decision& d) { return d.state == State::unreachable; }) == 1);
  CHECK((all[all.size() - 2].flags & static_cast<std::uint8_t>(DecisionFlag::provisional)) != 0);
  CHECK(story.one().next_due() == never);
  CHECK(story.state("yearly") == State::unreachable);
}

TEST_CASE("a restored case with routines goes on as the original") {
  const RuleSet rules = rules_of(routine_rules);
  Story original(rules), copy(rules);
  std::mt19937 random(25);
  for (const Told& event : routine_history(original, random, 30)) {
    REQUIRE(advanced(original, event.at, 7).size() < 5000);
    REQUIRE(original.apply(event).status == Status::ok);
    REQUIRE(copy.one().restore(original.bytes()) == Status::ok);
    REQUIRE(copy.bytes() == original.bytes());
    Story ahead(original);
    require_same(advanced(ahead, Instant{event.at.us + 3 * day * 60'000'000}, 7), advanced(copy, Instant{event.at.us + 3 * day * 60'000'000}, 64));
  }
}

TEST_CASE("damaged bytes of routines are refused or sound, and never crash") {
  const RuleSet rules = rules_of(routine_rules);
  Story original(rules);
  REQUIRE(original.apply(original.told("request.opened", minute(0), 1)).status == Status::ok);
  REQUIRE(original.advance(minute(500)).status == Status::ok);
  const std::vector<std::byte> good = original.bytes();
  std::mt19937 random(6);
  Story victim(rules);
  for (int round = 0; round < 20000; ++round) {
    std::vector<std::byte> bad = good;
    for (unsigned hit = 0; hit <= random() % 3; ++hit) bad[random() % bad.size()] = static_cast<std::byte>(random());
    if (victim.one().restore(bad) != Status::ok) continue;
    (void)victim.one().standing(rules.rule("progress"));
    (void)victim.one().advance(minute(100000), victim.out);
    (void)victim.one().apply(victim.told("request.answered", minute(200000), 9).event(), victim.out);
    REQUIRE(victim.one().open(7) == Status::ok);
  }
}

TEST_CASE("sem-L2 events of routines in any order give the same bytes") {
  const RuleSet rules = rules_of(routine_rules);
  std::mt19937 random(20261125);
  for (int round = 0; round < 100; ++round) {
    Story straight(rules);
    std::vector<Told> events = routine_history(straight, random, 8);
    for (const Told& event : events) {
      REQUIRE(advanced(straight, event.at, 64).size() < 5000);
      REQUIRE(straight.apply(event).status == Status::ok);
    }
    DeskOptions options;
    options.cases = 2;
    options.lateness_us = INT64_MAX;
    options.tolerance_us = INT64_MAX;
    options.events_of_a_case = 512;
    Desk desk(rules, options);
    std::vector<Decision> out(4096);
    std::shuffle(events.begin(), events.end(), random);
    for (const Told& event : events) REQUIRE(desk.apply({7, straight.kind, event.event()}, out).status == Status::ok);
    std::vector<std::byte> bytes(rules.snapshot_bytes(straight.kind));
    REQUIRE(desk.snapshot(7, straight.kind, bytes) == bytes.size());
    REQUIRE(bytes == straight.bytes());
  }
}
