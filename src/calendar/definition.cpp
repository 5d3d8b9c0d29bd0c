// What is wrong with a calendar's declaration.
#include "calendar/definition.hpp"

#include <algorithm>
#include <cstddef>

#include "base/civil.hpp"
#include "calendar/hours.hpp"
#include "program/zone_tables.hpp"

namespace bylaw::calendar {

namespace {

constexpr std::size_t most_problems = 64;
constexpr std::int32_t earliest_day = -25567;  // 1900-01-01
constexpr std::int32_t latest_day = 47481;     // 2099-12-31
constexpr std::int32_t longest_range = 36525;  // 100 years

// A stretch of one local date, and which interval of the definition it belongs to.
struct Stretch {
  std::int32_t from = 0, to = 0;
  std::int32_t weekday = none_index;
  std::int32_t hours = none_index;
};

class Finder {
 public:
  explicit Finder(const Definition& definition) : d_(definition) {}

  std::vector<Problem> find() {
    if (d_.zone.empty()) add(ProblemKind::no_zone);
    else if (!program::has_zone(d_.zone)) add(ProblemKind::unknown_zone);
    week();
    exceptions();
    covers();
    if (!d_.count) add(ProblemKind::no_count);
    else if (*d_.count != Count::clock && !d_.roll) add(ProblemKind::no_roll);
    if (found_.empty() && never_opens()) add(ProblemKind::never_opens);
    return std::move(found_);
  }

 private:
  Problem& add(ProblemKind kind) {
    if (found_.size() == most_problems) found_.pop_back();
    Problem problem{};
    problem.kind = kind;
    found_.push_back(problem);
    return found_.back();
  }

  static bool is_bad(const Hours& h) {
    return h.from < 0 || h.from >= minutes_per_day || h.to < 0 || h.to > minutes_per_day || h.from == h.to;
  }

  void week() {
    // By weekday: what lies on it, evenings first, then the night of the weekday before.
    for (std::int32_t w = 0; w < 7; ++w) {
      std::vector<Stretch> on;
      const std::vector<Hours>& hours = d_.week[static_cast<std::size_t>(w)].hours;
      for (std::size_t i = 0; i < hours.size(); ++i) {
        const auto index = static_cast<std::int32_t>(i);
        if (is_bad(hours[i])) {
          Problem& problem = add(ProblemKind::bad_hours);
          problem.weekday = w;
          problem.hours = index;
          continue;
        }
        on.push_back({hours[i].from, hours[i].to > hours[i].from ? hours[i].to : minutes_per_day, w, index});
      }
      const std::int32_t before = (w + 6) % 7;
      const std::vector<Hours>& night = d_.week[static_cast<std::size_t>(before)].hours;
      for (std::size_t i = 0; i < night.size(); ++i) {
        if (!is_bad(night[i]) && night[i].to < night[i].from && night[i].to > 0) {
          on.push_back({0, night[i].to, before, static_cast<std::int32_t>(i)});
        }
      }
      overlaps(on, none_index);
    }
  }

  void overlaps(const std::vector<Stretch>& on, std::int32_t exception) {
    for (std::size_t a = 0; a < on.size(); ++a) {
      for (std::size_t b = a + 1; b < on.size(); ++b) {
        if (on[a].from >= on[b].to || on[b].from >= on[a].to) continue;
        const bool nights = on[a].weekday != on[b].weekday;
        Problem& problem = add(nights ? ProblemKind::overlapping_nights : ProblemKind::overlapping_hours);
        problem.exception = exception;
        problem.weekday = on[a].weekday;
        problem.hours = on[a].hours;
        problem.other_exception = exception;
        problem.other_weekday = on[b].weekday;
        problem.other_hours = on[b].hours;
        if (found_.size() == most_problems) return;
      }
    }
  }

  void exceptions() {
    for (std::size_t e = 0; e < d_.exceptions.size(); ++e) {
      const Exception& exception = d_.exceptions[e];
      const auto index = static_cast<std::int32_t>(e);
      const auto say = [&](ProblemKind kind) { add(kind).exception = index; };
      if (exception.last < exception.first) say(ProblemKind::empty_range);
      else if (is_outside(exception)) say(ProblemKind::outside_covers);
      if (exception.kind == ExceptionKind::off && !exception.hours.empty()) say(ProblemKind::off_with_hours);
      if (exception.kind == ExceptionKind::work && exception.statutory) say(ProblemKind::statutory_work);
      if (exception.kind == ExceptionKind::work && exception.hours.empty() && is_unclear(exception)) {
        say(ProblemKind::hours_not_clear);
      }
      std::vector<Stretch> on;
      for (std::size_t i = 0; i < exception.hours.size(); ++i) {
        const Hours& h = exception.hours[i];
        if (is_bad(h)) {
          Problem& problem = add(ProblemKind::bad_hours);
          problem.exception = index;
          problem.hours = static_cast<std::int32_t>(i);
          continue;
        }
        on.push_back({h.from, h.to > h.from ? h.to : minutes_per_day, none_index, static_cast<std::int32_t>(i)});
      }
      overlaps(on, index);
    }
    overlapping_dates();
  }

  bool is_outside(const Exception& exception) const {
    if (!d_.covers_first || !d_.covers_last) return false;
    return exception.first < *d_.covers_first || exception.last > *d_.covers_last;
  }

  // At most seven dates tell all weekdays of the range.
  bool is_unclear(const Exception& exception) const {
    for (std::int64_t day = exception.first; day <= exception.last && day < std::int64_t{exception.first} + 7; ++day) {
      const auto weekday = static_cast<std::size_t>(base::weekday_of(static_cast<std::int32_t>(day)));
      if (!usual_hours(d_, weekday)) return true;
    }
    return false;
  }

  void overlapping_dates() {
    std::vector<std::int32_t> by_date(d_.exceptions.size());
    for (std::size_t i = 0; i < by_date.size(); ++i) by_date[i] = static_cast<std::int32_t>(i);
    const auto& all = d_.exceptions;
    std::stable_sort(by_date.begin(), by_date.end(), [&all](std::int32_t a, std::int32_t b) {
      return all[static_cast<std::size_t>(a)].first < all[static_cast<std::size_t>(b)].first;
    });
    std::int32_t furthest = none_index;  // the exception that ends last of those seen
    for (const std::int32_t next : by_date) {
      const Exception& exception = all[static_cast<std::size_t>(next)];
      if (exception.last < exception.first) continue;
      if (furthest != none_index && all[static_cast<std::size_t>(furthest)].last >= exception.first) {
        Problem& problem = add(ProblemKind::overlapping_dates);
        problem.exception = std::min(furthest, next);
        problem.other_exception = std::max(furthest, next);
      }
      if (furthest == none_index || exception.last > all[static_cast<std::size_t>(furthest)].last) furthest = next;
    }
  }

  void covers() {
    if (!d_.covers_first || !d_.covers_last) {
      add(ProblemKind::no_covers);
    } else if (*d_.covers_last < *d_.covers_first) {
      add(ProblemKind::empty_range);
    } else if (*d_.covers_first < earliest_day || *d_.covers_last > latest_day ||
               *d_.covers_last - *d_.covers_first >= longest_range) {
      add(ProblemKind::range_out_of_bounds);
    }
  }

  // Whether every date of the covered range is closed. A weekday works on any date it has that no day off takes.
  bool never_opens() const {
    const bool some_weekday = std::any_of(d_.week.begin(), d_.week.end(), [](const Weekday& day) { return day.works; });
    std::vector<const Exception*> offs;
    for (const Exception& exception : d_.exceptions) {
      if (exception.kind == ExceptionKind::work) return false;
      offs.push_back(&exception);
    }
    std::sort(offs.begin(), offs.end(), [](const Exception* a, const Exception* b) { return a->first < b->first; });
    std::int32_t day = *d_.covers_first;
    std::size_t next = 0;
    while (day <= *d_.covers_last) {
      if (next < offs.size() && offs[next]->first <= day) {
        day = offs[next++]->last + 1;
        continue;
      }
      const std::int32_t gap_end = next < offs.size() ? offs[next]->first : *d_.covers_last + 1;
      for (std::int32_t i = 0; i < 7 && day + i < gap_end; ++i) {
        const std::size_t weekday = static_cast<std::size_t>(base::weekday_of(day + i));
        if (!some_weekday || d_.week[weekday].works) return false;
      }
      day = gap_end;
    }
    return true;
  }

  const Definition& d_;
  std::vector<Problem> found_;
};

}  // namespace

std::vector<Problem> problems(const Definition& definition) { return Finder(definition).find(); }

std::vector<std::string> zone_names() {
  std::vector<std::string> names;
  names.reserve(program::zone_count());
  for (std::size_t i = 0; i < program::zone_count(); ++i) names.emplace_back(program::zone_name(i));
  return names;
}

bool is_zone(const std::string& name) { return program::has_zone(name); }

std::optional<std::int64_t> instant_in(const std::string& zone, std::int32_t day, std::int64_t time_of_day_us) {
  const auto offsets = program::find_zone(zone);
  if (!offsets) return std::nullopt;
  constexpr std::int64_t second = 1000000;
  std::int64_t part = time_of_day_us % second;  // the zone's arithmetic is in whole seconds
  if (part < 0) part += second;
  const std::int64_t local = std::int64_t{day} * 86400 + (time_of_day_us - part) / second;
  return program::utc_of_local(*offsets, local) * second + part;
}

}  // namespace bylaw::calendar
