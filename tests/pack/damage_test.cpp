// Damaged packs: refused with a place; where the hash was mended, refused or safe to evaluate.
#include <cstring>

#include "../eval/story.hpp"
#include "packs.hpp"

using namespace bylaw;
using namespace bylaw::tests;

namespace {

// Random events, the passing of time, standings and snapshots, in every kind of case. The sanitizers watch.
void use(const RuleSet& rules, std::mt19937_64& random) {
  for (std::uint32_t k = 0; k < rules.case_kind_count(); ++k) {
    const CaseKindId kind{k};
    std::vector<std::uint64_t> memory(rules.case_bytes(kind) / 8);
    Case one(rules, kind, {reinterpret_cast<std::byte*>(memory.data()), memory.size() * 8});
    if (one.open(1) != Status::ok) continue;
    std::vector<Decision> out(64);
    std::int64_t at = 1772413200000000;
    for (int i = 0; i < 24 && rules.event_count() > 0; ++i) {
      at += static_cast<std::int64_t>(random() % 90'000'000'000);
      std::vector<FieldValue> fields;
      const EventKindId event{static_cast<std::uint32_t>(random() % rules.event_count())};
      for (std::uint32_t f = 0; f < rules.field_count(); ++f) {
        if (!rules.carries(event, FieldId{f}) || random() % 4 == 0) continue;
        const FieldInfo info = rules.info(FieldId{f});
        const std::uint64_t span = static_cast<std::uint64_t>(info.last) - static_cast<std::uint64_t>(info.first);
        const std::uint64_t value = static_cast<std::uint64_t>(info.first) + (span == UINT64_MAX ? random() : random() % (span + 1));
        fields.push_back({FieldId{f}, static_cast<std::int64_t>(value)});
      }
      (void)one.apply({event, Instant{at}, 0, static_cast<std::uint64_t>(i + 1), fields}, out);
      if (random() % 4 == 0) (void)one.advance(Instant{at}, out);
    }
    (void)one.advance(Instant{at + 40'000'000'000'000}, out);
    for (std::uint32_t r = 0; r < rules.rule_count(); ++r) (void)one.standing(RuleId{r});
    Bytes bytes(rules.snapshot_bytes(kind));
    CHECK(one.snapshot(bytes) == bytes.size());
  }
}

}  // namespace

TEST_CASE("every flipped byte and every shorter pack is refused") {
  const Bytes good = packed(rules_of(story_rules));
  REQUIRE(load(good).status == Status::ok);
  std::size_t step = 0;
  for (std::size_t at = 0; at < good.size(); at += 1 + step++ % 7) {
    Bytes bad = good;
    bad[at] ^= std::byte{static_cast<std::uint8_t>(1u << at % 8)};
    const Loaded loaded = load(bad);
    REQUIRE(loaded.status != Status::ok);
    REQUIRE(!loaded.rules);
  }
  for (std::size_t size = 0; size < good.size(); size += 1 + good.size() / 997) {
    REQUIRE(load(std::span(good).first(size)).status == Status::bad_pack);
  }
  Bytes longer = good;
  longer.push_back({});
  CHECK(load(longer).status == Status::bad_pack);
  CHECK(load({}).status == Status::bad_pack);
}

TEST_CASE("a pack of another version is told apart from a damaged one") {
  Bytes other = packed(rules_of(story_rules));
  other[4] ^= std::byte{2};
  CHECK(load(other).status == Status::other_pack);
  CHECK(load(other).rules.rule_count() == 0);
}

TEST_CASE("mended damage is refused, or gives rules that are safe to evaluate") {
  const Bytes good = packed(rules_of(story_rules));
  std::mt19937_64 random(7);
  // The tables of the calendar are most of the bytes: damage keeps to the others three times in four.
  program::Program small = *rules_of(story_rules).program();
  small.calendars.clear();
  const std::size_t without_calendars = program::write_pack(small, {});
  std::size_t taken = 0, refused = 0;
  for (int round = 0; round < 4000; ++round) {
    Bytes bad = good;
    for (unsigned hit = 0; hit <= random() % 3; ++hit) {
      const std::size_t first = program::pack::head_bytes + 16;
      const std::size_t range = (random() % 4 == 0 ? bad.size() : without_calendars) - first;
      bad[first + random() % range] = static_cast<std::byte>(random() % 2 == 0 ? random() : random() % 4);
    }
    const char* part = "";
    const RuleSet rules = mended_rules(bad, part);
    if (!rules) {
      ++refused;
      REQUIRE(std::strlen(part) > 0);
      continue;
    }
    ++taken;
    use(rules, random);
  }
  CHECK(refused > 100);
  CHECK(taken > 100);
}
