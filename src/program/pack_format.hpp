// The head of a pack, which writer and reader share.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "program/siphash.hpp"

namespace bylaw::program::pack {

inline constexpr std::array<std::uint8_t, 4> mark = {'B', 'L', 'W', 'P'};
inline constexpr std::size_t head_bytes = 4 + 2 + 2 + 8 + 8 + 16;  // mark, version, reserved, form, length, hash of what follows

// Which fields a program has, of what size and in what order: worked out from program/fields.hpp, so that a field added there
// cannot be mistaken for another.
std::uint64_t form();

// Over any bytes: their number, then they themselves, the last word filled up with zeros.
inline std::array<std::uint8_t, 16> hash_of_bytes(std::span<const std::byte> bytes) {
  SipHash hash;
  hash.word(bytes.size());
  for (std::size_t at = 0; at < bytes.size(); at += 8) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 8 && at + i < bytes.size(); ++i) word |= std::to_integer<std::uint64_t>(bytes[at + i]) << 8 * i;
    hash.word(word);
  }
  return hash.finish();
}

}  // namespace bylaw::program::pack
