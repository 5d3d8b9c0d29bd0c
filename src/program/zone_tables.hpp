// The zones of the tzdata release that the library was built with. Its data is in the library; nothing is read at run
// time.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "program/zone_offsets.hpp"

namespace bylaw::program {

// The zone's offsets, ready for look-ups; nothing if there is no such zone.
std::optional<ZoneOffsets> find_zone(std::string_view name);
bool has_zone(std::string_view name);

std::size_t zone_count();
std::string_view zone_name(std::size_t index);  // sorted

std::string_view zone_data_version();           // of tzdata, as 2026a
std::uint64_t zone_data_hash();                 // over the names and tables of all zones
std::uint64_t zone_hash(std::string_view name); // over one zone's table; 0 if there is none

}  // namespace bylaw::program
