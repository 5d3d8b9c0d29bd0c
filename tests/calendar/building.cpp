#include "building.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace test {

namespace {

std::int32_t number(std::string_view text) { return std::atoi(std::string(text).c_str()); }

std::int32_t minutes(std::string_view time) { return number(time.substr(0, 2)) * 60 + number(time.substr(3, 2)); }

std::size_t weekday(std::string_view name) {
  constexpr std::string_view names = "montuewedthufrisatsun";
  return names.find(name) / 3;
}

// "17:30", "17:30:15", "17:30:15.000001" in microseconds of the day.
std::int64_t time_of_day(std::string_view time) {
  std::int64_t us = minutes(time) * minute;
  if (time.size() >= 8) us += number(time.substr(6, 2)) * std::int64_t{1'000'000};
  if (time.size() > 9) {
    std::string fraction(time.substr(9));
    fraction.resize(6, '0');
    us += number(fraction);
  }
  return us;
}

}  // namespace

std::int32_t day(std::string_view date) {
  const bylaw::base::Civil civil{number(date.substr(0, 4)), static_cast<std::uint8_t>(number(date.substr(5, 2))),
                                 static_cast<std::uint8_t>(number(date.substr(8, 2)))};
  return bylaw::base::day_number(civil);
}

std::vector<calendar::Hours> hours(std::string_view intervals) {
  std::vector<calendar::Hours> result;
  for (std::size_t i = 0; i + 11 <= intervals.size(); i += 12) {
    result.push_back({minutes(intervals.substr(i, 5)), minutes(intervals.substr(i + 6, 5))});
  }
  return result;
}

Calendar::Calendar(std::string zone, std::string_view covers_first, std::string_view covers_last) {
  definition.name = "test";
  definition.zone = std::move(zone);
  definition.covers_first = day(covers_first);
  definition.covers_last = day(covers_last);
  definition.count = calendar::Count::civil;
  definition.roll = calendar::Roll::wide;
}

Calendar& Calendar::open(std::string_view days, std::string_view intervals) {
  const std::size_t last = weekday(days.substr(days.size() - 3));
  for (std::size_t w = weekday(days.substr(0, 3)); w <= last; ++w) {
    definition.week[w].works = true;
    for (const calendar::Hours h : hours(intervals)) definition.week[w].hours.push_back(h);
  }
  return *this;
}

Calendar& Calendar::off(std::string_view first, std::string_view last, bool statutory) {
  calendar::Exception exception;
  exception.first = day(first);
  exception.last = last.empty() ? exception.first : day(last);
  exception.statutory = statutory;
  definition.exceptions.push_back(exception);
  return *this;
}

Calendar& Calendar::work(std::string_view first, std::string_view intervals) {
  calendar::Exception exception;
  exception.kind = calendar::ExceptionKind::work;
  exception.first = exception.last = day(first);
  exception.hours = hours(intervals);
  definition.exceptions.push_back(exception);
  return *this;
}

CalendarTable Calendar::table() const { return calendar::from_definition(definition); }

std::int64_t at(const CalendarTable& table, std::string_view text) {
  if (text == "never") return arithmetic::never;
  const std::int32_t date = day(text.substr(0, 10));
  if (text.back() == 'Z') return std::int64_t{date} * 24 * hour + time_of_day(text.substr(11, text.size() - 12));
  return arithmetic::at_local(table, date, time_of_day(text.substr(11)));
}

std::string shown(const CalendarTable& table, std::int64_t at) {
  if (at == arithmetic::never) return "never";
  const bylaw::base::Civil date = bylaw::base::civil_date(arithmetic::date_of(table, at));
  const std::int64_t us = arithmetic::time_of_day(table, at);
  char text[64];
  int length = std::snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d", date.year, date.month, date.day,
                             static_cast<int>(us / hour), static_cast<int>(us / minute % 60));
  if (us % minute != 0) {
    std::snprintf(text + length, sizeof text - static_cast<std::size_t>(length), ":%02d.%06d",
                  static_cast<int>(us / 1'000'000 % 60), static_cast<int>(us % 1'000'000));
  }
  return text;
}

}  // namespace test
