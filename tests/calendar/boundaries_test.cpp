// The rows sem-B of the semantics table that are about spans and calendars. A week of 2026: 28 September is a Monday,
// 1 to 7 October is National Day with a make-up Saturday on 10 October.
#include <cstdint>
#include <initializer_list>
#include <string>

#include "building.hpp"
#include "catch.hpp"

using namespace test;
using arithmetic::DayEnd;
using arithmetic::Measure;
using arithmetic::Roll;
using arithmetic::Unit;

namespace {

Calendar bank() {
  return Calendar("Asia/Shanghai", "2024-01-01", "2027-12-31")
      .open("mon-fri", "09:00-17:00")
      .off("2026-10-01", "2026-10-03", true)
      .off("2026-10-04", "2026-10-07")
      .work("2026-10-10");
}

struct Row {
  const char* start;
  std::int64_t target;
  const char* due;
};

void check(const CalendarTable& table, const Measure& m, std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    INFO("from " << row.start << ", " << row.target);
    const std::int64_t start = at(table, row.start);
    CHECK(shown(table, arithmetic::due(&table, m, start, start, 0, row.target).at) == row.due);
  }
}

Measure of(Unit unit, DayEnd day_end = DayEnd::by_rule, Roll roll = Roll::none, bool inclusive = false) {
  Measure m;
  m.unit = unit;
  m.inclusive = inclusive;
  m.day_end = day_end;
  m.roll = roll;
  return m;
}

}  // namespace

TEST_CASE("amounts at the bounds of their integers are never due, and nothing overflows") {
  const CalendarTable table = Calendar("Asia/Shanghai", "2026-01-01", "2026-12-31").open("mon-fri", "09:00-17:30").table();
  const std::int64_t start = at(table, "2026-03-02 09:00");
  for (const Unit unit : {Unit::clock_dates, Unit::clock_working_dates, Unit::clock_months, Unit::months, Unit::working_dates, Unit::dates}) {
    Measure m;
    m.unit = unit;
    for (const std::int64_t amount : {INT64_MAX, INT64_MAX / 2, INT64_MIN}) {
      INFO(static_cast<int>(unit) << " " << amount);
      CHECK(arithmetic::nominal(table, m, start, amount, 0).at == arithmetic::never);
    }
    for (const std::int64_t from : {INT64_MAX, INT64_MAX - 1, INT64_MIN}) {
      INFO(static_cast<int>(unit) << " from " << from);
      CHECK(arithmetic::due(&table, m, from, from, 0, 5).at == arithmetic::never);
    }
  }
}

TEST_CASE("sem-B1 a span that fills the open period ends with it, not at the next opening") {
  const CalendarTable table = bank().table();
  check(table, of(Unit::working), {
      {"2026-09-28 09:00", 8 * hour, "2026-09-28 17:00"},
      {"2026-09-28 09:00", 8 * hour - 1, "2026-09-28 16:59:59.999999"},
      {"2026-09-28 09:00", 8 * hour + 1, "2026-09-29 09:00:00.000001"},
      {"2026-09-28 16:00", 1 * hour, "2026-09-28 17:00"},
      {"2026-09-28 16:00", 2 * hour, "2026-09-29 10:00"},
      {"2026-09-30 16:00", 1 * hour, "2026-09-30 17:00"},
      {"2026-09-30 16:00", 1 * hour + 1, "2026-10-08 09:00:00.000001"},
      {"2026-09-30 16:00", 25 * hour, "2026-10-10 17:00"},
      {"2026-09-28 09:00:00.000001", 8 * hour, "2026-09-29 09:00:00.000001"},
      {"2026-09-28 17:00", 8 * hour, "2026-09-29 17:00"},
  });
}

TEST_CASE("sem-B1 a count clock limit is the one whose tie goes to the opening") {
  const CalendarTable table = bank().table();
  const std::int64_t start = at(table, "2026-09-28 09:00");
  CHECK(shown(table, arithmetic::add_open_to_opening(table, start, 8 * hour).at) == "2026-09-29 09:00");
  CHECK(shown(table, arithmetic::add_open_to_opening(table, start, 8 * hour - 1).at) == "2026-09-28 16:59:59.999999");
  check(table, of(Unit::clock_working_dates), {
      {"2026-09-28 09:00", 1, "2026-09-29 09:00"},
      {"2026-09-28 08:59:59.999999", 1, "2026-09-29 09:00"},
      {"2026-09-28 09:00:00.000001", 1, "2026-09-29 09:00:00.000001"},
      {"2026-09-28 16:59:59.999999", 1, "2026-09-29 16:59:59.999999"},
      {"2026-09-28 17:00", 1, "2026-09-30 09:00"},
      {"2026-09-30 10:30", 2, "2026-10-09 10:30"},
      {"2026-10-03 10:30", 1, "2026-10-09 09:00"},
  });
}

TEST_CASE("count clock, calendar days do not snap their start") {
  const CalendarTable table = bank().table();
  check(table, of(Unit::clock_dates), {
      {"2026-09-28 18:30", 1, "2026-09-29 18:30"},
      {"2026-09-30 03:00", 3, "2026-10-03 03:00"},
      {"2026-10-04 23:59:59.999999", 30, "2026-11-03 23:59:59.999999"},
  });
  check(table, of(Unit::clock_months), {{"2026-01-31 18:30", 1, "2026-02-28 18:30"}});
}

TEST_CASE("count clock, a nominal time outside the date's hours ends at its close") {
  const CalendarTable table = bank().work("2026-09-30", "09:00-12:00").work("2026-09-29", "13:00-17:00").table();
  check(table, of(Unit::clock_working_dates), {
      {"2026-09-28 11:00", 2, "2026-09-30 11:00"},
      {"2026-09-28 12:00", 2, "2026-09-30 12:00"},
      {"2026-09-28 15:00", 2, "2026-09-30 12:00"},
      {"2026-09-28 11:00", 1, "2026-09-29 17:00"},
  });
}

TEST_CASE("sem-B3 a day limit ends at close of business, or as written") {
  const CalendarTable table = bank().table();
  check(table, of(Unit::working_dates), {
      {"2026-09-28 10:00", 1, "2026-09-29 17:00"},
      {"2026-09-30 16:00", 2, "2026-10-09 17:00"},
      {"2026-09-30 16:00", 3, "2026-10-10 17:00"},
      {"2026-09-30 16:00", 4, "2026-10-12 17:00"},
  });
  check(table, of(Unit::working_dates, DayEnd::end_of_day), {{"2026-09-28 10:00", 1, "2026-09-30 00:00"}});
  check(table, of(Unit::working_dates, DayEnd::close_of_business), {{"2026-09-28 10:00", 1, "2026-09-29 17:00"}});
  check(table, of(Unit::working_dates, DayEnd::noon_next), {
      {"2026-09-28 10:00", 1, "2026-09-30 12:00"},
      {"2026-09-28 10:00", 2, "2026-10-08 12:00"},
  });
  check(table, of(Unit::dates), {
      {"2026-09-28 10:00", 1, "2026-09-29 17:00"},
      {"2026-09-28 10:00", 3, "2026-10-02 00:00"},  // a day off closes at its end
  });
  check(table, of(Unit::dates, DayEnd::end_of_day), {{"2026-09-28 10:00", 1, "2026-09-30 00:00"}});
}

TEST_CASE("a calendar without hours: a date closes at the end of the day") {
  const CalendarTable table =
      Calendar("Asia/Shanghai", "2026-01-01", "2026-12-31").off("2026-10-01", "2026-10-07").table();
  CHECK_FALSE(table.has_hours);
  check(table, of(Unit::working_dates), {
      {"2026-09-28 10:00", 1, "2026-09-30 00:00"},
      {"2026-09-30 10:00", 1, "2026-10-09 00:00"},
  });
}

TEST_CASE("sem-B4 the day of receipt counts only when inclusive, and only when it works and is not over") {
  const CalendarTable table = bank().table();
  check(table, of(Unit::working_dates, DayEnd::by_rule, Roll::none, true), {
      {"2026-09-28 10:00", 1, "2026-09-28 17:00"},
      {"2026-09-28 10:00", 2, "2026-09-29 17:00"},
      {"2026-09-28 17:00", 1, "2026-09-28 17:00"},
      {"2026-09-28 17:00:00.000001", 1, "2026-09-29 17:00"},
      {"2026-10-03 10:00", 1, "2026-10-08 17:00"},
  });
  check(table, of(Unit::dates, DayEnd::by_rule, Roll::none, true), {
      {"2026-09-28 10:00", 1, "2026-09-28 17:00"},
      {"2026-10-03 10:00", 1, "2026-10-05 00:00"},  // a day off is not counted as the first one
  });
}

TEST_CASE("a last day that is a day off rolls by its reading") {
  const CalendarTable table = bank().table();
  struct Reading {
    Roll roll;
    const char* from_26_september_5;   // last day 1 October, statutory
    const char* from_26_september_8;   // last day 4 October, off by arrangement
    const char* from_7_september_5;    // last day 12 September, a Saturday
  };
  const Reading readings[] = {
      {Roll::wide, "2026-10-08 17:00", "2026-10-08 17:00", "2026-09-14 17:00"},
      {Roll::narrow, "2026-10-05 00:00", "2026-10-05 00:00", "2026-09-13 00:00"},
      {Roll::none, "2026-10-02 00:00", "2026-10-05 00:00", "2026-09-13 00:00"},
  };
  for (const Reading& r : readings) {
    INFO(static_cast<int>(r.roll));
    check(table, of(Unit::dates, DayEnd::by_rule, r.roll), {
        {"2026-09-26 10:00", 5, r.from_26_september_5},
        {"2026-09-26 10:00", 8, r.from_26_september_8},
        {"2026-09-07 10:00", 5, r.from_7_september_5},
        {"2026-09-07 10:00", 4, "2026-09-11 17:00"},
    });
    check(table, of(Unit::months, DayEnd::by_rule, r.roll), {{"2026-09-01 10:00", 1, r.from_26_september_5}});
    check(table, of(Unit::working), {{"2026-09-30 16:00", 1 * hour, "2026-09-30 17:00"}});  // hours never roll
  }
}

TEST_CASE("sem-B5 received after a cut-off counts as the next working day") {
  const CalendarTable table = bank().table();
  struct Receipt {
    const char* at;
    const char* counts_as;
  };
  const Receipt receipts[] = {
      {"2026-09-28 15:59", "2026-09-28 15:59"},
      {"2026-09-28 16:00", "2026-09-28 16:00"},
      {"2026-09-28 16:00:00.000001", "2026-09-29 09:00"},
      {"2026-09-30 16:30", "2026-10-08 09:00"},
      {"2026-10-09 23:00", "2026-10-10 09:00"},
  };
  for (const Receipt& receipt : receipts) {
    CHECK(shown(table, arithmetic::received(table, at(table, receipt.at), 16 * 60).at) == receipt.counts_as);
  }
}

TEST_CASE("sem-B6 at once is the next open instant") {
  const CalendarTable table = bank().table();
  const auto next = [&](const char* text) { return shown(table, arithmetic::next_open(table, at(table, text)).at); };
  CHECK(next("2026-09-28 10:00:00.000001") == "2026-09-28 10:00:00.000001");
  CHECK(next("2026-09-28 16:59:59.999999") == "2026-09-28 16:59:59.999999");
  CHECK(next("2026-09-28 17:00") == "2026-09-29 09:00");
  CHECK(next("2026-09-30 17:00") == "2026-10-08 09:00");
}

TEST_CASE("sem-B7 what does not fit is unreachable") {
  const CalendarTable table = bank().table();
  const std::int64_t start = at(table, "2026-09-28 10:00");
  for (const Unit unit : {Unit::elapsed, Unit::working, Unit::dates, Unit::working_dates, Unit::months,
                          Unit::clock_dates, Unit::clock_working_dates, Unit::clock_months}) {
    INFO(static_cast<int>(unit));
    const Measure m = of(unit, DayEnd::by_rule, Roll::wide);
    CHECK(arithmetic::due(&table, m, start, start, 0, INT64_MAX).at == arithmetic::never);
    CHECK(arithmetic::due(&table, m, start, start, -5, INT64_MAX).at == arithmetic::never);
    CHECK(arithmetic::due(&table, m, start, start, 0, INT64_MAX / 2).at >= start);
    for (const std::int64_t far : {INT64_MIN, INT64_MIN + 1, INT64_MAX - 1, INT64_MAX}) {
      // Whatever it gives, it is defined and comes back at once.
      static_cast<void>(arithmetic::due(&table, m, far, far, 0, 3));
      static_cast<void>(arithmetic::measure(&table, m, far, far, start));
      static_cast<void>(arithmetic::measure(&table, m, start, start, far));
      static_cast<void>(arithmetic::paused(&table, m, start, INT64_MIN, far));
      static_cast<void>(arithmetic::received(table, far, 16 * 60));
      static_cast<void>(arithmetic::open_or_closing(table, far));
      static_cast<void>(arithmetic::subtract_open(table, far, 1));
      static_cast<void>(arithmetic::keep_until(table, far, 36));
      static_cast<void>(arithmetic::dates_before(table, {}, far, 3));
    }
  }
}

TEST_CASE("sem-B9 months keep the day of the month, clipped to the month's end") {
  const CalendarTable table = bank().table();
  check(table, of(Unit::months), {
      {"2026-01-31 10:00", 1, "2026-03-01 00:00"},  // 28 February 2026, a Saturday, to its end
      {"2024-01-31 10:00", 1, "2024-02-29 17:00"},
      {"2026-01-31 10:00", 2, "2026-03-31 17:00"},
      {"2025-12-15 10:00", 14, "2027-02-15 17:00"},
      {"2026-03-31 10:00", 1, "2026-04-30 17:00"},
  });
}

TEST_CASE("sem-B10 29 February: a limit clips down, a retention clips up") {
  const CalendarTable table = bank().table();
  check(table, of(Unit::months), {{"2024-02-29 10:00", 12, "2025-02-28 17:00"}});
  CHECK(shown(table, arithmetic::keep_until(table, at(table, "2024-02-29 10:00"), 12)) == "2025-03-02 00:00");
  CHECK(shown(table, arithmetic::keep_until(table, at(table, "2024-02-28 10:00"), 12)) == "2025-03-01 00:00");
  CHECK(shown(table, arithmetic::keep_until(table, at(table, "2024-02-29 10:00"), 48)) == "2028-03-01 00:00");
}

TEST_CASE("sem-B13 when a span remains, or a share has run") {
  const CalendarTable table = bank().table();
  const std::int64_t deadline = at(table, "2026-10-09 17:00");
  const auto before = [&](std::int64_t span) {
    return shown(table, arithmetic::subtract_open(table, deadline, span).at);
  };
  CHECK(before(4 * hour) == "2026-10-09 13:00");
  CHECK(before(8 * hour) == "2026-10-09 09:00");
  CHECK(before(8 * hour + 1) == "2026-10-08 16:59:59.999999");
  CHECK(before(16 * hour) == "2026-10-08 09:00");
  CHECK(before(17 * hour) == "2026-09-30 16:00");
  const arithmetic::Dates working{true, false, DayEnd::by_rule};
  CHECK(shown(table, arithmetic::dates_before(table, working, deadline, 1).at) == "2026-10-08 17:00");
  CHECK(shown(table, arithmetic::dates_before(table, working, deadline, 2).at) == "2026-09-30 17:00");
  CHECK(shown(table, arithmetic::dates_before(table, {}, deadline, 2).at) == "2026-10-08 00:00");
  const std::int64_t start = at(table, "2026-09-30 15:00");
  CHECK(shown(table, arithmetic::share_of_open(table, start, deadline, 50, 100).at) == "2026-10-08 16:00");
  CHECK(shown(table, arithmetic::share_of_open(table, start, deadline, 100, 100).at) == "2026-10-09 17:00");
  CHECK(shown(table, arithmetic::share_of_open(table, start, start + 1, 1, 3).at) == "2026-09-30 15:00:00.000001");
}

TEST_CASE("sem-P7 sem-P11 a date counts if the clock runs at its closing instant") {
  const CalendarTable table = bank().table();
  const Measure m = of(Unit::working_dates);
  const std::int64_t start = at(table, "2026-09-28 10:00");
  struct Pause {
    const char* from;
    const char* to;
    const char* due;  // of 2 working days
  };
  const Pause pauses[] = {
      {"2026-09-29 10:00", "2026-09-29 16:59:59.999999", "2026-09-30 17:00"},
      {"2026-09-29 10:00", "2026-09-29 17:00", "2026-09-30 17:00"},
      {"2026-09-29 10:00", "2026-09-29 17:00:00.000001", "2026-10-08 17:00"},
      {"2026-09-29 17:00", "2026-09-29 18:00", "2026-10-08 17:00"},
      {"2026-09-29 17:00:00.000001", "2026-09-30 08:00", "2026-09-30 17:00"},
      {"2026-09-28 11:00", "2026-09-28 18:00", "2026-09-30 17:00"},
      {"2026-09-29 10:00", "2026-10-08 18:00", "2026-10-10 17:00"},
  };
  for (const Pause& pause : pauses) {
    INFO(pause.from << " to " << pause.to);
    const std::int64_t used = arithmetic::measure(&table, m, start, start, at(table, pause.from));
    CHECK(shown(table, arithmetic::due(&table, m, start, at(table, pause.to), used, 2).at) == pause.due);
  }
}

TEST_CASE("months and count clock limits move by what was paused") {
  const CalendarTable table = bank().table();
  const std::int64_t start = at(table, "2026-09-14 10:00");
  const std::int64_t from = at(table, "2026-09-15 12:00");
  const std::int64_t to = at(table, "2026-09-17 12:00");
  const Measure months = of(Unit::months);
  const std::int64_t moved = arithmetic::paused(&table, months, start, from, to);
  CHECK(moved == 2);
  CHECK(shown(table, arithmetic::due(&table, months, start, to, moved, 1).at) == "2026-10-16 17:00");
  const Measure clock = of(Unit::clock_working_dates);
  const std::int64_t used = arithmetic::measure(&table, clock, start, start, from);
  CHECK(shown(table, arithmetic::due(&table, clock, start, start, 0, 4).at) == "2026-09-18 10:00");
  CHECK(shown(table, arithmetic::due(&table, clock, start, to, used, 4).at) == "2026-09-22 10:00");
  // A pause in closed time takes nothing.
  const std::int64_t night = at(table, "2026-09-15 08:00");
  CHECK(shown(table, arithmetic::due(&table, clock, start, night, 7 * hour, 4).at) == "2026-09-18 10:00");
}
