// What the generated zone data consists of. Read only through program/zone_tables.hpp.
#pragma once
#include <cstddef>
#include <cstdint>

namespace bylaw::program::zone_data {

struct Zone {
  const char* name;
  std::uint32_t first;  // of changes and offsets; the first change says what holds from 1900 on
  std::uint32_t count;
  std::uint64_t hash;
};

extern const std::int64_t changes[];
extern const std::int32_t offsets[];
extern const Zone zones[];  // sorted by name
extern const std::size_t zone_count;
extern const char* const version;
extern const std::uint64_t hash;

}  // namespace bylaw::program::zone_data
