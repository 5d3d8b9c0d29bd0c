// A calendar published anew while clocks run (rows sem-C11 and sem-C12), from trees written by hand.
#include <cstddef>

#include "bylaw/case.hpp"
#include "catch.hpp"
#include "trees.hpp"

using namespace bylaw;
using trees::Builder;

namespace {

constexpr std::int32_t monday = 20'514;  // 2026-03-02

// Instants of Shanghai.
constexpr std::int64_t at(std::int32_t day, std::int64_t hour, std::int64_t minute = 0) {
  return ((std::int64_t{day} * 24 + hour - 8) * 60 + minute) * trees::minute;
}

// An office calendar whose second edition, published on Tuesday at noon, takes Wednesday off.
struct Republished : Builder {
  Republished() {
    case_kind("case");
    opened = event("case.opened");
    answered = event("case.answered");
    calendar = office("office");
    check::Calendar& office = tree.calendars.front();
    calendar::Definition second = office.editions.front();
    second.published = at(monday + 1, 12);
    calendar::Exception off;
    off.first = off.last = monday + 2;
    second.exceptions.push_back(off);
    office.editions.push_back(second);
  }

  check::Duty& office_duty(std::string name, check::TimeSpan limit) {
    check::Duty& made = duty(std::move(name), opened, answered, limit);
    made.calendar.calendar = calendar;
    return made;
  }

  check::CalendarId calendar;
  check::EventId opened, answered;
};

struct Running {
  explicit Running(const Builder& builder, std::int64_t opened_at) {
    diag::Sink sink;
    auto program = builder.compile(sink);
    REQUIRE(program);
    rules = RuleSet::adopt(program.release());
    memory.resize(rules.case_bytes(kind) / 8);
    out.resize(64);
    one.emplace(rules, kind, std::as_writable_bytes(std::span(memory)));
    REQUIRE(one->open(1) == Status::ok);
    Event event;
    event.kind = rules.event("case.opened");
    event.at = Instant{opened_at};
    REQUIRE(one->apply(event, out).status == Status::ok);
  }

  std::int64_t due(const char* rule) const { return one->standing(rules.rule(rule)).due.us; }

  RuleSet rules;
  CaseKindId kind{0};
  std::vector<std::uint64_t> memory;
  std::vector<Decision> out;
  std::optional<Case> one;
};

}  // namespace

TEST_CASE("sem-C11 a day off added in flight moves clocks that still run") {
  Republished b;
  b.office_duty("hours", trees::working_hours(24));
  b.office_duty("dates", trees::working_days(3));
  Running r(b, at(monday, 13));
  CHECK(r.due("hours") == at(monday + 3, 13));
  CHECK(r.due("dates") == at(monday + 3, 17));
  CHECK(r.one->next_due().us == at(monday + 1, 12) + 1);
  REQUIRE(r.one->advance(Instant{at(monday + 1, 12) + 1}, r.out).status == Status::ok);
  CHECK(r.due("hours") == at(monday + 4, 13));
  CHECK(r.due("dates") == at(monday + 4, 17));
}

TEST_CASE("sem-C12 a breach established before the publication stays") {
  Republished b;
  b.office_duty("short", trees::working_hours(4));
  Running r(b, at(monday, 9));
  REQUIRE(r.one->advance(Instant{at(monday + 4, 9)}, r.out).status == Status::ok);
  const Standing standing = r.one->standing(r.rules.rule("short"));
  CHECK(standing.state == State::breached);
  CHECK(standing.since.us == at(monday, 13));
}

TEST_CASE("an instance triggered after the publication starts in the new edition") {
  Republished b;
  b.office_duty("dates", trees::working_days(1));
  Running r(b, at(monday + 1, 13));
  CHECK(r.due("dates") == at(monday + 3, 17));
}

TEST_CASE("every clock stands once for each edition, and each edition is a checkpoint") {
  Republished b;
  check::Duty& duty = b.office_duty("d", trees::working_hours(8));
  duty.warns.push_back({Builder::span(check::PhaseKind::elapsed_span, trees::hours(1)), {}});
  const auto program = b.compile();
  REQUIRE(program);
  const program::DutyProgram& compiled = program->duties.front();
  CHECK(compiled.calendar_editions == 2);
  CHECK(compiled.clocks.count == 4);
  CHECK(compiled.checkpoints.count == 3);
  CHECK(program->checkpoints[compiled.checkpoints.first].kind == program::CheckpointKind::recalendar);
  CHECK(program->calendars.size() == 2);
}
