// The content hash: the function's published vectors, and what changes it.
#include "catch.hpp"
#include "program/hash.hpp"
#include "program/siphash.hpp"
#include "trees.hpp"

using namespace bylaw;
using trees::Builder;

namespace {

using Hash = std::array<std::uint8_t, 16>;

Hash hash_of(void (*change)(program::Program&)) {
  Builder b;
  b.case_kind("case");
  const check::EventId opened = b.event("case.opened");
  b.duty("d", opened, opened, trees::hours(1)).calendar.calendar = b.office("office");
  const auto program = b.compile();
  REQUIRE(program);
  change(*program);
  return program::hash_of(*program);
}

}  // namespace

TEST_CASE("SipHash-2-4-128 gives its authors' vectors") {
  constexpr std::uint64_t key0 = 0x0706050403020100u;
  constexpr std::uint64_t key1 = 0x0f0e0d0c0b0a0908u;
  CHECK(program::SipHash(key0, key1).finish() == Hash{0xa3, 0x81, 0x7f, 0x04, 0xba, 0x25, 0xa8, 0xe6, 0x6d, 0xf6, 0x72,
                                                      0x14, 0xc7, 0x55, 0x02, 0x93});
  program::SipHash one(key0, key1);
  one.word(key0);  // the bytes 0 to 7
  CHECK(one.finish() == Hash{0x3b, 0x62, 0xa9, 0xba, 0x62, 0x58, 0xf5, 0x61, 0x0f, 0x83, 0xe2, 0x64, 0xf3, 0x14, 0x97,
                             0xb4});
}

TEST_CASE("what decides changes the hash, labels do not") {
  const Hash hash = hash_of([](program::Program&) {});
  CHECK(hash == hash_of([](program::Program&) {}));
  CHECK(hash == hash_of([](program::Program& p) { p.rules.front().title.label = "other"; }));
  CHECK(hash == hash_of([](program::Program& p) { p.hash[0] ^= 1; }));
  CHECK(hash != hash_of([](program::Program& p) { p.rules.front().title.name = "other"; }));
  CHECK(hash != hash_of([](program::Program& p) { ++p.targets.back().amount; }));
  CHECK(hash != hash_of([](program::Program& p) { ++p.calendars.front().offsets.offsets.back(); }));
  CHECK(hash != hash_of([](program::Program& p) { ++p.calendars.front().days[100].open_before; }));
}
