// Properties of the measures, on random calendars: splitting an interval, and adding pauses, days off or opening time.
#include <cstdint>
#include <random>

#include "building.hpp"
#include "catch.hpp"

using namespace test;
using arithmetic::Measure;
using arithmetic::Unit;

namespace {

struct Random {
  std::mt19937_64 engine{20261001};

  std::int64_t below(std::int64_t bound) {
    return static_cast<std::int64_t>(engine() % static_cast<std::uint64_t>(bound));
  }
};

Calendar random_calendar(Random& random) {
  static const char* const zones[] = {"Asia/Shanghai", "Europe/London", "Australia/Lord_Howe", "America/Sao_Paulo",
                                      "Pacific/Apia", "America/New_York", "America/St_Johns", "Africa/Casablanca"};
  static const char* const some_hours[] = {"09:00-17:30", "09:00-12:00 13:00-17:00", "22:00-06:00", "00:00-24:00",
                                           "00:30-02:45"};
  Calendar c(zones[random.below(8)], "2010-01-01", "2012-12-31");
  c.open(random.below(2) == 0 ? "mon-fri" : "mon-sun", some_hours[random.below(5)]);
  const std::int32_t first = *c.definition.covers_first;
  for (std::int32_t date = first + 5; date < *c.definition.covers_last - 20;) {
    calendar::Exception off;
    off.first = date;
    off.last = date + static_cast<std::int32_t>(random.below(6));
    c.definition.exceptions.push_back(off);
    date = off.last + 2 + static_cast<std::int32_t>(random.below(60));
  }
  return c;
}

Measure of(Unit unit) {
  Measure m;
  m.unit = unit;
  m.roll = arithmetic::Roll::wide;
  return m;
}

constexpr Unit all_units[] = {Unit::elapsed, Unit::working, Unit::dates, Unit::working_dates, Unit::months,
                              Unit::clock_dates, Unit::clock_working_dates, Unit::clock_months};

std::int64_t some_target(Random& random, Unit unit) {
  switch (unit) {
    case Unit::elapsed:
    case Unit::working: return 1 + random.below(60 * hour);
    case Unit::months:
    case Unit::clock_months: return 1 + random.below(4);
    default: return 1 + random.below(20);
  }
}

}  // namespace

TEST_CASE("splitting an interval and adding the parts gives the same measure") {
  Random random;
  for (int round = 0; round < 40; ++round) {
    const CalendarTable table = random_calendar(random).table();
    for (int i = 0; i < 200; ++i) {
      const std::int64_t start = table.covered_from + random.below(700 * 24 * hour);
      const std::int64_t middle = start + random.below(30 * 24 * hour);
      const std::int64_t end = middle + random.below(30 * 24 * hour);
      for (const Unit unit : all_units) {
        const auto measure = [&](std::int64_t from, std::int64_t to) {
          return arithmetic::measure(&table, of(unit), start, from, to);
        };
        REQUIRE(measure(start, middle) + measure(middle, end) == measure(start, end));
      }
    }
  }
}

TEST_CASE("the deadline is the earliest instant at which the measure reaches the target") {
  Random random;
  for (int round = 0; round < 40; ++round) {
    const CalendarTable table = random_calendar(random).table();
    for (int i = 0; i < 200; ++i) {
      const std::int64_t start = table.covered_from + random.below(700 * 24 * hour);
      for (const Unit unit : {Unit::elapsed, Unit::working, Unit::dates, Unit::working_dates}) {
        Measure m = of(unit);
        m.roll = arithmetic::Roll::none;
        const std::int64_t target = some_target(random, unit);
        const std::int64_t due = arithmetic::due(&table, m, start, start, 0, target).at;
        REQUIRE(due != arithmetic::never);
        // A date's closing instant counts once it is passed.
        const bool in_dates = unit == Unit::dates || unit == Unit::working_dates;
        REQUIRE(arithmetic::measure(&table, m, start, start, due + in_dates) == target);
        REQUIRE(arithmetic::measure(&table, m, start, start, due - !in_dates) < target);
      }
    }
  }
}

TEST_CASE("adding a pause or a day off never makes a deadline earlier, adding opening time never later") {
  Random random;
  for (int round = 0; round < 40; ++round) {
    Calendar c = random_calendar(random);
    const CalendarTable table = c.table();
    calendar::Exception off;
    off.first = off.last = *c.definition.covers_first + 3 + static_cast<std::int32_t>(random.below(2));
    if (arithmetic::works(table, off.first)) c.definition.exceptions.push_back(off);
    const CalendarTable more_off = c.table();
    Calendar longer = c;
    for (auto& weekday : longer.definition.week) {
      weekday.works = true;
      weekday.hours = hours("00:00-24:00");
    }
    const CalendarTable more_open = longer.table();
    for (int i = 0; i < 200; ++i) {
      const std::int64_t start = table.covered_from + random.below(8 * 24 * hour);
      const std::int64_t from = start + random.below(5 * 24 * hour);
      const std::int64_t to = from + random.below(5 * 24 * hour);
      for (const Unit unit : all_units) {
        const Measure m = of(unit);
        const std::int64_t target = some_target(random, unit);
        const std::int64_t due = arithmetic::due(&table, m, start, start, 0, target).at;
        INFO(shown(table, start) << " unit " << static_cast<int>(unit) << " target " << target);
        if (from < due) {
          const std::int64_t used = arithmetic::measure(&table, m, start, start, from) +
                                    arithmetic::paused(&table, m, start, from, to);
          REQUIRE(arithmetic::due(&table, m, start, to, used, target).at >= due);
        }
        REQUIRE(arithmetic::due(&more_off, m, start, start, 0, target).at >= due);
        if (unit == Unit::working) {
          REQUIRE(arithmetic::due(&more_open, m, start, start, 0, target).at <=
                  arithmetic::due(&more_off, m, start, start, 0, target).at);
        }
      }
    }
  }
}
