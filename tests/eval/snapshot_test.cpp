// Snapshots: the same bytes everywhere, taken back only when they are sound.
#include <random>

#include "story.hpp"

using namespace bylaw;
using namespace bylaw::tests;

namespace {

Story in_the_middle(const RuleSet& rules) {
  Story story(rules);
  REQUIRE(story.apply(story.told("request.opened", minute(0), 1, {story.field("impact", 1), story.field("reach", 0)})).status == Status::ok);
  REQUIRE(story.apply(story.told("info.requested", minute(30), 2)).status == Status::ok);
  REQUIRE(story.apply(story.told("info.supplied", minute(60), 3)).status == Status::ok);
  return story;
}

}  // namespace

TEST_CASE("a restored case goes on as the original") {
  const RuleSet rules = rules_of(story_rules);
  Story original = in_the_middle(rules);
  Story copy(rules);
  REQUIRE(copy.one().restore(original.bytes()) == Status::ok);
  CHECK(copy.bytes() == original.bytes());
  const Result a = original.advance(minute(3000));
  const Result b = copy.advance(minute(3000));
  REQUIRE(a.written == b.written);
  REQUIRE(a.written > 2);
  for (std::size_t i = 0; i < a.written; ++i) CHECK(same(original.out[i], copy.out[i]));
}

TEST_CASE("damaged bytes are refused or sound, and never crash") {
  const RuleSet rules = rules_of(story_rules);
  Story original = in_the_middle(rules);
  const std::vector<std::byte> good = original.bytes();
  std::mt19937 random(5);
  Story victim(rules);
  const auto before = victim.bytes();
  for (int round = 0; round < 20000; ++round) {
    std::vector<std::byte> bad = good;
    for (unsigned hit = 0; hit <= random() % 3; ++hit) bad[random() % bad.size()] = static_cast<std::byte>(random());
    if (victim.one().restore(bad) != Status::ok) {
      REQUIRE(victim.bytes() == before);
      continue;
    }
    // Bytes that pass every check are a state like any other: it can be asked, told and advanced.
    (void)victim.one().standing(rules.rule("answer"));
    (void)victim.one().advance(minute(100000), victim.out);
    Case fresh = victim.one();
    REQUIRE(fresh.open(7) == Status::ok);
  }
}

TEST_CASE("a snapshot of other rules, another kind or another length is refused") {
  const RuleSet rules = rules_of(story_rules);
  std::string other_text(story_rules);
  other_text.replace(other_text.find("2 hours"), 7, "3 hours");
  Story original = in_the_middle(rules);
  Story other(rules_of(other_text));
  CHECK(other.one().restore(original.bytes()) == Status::bad_snapshot);
  std::vector<std::byte> bytes = original.bytes();
  bytes.pop_back();
  CHECK(original.one().restore(bytes) == Status::bad_snapshot);
  CHECK(original.one().restore({}) == Status::bad_snapshot);
}

TEST_CASE("memory that is too small or not aligned is refused") {
  const RuleSet rules = rules_of(story_rules);
  const CaseKindId kind = rules.case_kind("request");
  std::vector<std::uint64_t> memory(rules.case_bytes(kind) / 8 + 1);
  const auto bytes = reinterpret_cast<std::byte*>(memory.data());
  CHECK(Case(rules, kind, {bytes, rules.case_bytes(kind) - 8}).open(1) == Status::bad_memory);
  CHECK(Case(rules, kind, {bytes + 1, rules.case_bytes(kind)}).open(1) == Status::bad_memory);
  CHECK(Case(rules, CaseKindId{99}, {bytes, rules.case_bytes(kind)}).open(1) == Status::bad_memory);
  CHECK(Case(RuleSet(), kind, {bytes, rules.case_bytes(kind)}).open(1) == Status::bad_memory);
}
