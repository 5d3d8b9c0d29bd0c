// Builds a calendar's tables: a pattern for each date, shared by the dates that have the same hours, then the sums
// before each date. Dates near a change of offset get patterns of their own, worked out piece by piece of constant
// offset.
#include "calendar/from_definition.hpp"

#include <algorithm>
#include <cstddef>

#include "base/civil.hpp"
#include "calendar/hours.hpp"
#include "program/zone_tables.hpp"

namespace bylaw::calendar {

namespace {

using program::CalendarTable;
using program::DayPattern;
using program::OpenSpan;
using program::ZoneOffsets;
using program::seconds_per_day;

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t widest_offset = 18 * 3600;
constexpr std::uint16_t no_pattern = 0xffff;

struct Physical {
  std::int64_t from = 0, to = 0;  // seconds since 1970-01-01T00:00Z
};

// What a date comes to, before it is looked for among the patterns.
struct DayShape {
  DayPattern pattern;
  std::vector<OpenSpan> spans;
};

class Builder {
 public:
  explicit Builder(const Definition& from) : definition_(from), rules_(from) {}

  CalendarTable build() {
    table_.name = definition_.name;
    table_.zone = definition_.zone;
    table_.offsets = *program::find_zone(definition_.zone);
    table_.has_hours = rules_.has_hours;
    table_.covered_first = *definition_.covers_first;
    table_.covered_last = *definition_.covers_last;
    table_.first_day = table_.covered_first - program::days_before_covered;
    count_ = static_cast<std::size_t>(table_.covered_last - table_.first_day + 1 + program::days_after_covered);
    mark_exceptions();
    mark_changes();
    choose_patterns();
    add_up();
    mark_statutory();
    set_bounds();
    return std::move(table_);
  }

 private:
  std::int32_t date(std::size_t index) const { return table_.first_day + static_cast<std::int32_t>(index); }
  std::size_t weekday(std::size_t index) const { return static_cast<std::size_t>(base::weekday_of(date(index))); }
  std::int32_t change_date(std::size_t change, std::int64_t later) const {
    const std::int64_t seconds = table_.offsets.changes[change] + later;
    return static_cast<std::int32_t>(seconds / seconds_per_day - (seconds % seconds_per_day < 0 ? 1 : 0));
  }

  void mark_exceptions() {
    exception_.assign(count_, none_index);
    for (std::size_t e = 0; e < definition_.exceptions.size(); ++e) {
      const Exception& exception = definition_.exceptions[e];
      for (std::int32_t day = exception.first; day <= exception.last; ++day) {
        exception_[static_cast<std::size_t>(day - table_.first_day)] = static_cast<std::int32_t>(e);
      }
    }
  }

  // Dates whose local times or anchor a change of offset may touch.
  void mark_changes() {
    near_change_.assign(count_, false);
    const std::int32_t end = date(count_);
    for (std::size_t change = 0; change < table_.offsets.changes.size(); ++change) {
      const std::int32_t first = std::max(change_date(change, -seconds_per_day - widest_offset), table_.first_day);
      const std::int32_t last = std::min(change_date(change, seconds_per_day + widest_offset), end - 1);
      for (std::int32_t day = first; day <= last; ++day) {
        near_change_[static_cast<std::size_t>(day - table_.first_day)] = true;
      }
    }
  }

  std::size_t rule_of(std::size_t index) { return rules_.of(weekday(index), exception_[index]); }

  void choose_patterns() {
    table_.days.resize(count_ + 1);
    // The night before the first date is a plain one.
    std::size_t yesterday = (weekday(0) + 6) % 7;
    for (std::size_t w = 0; w < 7; ++w) table_.week[w] = regular_pattern(w, (w + 6) % 7);
    for (std::size_t i = 0; i < count_; ++i) {
      const std::size_t today = rule_of(i);
      const std::uint16_t regular = regular_pattern(today, yesterday);
      table_.days[i].pattern = near_change_[i] ? irregular_pattern(i, today, yesterday, regular) : regular;
      before_yesterday_ = yesterday;
      yesterday = today;
    }
  }

  // The pattern of a day of 24 hours whose offset does not change.
  std::uint16_t regular_pattern(std::size_t today, std::size_t yesterday) {
    // Only a dated yesterday makes a difference beside today's rule.
    const std::size_t night = rules_.rules[yesterday].dated ? yesterday + 1 : 0;
    const std::size_t row = rules_.rules.size() + 1;
    if (regular_row_ < row) {  // rules were added: lay the cache out anew
      regular_.assign(row * row, no_pattern);
      regular_row_ = row;
    }
    std::uint16_t& known = regular_[today * regular_row_ + night];
    if (known != no_pattern) return known;
    DayShape shape;
    shape.pattern.flags = static_cast<std::uint8_t>(program::day_exists | statutory_flag(today));
    shape.pattern.ends = static_cast<std::int32_t>(seconds_per_day);
    for (const Hours& h : rules_.intervals(today, yesterday)) add_span(shape, h.from * 60, h.to * 60);
    finish(shape);
    known = keep(shape);
    return known;
  }

  std::uint8_t statutory_flag(std::size_t rule) const {
    return rules_.rules[rule].statutory ? std::uint8_t{program::day_statutory} : std::uint8_t{0};
  }

  static void add_span(DayShape& shape, std::int32_t from, std::int32_t to) {
    std::uint32_t before = 0;
    if (!shape.spans.empty()) {
      OpenSpan& last = shape.spans.back();
      if (last.to == from) {
        last.to = to;
        return;
      }
      before = last.before + static_cast<std::uint32_t>(last.to - last.from);
    }
    shape.spans.push_back({from, to, before});
  }

  // A regular date's first opening and last close, or the whole day.
  static void finish(DayShape& shape) {
    DayPattern& p = shape.pattern;
    p.opens = p.starts;
    p.closes = p.ends;
    if (shape.spans.empty()) return;
    p.flags |= program::day_works;
    p.opens = shape.spans.front().from;
    p.closes = shape.spans.back().to;
  }

  std::uint16_t keep(const DayShape& shape) {
    for (std::size_t i = 0; i < table_.patterns.size(); ++i) {
      if (is_same(table_.patterns[i], shape)) return static_cast<std::uint16_t>(i);
    }
    DayPattern pattern = shape.pattern;
    pattern.first_span = static_cast<std::uint32_t>(table_.spans.size());
    pattern.span_count = static_cast<std::uint16_t>(shape.spans.size());
    table_.spans.insert(table_.spans.end(), shape.spans.begin(), shape.spans.end());
    table_.patterns.push_back(pattern);
    return static_cast<std::uint16_t>(table_.patterns.size() - 1);
  }

  bool is_same(const DayPattern& pattern, const DayShape& shape) const {
    const DayPattern& p = shape.pattern;
    if (pattern.flags != p.flags || pattern.starts != p.starts || pattern.opens != p.opens ||
        pattern.closes != p.closes || pattern.ends != p.ends || pattern.span_count != shape.spans.size()) {
      return false;
    }
    return std::equal(shape.spans.begin(), shape.spans.end(), table_.spans.begin() + pattern.first_span,
                      [](const OpenSpan& a, const OpenSpan& b) { return a.from == b.from && a.to == b.to; });
  }

  // Calls f(piece, offset) for every stretch of constant offset that may hold local times of the date or the next.
  template <class F>
  void each_piece(std::int32_t day, F f) const {
    const ZoneOffsets& zone = table_.offsets;
    const std::int64_t midnight = std::int64_t{day} * seconds_per_day;
    const std::int64_t first = midnight - seconds_per_day - widest_offset;
    const std::int64_t end = midnight + 3 * seconds_per_day + widest_offset;
    std::int64_t from = first;
    for (std::size_t i = program::offset_index(zone, first); from < end; ++i) {
      const std::int64_t to = i < zone.changes.size() ? std::min(zone.changes[i], end) : end;
      f(Physical{from, to}, std::int64_t{zone.offsets[i]});
      from = to;
    }
  }

  // The first instant whose local date is `day` or later.
  std::int64_t slot_start(std::int32_t day) const {
    return program::utc_of_local(table_.offsets, std::int64_t{day} * seconds_per_day);
  }

  static Physical common(Physical a, Physical b) { return {std::max(a.from, b.from), std::min(a.to, b.to)}; }

  std::uint16_t irregular_pattern(std::size_t index, std::size_t today, std::size_t yesterday, std::uint16_t regular) {
    const std::int32_t day = date(index);
    const std::int64_t anchor = program::day_anchor(table_.offsets, day);
    const Physical slot{slot_start(day), slot_start(day + 1)};
    const std::vector<Hours> hours = rules_.intervals(today, yesterday);
    const std::vector<Hours> hours_before = rules_.intervals(yesterday, before_yesterday_);
    DayShape shape;
    bool exists = false;
    bool works = false;
    std::int64_t ends = slot.from, opens = 0, closes = 0;
    std::vector<Physical> open;
    each_piece(day, [&](Physical piece, std::int64_t offset) {
      const std::int64_t midnight = std::int64_t{day} * seconds_per_day - offset;
      const Physical here = common(piece, {midnight, midnight + seconds_per_day});
      if (here.from < here.to) {
        exists = true;
        ends = std::max(ends, here.to);
      }
      for (const Hours& h : hours) {
        const Physical p = common(piece, {midnight + h.from * 60, midnight + h.to * 60});
        if (p.from >= p.to) continue;
        opens = works ? std::min(opens, p.from) : p.from;
        closes = works ? std::max(closes, p.to) : p.to;
        works = true;
        const Physical in_slot = common(p, slot);
        if (in_slot.from < in_slot.to) open.push_back(in_slot);
      }
      // A zone that falls back over midnight has the end of the date before once more within this slot.
      for (const Hours& h : hours_before) {
        const std::int64_t before = midnight - seconds_per_day;
        const Physical in_slot = common(common(piece, {before + h.from * 60, before + h.to * 60}), slot);
        if (in_slot.from < in_slot.to) open.push_back(in_slot);
      }
      const Physical repeated = common(common(piece, {midnight - seconds_per_day, midnight}), slot);
      if (repeated.from < repeated.to) table_.repeats_dates = true;
    });
    const auto from_anchor = [anchor](std::int64_t at) { return static_cast<std::int32_t>(at - anchor); };
    std::sort(open.begin(), open.end(), [](Physical a, Physical b) { return a.from < b.from; });
    for (const Physical p : open) add_span(shape, from_anchor(p.from), from_anchor(p.to));
    DayPattern& pattern = shape.pattern;
    pattern.flags = statutory_flag(today);
    if (exists) pattern.flags |= program::day_exists;
    if (works) pattern.flags |= program::day_works;
    pattern.starts = from_anchor(slot.from);
    pattern.ends = from_anchor(ends);
    pattern.opens = works ? from_anchor(opens) : pattern.starts;
    pattern.closes = works ? from_anchor(closes) : pattern.ends;
    return is_same(table_.patterns[regular], shape) ? regular : keep(shape);
  }

  void add_up() {
    std::uint32_t open = 0;
    std::vector<std::uint32_t> uses(table_.patterns.size(), 0);
    for (std::size_t i = 0; i <= count_; ++i) {
      program::Day& day = table_.days[i];
      day.open_before = open;
      day.working_before = static_cast<std::uint16_t>(table_.working.size());
      if (i == count_) break;
      const DayPattern& pattern = table_.patterns[day.pattern];
      open += open_seconds(table_, pattern);
      ++uses[day.pattern];
      if (pattern.flags & program::day_works) table_.working.push_back(static_cast<std::uint16_t>(i));
      if ((pattern.flags & program::day_exists) == 0) table_.skipped.push_back(static_cast<std::uint16_t>(i));
    }
    std::uint32_t most = 0;
    for (std::size_t i = 0; i < uses.size(); ++i) {
      const std::uint32_t seconds = open_seconds(table_, table_.patterns[i]);
      if (seconds != 0 && uses[i] > most) {
        most = uses[i];
        table_.typical_open = seconds;
      }
    }
  }

  void mark_statutory() {
    bool before = false;
    for (std::size_t i = 0; i < count_; ++i) {
      const bool now = (table_.patterns[table_.days[i].pattern].flags & program::day_statutory) != 0;
      if (now && !before) {
        table_.statutory_first.push_back(static_cast<std::uint16_t>(i));
        table_.statutory_last.push_back(static_cast<std::uint16_t>(i));
      } else if (now) {
        table_.statutory_last.back() = static_cast<std::uint16_t>(i);
      }
      before = now;
    }
  }

  void set_bounds() {
    const auto instant = [this](std::int32_t day, std::int32_t DayPattern::* time) {
      const std::size_t index = static_cast<std::size_t>(day - table_.first_day);
      const DayPattern& pattern = table_.patterns[table_.days[index].pattern];
      return (program::day_anchor(table_.offsets, day) + pattern.*time) * second_us;
    };
    table_.begins = instant(table_.first_day, &DayPattern::starts);
    table_.ends = instant(date(count_ - 1), &DayPattern::ends);
    table_.covered_from = instant(table_.covered_first, &DayPattern::starts);
    table_.covered_to = instant(table_.covered_last, &DayPattern::ends);
  }

  const Definition& definition_;
  Rules rules_;
  CalendarTable table_;
  std::size_t count_ = 0;
  std::vector<std::int32_t> exception_;  // by date
  std::vector<bool> near_change_;        // by date
  std::vector<std::uint16_t> regular_;   // patterns by rule and dated rule of the day before
  std::size_t regular_row_ = 0;
  std::size_t before_yesterday_ = 0;
};

}  // namespace

CalendarTable from_definition(const Definition& definition) { return Builder(definition).build(); }

}  // namespace bylaw::calendar
