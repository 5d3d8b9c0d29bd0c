// Damaged snapshots: refused and nothing changed, or a state like any other, in a Case and at a Desk.
#include <algorithm>

#include "damage.hpp"
#include "drive.hpp"
#include "rule_files.hpp"

namespace bylaw::fuzz {

namespace {

constexpr std::size_t head = 32;  // mark, version, hash, kind, size: damage there is refused by comparison

void at_a_desk(const RuleSet& rules, CaseKindId kind, const std::vector<std::uint8_t>& bytes, bool sound, Input input) {
  Desk desk(rules, small_desk(2, 32, 32));
  const Status status = desk.restore(7, kind, std::as_bytes(std::span(bytes)));
  expect((status == Status::ok) == sound, "a desk takes the snapshots that a case takes");
  expect(desk.has(7, kind) == sound, "a snapshot that is refused leaves no case");
  if (!sound) return;
  std::vector<std::uint8_t> again(bytes.size());
  desk.snapshot(7, kind, std::as_writable_bytes(std::span(again)));
  expect(again == bytes, "a desk gives the snapshot back");
  std::vector<Decision> out(64);
  std::vector<FieldValue> fields;
  std::int64_t at = 1772413200000000;
  for (std::uint64_t i = 0; i < 8 && !input.empty(); ++i) {
    const Event event = next_event(rules, input, at, i + 100, fields);
    (void)desk.apply({7 + i % 2, kind, event}, out);
    if (i % 3 == 2) (void)desk.advance(std::min(desk.next_due(), Instant{at}), out);
  }
  (void)desk.close(7, kind);
}

}  // namespace

void snapshot(Bytes given) {
  Input input(given);
  const RuleSet& rules = rule_files()[input.below(rule_files().size())].rules;
  const CaseKindId kind{static_cast<std::uint32_t>(input.below(rules.case_kind_count()))};
  Held held(rules, kind);
  expect(held.one().open(7) == Status::ok, "a case is opened");
  const int events = input.byte() % 8;
  const int damages = input.byte() % 4;
  drive(rules, kind, held, input, events);
  const std::vector<std::uint8_t> before = held.bytes();
  std::vector<std::uint8_t> bytes = before;
  for (int i = 0; i < damages; ++i) damage(bytes, head, input);
  Held other(rules, kind);
  expect(other.restore(before), "a snapshot is taken back");
  const bool sound = other.restore(bytes);
  expect(other.bytes() == (sound ? bytes : before), "a snapshot that is refused changes nothing, another one everything");
  at_a_desk(rules, kind, bytes, sound, input);
  if (sound) drive(rules, kind, other, input, 16);
}

}  // namespace bylaw::fuzz
