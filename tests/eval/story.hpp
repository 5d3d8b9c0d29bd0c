// What the tests of the evaluator share: one set of rules, a case with its memory, and readable times.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bylaw/bylaw.hpp"
#include "catch.hpp"

namespace bylaw::tests {

// Rules with every part of a duty's life: a matrix, a limit by grade, pauses, a ladder with replies, reopening.
inline constexpr std::string_view story_rules = R"(bylaw 1 lang en

calendar office "office hours" {
  zone    "Asia/Shanghai"
  open    mon to fri 09:00 to 17:00
  off     2026-03-10 "stock-taking"
  covers  2026-01-01 to 2027-12-31
  count   civil roll wide
}

grades risk 1 to 4 highest 1
role lead "lead"   role manager "manager"

case request "request" {
  impact  one of minor, major
  reach   one of few, many
  amount  money CNY optional
  ends       upon request.archived
  withdrawn  upon request.withdrawn
}

event request.opened     on request { impact, reach, amount }
event request.assessed   on request { impact, reach }
event request.answered   on request
event request.rejected   on request
event request.archived   on request
event request.withdrawn  on request
event info.requested     on request
event info.supplied      on request
event level.acknowledged on request

handbook manual "manual" { edition "1" in-force from 2020-01-01  calendar office }

clause S.1 "story" of manual {
  matrix request-risk "risk" gives risk {
    rows impact
    cols reach
    grid {
            | few | many
      minor | 4   | 3
      major | 2   | 1
    }
    otherwise 1
  }
  duty answer "answer" {
    trigger  request.opened
    must     request.answered
    limit    by request-risk { 1: 1 hour  2: 2 hours  3: 4 working hours  4: 1 working day } from trigger
    warn     elapsed 50% notify lead
    pause    info.requested until info.supplied
    reopen   upon request.rejected continue
    breach   violation grade 3
  }
  ladder escalation "escalation" for answer {
    level 1 notify lead    when breached          reply-limit 2 working hours
    level 2 notify manager when unanswered 1      reply-limit 2 working hours
    answered by level.acknowledged
    repeat every 4 working hours at most 3
  }
  duty close "close" {
    trigger  request.opened
    must     request.archived
    limit    3 working days from trigger
    warn     remaining 4 working hours notify manager
    pause    info.requested until info.supplied
  }
}
)";

inline RuleSet rules_of(std::string_view text) {
  const Source source{"story.bylaw", std::string(text)};
  Compiled compiled = compile({&source, 1});
  INFO(compiled.text);
  REQUIRE(static_cast<bool>(compiled.rules));
  return compiled.rules;
}

// Minutes after Monday 2 March 2026, 09:00 in the rules' zone.
inline Instant minute(std::int64_t minutes) {
  constexpr std::int64_t monday_nine = 1772413200;  // 2026-03-02T01:00Z
  return Instant{(monday_nine + minutes * 60) * 1000000};
}

// An event with its own copy of the fields.
struct Told {
  EventKindId kind;
  Instant at;
  std::uint64_t id = 0;
  std::vector<FieldValue> fields;

  Event event() const { return {kind, at, 0, id, fields}; }
};

class Story {
 public:
  explicit Story(std::string_view text = story_rules) : Story(rules_of(text)) {}
  explicit Story(const RuleSet& given_rules)
      : rules(given_rules), kind(rules.case_kind("request")), memory(rules.case_bytes(kind) / 8), out(512) {
    REQUIRE(one().open(7) == Status::ok);
  }

  Case one() { return {rules, kind, {reinterpret_cast<std::byte*>(memory.data()), memory.size() * 8}}; }

  Told told(std::string_view name, Instant at, std::uint64_t id, std::vector<FieldValue> fields = {}) const {
    REQUIRE(static_cast<bool>(rules.event(name)));
    return {rules.event(name), at, id, std::move(fields)};
  }
  FieldValue field(std::string_view name, std::int64_t value) const { return {rules.field(name), value}; }

  Result apply(const Told& told) {
    const Result result = one().apply(told.event(), out);
    decisions.insert(decisions.end(), out.begin(), out.begin() + static_cast<std::ptrdiff_t>(result.written));
    return result;
  }
  Result advance(Instant now) {
    const Result result = one().advance(now, out);
    decisions.insert(decisions.end(), out.begin(), out.begin() + static_cast<std::ptrdiff_t>(result.written));
    return result;
  }

  State state(std::string_view rule) { return one().standing(rules.rule(rule)).state; }
  std::vector<std::byte> bytes() {
    std::vector<std::byte> result(rules.snapshot_bytes(kind));
    REQUIRE(one().snapshot(result) == result.size());
    return result;
  }

  RuleSet rules;
  CaseKindId kind;
  std::vector<std::uint64_t> memory;
  std::vector<Decision> out;
  std::vector<Decision> decisions;
};

inline bool same(const Decision& a, const Decision& b) {
  return a.at == b.at && a.due == b.due && a.value == b.value && a.event == b.event && a.rule == b.rule &&
         a.instance == b.instance && a.kind == b.kind && a.state == b.state && a.cause == b.cause && a.level == b.level &&
         a.edition == b.edition && a.variant == b.variant;
}

}  // namespace bylaw::tests
