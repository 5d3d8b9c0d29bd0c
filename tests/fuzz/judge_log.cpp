#include "judge_log.hpp"

#include <algorithm>

#include "program/program.hpp"

namespace bylaw::fuzz {

namespace {

constexpr std::int64_t minute = 60'000'000;
constexpr std::int64_t day = 1440 * minute;
constexpr std::size_t most_events = 24;

// The rule files are about one time of the year each, 400 days after their calendars begin (clock changes, skipped dates).
std::int64_t time_of_the_case(const RuleSet& rules) {
  return rules.program()->calendars.front().covered_from + 400 * day;
}

// One byte says how far: the same instant, the instant that the case waits for, a microsecond before or after it, or a span.
std::int64_t next_time(Input& input, const Case& one, std::int64_t at) {
  constexpr std::int64_t spans[] = {minute, 15 * minute, 60 * minute, 6 * 60 * minute, day, 7 * day};
  const std::uint8_t how = input.byte();
  const Instant due = one.next_due();
  if (how % 8 == 0) return at;
  if (how % 8 <= 3 && due != never && due.us - 1 > at && due.us < at + 60 * day) return std::max(at, due.us - 3 + how % 8);
  return at + spans[how / 8 % 6] * (1 + how / 48) + (how % 8 == 7 ? -at % minute : 0);
}

// Whether a limit is chosen by the fact or promises it: the slow evaluator takes such a fact as told.
bool is_needed(const program::Program& program, std::uint32_t fact) {
  const auto reads = [&](std::uint32_t slot) { return slot != program::none && program.slots[slot].fact == fact; };
  return std::any_of(program.duties.begin(), program.duties.end(), [&](const auto& duty) { return reads(duty.chosen_by); }) ||
         std::any_of(program.clocks.begin(), program.clocks.end(), [&](const auto& clock) { return reads(clock.slot); });
}

// A value of the field's type; false: the event does not tell it.
bool value_of(const FieldInfo& info, std::uint8_t choice, bool needed, std::int64_t at, std::int64_t& value) {
  if (choice % 8 == 7 && !needed) return false;
  if (info.type == FieldType::yes_no || info.type == FieldType::text) value = choice % 2;
  else if (info.type == FieldType::date) value = at / day + choice % 7 - 1;
  else if (info.type == FieldType::money || info.type == FieldType::id || info.type == FieldType::instant) value = choice * 5000;
  else value = info.first + choice % (info.last - info.first + 1);
  return true;
}

}  // namespace

Log log_of(Bytes bytes) {
  Input input(bytes);
  Log log;
  log.file = &rule_files()[input.below(rule_files().size())];
  const RuleSet& rules = log.file->rules;
  log.kind = CaseKindId{static_cast<std::uint32_t>(input.below(rules.case_kind_count()))};
  std::vector<EventKindId> kinds;
  for (std::uint32_t e = 0; e < rules.event_count(); ++e) {
    if (rules.happens_to(EventKindId{e}, log.kind)) kinds.push_back(EventKindId{e});
  }
  Held held(rules, log.kind);
  expect(held.one().open(1) == Status::ok, "a case is opened");
  std::int64_t at = time_of_the_case(rules) + static_cast<std::int64_t>(input.number(2)) % (8 * 1440) * minute;
  std::vector<Decision> out(512);
  while (!input.empty() && log.events.size() < most_events) {
    const EventKindId kind = kinds[input.below(kinds.size())];
    at = next_time(input, held.one(), at);
    std::vector<FieldValue>& fields = log.fields.emplace_back();
    for (std::uint32_t f = 0; f < rules.field_count(); ++f) {
      std::int64_t value = 0;
      if (rules.carries(kind, FieldId{f}) && value_of(rules.info(FieldId{f}), input.byte(), is_needed(*rules.program(), f), at, value)) fields.push_back({FieldId{f}, value});
    }
    const auto number = static_cast<std::uint64_t>(log.events.size());
    log.events.push_back({kind, Instant{at}, static_cast<std::int64_t>(number), number + 1, fields});
    expect(held.one().apply(log.events.back(), out).status == Status::ok, "an event in its order is taken");
  }
  log.until = Instant{at + 45 * day};
  return log;
}

}  // namespace bylaw::fuzz
