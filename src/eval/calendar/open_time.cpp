// Open time: sums of the table's slots, and the way back from a sum to an instant.
#include <algorithm>

#include "eval/calendar/lookup.hpp"

namespace bylaw::eval::calendar {

namespace {

__extension__ typedef __int128 Wide;

struct Position {
  std::int64_t open = 0;   // open microseconds of the table before the instant
  std::size_t slot = 0;
  bool is_open = false;
};

Position position_of(const CalendarTable& table, std::int64_t at) {
  if (at < table.begins) return {};
  if (at >= table.ends) return {day_of(table, day_count(table)).open_before * second, day_count(table), false};
  Position p;
  p.slot = slot_of(table, at);
  const Day& day = day_of(table, p.slot);
  const DayPattern& pattern = table.patterns[day.pattern];
  const std::int64_t within = at - anchor_of(table, p.slot);
  p.open = day.open_before * second;
  const OpenSpan* const spans = table.spans.data() + pattern.first_span;
  for (std::size_t i = pattern.span_count; i-- > 0;) {
    const std::int64_t since = within - spans[i].from * second;
    if (since < 0) continue;
    const std::int64_t length = (spans[i].to - spans[i].from) * second;
    p.is_open = since < length;
    p.open += spans[i].before * second + std::min(since, length);
    break;
  }
  return p;
}

// The last slot with less than `open` seconds before it (of all: open > 0). A guess from the usual length of a
// working date is right nearly always; else a binary search.
std::size_t slot_with_less(const CalendarTable& table, std::uint64_t open, std::size_t hint) {
  const std::size_t count = day_count(table);
  if (table.typical_open != 0 && hint < count) {
    const Day& from = day_of(table, hint);
    if (open > from.open_before) {
      const std::uint64_t ahead = from.working_before + (open - from.open_before - 1) / table.typical_open;
      if (ahead < table.working.size()) {
        // Short days make the guess a date or two early, days lost to holidays do not count: try it and its neighbours.
        const std::size_t first = ahead > 0 ? static_cast<std::size_t>(ahead) - 1 : 0;
        const std::size_t end = std::min<std::size_t>(table.working.size(), first + 4);
        for (std::size_t w = first; w < end; ++w) {
          const std::size_t slot = table.working[w];
          if (day_of(table, slot).open_before < open && day_of(table, slot + 1).open_before >= open) return slot;
        }
      }
    }
  }
  std::size_t low = 0;
  std::size_t high = count;  // days[low].open_before < open <= days[high].open_before
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    if (day_of(table, middle).open_before < open) low = middle;
    else high = middle;
  }
  return low;
}

// The earliest instant with `open` microseconds before it; open > 0. The last one if `latest`: the opening after it.
std::int64_t instant_of(const CalendarTable& table, std::int64_t open, std::size_t hint, bool latest) {
  const std::int64_t total = day_of(table, day_count(table)).open_before * second;
  if (latest ? open >= total : open > total) return never;
  // The slot in which the microsecond before (or, latest, after) the sum is open.
  const std::int64_t probe = latest ? open + 1 : open;
  const auto seconds = static_cast<std::uint64_t>((probe + second - 1) / second);
  const std::size_t slot = slot_with_less(table, seconds, hint);
  const Day& day = day_of(table, slot);
  const DayPattern& pattern = table.patterns[day.pattern];
  const std::int64_t rest = probe - day.open_before * second;  // 0 < rest <= the slot's open time
  const OpenSpan* const spans = table.spans.data() + pattern.first_span;
  std::size_t i = pattern.span_count;
  while (i-- > 1 && spans[i].before * second >= rest) {
  }
  const OpenSpan& span = spans[i];
  const std::int64_t at = anchor_of(table, slot) + span.from * second + (rest - span.before * second);
  return latest ? at - 1 : at;
}

Due reached(const CalendarTable& table, std::int64_t from, std::int64_t at) {
  return at == never ? unreachable : flagged(table, from, at);
}

}  // namespace

bool is_open(const CalendarTable& table, std::int64_t at) { return position_of(table, at).is_open; }

Due next_open(const CalendarTable& table, std::int64_t at) { return add_open_to_opening(table, at, 0); }

Due open_or_closing(const CalendarTable& table, std::int64_t at) {
  if (at > INT64_MIN && at < table.ends && is_open(table, at - 1)) return flagged(table, at, at);
  return next_open(table, at);
}

std::int64_t open_between(const CalendarTable& table, std::int64_t from, std::int64_t to) {
  if (to <= from) return 0;
  return position_of(table, to).open - position_of(table, from).open;
}

Due add_open(const CalendarTable& table, std::int64_t from, std::int64_t amount) {
  if (amount <= 0) return flagged(table, from, from);
  if (from < table.begins || from >= table.ends) return unreachable;
  const Position start = position_of(table, from);
  std::int64_t open = 0;
  if (__builtin_add_overflow(start.open, amount, &open)) return unreachable;
  return reached(table, from, instant_of(table, open, start.slot, false));
}

Due add_open_to_opening(const CalendarTable& table, std::int64_t from, std::int64_t amount) {
  if (from < table.begins || from >= table.ends) return unreachable;
  const Position start = position_of(table, from);
  if (amount <= 0 && start.is_open) return flagged(table, from, from);
  std::int64_t open = 0;
  if (__builtin_add_overflow(start.open, std::max<std::int64_t>(amount, 0), &open)) return unreachable;
  return reached(table, from, instant_of(table, open, start.slot, true));
}

Due subtract_open(const CalendarTable& table, std::int64_t deadline, std::int64_t amount) {
  if (amount <= 0) return flagged(table, deadline, deadline);
  const Position end = position_of(table, deadline);
  if (amount > end.open) return {INT64_MIN, true};
  return reached(table, deadline, instant_of(table, end.open - amount, day_count(table), true));
}

std::int64_t add_elapsed(std::int64_t at, std::int64_t span) {
  std::int64_t sum = 0;
  return __builtin_add_overflow(at, span, &sum) ? never : sum;
}

Due share_of_open(const CalendarTable& table, std::int64_t from, std::int64_t to, std::int64_t num, std::int64_t den) {
  std::int64_t whole = 0;
  if (table.has_hours) whole = open_between(table, from, to);
  else if (__builtin_sub_overflow(to, from, &whole)) return unreachable;
  if (whole < 0) whole = 0;
  const Wide product = Wide{whole} * num;
  const Wide share = product / den + (product % den > 0 ? 1 : 0);
  if (share > last_instant) return unreachable;
  const auto amount = static_cast<std::int64_t>(share);
  if (table.has_hours) return add_open(table, from, amount);
  const std::int64_t at = add_elapsed(from, amount);
  return at == never ? unreachable : flagged(table, from, at);
}

}  // namespace bylaw::eval::calendar
