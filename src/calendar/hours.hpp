// The opening intervals of single dates: what the weekly hours and the dated exceptions come to, in minutes of the
// local date.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "calendar/definition.hpp"

namespace bylaw::calendar {

inline constexpr std::int32_t minutes_per_day = 1440;

// The hours of a make-up day that has none of its own: its weekday's, or those on which all working weekdays agree.
// Nothing if they differ.
std::optional<std::vector<Hours>> usual_hours(const Definition& definition, std::size_t weekday);

// What a date does, before the night that may run into it: many dates share one.
struct Rule {
  bool off = false;
  bool statutory = false;
  bool own_hours = false;         // the hours of an exception: nothing of the night before belongs to the date
  bool dated = false;             // an exception: its own night runs into the next date, not its weekday's
  bool whole_day = false;         // works without hours
  std::size_t weekday = 0;
  std::vector<Hours> hours;       // as declared

  friend bool operator==(const Rule& a, const Rule& b) {
    return a.off == b.off && a.statutory == b.statutory && a.own_hours == b.own_hours && a.dated == b.dated &&
           a.whole_day == b.whole_day && a.weekday == b.weekday && a.hours == b.hours;
  }
};

// Rules 0 to 6 are the weekdays; then those of the exceptions, each different one once.
struct Rules {
  explicit Rules(const Definition& from);

  // The rule of a date with the exception (none_index: none).
  std::size_t of(std::size_t weekday, std::int32_t exception);

  // The intervals of a date whose rule is `today`, the day before having had rule `yesterday`: sorted, apart from one
  // another, within 00:00 to 24:00.
  std::vector<Hours> intervals(std::size_t today, std::size_t yesterday) const;

  const Definition& definition;
  bool has_hours = false;
  bool has_weekdays = false;  // some weekday works; otherwise every date that is not off does
  std::vector<Rule> rules;
  std::vector<std::size_t> by_exception;  // exception * 7 + weekday, filled as asked
};

}  // namespace bylaw::calendar
