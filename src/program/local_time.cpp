#include "program/local_time.hpp"

#include <algorithm>

namespace bylaw::program {

namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t first_instant = INT64_MIN + 1;
constexpr std::int64_t last_instant = INT64_MAX - 1;

std::int64_t floor_seconds(std::int64_t us) { return us / second_us - (us % second_us < 0 ? 1 : 0); }

std::int64_t to_instant(std::int64_t seconds, std::int64_t fraction_us) {
  std::int64_t us = 0;
  if (__builtin_mul_overflow(seconds, second_us, &us) || __builtin_add_overflow(us, fraction_us, &us)) {
    return seconds < 0 ? first_instant : last_instant;
  }
  return std::clamp(us, first_instant, last_instant);
}

// Local wall-clock seconds since 1970-01-01T00:00, and what is left of the last one.
struct Local {
  std::int64_t seconds = 0;
  std::int64_t fraction_us = 0;
};

Local local_time(std::int32_t day, std::int64_t time_of_day_us) {
  const std::int64_t seconds = floor_seconds(time_of_day_us);
  return {std::int64_t{day} * seconds_per_day + seconds, time_of_day_us - seconds * second_us};
}

}  // namespace

std::int64_t instant_at_offset(std::int32_t day, std::int64_t time_of_day_us, std::int32_t offset_seconds) {
  const Local local = local_time(day, time_of_day_us);
  return to_instant(local.seconds - offset_seconds, local.fraction_us);
}

std::int32_t offset_at(const ZoneOffsets& zone, std::int64_t instant_us) {
  return zone.offsets.empty() ? 0 : utc_offset(zone, floor_seconds(instant_us));
}

std::int64_t instant_of_local(const ZoneOffsets& zone, std::int32_t day, std::int64_t time_of_day_us) {
  if (zone.offsets.empty()) return instant_at_offset(day, time_of_day_us, 0);
  const Local local = local_time(day, time_of_day_us);
  const std::int64_t seconds = utc_of_local(zone, local.seconds);
  const bool left_out = seconds + utc_offset(zone, seconds) != local.seconds;
  return to_instant(seconds, left_out ? 0 : local.fraction_us);
}

}  // namespace bylaw::program
