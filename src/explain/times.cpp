#include "explain/times.hpp"

#include "base/civil.hpp"
#include "eval/calendar/arithmetic.hpp"

namespace bylaw::explainer {

namespace {

constexpr std::int64_t second = 1'000'000, minute = 60 * second, hour = 60 * minute, day_us = 24 * hour;

std::string number(std::int64_t value) { return std::to_string(value); }

std::string two(std::int64_t value) { return padded(static_cast<std::uint64_t>(value), 2); }

std::string seconds_text(std::int64_t us) {
  if (us % second == 0) return number(us / second);
  std::string text = number(us / second) + "." + padded(static_cast<std::uint64_t>(us % second), 6);
  while (text.back() == '0') text.pop_back();
  return text;
}

std::string fraction(std::int64_t in_day) {
  if (in_day % second == 0) return {};
  std::string text = "." + padded(static_cast<std::uint64_t>(in_day % second), 6);
  while (text.back() == '0') text.pop_back();
  return text;
}

std::string clock_text(std::int64_t in_day) {
  const std::string text = two(in_day / hour) + ":" + two(in_day / minute % 60);
  if (in_day % minute == 0) return text;
  return text + ":" + two(in_day / second % 60) + fraction(in_day);
}

}  // namespace

std::string padded(std::uint64_t value, std::size_t digits) {
  std::string text = std::to_string(value);
  return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

std::string iso_date(std::int32_t day) {
  const base::Civil civil = base::civil_date(day);
  const std::string year = padded(static_cast<std::uint64_t>(civil.year < 0 ? -civil.year : civil.year), 4);
  return (civil.year < 0 ? "-" : "") + year + "-" + padded(civil.month, 2) + "-" + padded(civil.day, 2);
}

std::string iso_instant(const RuleSet& rules, std::int64_t at) {
  const LocalTime local = rules.local_of(Instant{at});
  const std::int64_t t = local.time_of_day_us;
  const std::int32_t offset = local.offset_seconds < 0 ? -local.offset_seconds : local.offset_seconds;
  std::string text = iso_date(local.day) + "T" + two(t / hour) + ":" + two(t / minute % 60) + ":" + two(t / second % 60) + fraction(t) +
                     (local.offset_seconds < 0 ? "-" : "+") + two(offset / 3600) + ":" + two(offset / 60 % 60);
  // Offsets of the years before zones were in whole minutes.
  if (offset % 60 != 0) text += ":" + two(offset % 60);
  return text;
}

std::string duration(Language language, std::int64_t us) {
  if (us < 0) us = us == INT64_MIN ? INT64_MAX : -us;
  if (us > 0 && us < second) return say(language, Phrase::microseconds_only, {number(us)});
  const std::int64_t rest = us % minute;
  std::string text;
  if (us >= hour && us / minute % 60 != 0) {
    text = say(language, Phrase::hours_minutes, {number(us / hour), number(us / minute % 60)});
  } else if (us >= hour) {
    text = say(language, Phrase::hours_only, {number(us / hour)});
  } else if (us >= minute && rest != 0) {
    return say(language, Phrase::minutes_seconds, {number(us / minute), seconds_text(rest)});
  } else if (us >= minute || us == 0) {
    return say(language, Phrase::minutes_only, {number(us / minute)});
  } else {
    return say(language, Phrase::seconds_only, {seconds_text(rest)});
  }
  if (rest != 0) {
    if (language == Language::english) text += ' ';
    text += say(language, Phrase::seconds_only, {seconds_text(rest)});
  }
  return text;
}

std::string long_duration(Language language, std::int64_t us) {
  if (us < day_us) return duration(language, us);
  if (us % day_us == 0) return say(language, Phrase::days_only, {number(us / day_us)});
  const std::string rest = duration(language, us % day_us);
  return say(language, Phrase::days_and, {number(us / day_us), rest});
}

std::string bare(Language language, const Amount& amount) {
  const bool time = amount.measure == program::MeasureKind::elapsed || amount.measure == program::MeasureKind::working;
  return time ? duration(language, amount.amount) : number(amount.amount);
}

std::string span(Language language, const Amount& amount) {
  const bool one = amount.amount == 1;
  const std::string text = bare(language, amount);
  switch (amount.measure) {
    case program::MeasureKind::elapsed: return say(language, Phrase::span_elapsed, {text});
    case program::MeasureKind::working: return say(language, Phrase::span_working, {text});
    case program::MeasureKind::dates:
    case program::MeasureKind::clock_dates: return say(language, one ? Phrase::span_date : Phrase::span_dates, {text});
    case program::MeasureKind::working_dates:
    case program::MeasureKind::clock_working_dates:
      return say(language, one ? Phrase::span_working_date : Phrase::span_working_dates, {text});
    case program::MeasureKind::months:
    case program::MeasureKind::clock_months: return say(language, one ? Phrase::span_month : Phrase::span_months, {text});
    case program::MeasureKind::at_once: return say(language, Phrase::span_at_once);
    case program::MeasureKind::promised: return say(language, Phrase::span_promised);
  }
  return text;
}

std::int32_t WallClock::day_of(std::int64_t at) const {
  if (calendar_ != nullptr) return eval::calendar::date_of(*calendar_, at);
  return static_cast<std::int32_t>(at / day_us - (at % day_us < 0 ? 1 : 0));
}

std::int64_t WallClock::time_in_day(std::int64_t at) const {
  if (calendar_ != nullptr) return eval::calendar::time_of_day(*calendar_, at);
  return (at % day_us + day_us) % day_us;
}

std::int64_t WallClock::midnight(std::int32_t day) const {
  if (calendar_ != nullptr) return eval::calendar::at_local(*calendar_, day, 0);
  return day * day_us;
}

std::string WallClock::instant(std::int64_t at) const {
  return iso_date(day_of(at)) + " " + clock_text(time_in_day(at));
}

std::string WallClock::time_of_day(std::int64_t at) const { return clock_text(time_in_day(at)); }

std::string WallClock::date(std::int32_t day) const {
  const auto weekday = static_cast<std::uint8_t>(base::weekday_of(day));
  const auto name = static_cast<Phrase>(static_cast<std::uint16_t>(Phrase::monday) + weekday);
  return say(language_, name) + " " + iso_date(day);
}

std::string WallClock::dates(std::int32_t first, std::int32_t last) const {
  return first == last ? date(first) : say(language_, Phrase::date_to_date, {date(first), date(last)});
}

}  // namespace bylaw::explainer
