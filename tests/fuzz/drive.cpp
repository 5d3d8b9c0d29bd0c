#include "drive.hpp"

#include <algorithm>
#include <vector>

namespace bylaw::fuzz {

namespace {

constexpr std::int64_t start = 1772413200000000;  // 2026-03-02T01:00Z
constexpr std::int64_t steps[] = {0, 1, 1'000'000, 60'000'000, 3'600'000'000, 86'400'000'000, 30 * 86'400'000'000, 366 * 86'400'000'000};

std::span<const std::byte> as_bytes_of(Bytes bytes) { return std::as_bytes(bytes); }

std::int64_t later(std::int64_t at, std::int64_t by) {
  std::int64_t sum = 0;
  return __builtin_add_overflow(at, by, &sum) ? (by < 0 ? INT64_MIN + 1 : INT64_MAX - 1) : sum;
}

std::int64_t next_time(Input& input, std::int64_t at) {
  const std::uint8_t how = input.byte();
  if (how == 0xff) return input.integer();  // anywhere, also behind
  constexpr int count = std::size(steps);
  return later(at, steps[how % count] * (1 + how / count));
}

void check(const Result& result, std::size_t room) {
  expect(result.written <= room, "no more decisions than there is room for");
  expect(static_cast<int>(result.status) >= 0 || result.written == 0, "a refused event decides nothing");
}

// Lets time pass in portions; how many is bounded here, not by the rules.
void pass_time(Case& one, Instant now, std::span<Decision> out) {
  for (int i = 0; i < 50; ++i) {
    const Result result = one.advance(now, out);
    check(result, out.size());
    if (result.status != Status::more) break;
    expect(result.written > 0, "a step with room for decisions goes on");
  }
}

}  // namespace

Held::Held(const RuleSet& rules, CaseKindId kind)
    : rules_(rules), kind_(kind), memory_((rules.case_bytes(kind) + 7) / 8),
      case_(rules, kind, std::as_writable_bytes(std::span(memory_))) {}

std::vector<std::uint8_t> Held::bytes() const {
  std::vector<std::uint8_t> bytes(rules_.snapshot_bytes(kind_));
  expect(case_.snapshot(std::as_writable_bytes(std::span(bytes))) == bytes.size(), "a snapshot has the size it is said to have");
  return bytes;
}

bool Held::restore(Bytes bytes) { return case_.restore(as_bytes_of(bytes)) == Status::ok; }

DeskOptions small_desk(std::size_t cases, std::size_t events, std::size_t events_of_a_case) {
  DeskOptions options;
  options.cases = cases;
  options.events = events;
  options.fields = events * 16;
  options.events_of_a_case = events_of_a_case;
  return options;
}

Event next_event(const RuleSet& rules, Input& input, std::int64_t& at, std::uint64_t id, std::vector<FieldValue>& fields) {
  const EventKindId kind{static_cast<std::uint32_t>(input.below(rules.event_count()))};
  at = next_time(input, at);
  fields.clear();
  for (std::uint32_t f = 0; f < rules.field_count(); ++f) {
    if (!rules.carries(kind, FieldId{f})) continue;
    const std::uint8_t how = input.byte();
    if (how % 8 == 7) continue;
    const FieldInfo info = rules.info(FieldId{f});
    if (how == 6) {
      fields.push_back({FieldId{f}, input.integer()});  // of any size: it may be refused
    } else if (info.last > info.first) {
      const auto range = static_cast<std::uint64_t>(info.last) - static_cast<std::uint64_t>(info.first);
      fields.push_back({FieldId{f}, static_cast<std::int64_t>(static_cast<std::uint64_t>(info.first) + (range == UINT64_MAX ? how : how / 8 % (range + 1)))});
    } else if (info.type == FieldType::date) {
      fields.push_back({FieldId{f}, at / 86'400'000'000 + how / 8 - 4});
    } else if (info.type == FieldType::instant) {
      fields.push_back({FieldId{f}, later(at, (how / 8 - 4) * 3'600'000'000)});
    } else {
      fields.push_back({FieldId{f}, how / 8});
    }
  }
  return {kind, Instant{at}, 0, id, fields};
}

void drive(const RuleSet& rules, CaseKindId kind, Held& held, Input& input, int most, std::vector<Event>* told) {
  if (rules.event_count() == 0) return;
  Case& one = held.one();
  std::vector<Decision> out(64);
  std::vector<FieldValue> fields;
  std::int64_t at = start;
  for (int i = 0; i < most && !input.empty(); ++i) {
    const Event event = next_event(rules, input, at, static_cast<std::uint64_t>(i) + 1, fields);
    Result result = one.apply(event, out);
    check(result, out.size());
    if (result.status == Status::buffer_too_small && result.needed <= 4096) {
      out.resize(std::max(result.needed, out.size()));
      result = one.apply(event, out);
      check(result, out.size());
    }
    if (result.status == Status::ok && told != nullptr) {
      told->push_back(event);
      told->back().fields = {};
    }
    if (at % 3 == 0) pass_time(one, Instant{at}, out);
    if (at % 5 == 0) pass_time(one, one.next_due(), out);
  }
  for (std::uint32_t r = 0; r < rules.rule_count(); ++r) (void)one.standing(RuleId{r});
  std::int64_t value = 0;
  for (std::uint32_t f = 0; f < rules.field_count(); ++f) (void)one.fact(FieldId{f}, value);
  const std::vector<std::uint8_t> bytes = held.bytes();
  Held copy(rules, kind);
  expect(copy.restore(bytes), "a snapshot is taken back");
  expect(copy.bytes() == bytes, "a snapshot taken back says the same");
}

void drive(const RuleSet& rules, Bytes choices) {
  for (std::uint32_t k = 0; k < std::min<std::size_t>(rules.case_kind_count(), 4); ++k) {
    Held held(rules, CaseKindId{k});
    if (held.one().open(k) != Status::ok) continue;
    Input input(choices);
    drive(rules, CaseKindId{k}, held, input, 24);
    std::vector<Decision> out(64);
    pass_time(held.one(), Instant{held.one().next_due()}, out);
    pass_time(held.one(), never, out);
  }
}

}  // namespace bylaw::fuzz
