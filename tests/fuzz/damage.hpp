// Damage to bytes that a state was written to.
#pragma once
#include <cstdint>
#include <vector>

#include "input.hpp"

namespace bylaw::fuzz {

// A byte or a number set, or the bytes cut or made longer. The first `head` of them, which a reader compares, are seldom touched.
inline void damage(std::vector<std::uint8_t>& bytes, std::size_t head, Input& input) {
  const std::uint8_t how = input.byte();
  if (how == 0xff) return bytes.resize(input.below(bytes.size() + 8));
  if (bytes.size() <= head) return;
  const std::size_t first = how % 16 == 0 ? 0 : head;
  const std::size_t at = first + input.below(bytes.size() - first);
  if (how % 2 == 0) {
    bytes[at] = input.byte();
    return;
  }
  const std::int64_t number = input.integer();
  for (std::size_t i = 0; i < 8 && at + i < bytes.size() && i < 1u << how / 16 % 4; ++i) {
    bytes[at + i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> 8 * i);
  }
}

}  // namespace bylaw::fuzz
