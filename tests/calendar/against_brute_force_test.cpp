// The arithmetic against a walk over every minute: more than 100,000 random cases over many zones and kinds of hours.
#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "brute_force.hpp"
#include "building.hpp"
#include "catch.hpp"

using namespace test;
using arithmetic::DayEnd;
using arithmetic::Due;
using arithmetic::Measure;
using arithmetic::Roll;
using arithmetic::Unit;

namespace {

struct Sample {
  const char* name;
  Calendar calendar;
};

// Three years each, around the changes that make the zone worth testing.
std::vector<Sample> samples() {
  return {
      {"Shanghai, bank hours, National Day",
       Calendar("Asia/Shanghai", "2025-01-01", "2027-06-30").open("mon-fri", "09:00-17:30")
           .off("2025-10-01", "2025-10-03", true).off("2025-10-04", "2025-10-08").work("2025-10-11")
           .work("2025-09-28")
           .off("2026-02-15", "2026-02-23", true).work("2026-02-14").work("2026-02-28")
           .off("2026-10-01", "2026-10-03", true).off("2026-10-04", "2026-10-07").work("2026-10-10", "09:00-12:00")},
      {"Shanghai summer time 1986-1991",
       Calendar("Asia/Shanghai", "1986-01-01", "1991-12-31").open("mon-sat", "08:00-11:30 13:30-17:30")
           .open("sun", "00:00-02:30")
           .off("1988-04-10").off("1990-01-26", "1990-01-30", true).work("1990-02-04", "09:00-12:00")},
      {"London, 24 hours", Calendar("Europe/London", "2018-01-01", "2020-12-31").open("mon-sun", "00:00-24:00")
           .off("2018-12-25", "2018-12-26", true).off("2019-03-31")},
      {"London, hours inside the change",
       Calendar("Europe/London", "2024-01-01", "2026-12-31").open("mon-sun", "00:30-02:15 22:45-23:30")
           .off("2025-01-01")},
      {"Lord Howe, nights", Calendar("Australia/Lord_Howe", "2022-01-01", "2024-12-31").open("mon-fri", "22:00-06:00")
           .off("2023-04-03").work("2023-04-08").work("2023-10-01", "20:00-03:00")},
      {"Lord Howe, around two o'clock",
       Calendar("Australia/Lord_Howe", "2022-01-01", "2024-12-31").open("mon-sun", "01:30-02:20")},
      {"Apia, the skipped date",
       Calendar("Pacific/Apia", "2010-07-01", "2013-06-30").open("mon-fri", "09:00-17:00").open("sat", "09:00-12:00")
           .off("2011-12-26", "2011-12-27", true)},
      {"Apia, 24 hours", Calendar("Pacific/Apia", "2010-07-01", "2013-06-30").open("mon-sun", "00:00-24:00")},
      {"Apia, dates only", Calendar("Pacific/Apia", "2010-07-01", "2013-06-30").off("2011-12-25", "2011-12-26")},
      {"Sao Paulo, change at midnight",
       Calendar("America/Sao_Paulo", "2017-06-01", "2019-12-31").open("mon-sat", "08:00-18:00")
           .open("sun", "00:00-01:30 23:00-24:00").off("2018-11-02", "2018-11-02", true)},
      {"Sao Paulo, dates only",
       Calendar("America/Sao_Paulo", "2017-06-01", "2019-12-31").off("2018-11-04").off("2019-02-16")},
      {"New York, nights", Calendar("America/New_York", "2023-01-01", "2025-12-31").open("mon-sun", "18:00-03:30")
           .off("2024-11-28", "2024-11-29").work("2024-12-24", "08:00-12:00")},
      {"St John's, change at one past midnight, 24 hours",
       Calendar("America/St_Johns", "2008-01-01", "2011-12-31").open("mon-sun", "00:00-24:00").off("2009-07-01")},
      {"St John's, change at one past midnight, evenings",
       Calendar("America/St_Johns", "2008-01-01", "2011-12-31").open("mon-sun", "00:00-00:30 22:30-23:45")},
      {"Casablanca, four changes a year",
       Calendar("Africa/Casablanca", "2016-01-01", "2019-12-31").open("mon-sun", "01:15-03:45 09:00-16:00")},
      {"Kathmandu, offset of 5:45",
       Calendar("Asia/Kathmandu", "2024-01-01", "2026-06-30").open("sun", "10:00-17:00")
           .open("mon-thu", "10:00-17:00")
           .open("fri", "10:00-15:00").off("2025-10-01", "2025-10-06", true).work("2025-10-11", "10:00-12:00")},
      {"Tehran, change at midnight",
       Calendar("Asia/Tehran", "2020-01-01", "2022-12-31").open("sat", "00:00-09:00").open("sun", "00:00-09:00")
           .open("mon-wed", "00:00-01:00 07:30-14:30")},
      {"Chatham",
       Calendar("Pacific/Chatham", "2020-01-01", "2022-12-31").open("mon-fri", "02:00-04:00 08:00-12:00")
           .off("2021-04-04")},
      {"Havana", Calendar("America/Havana", "2020-01-01", "2022-12-31").open("mon-sun", "23:30-00:45")},
      {"Troll, change of two hours",
       Calendar("Antarctica/Troll", "2020-01-01", "2022-12-31").open("mon-sun", "00:30-02:30 04:00-04:10")},
      {"Hong Kong, half Saturdays",
       Calendar("Asia/Hong_Kong", "2024-01-01", "2026-12-31").open("mon-fri", "09:00-13:00 14:00-17:00")
           .open("sat", "09:00-12:30").off("2025-01-29", "2025-01-31", true).off("2025-12-25", "2025-12-26", true)},
      {"Dublin, negative summer time",
       Calendar("Europe/Dublin", "2023-01-01", "2025-12-31").open("mon-sun", "00:00-01:59").off("2024-03-31")},
  };
}

class Cases {
 public:
  Cases(const Sample& sample, std::uint64_t seed)
      : table_(sample.calendar.table()), minutes_(sample.calendar.definition), random_(seed) {}

  const CalendarTable& table() const { return table_; }
  std::int64_t checked() const { return checked_; }

  void one(std::int64_t span) {
    start_ = below(minutes_.size() - span - 40 * 1440) + 20 * 1440;
    span_ = span;
    switch (below(9)) {
      case 0: return open_time();
      case 1: return add_open();
      case 2: return subtract_open();
      case 3: return dates();
      case 4: return dates_measured();
      case 5: return months();
      case 6: return clock_working_dates();
      case 7: return clock_dates();
      default: return rolled();
    }
  }

  void far(std::int64_t span) {
    start_ = below(minutes_.size() - span - 40 * 1440) + 20 * 1440;
    span_ = span;
    switch (below(4)) {
      case 0: return open_time();
      case 1: return add_open();
      case 2: return subtract_open();
      default: return dates();
    }
  }

 private:
  std::int64_t below(std::int64_t bound) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(bound));
  }
  std::int64_t instant(std::int64_t index) const {
    return index == Minutes::none ? arithmetic::never : (minutes_.first + index) * minute;
  }

  // A walk that ran off the kept minutes decides nothing.
  void same(const char* what, std::int64_t got, std::int64_t want) {
    if (want == Minutes::none) return;
    ++checked_;
    if (got == instant(want)) return;
    INFO(what << " from " << shown(table_, instant(start_)));
    CHECK(shown(table_, got) == shown(table_, instant(want)));
    CHECK(got == instant(want));
  }
  void same_number(const char* what, std::int64_t got, std::int64_t want) {
    ++checked_;
    if (got == want) return;
    INFO(what << " from " << shown(table_, instant(start_)));
    CHECK(got == want);
  }

  Pauses some_pauses(std::int64_t within) {
    Pauses pauses;
    std::int64_t at = start_;
    for (std::int64_t count = below(4); count > 0; --count) {
      const std::int64_t from = at + below(within / 4 + 1);
      const std::int64_t to = from + 1 + below(within / 4 + 1);
      pauses.emplace_back(from, to);
      at = to + 1;
    }
    return pauses;
  }

  // What the evaluator does: measures of the intervals in which the clock ran are added up.
  std::int64_t due_with_pauses(const Measure& m, std::int64_t target, const Pauses& pauses) {
    const std::int64_t start = instant(start_);
    std::int64_t since = start;
    std::int64_t used = 0;
    const bool counts_dates = m.unit == Unit::dates || m.unit == Unit::working_dates;
    for (const auto& [from, to] : pauses) {
      const std::int64_t due = arithmetic::due(&table_, m, start, since, used, target).at;
      // A pause that begins at a closing instant stops that date from counting.
      if (counts_dates ? due < instant(from) : due <= instant(from)) return due;
      used += arithmetic::measure(&table_, m, start, since, instant(from));
      used += arithmetic::paused(&table_, m, start, instant(from), instant(to));
      since = instant(to);
    }
    return arithmetic::due(&table_, m, start, since, used, target).at;
  }

  void open_time() {
    const std::int64_t to = start_ + below(span_);
    same_number("open time", arithmetic::open_between(table_, instant(start_), instant(to)),
                walk_open_between(minutes_, start_, to) * minute);
    same_number("is open", arithmetic::is_open(table_, instant(start_)),
                minutes_.open[static_cast<std::size_t>(start_)]);
    same("next opening", arithmetic::next_open(table_, instant(start_)).at, walk_next_open(minutes_, start_));
  }

  void add_open() {
    const std::int64_t reach = start_ + below(span_);
    const std::int64_t amount = walk_open_between(minutes_, start_, reach) + 1;
    const Pauses pauses = some_pauses(std::min<std::int64_t>(reach - start_, 20 * 1440));
    Measure working;
    working.unit = Unit::working;
    const std::int64_t want = walk_add_open(minutes_, start_, amount, pauses);
    same("working time", due_with_pauses(working, amount * minute, pauses), want);
    if (pauses.empty()) {
      const std::int64_t opening = want == Minutes::none ? want : walk_next_open(minutes_, want);
      same("working time to the opening",
           arithmetic::add_open_to_opening(table_, instant(start_), amount * minute).at, opening);
    }
  }

  void subtract_open() {
    const std::int64_t deadline = start_ + span_;
    const std::int64_t amount = 1 + below(walk_open_between(minutes_, start_, deadline) + 1);
    same("working time backwards", arithmetic::subtract_open(table_, instant(deadline), amount * minute).at,
         walk_subtract_open(minutes_, deadline, amount));
  }

  CountedDates some_dates(Measure& m) {
    CountedDates dates;
    dates.working = below(2) == 0;
    dates.inclusive = below(2) == 0;
    dates.end_of_day = below(4) == 0;
    m.unit = dates.working ? Unit::working_dates : Unit::dates;
    m.inclusive = dates.inclusive;
    m.day_end = dates.end_of_day ? DayEnd::end_of_day : DayEnd::by_rule;
    return dates;
  }

  void dates() {
    Measure m;
    const CountedDates dates = some_dates(m);
    const std::int64_t n = 1 + below(span_ / 1440);
    const Pauses pauses = some_pauses(std::min<std::int64_t>(n * 1440, 20 * 1440));
    same(dates.working ? "working dates" : "calendar dates", due_with_pauses(m, n, pauses),
         walk_nth_date(minutes_, dates, start_, n, pauses));
  }

  void dates_measured() {
    Measure m;
    const CountedDates dates = some_dates(m);
    const std::int64_t from = start_ + below(span_ / 2);
    const std::int64_t to = from + below(span_ / 2);
    same_number("dates measured", arithmetic::measure(&table_, m, instant(start_), instant(from), instant(to)),
                walk_dates_between(minutes_, dates, start_, from, to));
  }

  void months() {
    Measure m;
    m.unit = Unit::months;
    const std::int64_t n = 1 + below(3);
    const Pauses pauses = some_pauses(20 * 1440);
    if (!pauses.empty() && pauses.back().second > start_ + 27 * 1440) return;
    std::int64_t moved = 0;
    if (start_ + 125 * 1440 > minutes_.size()) return;
    for (const auto& [from, to] : pauses) moved += walk_dates_between(minutes_, {}, start_, from, to);
    const bylaw::base::Civil start = bylaw::base::civil_date(minutes_.date[static_cast<std::size_t>(start_)]);
    // The same day of the month, or its last one, found by trying.
    std::int32_t month = start.month - 1 + static_cast<std::int32_t>(n);
    bylaw::base::Civil nominal{start.year + month / 12, static_cast<std::uint8_t>(month % 12 + 1), start.day};
    while (!bylaw::base::is_valid(nominal)) --nominal.day;
    const std::int32_t date = bylaw::base::day_number(nominal) - minutes_.first_date;
    const auto next_existing = [this](std::size_t from) {
      while (from < minutes_.exists.size() && !minutes_.exists[from]) ++from;
      return from;
    };
    std::size_t due = next_existing(static_cast<std::size_t>(date));
    for (; moved > 0; --moved) due = next_existing(due + 1);
    if (due + 4 >= minutes_.exists.size()) return;
    same("months", due_with_pauses(m, n, pauses), minutes_.closing[due]);
  }

  std::int64_t clock_with_pauses(std::int64_t nominal, const Pauses& pauses) {
    if (nominal == Minutes::none) return nominal;
    std::int64_t lost = 0;
    for (const auto& [from, to] : pauses) {
      lost += table_.has_hours ? walk_open_between(minutes_, from, to) : to - from;
    }
    if (lost == 0) return nominal;
    if (!table_.has_hours) return nominal + lost;
    const std::int64_t at = walk_add_open(minutes_, start_, walk_open_between(minutes_, start_, nominal), pauses);
    return at == Minutes::none ? at : walk_next_open(minutes_, at);
  }

  void clock_working_dates() {
    Measure m;
    m.unit = Unit::clock_working_dates;
    const std::int64_t n = 1 + below(span_ / 1440);
    const std::int64_t nominal = walk_clock_working_dates(minutes_, start_, n);
    Pauses pauses = some_pauses(8 * 1440);
    if (nominal == Minutes::none || (!pauses.empty() && pauses.back().second >= nominal)) pauses.clear();
    same("count clock, working dates", due_with_pauses(m, n, pauses), clock_with_pauses(nominal, pauses));
  }

  void clock_dates() {
    Measure m;
    m.unit = Unit::clock_dates;
    const std::int64_t n = 1 + below(span_ / 1440);
    const auto index = static_cast<std::size_t>(start_);
    const std::int32_t date = minutes_.date[index] + static_cast<std::int32_t>(n);
    const std::int64_t nominal = walk_to_local(minutes_, start_, date, minutes_.time[index]);
    same("count clock, calendar dates", due_with_pauses(m, n, {}), nominal);
  }

  void rolled() {
    Measure m;
    const CountedDates dates = some_dates(m);
    if (dates.end_of_day) m.day_end = DayEnd::by_rule;
    const bool wide = below(2) == 0;
    m.roll = wide ? Roll::wide : Roll::narrow;
    const std::int64_t n = 1 + below(span_ / 1440);
    CountedDates by_rule = dates;
    by_rule.end_of_day = false;
    const std::int64_t last = walk_nth_date(minutes_, by_rule, start_, n, {});
    if (last == Minutes::none) return;
    const std::int32_t date = minutes_.closes[static_cast<std::size_t>(last)];
    if (date + 10 >= static_cast<std::int32_t>(minutes_.works.size())) return;
    same(wide ? "rolled wide" : "rolled narrow", due_with_pauses(m, n, {}), walk_roll(minutes_, date, wide));
  }

  CalendarTable table_;
  Minutes minutes_;
  std::mt19937_64 random_;
  std::int64_t start_ = 0;
  std::int64_t span_ = 0;
  std::int64_t checked_ = 0;
};

}  // namespace

TEST_CASE("every look-up agrees with a walk over the minutes", "[slow]") {
  const std::vector<Sample> all = samples();
  std::int64_t checked = 0;
  std::int64_t far = 0;
  std::uint64_t seed = 20260930;
  for (const Sample& sample : all) {
    INFO(sample.name);
    REQUIRE(calendar::problems(sample.calendar.definition).empty());
    Cases cases(sample, ++seed);
    REQUIRE(is_sound(cases.table()));
    for (int i = 0; i < 5000; ++i) cases.one(90 * 1440);
    checked += cases.checked();
    const std::int64_t before = cases.checked();
    for (int i = 0; i < 60; ++i) cases.far(800 * 1440);
    far += cases.checked() - before;
  }
  INFO(checked << " cases, " << far << " long ones");
  CHECK(checked >= 100'000);
  CHECK(far >= 1'000);
}
