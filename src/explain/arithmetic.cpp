#include "explain/arithmetic.hpp"

#include <algorithm>

#include "diag/render.hpp"
#include "eval/calendar/arithmetic.hpp"

namespace bylaw::explainer {

namespace {

namespace cal = eval::calendar;
using program::CalendarTable;
using program::MeasureKind;

constexpr int most_days = 40'000;        // a limit of a hundred years
constexpr std::size_t lines_shown = 45;  // longer sums are told in stretches

cal::Dates dates_of(const Measured& m, bool working) {
  return {working, m.clock.inclusive, static_cast<cal::DayEnd>(m.clock.day_end)};
}

// The stop that an instant lies in, or none.
std::size_t stop_at(const Measured& m, std::int64_t at) {
  for (std::size_t i = 0; i < m.stops.size(); ++i) {
    if (m.stops[i].from <= at && at < m.stops[i].to) return i;
  }
  return Stop::no_event;
}

const program::DayNote* note_of(const Measured& m, std::int32_t day) {
  if (m.calendar >= m.program.day_notes.size()) return nullptr;
  for (const program::DayNote& note : m.program.day_notes[m.calendar]) {
    if (note.first <= day && day <= note.last) return &note;
  }
  return nullptr;
}

std::string closed_text(const Measured& m, std::int32_t day) {
  const program::DayNote* note = note_of(m, day);
  if (note == nullptr || !note->off) return say(m.language, Phrase::weekly_closed);
  if (note->label.empty()) return say(m.language, Phrase::day_off);
  return say(m.language, Phrase::day_off_label, {note->label});
}

std::string working_text(const Measured& m, std::int32_t day) {
  const program::DayNote* note = note_of(m, day);
  if (note == nullptr || note->off || note->label.empty()) return say(m.language, Phrase::working_day);
  return say(m.language, Phrase::make_up_day, {note->label});
}

// Open intervals within [from, to), which begins open: `09:00 to 12:00, 13:00 to 17:00`.
std::string hours_text(const Measured& m, std::int64_t from, std::int64_t to) {
  const CalendarTable& table = *m.table();
  const WallClock wall = m.wall();
  std::string text;
  for (int count = 0; from < to && count < 8; ++count) {
    std::int64_t low = from, high = to;  // the end of what is open without a break: open time equals elapsed time up to it
    while (low < high) {
      const std::int64_t middle = high - (high - low) / 2;
      if (cal::open_between(table, from, middle) == middle - from) low = middle;
      else high = middle - 1;
    }
    if (!text.empty()) text += m.language == Language::chinese ? "、" : ", ";
    text += say(m.language, Phrase::date_to_date, {wall.time_of_day(from), wall.time_of_day(low)});
    from = cal::next_open(table, low).at;
  }
  return text;
}

// What one date adds.
struct DayPart {
  std::int32_t day = 0;
  std::int64_t adds = 0;  // µs or dates
  std::string what;
  bool whole = false;     // like any other such day: may be told together with its neighbours
};

// Open, running time of the date in [from, to).
DayPart open_part(const Measured& m, std::int32_t day, std::int64_t from, std::int64_t to) {
  const CalendarTable& table = *m.table();
  DayPart part;
  part.day = day;
  if (!cal::works(table, day)) {
    part.what = closed_text(m, day);
    part.whole = true;
    // Hours that run on past midnight are open on a date that does not work itself.
    part.adds = cal::open_between(table, from, to);
    if (part.adds == 0) return part;
  }
  const std::int64_t open = cal::open_between(table, from, to);
  std::int64_t stood = 0;
  std::size_t stop = Stop::no_event;
  for (std::size_t i = 0; i < m.stops.size(); ++i) {
    const std::int64_t a = std::max(from, m.stops[i].from);
    const std::int64_t b = std::min(to, m.stops[i].to);
    const std::int64_t lost = a < b ? cal::open_between(table, a, b) : 0;
    if (lost > 0) stop = i;
    stood += lost;
  }
  part.adds = open - stood;
  const std::int64_t opens = cal::opening_of(table, day);
  const std::int64_t closes = cal::closing_of(table, day);
  const std::int64_t first = cal::next_open(table, std::max(from, opens)).at;
  const std::int64_t last = std::min(to, closes);
  if (open == 0) {
    part.what = say(m.language, Phrase::outside_hours);
    return part;
  }
  if (part.adds == 0) {
    part.what = say(m.language, Phrase::clock_stood, {m.stop_names[stop]});
    return part;
  }
  const bool full = first == opens && last == closes;
  part.whole = full && stood == 0 && note_of(m, day) == nullptr;
  const program::DayNote* note = note_of(m, day);
  if (note != nullptr && !note->off && !note->label.empty()) {
    part.what = say(m.language, Phrase::open_label, {hours_text(m, first, last), note->label});
  } else {
    part.what = say(m.language, full ? Phrase::open_from_to : Phrase::open_part, {hours_text(m, first, last)});
  }
  if (stood > 0) part.what = say(m.language, Phrase::part_paused, {part.what, m.stop_names[stop]});
  return part;
}

// Parts as lines: neighbours that say the same and add nothing are one line; when there are many, so are whole days alike.
void write_parts(const Measured& m, const std::vector<DayPart>& parts, const auto& figure_of, Sum& sum) {
  const WallClock wall = m.wall();
  const bool crowded = parts.size() > lines_shown;
  std::int64_t total = 0;
  for (std::size_t i = 0; i < parts.size();) {
    std::size_t j = i + 1;
    const bool together = parts[i].whole && (parts[i].adds == 0 || crowded);
    while (together && j < parts.size() && parts[j].whole && parts[j].adds == parts[i].adds && parts[j].what == parts[i].what) ++j;
    const auto count = static_cast<std::int64_t>(j - i);
    total += parts[i].adds * count;
    sum.lines.push_back({wall.dates(parts[i].day, parts[j - 1].day), parts[i].what,
                         parts[i].adds == 0 ? std::string() : figure_of(parts[i].adds, count, total)});
    i = j;
  }
}

std::string open_figure(const Measured& m, std::int64_t adds, std::int64_t count, std::int64_t total) {
  std::string each = duration(m.language, adds);
  if (count > 1) each = say(m.language, Phrase::days_each, {std::to_string(count), each});
  return each + "  " + say(m.language, Phrase::makes_total, {duration(m.language, total)});
}

// Open time until the target is reached.
Sum working_sum(const Measured& m, std::int64_t target) {
  Sum sum;
  const CalendarTable& table = *m.table();
  const WallClock wall = m.wall();
  std::vector<DayPart> parts;
  std::int64_t total = 0;
  std::int32_t day = wall.day_of(m.start);
  for (int walked = 0; walked < most_days && total < target; ++walked, ++day) {
    const std::int64_t from = std::max(m.start, wall.midnight(day));
    const std::int64_t to = wall.midnight(day + 1);
    if (to <= from) continue;
    DayPart part = open_part(m, day, from, to);
    if (total + part.adds >= target) {
      // The last one: only until the target is reached, which a search by halves finds.
      std::int64_t low = from, high = to;
      while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (total + open_part(m, day, from, middle).adds >= target) high = middle;
        else low = middle + 1;
      }
      part = open_part(m, day, from, low);
      sum.due = low;
    }
    total += part.adds;
    if (to >= table.ends) break;
    parts.push_back(std::move(part));
  }
  write_parts(m, parts, [&](std::int64_t adds, std::int64_t count, std::int64_t so_far) { return open_figure(m, adds, count, so_far); },
              sum);
  return sum;
}

Sum elapsed_sum(const Measured& m) {
  Sum sum;
  const WallClock wall = m.wall();
  std::int64_t at = m.start, total = 0;
  const auto run = [&](std::int64_t to) {
    total += to - at;
    sum.lines.push_back({say(m.language, Phrase::date_to_date, {wall.instant(at), wall.instant(to)}),
                         say(m.language, Phrase::elapsed_part),
                         long_duration(m.language, to - at) + "  " +
                             say(m.language, Phrase::makes_total, {long_duration(m.language, total)})});
  };
  for (std::size_t i = 0; i < m.stops.size() && total < m.target; ++i) {
    const Stop& stop = m.stops[i];
    const std::int64_t from = std::max(stop.from, at);
    if (stop.to <= at || m.target - total <= from - at) continue;
    if (from > at) run(from);
    if (stop.to == INT64_MAX) return sum;
    sum.lines.push_back({say(m.language, Phrase::date_to_date, {wall.instant(from), wall.instant(stop.to)}),
                         say(m.language, Phrase::clock_stood, {m.stop_names[i]}), ""});
    at = stop.to;
  }
  const std::int64_t end = cal::add_elapsed(at, m.target - total);
  if (end == INT64_MAX) return sum;
  run(end);
  sum.due = end;
  return sum;
}

// A last date that the roll moved, and its closing.
void end_on(const Measured& m, std::int32_t day, std::int64_t due, Sum& sum) {
  const WallClock wall = m.wall();
  const bool noon = m.clock.day_end == static_cast<std::uint8_t>(cal::DayEnd::noon_next);
  const std::int64_t closing = noon ? due : cal::closing_of(*m.table(), day, static_cast<cal::DayEnd>(m.clock.day_end));
  if (closing != due) {
    const std::int32_t due_day = wall.day_of(due - 1);
    sum.lines.push_back({wall.date(day), say(m.language, Phrase::rolled, {wall.date(due_day)}), ""});
  }
  sum.lines.push_back({"", say(m.language, Phrase::closes_at, {wall.instant(due)}), ""});
  sum.due = due;
}

Sum dates_sum(const Measured& m, bool working) {
  Sum sum;
  const CalendarTable& table = *m.table();
  const WallClock wall = m.wall();
  const cal::Dates dates = dates_of(m, working);
  std::vector<DayPart> parts;
  std::int64_t total = 0;
  const std::int32_t start = wall.day_of(m.start);
  std::int32_t day = start;
  for (int walked = 0; walked < most_days && total < m.target; ++walked, ++day) {
    DayPart part;
    part.day = day;
    const bool works = cal::works(table, day);
    const std::int64_t closing = cal::closing_of(table, day, dates.day_end);
    const bool started = day > start || (m.clock.inclusive && works && closing >= m.start);
    const std::size_t stop = stop_at(m, closing);
    const std::string kind = working ? working_text(m, day) : say(m.language, Phrase::calendar_day);
    if (!started) {
      part.what = say(m.language, Phrase::start_day);
    } else if (working && !works) {
      part.what = closed_text(m, day);
      part.whole = true;
    } else if (stop != Stop::no_event) {
      part.what = say(m.language, Phrase::paused_at_close, {kind, m.stop_names[stop]});
      part.whole = true;
      if (m.stops[stop].to == INT64_MAX) break;
    } else {
      part.adds = 1;
      part.what = say(m.language, Phrase::counted_day, {kind});
      part.whole = note_of(m, day) == nullptr || !working;
    }
    total += part.adds;
    parts.push_back(std::move(part));
    if (closing >= table.ends) break;
  }
  const std::string target = std::to_string(m.target);
  write_parts(m, parts, [&](std::int64_t, std::int64_t, std::int64_t so_far) {
    return say(m.language, Phrase::of_total, {std::to_string(so_far), target});
  }, sum);
  if (total < m.target || parts.empty()) return sum;
  const std::int32_t last = parts.back().day;
  const std::int64_t from = cal::closing_of(table, last, dates.day_end);
  // What the roll makes of the last date, asked of the same arithmetic that judges.
  const cal::Due due = cal::nth_date(table, dates, static_cast<cal::Roll>(m.clock.roll), m.start, from, 1);
  if (due.at != INT64_MAX) end_on(m, last, due.at, sum);
  return sum;
}

Sum months_sum(const Measured& m) {
  Sum sum;
  const CalendarTable& table = *m.table();
  const WallClock wall = m.wall();
  cal::Measure measure{cal::Unit::months, m.clock.inclusive, static_cast<cal::DayEnd>(m.clock.day_end), cal::Roll::none};
  std::int64_t moved = 0;
  const cal::Due nominal = cal::nominal(table, measure, m.start, m.target, 0);
  if (nominal.at == INT64_MAX) return sum;
  const std::string from = wall.date(wall.day_of(m.start));
  sum.lines.push_back({"", say(m.language, Phrase::nominal_months,
                               {span(m.language, m.clock, m.target), from, wall.date(wall.day_of(nominal.at - 1))}), ""});
  for (std::size_t i = 0; i < m.stops.size(); ++i) {
    if (m.stops[i].to == INT64_MAX) continue;
    const std::int64_t dates = cal::paused(&table, measure, m.start, std::max(m.stops[i].from, m.start), m.stops[i].to);
    if (dates == 0) continue;
    moved += dates;
    program::ClockProgram as_dates;
    as_dates.measure = MeasureKind::dates;
    sum.lines.push_back({m.stop_names[i], say(m.language, Phrase::moved_dates, {span(m.language, as_dates, dates)}), ""});
  }
  const cal::Due last = cal::nominal(table, measure, m.start, m.target, moved);
  measure.roll = static_cast<cal::Roll>(m.clock.roll);
  const cal::Due due = cal::nominal(table, measure, m.start, m.target, moved);
  if (due.at != INT64_MAX && last.at != INT64_MAX) end_on(m, wall.day_of(last.at - 1), due.at, sum);
  return sum;
}

// `count clock`: dates first; with pauses, the open time that they come to.
Sum clock_sum(const Measured& m) {
  Sum sum;
  const CalendarTable& table = *m.table();
  const WallClock wall = m.wall();
  const cal::Measure measure{static_cast<cal::Unit>(m.clock.measure), m.clock.inclusive,
                             static_cast<cal::DayEnd>(m.clock.day_end), static_cast<cal::Roll>(m.clock.roll)};
  const cal::Due nominal = cal::nominal(table, measure, m.start, m.target, 0);
  if (nominal.at == INT64_MAX) return sum;
  std::int64_t from = m.start;
  if (m.clock.measure == MeasureKind::clock_working_dates) {
    from = cal::next_open(table, m.start).at;
    if (from != m.start) {
      sum.lines.push_back({wall.date(wall.day_of(m.start)), say(m.language, Phrase::starts_at_opening, {wall.instant(from)}), ""});
    }
    std::vector<DayPart> parts;
    for (std::int32_t day = wall.day_of(from) + 1; day <= wall.day_of(nominal.at) && parts.size() < most_days; ++day) {
      const bool works = cal::works(table, day);
      const std::string what = works ? say(m.language, Phrase::counted_day, {working_text(m, day)}) : closed_text(m, day);
      parts.push_back({day, works ? 1 : 0, what, note_of(m, day) == nullptr || !works});
    }
    const std::string target = std::to_string(m.target);
    write_parts(m, parts, [&](std::int64_t, std::int64_t, std::int64_t so_far) {
      return say(m.language, Phrase::of_total, {std::to_string(so_far), target});
    }, sum);
  } else {
    sum.lines.push_back({"", say(m.language, Phrase::nominal_months,
                                 {span(m.language, m.clock, m.target), wall.date(wall.day_of(from)), wall.date(wall.day_of(nominal.at))}), ""});
  }
  sum.lines.push_back({"", say(m.language, Phrase::same_time, {wall.instant(nominal.at)}), ""});
  sum.due = nominal.at;
  std::int64_t lost = 0;
  for (const Stop& stop : m.stops) {
    const std::int64_t a = std::max(stop.from, m.start), b = std::min(stop.to, nominal.at);
    if (a < b) lost += table.has_hours ? cal::open_between(table, a, b) : b - a;
  }
  if (lost == 0 || !table.has_hours) return sum;
  const Sum open = working_sum(m, cal::open_between(table, m.start, nominal.at));
  sum.lines.insert(sum.lines.end(), open.lines.begin(), open.lines.end());
  sum.due = open.due == INT64_MAX ? INT64_MAX : cal::add_open_to_opening(table, open.due, 0).at;
  return sum;
}

}  // namespace

Sum sum_of(const Measured& m) {
  if (m.start == INT64_MAX) return {};
  if (m.clock.measure == MeasureKind::elapsed) return elapsed_sum(m);
  if (m.clock.measure == MeasureKind::promised) return {};  // no sum: the fact says it
  if (m.table() == nullptr) {
    Sum sum;
    if (m.clock.measure == MeasureKind::at_once) sum.due = m.start;
    return sum;
  }
  switch (m.clock.measure) {
    case MeasureKind::working: return working_sum(m, m.target);
    case MeasureKind::dates: return dates_sum(m, false);
    case MeasureKind::working_dates: return dates_sum(m, true);
    case MeasureKind::months: return months_sum(m);
    case MeasureKind::clock_dates:
    case MeasureKind::clock_working_dates:
    case MeasureKind::clock_months: return clock_sum(m);
    case MeasureKind::at_once: {
      Sum sum;
      sum.due = cal::next_open(*m.table(), m.start).at;
      if (sum.due != INT64_MAX) {
        sum.lines.push_back({"", say(m.language, Phrase::next_open_is, {m.wall().instant(sum.due)}), ""});
      }
      return sum;
    }
    default: return {};
  }
}

void tell_lines(Telling& telling, const std::vector<SumLine>& lines) {
  std::size_t when = 0, what = 0;
  for (const SumLine& line : lines) {
    when = std::max(when, diag::display_width(line.when));
    if (!line.figure.empty()) what = std::max(what, diag::display_width(line.what));
  }
  for (const SumLine& line : lines) {
    std::string text = line.when + std::string(when - diag::display_width(line.when), ' ');
    if (when > 0) text += "  ";
    text += line.what;
    if (!line.figure.empty()) text += std::string(what - diag::display_width(line.what), ' ') + "  " + line.figure;
    telling.line(text, 3);
  }
}

}  // namespace bylaw::explainer
