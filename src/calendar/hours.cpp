#include "calendar/hours.hpp"

#include <algorithm>

namespace bylaw::calendar {

namespace {

constexpr std::size_t not_asked = static_cast<std::size_t>(-1);

void add_evening(std::vector<Hours>& out, const std::vector<Hours>& hours) {
  for (const Hours& h : hours) out.push_back({h.from, h.to > h.from ? h.to : minutes_per_day});
}

void add_night(std::vector<Hours>& out, const std::vector<Hours>& hours) {
  for (const Hours& h : hours) {
    if (h.to <= h.from && h.to > 0) out.push_back({0, h.to});
  }
}

void join(std::vector<Hours>& intervals) {
  std::sort(intervals.begin(), intervals.end(), [](const Hours& a, const Hours& b) { return a.from < b.from; });
  std::size_t kept = 0;
  for (const Hours& next : intervals) {
    if (kept > 0 && next.from <= intervals[kept - 1].to) {
      intervals[kept - 1].to = std::max(intervals[kept - 1].to, next.to);
    } else {
      intervals[kept++] = next;
    }
  }
  intervals.resize(kept);
}

}  // namespace

std::optional<std::vector<Hours>> usual_hours(const Definition& definition, std::size_t weekday) {
  if (definition.week[weekday].works) return definition.week[weekday].hours;
  std::optional<std::vector<Hours>> common;
  for (const Weekday& day : definition.week) {
    if (!day.works) continue;
    if (common && *common != day.hours) return std::nullopt;
    common = day.hours;
  }
  return common ? common : std::vector<Hours>{};
}

Rules::Rules(const Definition& from) : definition(from), by_exception(from.exceptions.size() * 7, not_asked) {
  for (const Weekday& day : from.week) {
    has_weekdays |= day.works;
    has_hours |= !day.hours.empty();
  }
  for (const Exception& exception : from.exceptions) has_hours |= !exception.hours.empty();
  for (std::size_t w = 0; w < 7; ++w) {
    Rule rule;
    rule.weekday = w;
    rule.hours = from.week[w].hours;
    const bool works = from.week[w].works || !has_weekdays;
    rule.off = !works;
    rule.whole_day = works && rule.hours.empty();
    rules.push_back(rule);
  }
}

std::size_t Rules::of(std::size_t weekday, std::int32_t exception) {
  if (exception == none_index) return weekday;
  const auto index = static_cast<std::size_t>(exception);
  const Exception& e = definition.exceptions[index];
  // What an exception comes to depends on the weekday only where it takes the usual hours.
  const bool usual = e.kind == ExceptionKind::work && e.hours.empty();
  std::size_t& known = by_exception[index * 7 + (usual ? weekday : 0)];
  if (known != not_asked) return known;
  Rule rule;
  rule.dated = true;
  if (e.kind == ExceptionKind::off) {
    rule.off = true;
    rule.statutory = e.statutory;
  } else if (!usual) {
    rule.own_hours = true;
    rule.hours = e.hours;
  } else {
    rule.weekday = weekday;
    rule.hours = usual_hours(definition, weekday).value_or(std::vector<Hours>{});
    rule.whole_day = rule.hours.empty();
  }
  const auto same = std::find(rules.begin() + 7, rules.end(), rule);
  known = static_cast<std::size_t>(same - rules.begin());
  if (same == rules.end()) rules.push_back(rule);
  return known;
}

std::vector<Hours> Rules::intervals(std::size_t today, std::size_t yesterday) const {
  const Rule& rule = rules[today];
  std::vector<Hours> out;
  // A weekday that does not work still has the night of the one before it; a dated day off closes the whole civil date.
  if (rule.off && rule.dated) return out;
  if (rule.whole_day) return {{0, minutes_per_day}};
  add_evening(out, rule.hours);
  if (!rule.own_hours) {
    add_night(out, definition.week[(rule.weekday + 6) % 7].hours);
    if (rules[yesterday].dated) add_night(out, rules[yesterday].hours);
  }
  join(out);
  return out;
}

}  // namespace bylaw::calendar
