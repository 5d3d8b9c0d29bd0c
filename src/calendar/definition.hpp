// A calendar as its declaration says it: plain data, filled by the checker, read by from_definition and by tools.
// `problems` says what is wrong with one; from_definition requires that it says nothing.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bylaw::calendar {

// Half-open [from, to), in minutes of the local day: 0 <= from < 1440, 0 <= to <= 1440. 1440 is 24:00. `to` not after
// `from` is an overnight interval (22:00 to 06:00): it runs on into the next local date.
struct Hours {
  std::int32_t from = 0;
  std::int32_t to = 0;

  friend bool operator==(const Hours&, const Hours&) = default;
};

// A weekday's usual hours. A weekday that works without hours of its own (in a calendar that counts only dates) has
// none, and closes at the end of the day.
struct Weekday {
  bool works = false;
  std::vector<Hours> hours;  // as written, in any order; all `open` lines of the day together
};

enum class ExceptionKind : std::uint8_t {
  off,   // closed all day
  work,  // a make-up working day: hours as usual, or its own
};

// Dates are days since 1970-01-01. A short day is a `work` with hours on a date that works anyway.
struct Exception {
  ExceptionKind kind = ExceptionKind::off;
  std::int32_t first = 0;
  std::int32_t last = 0;     // inclusive
  bool statutory = false;    // off: a statutory holiday, for the narrow reading of the roll
  std::vector<Hours> hours;  // work: its own; empty: as usual
  std::string label;
};

enum class Count : std::uint8_t { civil, clock, inclusive };
enum class Roll : std::uint8_t { wide, narrow, none };

struct Definition {
  std::string name;
  std::string zone;                   // IANA name
  // From Monday. None works: a calendar without hours, where every date that is not `off` works.
  std::array<Weekday, 7> week;
  std::vector<Exception> exceptions;  // in the order written
  std::optional<std::int32_t> covers_first;
  std::optional<std::int32_t> covers_last;  // inclusive
  std::optional<Count> count;         // there is no default counting rule
  std::optional<Roll> roll;           // said with civil and inclusive counting; there is no default reading
  std::optional<std::int64_t> published;  // of a further edition: microseconds since 1970-01-01T00:00Z
};

enum class ProblemKind : std::uint8_t {
  no_zone,             // no `zone` field
  unknown_zone,        // not a zone of the built-in zone tables
  no_covers,           // no `covers` field
  empty_range,         // `covers` ends before it begins; or, with `exception`, a dated range does
  range_out_of_bounds, // `covers` leaves 1900-01-01 to 2099-12-31, or spans more than 100 years
  no_count,            // no `count` field
  no_roll,             // civil or inclusive counting without a reading of the roll
  bad_hours,           // minutes outside the day, or an interval of no length
  overlapping_hours,   // two intervals of one weekday or dated exception overlap (sem-C8): `hours`, `other_hours`
  overlapping_nights,  // an overnight interval runs into the next weekday's hours: both weekdays and their hours
  overlapping_dates,   // two dated exceptions speak of the same date: `exception` and `other_exception`
  outside_covers,      // a dated exception has a date outside `covers`
  hours_not_clear,     // a make-up day without hours, where its weekday does not work and the working weekdays differ
  off_with_hours,      // a day off has hours
  statutory_work,      // a working day is marked statutory
  never_opens,         // no date of the covered range works (sem-C10)
};

// Indices are into the definition: `weekday` 0 is Monday, `exception` into exceptions, `hours` into the list of the
// weekday or exception named. none_index where there is nothing to name.
inline constexpr std::int32_t none_index = -1;

struct Problem {
  ProblemKind kind;
  std::int32_t weekday = none_index;
  std::int32_t exception = none_index;
  std::int32_t hours = none_index;
  std::int32_t other_weekday = none_index;
  std::int32_t other_exception = none_index;
  std::int32_t other_hours = none_index;
};

// Everything wrong with the definition, in the order of its fields; empty if it can be built. Bounded: at most 64 are
// named.
std::vector<Problem> problems(const Definition& definition);

// The zones that calendars may name, sorted by name; for suggestions.
std::vector<std::string> zone_names();
bool is_zone(const std::string& name);

// The instant of a local time in a zone, in microseconds since 1970-01-01T00:00Z: the first valid one after a time that the zone
// skips, the earlier one of a time it repeats. Nothing for an unknown zone.
std::optional<std::int64_t> instant_in(const std::string& zone, std::int32_t day, std::int64_t time_of_day_us);

}  // namespace bylaw::calendar
