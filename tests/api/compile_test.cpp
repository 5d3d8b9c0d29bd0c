// compile(): text in, a rule set or findings out; it never throws for anything in the text.
#include <cstddef>
#include <random>

#include "bylaw/case.hpp"
#include "bylaw/compile.hpp"
#include "catch.hpp"

using namespace bylaw;

namespace {

constexpr const char* complaints = R"(bylaw 1 lang en

calendar office "Office hours" {
  zone    "Asia/Shanghai"
  open    mon to fri 09:00 to 17:00
  off     2026-10-01 to 2026-10-07 "National Day"
  work    2026-10-10 "make-up day"
  covers  2026-01-01 to 2026-12-31
  count   civil roll wide
}

role handler
role lead

grades risk 1 to 4 highest 1

case complaint {
  impact   one of minor, major
  media    yes-no
  ends     upon complaint.archived
}

event complaint.received on complaint { impact, media }
event complaint.answered on complaint
event complaint.archived on complaint

handbook manual "Manual" {
  edition  "first" in-force from 2026-01-01
  calendar office
}

clause M-1 "Answering" of manual {
  text "A complaint is answered within two working days."

  table complaint-risk gives risk {
    hit first
    row when impact = minor then 3
    otherwise 1
    override "in the news" when media then 1
  }

  duty answer-complaint "Answer" {
    trigger  complaint.received
    bearer   handler
    must     complaint.answered
    limit    by complaint-risk { 1: 2 working hours  2: 3 working hours  3: 4 working hours  4: 2 working days } from trigger
    warn     elapsed 50% notify handler
    breach   violation grade 3
  }

  ladder complaint-ladder for answer-complaint {
    level 1 notify lead when breached
  }
}
)";

Compiled compiled(const std::string& text) {
  const Source source{"complaints.bylaw", text};
  return compile({&source, 1});
}

}  // namespace

TEST_CASE("rules compile, and their names are found again") {
  const Compiled result = compiled(complaints);
  INFO(result.text);
  REQUIRE(result.rules);
  const RuleSet& rules = result.rules;
  const CaseKindId kind = rules.case_kind("complaint");
  REQUIRE(kind);
  CHECK_FALSE(rules.case_kind("complain"));
  CHECK(rules.name(rules.event("complaint.received")) == "complaint.received");
  CHECK(rules.carries(rules.event("complaint.received"), rules.field("impact")));
  CHECK_FALSE(rules.carries(rules.event("complaint.answered"), rules.field("impact")));
  CHECK(rules.happens_to(rules.event("complaint.answered"), kind));
  CHECK(rules.value_name(rules.field("impact"), 1) == "major");
  CHECK(rules.value_name(rules.field("impact"), 2).empty());
  CHECK(rules.info(rules.field("complaint-risk")).given_by_table);
  const RuleInfo duty = rules.info(rules.rule("answer-complaint"));
  CHECK(duty.clause == "M-1");
  CHECK(duty.handbook == "manual");
  CHECK(duty.bearer == "handler");
  CHECK(duty.violation_grade == 3);
  CHECK(rules.info(rules.rule("complaint-ladder")).of == rules.rule("answer-complaint"));
  REQUIRE(rules.notify(rules.rule("complaint-ladder"), 1).size() == 1);
  CHECK(rules.name(rules.notify(rules.rule("complaint-ladder"), 1).front()) == "lead");
  CHECK(rules.notify(rules.rule("complaint-ladder"), 2).empty());
  CHECK(rules.zone() == "Asia/Shanghai");
  CHECK(rules.case_bytes(kind) % 8 == 0);
}

TEST_CASE("local times of the rule set's zone, both ways") {
  const RuleSet rules = compiled(complaints).rules;
  REQUIRE(rules);
  constexpr std::int32_t day = 20'723;  // 2026-09-27
  constexpr std::int64_t nine = 9 * std::int64_t{3'600'000'000};
  const Instant at = rules.instant_of(day, nine);
  CHECK(at.us == (std::int64_t{day} * 24 + 1) * 3'600'000'000);
  const LocalTime local = rules.local_of(at);
  CHECK(local.day == day);
  CHECK(local.time_of_day_us == nine);
  CHECK(local.offset_seconds == 8 * 3600);
  const LocalTime before = rules.local_of(Instant{-8 * std::int64_t{3'600'000'000} - 1});
  CHECK(before.day == -1);
  CHECK(before.time_of_day_us == std::int64_t{86'400'000'000} - 1);
  CHECK(rules.local_of(beginning).time_of_day_us >= 0);
  CHECK(rules.local_of(never).time_of_day_us >= 0);
}

TEST_CASE("equal rules have equal hashes, and a changed limit another") {
  const RuleSet one = compiled(complaints).rules;
  const RuleSet same = compiled(complaints).rules;
  std::string changed_text = complaints;
  changed_text.replace(changed_text.find("4 working hours"), 1, "5");
  const RuleSet changed = compiled(changed_text).rules;
  REQUIRE(one);
  REQUIRE(changed);
  CHECK(std::equal(one.hash().begin(), one.hash().end(), same.hash().begin()));
  CHECK_FALSE(std::equal(one.hash().begin(), one.hash().end(), changed.hash().begin()));
}

TEST_CASE("a rule set outlives the one it was copied from") {
  RuleSet copy;
  {
    const Compiled result = compiled(complaints);
    copy = result.rules;
    RuleSet moved = std::move(copy);
    copy = moved;
  }
  CHECK(copy.case_kind("complaint"));
  copy = RuleSet();
  CHECK_FALSE(copy);
  CHECK(copy.case_kind_count() == 0);
  CHECK(copy.hash()[0] == 0);
}

TEST_CASE("a mistake gives a finding with its place, and no rules") {
  std::string text = complaints;
  text.replace(text.find("must     complaint.answered"), 27, "must     complaint.answred");
  const Compiled result = compiled(text);
  CHECK_FALSE(result.rules);
  REQUIRE(result.diagnostics.size() == 1);
  const Diagnostic& found = result.diagnostics.front();
  CHECK(found.severity == Severity::error);
  CHECK(found.file == "complaints.bylaw");
  CHECK(found.line == 45);
  CHECK(found.column == 14);
  CHECK(result.text.find("complaint.answred") != std::string::npos);
}

TEST_CASE("any bytes give rules or findings") {
  std::mt19937 random(7);
  const std::string whole = complaints;
  for (int i = 0; i < 400; ++i) {
    std::string text = whole;
    for (int change = 0; change < 1 + static_cast<int>(random() % 3); ++change) {
      const std::size_t at = random() % text.size();
      switch (random() % 3) {
        case 0: text[at] = static_cast<char>(random() % 256); break;
        case 1: text.erase(at, 1 + random() % 40); break;
        default: text.insert(at, whole.substr(random() % whole.size(), random() % 30)); break;
      }
    }
    const Compiled result = compiled(text);
    CHECK((result.rules || !result.diagnostics.empty()));
  }
  CHECK_FALSE(compiled("").rules);
  CHECK_FALSE(compiled(std::string(10, '\0')).rules);
}

TEST_CASE("a breach is decided as the text says") {
  const Compiled result = compiled(complaints);
  const RuleSet& rules = result.rules;
  REQUIRE(rules);
  const CaseKindId kind = rules.case_kind("complaint");
  std::vector<std::uint64_t> memory(rules.case_bytes(kind) / 8);
  Case complaint(rules, kind, std::as_writable_bytes(std::span(memory)));
  REQUIRE(complaint.open(1) == Status::ok);
  const FieldValue fields[] = {{rules.field("impact"), 0}, {rules.field("media"), 0}};
  Event received;
  received.kind = rules.event("complaint.received");
  received.at = rules.instant_of(20'726, std::int64_t{16} * 3'600'000'000);  // Wednesday 2026-09-30, 16:00
  received.fields = fields;
  std::vector<Decision> out(rules.max_decisions(kind));
  Result step = complaint.apply(received, out);
  REQUIRE(step.status == Status::ok);
  REQUIRE(step.written == 1);  // the grade
  CHECK(out[0].kind == DecisionKind::grade);
  CHECK(out[0].value == 3);
  // One hour on Wednesday, three on Thursday the 8th.
  const Instant deadline = rules.instant_of(20'734, std::int64_t{12} * 3'600'000'000);
  CHECK(complaint.standing(rules.rule("answer-complaint")).due == deadline);
  step = complaint.advance(Instant{deadline.us + 1}, out);
  REQUIRE(step.written == 3);
  CHECK(out[0].kind == DecisionKind::warning);
  CHECK(out[0].at == rules.instant_of(20'734, std::int64_t{10} * 3'600'000'000));
  CHECK(out[1].state == State::breached);
  CHECK(out[1].at == deadline);
  CHECK(out[2].kind == DecisionKind::level);
  CHECK(out[2].at == deadline);
}
