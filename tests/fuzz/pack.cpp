// Damaged packs whose hashes are made right again, so that only the tests of their content stand before the evaluator.
#include <algorithm>

#include "drive.hpp"
#include "program/hash.hpp"
#include "program/pack.hpp"
#include "program/pack_format.hpp"
#include "program/program.hpp"
#include "rule_files.hpp"

namespace bylaw::fuzz {

namespace {

constexpr std::size_t head = program::pack::head_bytes;

struct Packed {
  std::vector<std::byte> bytes;
  std::size_t without_calendars = 0;  // the tables of calendars are most of a pack, and stand at its end
};

Packed packed(const RuleSet& rules) {
  Packed pack;
  pack.bytes.resize(save(rules));
  save(rules, pack.bytes);
  program::Program small = *rules.program();
  small.calendars.clear();
  pack.without_calendars = program::write_pack(small, {});
  return pack;
}

const Packed& packed_file(std::size_t index) {
  static const std::vector<Packed> packs = [] {
    std::vector<Packed> made;
    for (const RuleFile& file : rule_files()) made.push_back(packed(file.rules));
    return made;
  }();
  return packs[index];
}

// Damage: a byte set, a number set, bytes taken away or doubled.
void damage(std::vector<std::byte>& bytes, Input& input, std::size_t without_calendars) {
  const std::uint8_t how = input.byte();
  const std::size_t range = std::min(how % 4 == 0 ? bytes.size() : without_calendars, bytes.size());
  if (range <= head + 16) return;
  const std::size_t at = head + 16 + input.below(range - head - 16);
  switch (how / 4 % 4) {
    case 0: bytes[at] = std::byte{input.byte()}; break;
    case 1: {
      const std::int64_t number = input.integer();
      for (std::size_t i = 0; i < 8 && at + i < bytes.size() && i < 1u << how / 16 % 4; ++i) {
        bytes[at + i] = static_cast<std::byte>(static_cast<std::uint64_t>(number) >> 8 * i);
      }
      break;
    }
    case 2: bytes[at] ^= std::byte{static_cast<std::uint8_t>(1u << how / 16 % 8)}; break;
    default: {
      const std::size_t count = std::min<std::size_t>(input.byte() % 64, bytes.size() - at);
      const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(at);
      if (how / 16 % 2 == 0) bytes.erase(from, from + static_cast<std::ptrdiff_t>(count));
      else bytes.insert(from, count, std::byte{0});
    }
  }
}

// Head and hash as the library itself would write them.
void mend(std::vector<std::byte>& bytes, const Packed& sound) {
  std::copy_n(sound.bytes.begin(), head, bytes.begin());
  const std::uint64_t size = bytes.size();
  for (std::size_t i = 0; i < 8; ++i) bytes[head - 24 + i] = static_cast<std::byte>(size >> 8 * i);
  const auto hash = program::pack::hash_of_bytes(std::span<const std::byte>(bytes).subspan(head));
  for (std::size_t i = 0; i < hash.size(); ++i) bytes[head - 16 + i] = std::byte{hash[i]};
}

}  // namespace

void pack(Bytes given) {
  Input input(given);
  const std::uint8_t which = input.byte();
  const Packed& sound = packed_file(which % 64 % rule_files().size());
  std::vector<std::byte> bytes;
  if (which < 64) {  // any body
    bytes.resize(head);
    for (const std::uint8_t byte : input.rest()) bytes.push_back(std::byte{byte});
  } else {
    bytes = sound.bytes;
    for (int i = which / 64; i > 0; --i) damage(bytes, input, sound.without_calendars);
  }
  mend(bytes, sound);
  if (which % 2 == 0) expect(load(bytes).status != Status::other_pack, "a pack of this version is not one of another");
  auto* program = new program::Program;
  const RuleSet rules = RuleSet::adopt(program);
  program::PackFault fault;
  if (!program::read_pack_unhashed(bytes, *program, fault)) return;
  std::vector<std::byte> again(program::write_pack(*program, {}));
  program::write_pack(*program, again);
  expect(again == bytes, "a pack that was read is written the same");
  program->hash = program::hash_of(*program);
  drive(rules, input.rest());
}

}  // namespace bylaw::fuzz
