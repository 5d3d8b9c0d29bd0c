#include "brute_force.hpp"

#include <date/tz.h>

#include <algorithm>
#include <cstddef>

namespace test {

namespace {

using bylaw::calendar::Definition;
using bylaw::calendar::Exception;
using bylaw::calendar::ExceptionKind;
using bylaw::calendar::Hours;

const Exception* exception_on(const Definition& definition, std::int32_t date) {
  for (const Exception& exception : definition.exceptions) {
    if (exception.first <= date && date <= exception.last) return &exception;
  }
  return nullptr;
}

std::size_t weekday_of(std::int32_t date) {
  const date::weekday weekday{date::sys_days{date::days{date}}};
  return weekday.iso_encoding() - 1;
}

bool in_evening(const std::vector<Hours>& hours, std::int32_t time) {
  for (const Hours& h : hours) {
    if (h.from < h.to ? (h.from <= time && time < h.to) : h.from <= time) return true;
  }
  return false;
}

bool in_night(const std::vector<Hours>& hours, std::int32_t time) {
  for (const Hours& h : hours) {
    if (h.to <= h.from && time < h.to) return true;
  }
  return false;
}

const std::vector<Hours>& hours_as_usual(const Definition& definition, std::int32_t date) {
  const auto& own = definition.week[weekday_of(date)];
  if (own.works) return own.hours;
  for (const auto& day : definition.week) {
    if (day.works) return day.hours;
  }
  return own.hours;
}

// Whether a local time is open, straight from the definition.
bool is_open_locally(const Definition& definition, std::int32_t date, std::int32_t time) {
  bool some_weekday_works = false;
  for (const auto& day : definition.week) some_weekday_works = some_weekday_works || day.works;
  const Exception* const today = exception_on(definition, date);
  const std::vector<Hours>& week_night = definition.week[weekday_of(date - 1)].hours;
  bool open = false;
  if (today == nullptr) {
    const auto& day = definition.week[weekday_of(date)];
    if ((day.works || !some_weekday_works) && day.hours.empty()) return true;
    open = in_evening(day.hours, time) || in_night(week_night, time);
  } else if (today->kind == ExceptionKind::off) {
    return false;
  } else if (!today->hours.empty()) {
    return in_evening(today->hours, time);
  } else {
    const std::vector<Hours>& usual = hours_as_usual(definition, date);
    if (usual.empty()) return true;
    open = in_evening(usual, time) || in_night(week_night, time);
  }
  const Exception* const yesterday = exception_on(definition, date - 1);
  if (!open && yesterday != nullptr && yesterday->kind == ExceptionKind::work) {
    open = in_night(yesterday->hours.empty() ? hours_as_usual(definition, date - 1) : yesterday->hours, time);
  }
  return open;
}

bool is_running(const Pauses& pauses, std::int64_t at) {
  for (const auto& [from, to] : pauses) {
    if (from <= at && at < to) return false;
  }
  return true;
}

}  // namespace

Minutes::Minutes(const Definition& definition) {
  const date::time_zone* const zone = date::locate_zone(definition.zone);
  first = (std::int64_t{*definition.covers_first} - 2) * 1440;
  const std::int64_t count = (std::int64_t{*definition.covers_last} - *definition.covers_first + 5) * 1440;
  first_date = *definition.covers_first - 4;
  const auto dates = static_cast<std::size_t>(*definition.covers_last - *definition.covers_first + 9);
  works.assign(dates, 0);
  exists.assign(dates, 0);
  closing.assign(dates, none);
  end.assign(dates, none);
  statutory.assign(dates, 0);
  date::sys_info info{};
  std::int32_t asked_date = -1'000'000;
  std::vector<std::uint8_t> day_open(1440);
  for (std::int64_t i = 0; i < count; ++i) {
    const date::sys_seconds utc{std::chrono::seconds{(first + i) * 60}};
    if (utc < info.begin || utc >= info.end) info = zone->get_info(utc);
    const std::int64_t local = (utc.time_since_epoch() + info.offset).count() / 60;
    const auto local_date = static_cast<std::int32_t>(local / 1440);
    const auto local_time = static_cast<std::int16_t>(local % 1440);
    if (local_date != asked_date) {
      asked_date = local_date;
      for (std::int32_t t = 0; t < 1440; ++t) {
        day_open[static_cast<std::size_t>(t)] = is_open_locally(definition, local_date, t);
      }
    }
    date.push_back(local_date);
    time.push_back(local_time);
    open.push_back(day_open[static_cast<std::size_t>(local_time)]);
    const auto index = static_cast<std::size_t>(local_date - first_date);
    exists[index] = 1;
    end[index] = i + 1;
    if (open.back()) {
      works[index] = 1;
      closing[index] = i + 1;
    }
  }
  closes.assign(static_cast<std::size_t>(count) + 1, -1);
  ends.assign(static_cast<std::size_t>(count) + 1, -1);
  for (std::size_t d = 0; d < dates; ++d) {
    if (!exists[d]) continue;
    if (!works[d]) closing[d] = end[d];
    closes[static_cast<std::size_t>(closing[d])] = static_cast<std::int32_t>(d);
    ends[static_cast<std::size_t>(end[d])] = static_cast<std::int32_t>(d);
    const Exception* const exception = exception_on(definition, first_date + static_cast<std::int32_t>(d));
    statutory[d] = exception != nullptr && exception->statutory;
  }
}

std::int64_t walk_open_between(const Minutes& m, std::int64_t from, std::int64_t to) {
  std::int64_t count = 0;
  for (std::int64_t i = from; i < to; ++i) count += m.open[static_cast<std::size_t>(i)];
  return count;
}

std::int64_t walk_add_open(const Minutes& m, std::int64_t from, std::int64_t amount, const Pauses& pauses) {
  if (amount <= 0) return from;
  for (std::int64_t i = from; i < m.size(); ++i) {
    if (m.open[static_cast<std::size_t>(i)] && is_running(pauses, i) && --amount == 0) return i + 1;
  }
  return Minutes::none;
}

std::int64_t walk_next_open(const Minutes& m, std::int64_t from) {
  for (std::int64_t i = from; i < m.size(); ++i) {
    if (m.open[static_cast<std::size_t>(i)]) return i;
  }
  return Minutes::none;
}

std::int64_t walk_subtract_open(const Minutes& m, std::int64_t deadline, std::int64_t amount) {
  if (amount <= 0) return deadline;
  for (std::int64_t i = deadline; i-- > 0;) {
    if (m.open[static_cast<std::size_t>(i)] && --amount == 0) return i;
  }
  return Minutes::none;
}

namespace {

bool counts(const Minutes& m, CountedDates dates, std::int64_t start, std::int64_t at) {
  const std::int32_t closing = (dates.end_of_day ? m.ends : m.closes)[static_cast<std::size_t>(at)];
  if (closing < 0) return false;
  const std::int32_t start_date = m.date[static_cast<std::size_t>(start)] - m.first_date;
  const bool works = m.works[static_cast<std::size_t>(closing)] != 0;
  if (dates.working && !works) return false;
  return closing > start_date || (closing == start_date && dates.inclusive && works);
}

}  // namespace

std::int64_t walk_nth_date(const Minutes& m, CountedDates dates, std::int64_t start, std::int64_t n,
                           const Pauses& pauses) {
  for (std::int64_t i = start; i < m.size(); ++i) {
    if (counts(m, dates, start, i) && is_running(pauses, i) && --n == 0) return i;
  }
  return Minutes::none;
}

std::int64_t walk_dates_between(const Minutes& m, CountedDates dates, std::int64_t start, std::int64_t from,
                                std::int64_t to) {
  std::int64_t count = 0;
  for (std::int64_t i = from; i < to; ++i) count += counts(m, dates, start, i);
  return count;
}

std::int64_t walk_to_local(const Minutes& m, std::int64_t from, std::int32_t date, std::int32_t time) {
  for (std::int64_t i = from; i < m.size(); ++i) {
    const auto index = static_cast<std::size_t>(i);
    if (m.date[index] > date || (m.date[index] == date && m.time[index] >= time)) return i;
  }
  return Minutes::none;
}

std::int64_t walk_clock_working_dates(const Minutes& m, std::int64_t start, std::int64_t n) {
  const std::int64_t from = walk_next_open(m, start);
  if (from == Minutes::none) return from;
  const std::int32_t time = m.time[static_cast<std::size_t>(from)];
  std::int32_t date = m.date[static_cast<std::size_t>(from)];
  while (n > 0) {
    ++date;
    const auto index = static_cast<std::size_t>(date - m.first_date);
    if (index >= m.works.size()) return Minutes::none;
    n -= m.works[index];
  }
  const std::int64_t at = walk_to_local(m, from, date, time);
  if (at == Minutes::none) return at;
  const auto index = static_cast<std::size_t>(at);
  if (m.open[index] && m.date[index] == date) return at;
  return m.closing[static_cast<std::size_t>(date - m.first_date)];
}

std::int64_t walk_roll(const Minutes& m, std::int32_t date, bool wide) {
  for (auto d = static_cast<std::size_t>(date); d < m.works.size(); ++d) {
    if (wide ? m.works[d] != 0 : m.statutory[d] == 0) return m.exists[d] ? m.closing[d] : Minutes::none;
  }
  return Minutes::none;
}

}  // namespace test
