// What is wrong with a calendar's declaration, each kind once; and tables read from outside.
#include <cstdint>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "building.hpp"
#include "catch.hpp"

using namespace test;
using calendar::Problem;
using calendar::ProblemKind;

namespace {

Calendar good() {
  return Calendar("Asia/Shanghai", "2026-01-01", "2026-12-31")
      .open("mon-fri", "09:00-12:00 13:00-17:00")
      .off("2026-10-01", "2026-10-07");
}

struct Fault {
  const char* what;
  ProblemKind kind;
  std::function<void(Calendar&)> make;
  std::int32_t exception = calendar::none_index;  // which one is named
};

}  // namespace

TEST_CASE("every kind of problem is found, alone, and at its place") {
  REQUIRE(calendar::problems(good().definition).empty());
  const Fault faults[] = {
      {"no zone", ProblemKind::no_zone, [](Calendar& c) { c.definition.zone.clear(); }},
      {"a zone that is none", ProblemKind::unknown_zone, [](Calendar& c) { c.definition.zone = "Asia/Beijing"; }},
      {"no covers", ProblemKind::no_covers, [](Calendar& c) { c.definition.covers_first.reset(); }},
      {"covers back to front", ProblemKind::empty_range,
       [](Calendar& c) {
         c.definition.exceptions.clear();
         c.definition.covers_last = *c.definition.covers_first - 1;
       }},
      {"off back to front", ProblemKind::empty_range, [](Calendar& c) { c.off("2026-11-02", "2026-11-01"); }, 1},
      {"covers a year too early", ProblemKind::range_out_of_bounds,
       [](Calendar& c) { c.definition.covers_first = day("1899-12-31"); }},
      {"covers a year too late", ProblemKind::range_out_of_bounds,
       [](Calendar& c) { c.definition.covers_last = day("2100-01-01"); }},
      {"covers too long", ProblemKind::range_out_of_bounds,
       [](Calendar& c) {
         c.definition.covers_first = day("1950-01-01");
         c.definition.covers_last = day("2050-01-02");
       }},
      {"no count", ProblemKind::no_count, [](Calendar& c) { c.definition.count.reset(); }},
      {"no roll", ProblemKind::no_roll, [](Calendar& c) { c.definition.roll.reset(); }},
      {"no length", ProblemKind::bad_hours, [](Calendar& c) { c.open("sat", "09:00-09:00"); }},
      {"past the day", ProblemKind::bad_hours, [](Calendar& c) { c.open("sat", "09:00-24:01"); }},
      {"begins at 24:00", ProblemKind::bad_hours, [](Calendar& c) { c.open("sat", "24:00-06:00"); }},
      {"bad hours of a short day", ProblemKind::bad_hours, [](Calendar& c) { c.work("2026-09-30", "12:00-12:00"); }, 1},
      {"overlap", ProblemKind::overlapping_hours, [](Calendar& c) { c.open("wed", "11:59-13:00"); }},
      {"overlap on a short day", ProblemKind::overlapping_hours,
       [](Calendar& c) { c.work("2026-09-30", "09:00-12:00 11:00-13:00"); }, 1},
      {"a night into the morning", ProblemKind::overlapping_nights, [](Calendar& c) { c.open("sun", "23:00-10:00"); }},
      {"two exceptions on one date", ProblemKind::overlapping_dates, [](Calendar& c) { c.work("2026-10-07"); }, 0},
      {"outside covers", ProblemKind::outside_covers, [](Calendar& c) { c.off("2027-01-01"); }, 1},
      {"partly outside covers", ProblemKind::outside_covers, [](Calendar& c) { c.off("2026-12-31", "2027-01-01"); }, 1},
      {"which hours", ProblemKind::hours_not_clear,
       [](Calendar& c) {
         c.open("sat", "09:00-10:00");
         c.work("2026-11-01");
       }, 1},
      {"off with hours", ProblemKind::off_with_hours,
       [](Calendar& c) { c.definition.exceptions[0].hours = hours("09:00-10:00"); }, 0},
      {"statutory work", ProblemKind::statutory_work,
       [](Calendar& c) {
         c.work("2026-10-10");
         c.definition.exceptions[1].statutory = true;
       }, 1},
      {"never opens", ProblemKind::never_opens,
       [](Calendar& c) { c.off("2026-01-01", "2026-09-30").off("2026-10-08", "2026-12-31"); }},
  };
  std::set<ProblemKind> seen;
  for (const Fault& fault : faults) {
    INFO(fault.what);
    Calendar c = good();
    fault.make(c);
    const std::vector<Problem> found = calendar::problems(c.definition);
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == fault.kind);
    CHECK(found[0].exception == fault.exception);
    seen.insert(fault.kind);
  }
  CHECK(seen.size() == static_cast<std::size_t>(ProblemKind::never_opens) + 1);
}

TEST_CASE("a calendar with very many problems names a bounded number of them") {
  Calendar c = good();
  for (int i = 0; i < 500; ++i) c.off("2026-05-01", "2026-05-05").open("mon", "00:00-24:00");
  const std::size_t found = calendar::problems(c.definition).size();
  CHECK(found > 0);
  CHECK(found <= 64);
}

TEST_CASE("a make-up day takes its weekday's hours, or those that all weekdays share") {
  Calendar c("Asia/Shanghai", "2026-01-01", "2026-12-31");
  c.open("mon-fri", "09:00-17:00").open("sat", "09:00-12:00").work("2026-10-03").work("2026-10-04", "10:00-11:00");
  REQUIRE(calendar::problems(c.definition).empty());
  const CalendarTable table = c.table();
  CHECK(shown(table, arithmetic::closing_of(table, day("2026-10-03"))) == "2026-10-03 12:00");
  CHECK(shown(table, arithmetic::closing_of(table, day("2026-10-04"))) == "2026-10-04 11:00");
}

TEST_CASE("beyond its table a calendar's dates follow the weekly rule") {
  const CalendarTable table = good().table();
  CHECK(arithmetic::works(table, day("2060-01-01")));
  CHECK_FALSE(arithmetic::works(table, day("2060-01-03")));
  CHECK(shown(table, arithmetic::closing_of(table, day("2060-01-01"))) == "2060-01-01 17:00");
  CHECK(shown(table, arithmetic::closing_of(table, day("1950-01-01"))) == "1950-01-02 00:00");
}

TEST_CASE("a damaged table is refused, or harmless") {
  const CalendarTable whole =
      Calendar("Europe/London", "2026-01-01", "2026-03-31")
          .open("mon-fri", "09:00-17:00")
          .off("2026-01-01", "2026-01-01", true)
          .table();
  REQUIRE(is_sound(whole));
  std::mt19937 random(7);
  const auto any = [&random] { return static_cast<std::uint16_t>(random()); };
  const std::function<void(CalendarTable&)> damages[] = {
      [&](CalendarTable& t) { t.days[any() % t.days.size()].pattern = any(); },
      [&](CalendarTable& t) { t.days[any() % t.days.size()].open_before = any(); },
      [&](CalendarTable& t) { t.days[any() % t.days.size()].working_before = any(); },
      [&](CalendarTable& t) { t.working[any() % t.working.size()] = any(); },
      [&](CalendarTable& t) { t.patterns[any() % t.patterns.size()].first_span = any(); },
      [&](CalendarTable& t) { t.patterns[any() % t.patterns.size()].span_count = any(); },
      [&](CalendarTable& t) { t.spans[any() % t.spans.size()].before = any(); },
      [&](CalendarTable& t) { t.spans[any() % t.spans.size()].to = INT32_MIN; },
      [&](CalendarTable& t) { t.offsets.buckets[any() % t.offsets.buckets.size()] = any(); },
      [&](CalendarTable& t) { t.offsets.changes[any() % t.offsets.changes.size()] = INT64_MAX; },
      [&](CalendarTable& t) { t.offsets.offsets.pop_back(); },
      [&](CalendarTable& t) { t.statutory_last[0] = 0; },
      [&](CalendarTable& t) { t.week[3] = any(); },
      [&](CalendarTable& t) { t.first_day = INT32_MAX; },
      [&](CalendarTable& t) { t.covered_last = INT32_MAX; },
      [&](CalendarTable& t) { t.begins = INT64_MIN; },
      [&](CalendarTable& t) { t.days.clear(); },
      [&](CalendarTable& t) { t.working.clear(); },
      [&](CalendarTable& t) { t.skipped.push_back(any()); },
  };
  int refused = 0;
  for (int round = 0; round < 40; ++round) {
    for (const auto& damage : damages) {
      CalendarTable table = whole;
      damage(table);
      if (!is_sound(table)) {
        ++refused;
        continue;
      }
      const std::int64_t start = whole.covered_from;
      for (std::int64_t days = 0; days < 100; ++days) {
        static_cast<void>(arithmetic::add_open(table, start + days * 24 * hour, 30 * hour));
        const arithmetic::Dates working{true, false, arithmetic::DayEnd::by_rule};
        static_cast<void>(arithmetic::nth_date(table, working, arithmetic::Roll::narrow, start, start + days * 24 * hour,
                                               days + 1));
      }
    }
  }
  CHECK(refused > 600);
}
