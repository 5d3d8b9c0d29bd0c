// The content hash of a program.
#pragma once
#include <array>
#include <cstdint>

#include "program/program.hpp"

namespace bylaw::program {

// 128 bits over everything that decides: names, layout, rules, calendars and the zone offsets in them. Labels, the hash
// itself and the number of rule sets that share the program are left out. The same on every platform.
//
// The function is SipHash-2-4 with 128-bit output (Aumasson and Bernstein, 2012) under a key of zeros, written here so
// that the core needs no library for it. It tells rule sets apart; it is no proof against somebody who makes two on
// purpose.
std::array<std::uint8_t, 16> hash_of(const Program& program);

}  // namespace bylaw::program
