// Rules judged at single events, as a host sees them: decisions, standing, snapshots, late events, buffers that are too small.
#include <random>

#include "story.hpp"

using namespace bylaw;
using namespace bylaw::tests;

namespace {

constexpr std::string_view finding_rules = R"(bylaw 1 lang en

calendar office "office" {
  zone    "Asia/Shanghai"
  open    mon to fri 09:00 to 17:00
  covers  2026-01-01 to 2029-12-31
  count   civil roll wide
}

case request "request" {
  risk    1 to 5
  owner   text
  reason  text
  item    one of sheet, fees
  ends    upon request.closed
}

event request.opened  on request { risk, owner, reason }
event notice.shown    on request { item }
event notice.signed   on request { item }
event request.sold    on request
event request.closed  on request
event file.burnt      on request

handbook manual "manual" { edition "1" in-force from 2020-01-01  calendar office }

clause S.1 "story" of manual {
  disclosure sheet "sheet" {
    gate     request.sold
    scope    risk >= 3
    show     notice.shown where item = sheet
    confirm  notice.signed where item = sheet after show
    valid    2 hours
    version  "2026-1"
    language "zh"
  }
  record file "file" {
    at       request.sold
    fields   owner, reason
    keep     1 year from request.closed
    destroyed by file.burnt
  }
  forbid risky "risky" { event request.sold when risk = 5 }
  forbid shown-often "shown often" { event notice.shown when risk > 1  more than 2 within 1 month }
  sequence order "order" { steps request.opened > notice.shown > request.sold > request.closed  strict }
}
)";

constexpr std::uint64_t sheet = 0;

std::vector<Told> day(const Story& s) {
  return {s.told("request.opened", minute(0), 1, {s.field("risk", 5), s.field("owner", 1)}),
          s.told("notice.shown", minute(10), 2, {s.field("item", sheet)}),
          s.told("notice.signed", minute(20), 3, {s.field("item", sheet)}),
          s.told("request.sold", minute(30), 4),
          s.told("request.sold", minute(200), 5),
          s.told("request.closed", minute(210), 6),
          s.told("file.burnt", minute(300), 7)};
}

}  // namespace

TEST_CASE("decisions name the rule's facts and steps") {
  Story story(rules_of(finding_rules));
  const RuleSet& rules = story.rules;
  const RuleId file = rules.rule("file");
  REQUIRE(rules.info(file).kind == RuleKind::record);
  REQUIRE(rules.fields(file).size() == 2);
  CHECK(rules.info(rules.fields(file)[0]).name == "owner");
  CHECK(rules.info(rules.rule("sheet")).version == "2026-1");
  CHECK(rules.info(rules.rule("sheet")).language == "zh");
  REQUIRE(rules.steps(rules.rule("order")).size() == 4);
  CHECK(rules.name(rules.steps(rules.rule("order"))[1]) == "notice.shown");
  CHECK(rules.fields(RuleId{99}).empty());
  for (const Told& told : day(story)) REQUIRE(story.apply(told).status == Status::ok);
  bool missing_seen = false;
  for (const Decision& d : story.decisions) {
    if (d.rule != file || d.cause != Cause::missing_field) continue;
    missing_seen = true;
    CHECK(d.value == 2);  // bit 1: reason
  }
  CHECK(missing_seen);
}

TEST_CASE("a rule judged at events stands as its newest verdict says") {
  Story story(rules_of(finding_rules));
  CHECK(story.state("sheet") == State::none);
  for (const Told& told : day(story)) REQUIRE(story.apply(told).status == Status::ok);
  Case one = story.one();
  const Standing expired = one.standing(story.rules.rule("sheet"));
  CHECK(expired.state == State::breached);
  CHECK(expired.cause == Cause::expired);
  CHECK(expired.instance == 2);
  CHECK(one.standing(story.rules.rule("file")).cause == Cause::destroyed_early);
  CHECK(one.standing(story.rules.rule("risky")).instance == 2);
  CHECK(story.state("order") == State::met);
}

TEST_CASE("until when a record is kept is its standing's due") {
  Story story(rules_of(finding_rules));
  const std::vector<Told> told = day(story);
  for (std::size_t i = 0; i + 1 < told.size(); ++i) REQUIRE(story.apply(told[i]).status == Status::ok);
  const Standing standing = story.one().standing(story.rules.rule("file"));
  const LocalTime until = story.rules.local_of(standing.due);
  CHECK(until.time_of_day_us == 0);
  CHECK(until.day == story.rules.local_of(minute(0)).day + 366);  // the end of 2 March 2027
  CHECK(story.one().ended());
}

TEST_CASE("a case restored at any point goes on as the original") {
  const RuleSet rules = rules_of(finding_rules);
  Story original(rules);
  const std::vector<Told> told = day(original);
  for (std::size_t cut = 0; cut <= told.size(); ++cut) {
    Story first(rules);
    for (std::size_t i = 0; i < cut; ++i) REQUIRE(first.apply(told[i]).status == Status::ok);
    Story second(rules);
    REQUIRE(second.one().restore(first.bytes()) == Status::ok);
    first.decisions.clear();
    for (std::size_t i = cut; i < told.size(); ++i) {
      REQUIRE(first.apply(told[i]).status == Status::ok);
      REQUIRE(second.apply(told[i]).status == Status::ok);
    }
    REQUIRE(first.decisions.size() == second.decisions.size());
    for (std::size_t i = 0; i < first.decisions.size(); ++i) CHECK(same(first.decisions[i], second.decisions[i]));
    CHECK(first.bytes() == second.bytes());
  }
}

TEST_CASE("what a rolling window has counted is restored, and too many say when the next is allowed") {
  const RuleSet rules = rules_of(finding_rules);
  Story story(rules);
  REQUIRE(story.apply(story.told("request.opened", minute(0), 1, {story.field("risk", 2)})).status == Status::ok);
  for (std::uint64_t i = 0; i < 2; ++i) {
    Story again(rules);
    REQUIRE(again.one().restore(story.bytes()) == Status::ok);
    REQUIRE(again.apply(again.told("notice.shown", minute(10 * static_cast<std::int64_t>(i + 1)), 2 + i)).status == Status::ok);
    CHECK(again.state("shown-often") == State::none);
    REQUIRE(story.one().restore(again.bytes()) == Status::ok);
  }
  REQUIRE(story.apply(story.told("notice.shown", minute(30), 4)).status == Status::ok);
  CHECK(story.state("shown-often") == State::breached);
  bool seen = false;
  for (const Decision& d : story.decisions) {
    if (d.cause != Cause::too_many) continue;
    seen = true;
    CHECK(rules.local_of(d.due).day == rules.local_of(minute(0)).day + 32);  // the end of 2 April
  }
  CHECK(seen);
  CHECK(story.one().standing(rules.rule("shown-often")).instance == 1);
}

TEST_CASE("damaged bytes of such a case are refused or sound") {
  const RuleSet rules = rules_of(finding_rules);
  Story original(rules);
  const std::vector<Told> told = day(original);
  for (std::size_t i = 0; i < 3; ++i) REQUIRE(original.apply(told[i]).status == Status::ok);
  const std::vector<std::byte> good = original.bytes();
  std::mt19937 random(7);
  for (int round = 0; round < 5000; ++round) {
    std::vector<std::byte> bad = good;
    for (unsigned hit = 0; hit <= random() % 3; ++hit) bad[random() % bad.size()] = static_cast<std::byte>(random());
    Story victim(rules);
    if (victim.one().restore(bad) != Status::ok) continue;
    for (std::size_t i = 3; i < told.size(); ++i) (void)victim.apply(told[i]);
    (void)victim.one().standing(rules.rule("file"));
  }
}

TEST_CASE("too small a buffer leaves the case as it was") {
  Story story(rules_of(finding_rules));
  const std::vector<Told> told = day(story);
  for (std::size_t i = 0; i < 3; ++i) REQUIRE(story.apply(told[i]).status == Status::ok);
  const std::vector<std::byte> before = story.bytes();
  Decision one[1];
  const Result result = story.one().apply(told[3].event(), one);
  CHECK(result.status == Status::buffer_too_small);
  CHECK(result.needed == 3);
  CHECK(story.bytes() == before);
}

TEST_CASE("sem-L1 a showing that arrives late turns the verdict, as a correction") {
  const RuleSet rules = rules_of(finding_rules);
  const Story names(rules);
  DeskOptions options;
  options.lateness_us = INT64_MAX;
  Desk desk(rules, options);
  const CaseKindId kind = rules.case_kind("request");
  std::vector<Decision> out(64);
  const std::vector<Told> told = day(names);
  for (const std::size_t i : {std::size_t{0}, std::size_t{2}, std::size_t{3}}) {
    REQUIRE(desk.apply({1, kind, told[i].event()}, out).status == Status::ok);
  }
  Standing standing;
  REQUIRE(desk.standing(1, kind, rules.rule("sheet"), standing) == Status::ok);
  CHECK(standing.cause == Cause::not_shown);
  const Result late = desk.apply({1, kind, told[1].event()}, out);
  REQUIRE(late.status == Status::ok);
  REQUIRE(desk.standing(1, kind, rules.rule("sheet"), standing) == Status::ok);
  CHECK(standing.state == State::met);
  bool corrected = false;
  for (std::size_t i = 0; i < late.written; ++i) {
    if (out[i].rule != rules.rule("sheet")) continue;
    if (out[i].flags == static_cast<std::uint8_t>(DecisionFlag::retracted)) {
      CHECK(out[i].state == State::breached);
      continue;
    }
    corrected = true;
    CHECK(out[i].flags == static_cast<std::uint8_t>(DecisionFlag::correction));
    CHECK(out[i].state == State::met);
  }
  CHECK(corrected);
}
