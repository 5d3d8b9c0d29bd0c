// A program as a file of bytes, the same on every platform: a head (mark, version, form, length, hash of all that follows), the rule
// set's hash, then every field of program/fields.hpp in little-endian order, vectors and texts after their counts.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "program/program.hpp"

namespace bylaw::program {

// How a pack is written down. Which fields it has is told by its form: a pack is read by a library with the same version and form.
inline constexpr std::uint16_t pack_version = 2;

// Where a pack is wrong: a vector of the program by its name in fields.hpp ("head" before all of them), the element there.
struct PackFault {
  const char* part = "head";
  std::uint32_t index = 0;
  bool other_version = false;  // a pack, but of another form

  friend bool operator==(const PackFault&, const PackFault&) = default;
};

// Bytes needed; nothing is written where `out` is smaller.
std::size_t write_pack(const Program& program, std::span<std::byte> out);

// Reads into an empty program and tests all of it: whatever passes is safe to evaluate. False: `fault` says where, and the
// program is not to be used. May throw std::bad_alloc; what it needs is proportional to the bytes.
bool read_pack(std::span<const std::byte> bytes, Program& program, PackFault& fault);

// All of that but the comparison of the rule set's hash with the one in the pack: for tests that make packs of their own.
bool read_pack_unhashed(std::span<const std::byte> bytes, Program& program, PackFault& fault);

}  // namespace bylaw::program
