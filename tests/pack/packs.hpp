// What the tests of packs share: bytes of rules, and a pack whose damage is hidden from its hash.
#pragma once
#include <cstddef>
#include <random>
#include <vector>

#include "bylaw/bylaw.hpp"
#include "program/hash.hpp"
#include "program/pack.hpp"
#include "program/pack_format.hpp"

namespace bylaw::tests {

using Bytes = std::vector<std::byte>;

inline Bytes packed(const RuleSet& rules) {
  Bytes bytes(save(rules));
  save(rules, bytes);
  return bytes;
}

// Makes the head's hash that of the bytes behind it.
inline void mend(Bytes& bytes) {
  using namespace program::pack;
  if (bytes.size() < head_bytes) return;
  const auto hash = hash_of_bytes(std::span<const std::byte>(bytes).subspan(head_bytes));
  for (std::size_t i = 0; i < hash.size(); ++i) bytes[head_bytes - 16 + i] = std::byte{hash[i]};
}

// The rules of a pack whose two hashes are mended; empty if it is refused, and `part` says where.
inline RuleSet mended_rules(Bytes& bytes, const char*& part) {
  mend(bytes);
  auto* program = new program::Program;
  RuleSet rules = RuleSet::adopt(program);
  program::PackFault fault;
  const bool taken = program::read_pack_unhashed(bytes, *program, fault);
  part = fault.part;
  if (!taken) return {};
  program->hash = program::hash_of(*program);
  return rules;
}

}  // namespace bylaw::tests
