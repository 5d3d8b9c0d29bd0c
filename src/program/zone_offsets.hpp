// One zone's offsets from UTC, and the look-ups in them that builder and evaluator share. Times are seconds.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace bylaw::program {

// Changes of the UTC offset of one zone, 1900 to 2100. offsets[i] holds before changes[i]; the last one after all of
// them.
struct ZoneOffsets {
  std::vector<std::int64_t> changes;  // seconds since 1970-01-01T00:00Z, ascending
  std::vector<std::int32_t> offsets;  // seconds east of UTC, one more than changes
  // buckets[k]: number of changes before first_bucket + k * bucket_seconds, so that a look-up tries one or two.
  std::int64_t first_bucket = 0;
  std::vector<std::uint16_t> buckets;
};

inline constexpr int zone_bucket_shift = 24;  // 194 days
inline constexpr std::int64_t seconds_per_day = 86400;

// Index of the offset in force at `utc`.
inline std::size_t offset_index(const ZoneOffsets& zone, std::int64_t utc) {
  const std::size_t count = zone.changes.size();
  if (count == 0 || utc < zone.changes.front()) return 0;
  if (utc >= zone.changes.back()) return count;
  std::size_t index = zone.buckets[static_cast<std::size_t>((utc - zone.first_bucket) >> zone_bucket_shift)];
  while (zone.changes[index] <= utc) ++index;
  return index;
}

inline std::int32_t utc_offset(const ZoneOffsets& zone, std::int64_t utc) {
  return zone.offsets[offset_index(zone, utc)];
}

// From where a date's times are counted: its midnight by the offset in force when it is midnight of that date in UTC.
// On dates far from a change this is the local midnight.
inline std::int64_t day_anchor(const ZoneOffsets& zone, std::int32_t day) {
  const std::int64_t midnight = std::int64_t{day} * seconds_per_day;
  return midnight - utc_offset(zone, midnight);
}

// The earliest instant whose local time is `local` (seconds since 1970-01-01T00:00 of the wall clock) or later: the
// instant itself, the earlier one of a repeated time, the change that skipped a missing one (row sem-C5).
inline std::int64_t utc_of_local(const ZoneOffsets& zone, std::int64_t local) {
  constexpr std::int64_t widest = 18 * 3600;  // no zone was ever further from UTC
  std::size_t index = offset_index(zone, local - widest);
  for (;; ++index) {
    std::int64_t utc = local - zone.offsets[index];
    if (index > 0 && utc < zone.changes[index - 1]) utc = zone.changes[index - 1];
    if (index == zone.changes.size() || utc < zone.changes[index]) return utc;
  }
}

}  // namespace bylaw::program
