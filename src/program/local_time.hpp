// Wall-clock time in a zone, both ways. Days are since 1970-01-01, everything else is microseconds; results that do not
// fit are clamped to the range of instants.
#pragma once
#include <cstdint>

#include "program/zone_offsets.hpp"

namespace bylaw::program {

std::int64_t instant_at_offset(std::int32_t day, std::int64_t time_of_day_us, std::int32_t offset_seconds);

// Seconds east of UTC at an instant.
std::int32_t offset_at(const ZoneOffsets& zone, std::int64_t instant_us);

// A local time that a change of offset leaves out becomes the first instant after the change; one that it repeats, its
// first occurrence (row sem-C5).
std::int64_t instant_of_local(const ZoneOffsets& zone, std::int32_t day, std::int64_t time_of_day_us);

}  // namespace bylaw::program
