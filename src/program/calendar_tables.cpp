#include "program/calendar_tables.hpp"

#include <cstddef>

namespace bylaw::program {

namespace {

bool has_sound_buckets(const ZoneOffsets& zone) {
  if (zone.changes.empty()) return true;
  if (zone.first_bucket != zone.changes.front()) return false;
  const std::int64_t buckets = ((zone.changes.back() - zone.first_bucket) >> zone_bucket_shift) + 1;
  if (static_cast<std::int64_t>(zone.buckets.size()) != buckets) return false;
  std::size_t passed = 0;
  for (std::size_t bucket = 0; bucket < zone.buckets.size(); ++bucket) {
    const std::int64_t begin = zone.first_bucket + (static_cast<std::int64_t>(bucket) << zone_bucket_shift);
    while (passed < zone.changes.size() && zone.changes[passed] < begin) ++passed;
    if (zone.buckets[bucket] != passed) return false;
  }
  return true;
}

bool is_ascending_below(const std::vector<std::uint16_t>& indices, std::size_t bound) {
  for (std::size_t i = 0; i < indices.size(); ++i) {
    if (indices[i] >= bound || (i > 0 && indices[i] <= indices[i - 1])) return false;
  }
  return true;
}

bool is_sound(const DayPattern& pattern, const std::vector<OpenSpan>& spans) {
  if (pattern.first_span > spans.size() || pattern.span_count > spans.size() - pattern.first_span) return false;
  constexpr std::int32_t furthest = 4 * 86400;  // no time of a date lies further from its anchor
  for (const std::int32_t time : {pattern.starts, pattern.opens, pattern.closes, pattern.ends}) {
    if (time < -furthest || time > furthest) return false;
  }
  std::int64_t before = 0;
  for (std::size_t i = 0; i < pattern.span_count; ++i) {
    const OpenSpan& span = spans[pattern.first_span + i];
    if (span.from < -furthest || span.to > furthest || span.from >= span.to || span.before != before) return false;
    if (i > 0 && spans[pattern.first_span + i - 1].to > span.from) return false;
    before += span.to - span.from;
  }
  return true;
}

}  // namespace

void index_changes(ZoneOffsets& zone) {
  zone.first_bucket = 0;
  zone.buckets.clear();
  if (zone.changes.empty()) return;
  zone.first_bucket = zone.changes.front();
  const std::int64_t width = zone.changes.back() - zone.first_bucket;
  zone.buckets.resize(static_cast<std::size_t>(width >> zone_bucket_shift) + 1);
  std::size_t passed = 0;
  for (std::size_t bucket = 0; bucket < zone.buckets.size(); ++bucket) {
    const std::int64_t begin = zone.first_bucket + (static_cast<std::int64_t>(bucket) << zone_bucket_shift);
    while (passed < zone.changes.size() && zone.changes[passed] < begin) ++passed;
    zone.buckets[bucket] = static_cast<std::uint16_t>(passed);
  }
}

bool has_sound_changes(const ZoneOffsets& zone) {
  if (zone.offsets.size() != zone.changes.size() + 1 || zone.changes.size() > 0xffff) return false;
  for (std::size_t i = 1; i < zone.changes.size(); ++i) {
    if (zone.changes[i - 1] >= zone.changes[i]) return false;
  }
  for (const std::int32_t offset : zone.offsets) {
    if (offset < -18 * 3600 || offset > 18 * 3600) return false;
  }
  if (zone.changes.empty()) return true;
  constexpr std::int64_t furthest = std::int64_t{1} << 34;
  return zone.changes.front() >= -furthest && zone.changes.back() <= furthest;
}

std::uint32_t open_seconds(const CalendarTable& table, const DayPattern& pattern) {
  if (pattern.span_count == 0) return 0;
  const OpenSpan& last = table.spans[pattern.first_span + pattern.span_count - 1u];
  return last.before + static_cast<std::uint32_t>(last.to - last.from);
}

bool is_sound(const CalendarTable& table) {
  if (!has_sound_changes(table.offsets) || !has_sound_buckets(table.offsets)) return false;
  if (table.days.size() < 2 || table.days.size() > 0xffff || table.patterns.empty()) return false;
  const std::size_t count = table.days.size() - 1;
  if (table.first_day < -100'000 || table.first_day > 100'000) return false;
  const std::int64_t end_day = table.first_day + static_cast<std::int64_t>(count);
  if (table.covered_first < table.first_day || table.covered_last >= end_day) return false;
  if (table.covered_last < table.covered_first) return false;
  for (const DayPattern& pattern : table.patterns) {
    if (!is_sound(pattern, table.spans)) return false;
  }
  for (const std::uint16_t pattern : table.week) {
    if (pattern >= table.patterns.size()) return false;
  }
  std::uint64_t open = 0;
  std::size_t working = 0;
  std::size_t skipped = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Day& day = table.days[i];
    if (day.pattern >= table.patterns.size() || day.open_before != open || day.working_before != working) return false;
    const DayPattern& pattern = table.patterns[day.pattern];
    open += open_seconds(table, pattern);
    if (open > 0xffffffffu) return false;
    if (pattern.flags & day_works) {
      if (working >= table.working.size() || table.working[working] != i) return false;
      ++working;
    }
    if ((pattern.flags & day_exists) == 0) {
      if (skipped >= table.skipped.size() || table.skipped[skipped] != i) return false;
      ++skipped;
    }
  }
  if (table.days[count].open_before != open || table.days[count].working_before != working) return false;
  if (working != table.working.size() || skipped != table.skipped.size()) return false;
  if (table.statutory_first.size() != table.statutory_last.size()) return false;
  if (!is_ascending_below(table.statutory_first, count)) return false;
  if (!is_ascending_below(table.statutory_last, count)) return false;
  for (std::size_t i = 0; i < table.statutory_first.size(); ++i) {
    if (table.statutory_last[i] < table.statutory_first[i]) return false;
    if (i > 0 && table.statutory_first[i] <= table.statutory_last[i - 1]) return false;
  }
  const auto instant = [&](std::int32_t day, std::int32_t DayPattern::* time) {
    const DayPattern& pattern = table.patterns[table.days[static_cast<std::size_t>(day - table.first_day)].pattern];
    return (day_anchor(table.offsets, day) + pattern.*time) * 1'000'000;
  };
  return table.begins == instant(table.first_day, &DayPattern::starts) &&
         table.ends == instant(static_cast<std::int32_t>(end_day - 1), &DayPattern::ends) &&
         table.covered_from == instant(table.covered_first, &DayPattern::starts) &&
         table.covered_to == instant(table.covered_last, &DayPattern::ends);
}

}  // namespace bylaw::program
