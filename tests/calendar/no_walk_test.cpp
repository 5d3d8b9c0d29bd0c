// No operation walks over days: the elements of the day table it reads are counted, for spans of one day and of forty
// years. This program is built from the arithmetic's own sources with the counter switched on.
#include <algorithm>
#include <cstdint>

#include "building.hpp"
#include "catch.hpp"
#include "eval/calendar/lookup.hpp"

namespace bylaw::eval::calendar {
std::uint64_t table_reads = 0;
}

using namespace test;
using arithmetic::DayEnd;
using arithmetic::Measure;
using arithmetic::Roll;
using arithmetic::Unit;

namespace {

template <class Operation>
std::uint64_t reads(Operation operation) {
  arithmetic::table_reads = 0;
  operation();
  return arithmetic::table_reads;
}

// Forty years, with a day off a month, a short day a month, and two years closed.
CalendarTable long_calendar(const char* zone) {
  Calendar c(zone, "1990-01-01", "2029-12-31");
  c.open("mon-fri", "09:00-12:00 13:00-17:00");
  for (int year = 1990; year < 2030; ++year) {
    if (year == 2004 || year == 2005) continue;
    for (int month = 1; month <= 12; ++month) {
      const bylaw::base::Civil first{year, static_cast<std::uint8_t>(month), 3};
      calendar::Exception off;
      off.first = off.last = bylaw::base::day_number(first);
      off.statutory = true;
      c.definition.exceptions.push_back(off);
      calendar::Exception half;
      half.kind = calendar::ExceptionKind::work;
      half.first = half.last = off.first + 9;
      half.hours = hours("09:00-11:00");
      c.definition.exceptions.push_back(half);
    }
  }
  c.off("2004-01-01", "2005-12-31", true);
  REQUIRE(calendar::problems(c.definition).empty());
  return c.table();
}

}  // namespace

TEST_CASE("the cost of an operation does not grow with its span") {
  for (const char* zone : {"Asia/Shanghai", "Europe/London", "America/St_Johns"}) {
    const CalendarTable table = long_calendar(zone);
    REQUIRE(table.days.size() > 15'000);
    const std::int64_t start = at(table, "1990-02-06 10:00");
    std::uint64_t most = 0;
    for (std::int64_t days = 1; days <= 14'000; days = days + days / 7 + 1) {
      const std::int64_t to = start + days * 24 * hour;
      const auto count = [&](auto operation) { most = std::max(most, reads(operation)); };
      count([&] { static_cast<void>(arithmetic::open_between(table, start, to)); });
      count([&] { static_cast<void>(arithmetic::is_open(table, to)); });
      count([&] { static_cast<void>(arithmetic::next_open(table, to)); });
      count([&] { static_cast<void>(arithmetic::open_or_closing(table, to)); });
      count([&] { static_cast<void>(arithmetic::add_open(table, start, days * 5 * hour)); });
      count([&] { static_cast<void>(arithmetic::add_open_to_opening(table, start, days * 5 * hour)); });
      count([&] { static_cast<void>(arithmetic::subtract_open(table, to, days * 3 * hour)); });
      count([&] { static_cast<void>(arithmetic::share_of_open(table, start, to, 4, 5)); });
      count([&] { static_cast<void>(arithmetic::received(table, to, 600)); });
      count([&] { static_cast<void>(arithmetic::dates_before(table, {true, false, DayEnd::by_rule}, to, days / 2)); });
      for (const Unit unit : {Unit::dates, Unit::working_dates, Unit::months, Unit::clock_dates,
                              Unit::clock_working_dates, Unit::clock_months}) {
        for (const Roll roll : {Roll::wide, Roll::narrow, Roll::none}) {
          Measure m;
          m.unit = unit;
          m.roll = roll;
          const bool in_months = unit == Unit::months || unit == Unit::clock_months;
          const std::int64_t target = std::max<std::int64_t>(days / (in_months ? 31 : 2), 1);
          count([&] { static_cast<void>(arithmetic::due(&table, m, start, start, 0, target)); });
          count([&] { static_cast<void>(arithmetic::measure(&table, m, start, start, to)); });
          count([&] { static_cast<void>(arithmetic::paused(&table, m, start, start, to)); });
        }
      }
    }
    INFO(zone << ": at most " << most << " reads");
    // A binary search over 16,000 days is 14 reads; the rest is a handful of single ones.
    CHECK(most <= 40);
  }
}

TEST_CASE("a usual span is found at once") {
  const CalendarTable table = long_calendar("Asia/Shanghai");
  const std::int64_t start = at(table, "2026-09-14 10:00");
  CHECK(reads([&] { static_cast<void>(arithmetic::add_open(table, start, 14 * hour)); }) <= 16);
  CHECK(reads([&] { static_cast<void>(arithmetic::open_between(table, start, start + 100 * hour)); }) <= 2);
}
