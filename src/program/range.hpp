// How records of a program name each other: an index of one of its vectors, or a run of its elements.
#pragma once
#include <cstdint>

namespace bylaw::program {

inline constexpr std::uint32_t none = 0xffffffffu;

// A run of elements of one of the program's vectors.
struct Range {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

}  // namespace bylaw::program
