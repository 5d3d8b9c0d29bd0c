#include "cli/time_text.hpp"

#include <fmt/format.h>

#include "base/civil.hpp"

namespace bylaw::cli {

namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t day_us = 86'400 * second_us;

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool number(std::size_t digits, std::int32_t& value) {
    if (rest_.size() < digits) return false;
    value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9') return false;
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(digits);
    return true;
  }

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Digits to the next other character; their number.
  std::size_t fraction(std::int64_t& micros) {
    std::size_t digits = 0;
    micros = 0;
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
      if (digits < 6) micros = micros * 10 + (rest_.front() - '0');
      ++digits;
      rest_.remove_prefix(1);
    }
    for (std::size_t i = digits; i < 6; ++i) micros *= 10;
    return digits;
  }

  bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

bool read_date(Reader& reader, std::int32_t& day) {
  std::int32_t year = 0, month = 0, date = 0;
  if (!reader.number(4, year) || !reader.take('-') || !reader.number(2, month) || !reader.take('-') || !reader.number(2, date)) {
    return false;
  }
  const base::Civil civil{year, static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(date)};
  if (!base::is_valid(civil)) return false;
  day = base::day_number(civil);
  return true;
}

std::string fraction_text(std::int64_t micros) {
  if (micros == 0) return {};
  std::string text = fmt::format(".{:06}", micros);
  while (text.back() == '0') text.pop_back();
  return text;
}

}  // namespace

const char* parse_instant(std::string_view text, const RuleSet& rules, Instant& instant) {
  constexpr const char* shape = "not a time; times are written as 2026-09-30T16:00:00+08:00";
  Reader reader(text);
  std::int32_t day = 0, hour = 0, minute = 0, second = 0;
  if (!read_date(reader, day)) return shape;
  if (!reader.take('T') && !reader.take(' ')) return shape;
  if (!reader.number(2, hour) || !reader.take(':') || !reader.number(2, minute)) return shape;
  std::int64_t micros = 0;
  if (reader.take(':')) {
    if (!reader.number(2, second)) return shape;
    if (reader.take('.')) {
      const std::size_t digits = reader.fraction(micros);
      if (digits == 0) return shape;
      if (digits > 6) return "more than six digits after the second's point";
    }
  }
  if (hour > 23 || minute > 59) return "no such time of day";
  if (second == 60) return "second 60; leap seconds are not counted";
  if (second > 60) return "no such time of day";
  const std::int64_t time_of_day = (std::int64_t{hour} * 3600 + minute * 60 + second) * second_us + micros;
  if (reader.done()) {
    instant = rules.instant_of(day, time_of_day);
    return nullptr;
  }
  std::int32_t offset = 0;
  if (!reader.take('Z')) {
    const bool east = reader.take('+');
    std::int32_t hours = 0, minutes = 0;
    if (!east && !reader.take('-')) return shape;
    if (!reader.number(2, hours) || !reader.take(':') || !reader.number(2, minutes)) return shape;
    if (hours > 18 || minutes > 59) return "no such offset from UTC";
    offset = (hours * 3600 + minutes * 60) * (east ? 1 : -1);
  }
  if (!reader.done()) return shape;
  instant.us = day * day_us + time_of_day - offset * second_us;
  return nullptr;
}

bool parse_date(std::string_view text, std::int32_t& day) {
  Reader reader(text);
  return read_date(reader, day) && reader.done();
}

std::string date_text(std::int32_t day) {
  const base::Civil civil = base::civil_date(day);
  return fmt::format("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day);
}

std::string iso_text(Instant instant, const RuleSet& rules) {
  const LocalTime local = rules.local_of(instant);
  const std::int64_t seconds = local.time_of_day_us / second_us;
  const std::int32_t offset = local.offset_seconds < 0 ? -local.offset_seconds : local.offset_seconds;
  std::string text = fmt::format("{}T{:02}:{:02}:{:02}{}{}{:02}:{:02}", date_text(local.day), seconds / 3600, seconds / 60 % 60,
                                 seconds % 60, fraction_text(local.time_of_day_us % second_us),
                                 local.offset_seconds < 0 ? '-' : '+', offset / 3600, offset / 60 % 60);
  // Offsets of the years before zones were in whole minutes.
  if (offset % 60 != 0) text += fmt::format(":{:02}", offset % 60);
  return text;
}

std::string reading_text(Instant instant, const RuleSet& rules) {
  const LocalTime local = rules.local_of(instant);
  const std::int64_t seconds = local.time_of_day_us / second_us;
  const std::int64_t micros = local.time_of_day_us % second_us;
  std::string text = fmt::format("{} {:02}:{:02}", date_text(local.day), seconds / 3600, seconds / 60 % 60);
  if (seconds % 60 != 0 || micros != 0) text += fmt::format(":{:02}{}", seconds % 60, fraction_text(micros));
  return text;
}

}  // namespace bylaw::cli
