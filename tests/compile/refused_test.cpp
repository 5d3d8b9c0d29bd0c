// What cannot be measured as it is written, or does not fit the evaluator, is refused with a reason.
#include "catch.hpp"
#include "trees.hpp"

using namespace bylaw;
using trees::Builder;

namespace {

struct Base : Builder {
  Base() {
    kind = case_kind("case");
    opened = event("case.opened");
    answered = event("case.answered");
    asked = event("case.asked");
  }

  check::CaseKindId kind;
  check::EventId opened, answered, asked;

  // The messages of what is refused.
  std::vector<std::string> refusals() const {
    diag::Sink sink;
    const auto program = compile(sink);
    CHECK((program == nullptr) == sink.has_errors());
    std::vector<std::string> messages;
    for (const diag::Diagnostic& found : sink.all()) {
      messages.push_back(std::string(diag::code_of(found.kind)) + " " +
                         diag::message_of(found, base::Language::english));
    }
    return messages;
  }
};

using Messages = std::vector<std::string>;

}  // namespace

TEST_CASE("calendars chosen by a fact must count dates alike, unless the limit says how") {
  Base b;
  const check::CalendarId civil = b.office("civil", calendar::Count::civil);
  const check::CalendarId clock = b.office("clock", calendar::Count::clock);
  const check::FactId branch = b.one_of("branch", {"a", "b"});
  check::Duty& duty = b.duty("d", b.opened, b.answered, trees::working_days(2));
  duty.calendar.fact = branch;
  duty.calendar.arms = {{{0}, civil}, {{1}, clock}};
  CHECK(b.refusals() == Messages{"C40 the calendars that `d` chooses from count dates differently"});
  duty.limit.count = calendar::Count::civil;
  CHECK(b.refusals().empty());
  duty.limit.count.reset();
  duty.limit.terms.front() = Builder::term(trees::working_hours(2));
  CHECK(b.refusals().empty());
}

TEST_CASE("one fact chooses among the limits of a duty, and one among its calendars") {
  Base b;
  const check::FactId one = b.yes_no("one");
  const check::FactId two = b.yes_no("two");
  check::Duty& duty = b.duty("d", b.opened, b.answered, trees::hours(1));
  duty.limit.combine = check::Combine::earliest;
  duty.limit.terms = {Builder::by_fact(one, {{0, trees::hours(1)}, {1, trees::hours(2)}}),
                      Builder::by_fact(two, {{0, trees::hours(1)}, {1, trees::hours(2)}})};
  const Messages expected{
      "D40 `one` and `two` both choose here; one fact chooses among the limits of a duty, and one among its calendars"};
  CHECK(b.refusals() == expected);
  duty.limit.terms.pop_back();
  const check::CalendarId office = b.office("office");
  duty.calendar.fact = one;
  duty.calendar.arms = {{{0}, office}, {{1}, office}};
  check::Ladder ladder;
  ladder.title.name = "l";
  ladder.duty = check::DutyId(0);
  ladder.calendar.fact = two;
  ladder.calendar.arms = duty.calendar.arms;
  b.tree.ladders.push_back(ladder);
  CHECK(b.refusals() == expected);
}

TEST_CASE("dates that remain, and dates added, are in the limit's unit") {
  Base b;
  b.office("office");
  check::Duty& duty = b.duty("d", b.opened, b.answered, trees::working_days(5));
  duty.calendar.calendar = check::CalendarId(0);
  duty.warns.push_back({Builder::span(check::PhaseKind::remaining_span, trees::calendar_days(1)), {}});
  CHECK(b.refusals() == Messages{"D41 the time that remains is written in another unit than the limit of `d`"});
  duty.warns.front().phase.time = trees::working_days(1);
  CHECK(b.refusals().empty());
  check::Extend extend;
  extend.to = false;
  extend.amount = trees::hours(5);
  extend.upon = Builder::match(b.asked);
  duty.extensions.push_back(extend);
  CHECK(b.refusals() == Messages{"D41 the extension is written in another unit than the limit of `d`"});
  duty.extensions.front().amount = trees::working_days(2);
  CHECK(b.refusals().empty());
}

TEST_CASE("bounds of the evaluator") {
  SECTION("warnings and levels of one duty") {
    Base b;
    check::Duty& duty = b.duty("d", b.opened, b.answered, trees::hours(1));
    for (int i = 0; i < 63; ++i) duty.warns.push_back({Builder::percent(i), {}});
    CHECK(b.refusals().empty());
    duty.warns.push_back({Builder::percent(64), {}});
    CHECK(b.refusals() ==
          Messages{"S07 the number of warnings, limits and levels of one duty, calendar editions included, goes "
                   "past the maximum of 64"});
  }
  SECTION("pause reasons of one kind of case") {
    Base b;
    for (int i = 0; i < 65; ++i) {
      check::Pause pause;
      pause.from = Builder::match(b.asked);
      pause.until = Builder::match(b.event("supplied." + std::to_string(i)));
      check::Duty& duty = b.duty("d" + std::to_string(i), b.opened, b.answered, trees::hours(1));
      duty.pauses = {pause, pause};  // the same pair: one reason
    }
    CHECK(b.refusals() == Messages{"S07 the number of pause reasons of one kind of case goes past the maximum of 64",
                                   "S07 the number of pause reasons of one kind of case goes past the maximum of 64"});
  }
  SECTION("bytes of a case") {
    Base b;
    for (int i = 0; i < 32; ++i) {
      check::Duty& duty = b.duty("d" + std::to_string(i), b.opened, b.answered, trees::hours(1));
      duty.triggers_mode = check::Triggers::each;
      duty.slots = 64;
    }
    CHECK(b.refusals() == Messages{"S07 the state of one case of this kind, in bytes, goes past the maximum of 65536"});
  }
  SECTION("events of `must`") {
    Base b;
    check::Duty& duty = b.duty("d", b.opened, b.answered, trees::hours(1));
    duty.must.assign(9, Builder::match(b.answered));
    CHECK(b.refusals() == Messages{"S07 the number of events of `must` goes past the maximum of 8"});
  }
  SECTION("limits to choose from") {
    Base b;
    const check::FactId points = b.number("points", 0, 299);
    check::Duty& duty = b.duty("d", b.opened, b.answered, trees::hours(1));
    std::vector<std::pair<std::int64_t, check::TimeSpan>> arms;
    for (int i = 0; i < 256; ++i) arms.emplace_back(i, trees::minutes(i + 1));
    duty.limit.terms = {Builder::by_fact(points, arms)};
    CHECK(b.refusals().empty());
    arms.emplace_back(256, trees::hours(9));
    duty.limit.terms = {Builder::by_fact(points, arms)};
    CHECK(b.refusals() ==
          Messages{"S07 the number of limits to choose from, dated values included, goes past the maximum of 256"});
  }
  SECTION("depth of an expression") {
    Base b;
    const check::FactId points = b.number("points", 0, 9);
    check::TermId term = b.read(points);
    for (int i = 0; i < 16; ++i) term = b.sum(b.read(points), term);
    const check::ConditionId condition = b.compare(term, check::Compare::less, b.constant(5));
    check::Duty& duty = b.duty("d", b.opened, b.answered, trees::hours(1));
    duty.triggers.front().when = condition;
    CHECK(b.refusals() == Messages{"S07 the depth of this expression goes past the maximum of 16"});
  }
}
