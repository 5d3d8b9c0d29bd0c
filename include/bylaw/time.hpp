// Instants: the one unit of time on every boundary of the library.
#pragma once
#include <compare>
#include <cstdint>

namespace bylaw {

// A signed count of microseconds since 1970-01-01T00:00Z, leap seconds not counted. A plain value; safe on any thread.
// The library never reads a clock: every instant comes from the host, with an event or as the argument of `advance`.
struct Instant {
  std::int64_t us = 0;

  friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
};

// No instant at all: a clock that is not running, a deadline that cannot be reached. Later than every other instant.
inline constexpr Instant never{INT64_MAX};

// Earlier than every instant an event may carry.
inline constexpr Instant beginning{INT64_MIN};

}  // namespace bylaw
