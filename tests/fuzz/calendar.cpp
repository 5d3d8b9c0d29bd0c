// Calendar arithmetic on any integers: no overflow, no hang, and what it finds measures what was asked for. On minutes of a year it is
// held beside the walk of tests/calendar.
#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "calendar/brute_force.hpp"
#include "calendar/building.hpp"
#include "input.hpp"

namespace bylaw::fuzz {

namespace {

using namespace eval::calendar;

constexpr std::int64_t minute = 60'000'000;

// Clock changes, a skipped date, nights, days without hours, no opening after one date.
constexpr std::size_t sample_count = 6;

test::Calendar sample(std::size_t index) {
  using test::Calendar;
  switch (index) {
    case 0:
      return Calendar("Asia/Shanghai", "2026-01-01", "2026-12-31").open("mon-fri", "09:00-12:00 13:00-17:30").off("2026-02-15", "2026-02-23", true)
          .work("2026-02-14").off("2026-10-01", "2026-10-03", true).off("2026-10-04", "2026-10-07").work("2026-10-10", "09:00-12:00");
    case 1: return Calendar("Europe/London", "2025-02-01", "2025-12-31").open("mon-sun", "00:30-02:15 22:45-23:30").off("2025-05-01");
    case 2:
      return Calendar("Australia/Lord_Howe", "2023-02-01", "2023-12-31").open("mon-fri", "22:00-06:00").off("2023-04-03").work("2023-04-08")
          .work("2023-10-01", "20:00-03:00");
    case 3: return Calendar("Pacific/Apia", "2011-06-01", "2012-05-31").open("mon-fri", "09:00-17:00").off("2011-12-26", "2011-12-27", true);
    case 4: return Calendar("America/Sao_Paulo", "2018-06-01", "2019-04-30").off("2018-11-04").off("2019-02-16");
    default: {
      Calendar shut("America/New_York", "2024-06-01", "2025-05-31");  // works on one date alone
      shut.open("mon", "09:00-17:00");
      for (std::int32_t monday = test::day("2024-06-03"); monday <= test::day("2025-05-26"); monday += 7) {
        if (monday == test::day("2024-11-04")) continue;
        calendar::Exception off;
        off.first = off.last = monday;
        shut.definition.exceptions.push_back(off);
      }
      return shut;
    }
  }
}

struct Kept {
  CalendarTable table;
  test::Minutes minutes;

  explicit Kept(const test::Calendar& calendar) : table(calendar.table()), minutes(calendar.definition) {}
};

const Kept& kept(std::size_t index) {
  static std::array<std::unique_ptr<Kept>, sample_count> all;
  if (all[index] == nullptr) all[index] = std::make_unique<Kept>(sample(index));
  return *all[index];
}

Measure some_measure(Input& input) {
  Measure m;
  m.unit = static_cast<Unit>(input.below(8));
  m.inclusive = input.below(2) == 1;
  m.day_end = static_cast<DayEnd>(input.below(4));
  m.roll = static_cast<Roll>(input.below(3));
  return m;
}

// Any instant, or one near the covered range.
std::int64_t some_instant(const CalendarTable& table, Input& input) {
  if (input.below(4) == 0) return input.integer();
  return table.covered_from - 30 * 1440 * minute + static_cast<std::int64_t>(input.number(6)) % (500 * 1440 * minute);
}

// ---- Any numbers --------------------------------------------------------------------------------------------------

void open_time(const CalendarTable& table, Input& input) {
  std::int64_t a = some_instant(table, input), b = some_instant(table, input), c = some_instant(table, input);
  if (b < a) std::swap(a, b);
  if (c < b) std::swap(b, c);
  if (b < a) std::swap(a, b);
  expect(open_between(table, a, b) + open_between(table, b, c) == open_between(table, a, c), "open time adds up");
  expect(open_between(table, a, b) >= 0 && open_between(table, c, a) == 0, "open time is not negative");
  const Due next = next_open(table, a);
  if (next.at != never) {
    expect(is_open(table, next.at) && next.at >= a && open_between(table, a, next.at) == 0, "the next opening");
  }
  const Due closing = open_or_closing(table, a);
  expect(closing.at >= a, "a level is not due before its time");
  const std::int64_t amount = input.integer();
  const Due end = add_open(table, a, amount);
  if (amount > 0 && end.at != never) {
    expect(open_between(table, a, end.at) == amount && open_between(table, a, end.at - 1) == amount - 1, "the earliest instant with so much open time");
    const Due opening = add_open_to_opening(table, a, amount);
    expect(opening.at >= end.at, "the opening after it");
  }
  const Due before = subtract_open(table, c, amount);
  if (amount > 0 && before.at > table.begins && before.at < table.ends && c < table.ends) {
    expect(open_between(table, before.at, c) == amount, "the latest instant with so much open time before a deadline");
    expect(open_between(table, before.at + 1, c) == amount - 1, "no later one");
  }
  const auto num = static_cast<std::int32_t>(input.number(4) & 0x7fffffff);
  const auto den = 1 + static_cast<std::int32_t>(input.number(3));
  expect(share_of_open(table, a, b, num, den).at >= a, "a share of a span is not before it");
}

void clocks(const CalendarTable& table, Input& input) {
  const Measure m = some_measure(input);
  const std::int64_t start = some_instant(table, input);
  const std::int64_t since = std::max(start, some_instant(table, input));
  const std::int64_t used = std::max<std::int64_t>(input.integer(), 0);
  const std::int64_t target = std::max<std::int64_t>(input.integer(), 0);
  const Due at = due(&table, m, start, since, used, target);
  expect(measure(&table, m, start, start, since) >= 0, "a measure is not negative");
  expect(paused(&table, m, start, start, since) >= 0, "what a pause adds is not negative");
  if (at.at == never || target <= used) return;
  if (m.unit == Unit::elapsed || m.unit == Unit::working) {
    expect(at.at >= since, "a limit ends after its clock began to run");
    expect(measure(&table, m, start, since, at.at) == target - used, "at its deadline a clock has measured its target");
    expect(measure(&table, m, start, since, at.at - 1) < target - used, "and not before");
  }
  const bool dates_count = m.unit == Unit::dates || m.unit == Unit::working_dates;
  if (dates_count && m.roll == Roll::none && m.day_end != DayEnd::noon_next && at.at < table.ends && since > table.begins) {
    expect(at.at >= since, "a limit in dates ends after its clock began to run");
    expect(measure(&table, m, start, since, at.at) == target - used - 1, "before its deadline one date is missing");
  }
}

void dates(const CalendarTable& table, Input& input) {
  const std::int64_t at = some_instant(table, input);
  const std::int64_t n = input.integer();
  const Dates which{input.below(2) == 1, input.below(2) == 1, static_cast<DayEnd>(input.below(4))};
  (void)dates_before(table, which, at, std::max<std::int64_t>(n, 0));
  (void)received(table, at, static_cast<std::int32_t>(input.below(1441)));
  (void)keep_until(table, at, static_cast<std::int32_t>(n));
  (void)nominal(table, some_measure(input), at, n, std::max<std::int64_t>(input.integer(), 0));
  const auto date = static_cast<std::int32_t>(input.number(4));
  (void)works(table, date);
  (void)closing_of(table, date, which.day_end);
  (void)opening_of(table, date);
  const std::int64_t time = static_cast<std::int64_t>(input.number(5)) % (1440 * minute);
  const std::int64_t instant = at_local(table, date, time);
  if (instant > table.begins && instant < table.ends) expect(time_of_day(table, instant) >= 0, "a time of the day is not negative");
}

// ---- Beside the walk ----------------------------------------------------------------------------------------------

class Walk {
 public:
  Walk(const Kept& of, Input& input) : table_(of.table), minutes_(of.minutes), input_(input) {
    start_ = 20 * 1440 + below(minutes_.size() - 100 * 1440);
    reach_ = start_ + below(60 * 1440);
  }

  void open_time() {
    expect(open_between(table_, instant(start_), instant(reach_)) == walk_open_between(minutes_, start_, reach_) * minute, "open time as walked");
    same(next_open(table_, instant(start_)).at, walk_next_open(minutes_, start_), "the next opening as walked");
    const std::int64_t amount = walk_open_between(minutes_, start_, reach_) + 1;
    same(add_open(table_, instant(start_), amount * minute).at, walk_add_open(minutes_, start_, amount), "the end of open time as walked");
    same(subtract_open(table_, instant(reach_), amount * minute).at, walk_subtract_open(minutes_, reach_, amount), "open time backwards as walked");
  }

  void dates() {
    Measure m;
    test::CountedDates counted;
    counted.working = below(2) == 1;
    counted.inclusive = below(2) == 1;
    counted.end_of_day = below(4) == 1;
    m.unit = counted.working ? Unit::working_dates : Unit::dates;
    m.inclusive = counted.inclusive;
    m.day_end = counted.end_of_day ? DayEnd::end_of_day : DayEnd::by_rule;
    const std::int64_t n = 1 + below(40);
    same(due(&table_, m, instant(start_), instant(start_), 0, n).at, walk_nth_date(minutes_, counted, start_, n, {}), "the last date as walked");
    const std::int64_t from = start_ + below(reach_ - start_ + 1);
    expect(measure(&table_, m, instant(start_), instant(from), instant(reach_)) == walk_dates_between(minutes_, counted, start_, from, reach_), "dates as walked");
  }

  void clock() {
    Measure m;
    m.unit = Unit::clock_working_dates;
    const std::int64_t n = 1 + below(30);
    same(due(&table_, m, instant(start_), instant(start_), 0, n).at, walk_clock_working_dates(minutes_, start_, n), "working days by the clock as walked");
  }

 private:
  std::int64_t below(std::int64_t count) { return static_cast<std::int64_t>(input_.below(static_cast<std::uint64_t>(count))); }
  std::int64_t instant(std::int64_t index) const { return (minutes_.first + index) * minute; }

  // A walk that ran off the kept minutes decides nothing.
  void same(std::int64_t got, std::int64_t want, const char* promise) const {
    if (want != test::Minutes::none) expect(got == instant(want), promise);
  }

  const CalendarTable& table_;
  const test::Minutes& minutes_;
  Input& input_;
  std::int64_t start_ = 0;
  std::int64_t reach_ = 0;
};

}  // namespace

void calendar(Bytes bytes) {
  Input input(bytes);
  const Kept& of = kept(input.below(sample_count));
  switch (input.below(6)) {
    case 0: return open_time(of.table, input);
    case 1: return clocks(of.table, input);
    case 2: return dates(of.table, input);
    case 3: return Walk(of, input).open_time();
    case 4: return Walk(of, input).dates();
    default: return Walk(of, input).clock();
  }
}

}  // namespace bylaw::fuzz
