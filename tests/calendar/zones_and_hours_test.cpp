// The rows sem-C of the semantics table: hours, zones, exceptions, the covered range.
#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "building.hpp"
#include "catch.hpp"
#include "program/zone_tables.hpp"

using namespace test;
namespace program = bylaw::program;
using arithmetic::DayEnd;
using arithmetic::Due;
using arithmetic::Measure;
using arithmetic::Unit;
using calendar::ProblemKind;

namespace {

struct Row {
  const char* from;
  std::int64_t amount;  // working microseconds
  const char* due;
};

void check(const CalendarTable& table, std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    INFO("from " << row.from);
    CHECK(arithmetic::add_open(table, at(table, row.from), row.amount).at == at(table, row.due));
  }
}

Due due_in(const CalendarTable& table, Unit unit, std::int64_t start, std::int64_t target) {
  Measure m;
  m.unit = unit;
  return arithmetic::due(&table, m, start, start, 0, target);
}

std::vector<ProblemKind> kinds(const Calendar& c) {
  std::vector<ProblemKind> found;
  for (const calendar::Problem& problem : calendar::problems(c.definition)) found.push_back(problem.kind);
  return found;
}

}  // namespace

TEST_CASE("sem-C1 a start outside hours counts from the next opening") {
  check(Calendar("Asia/Shanghai", "2026-01-01", "2026-12-31").open("mon-fri", "09:00-12:00 13:00-17:00").table(), {
      {"2026-09-25 20:00", 1 * hour, "2026-09-28 10:00"},
      {"2026-09-27 09:30", 4 * hour, "2026-09-28 14:00"},
      {"2026-09-28 12:00", 1, "2026-09-28 13:00:00.000001"},
      {"2026-09-28 12:30", 4 * hour, "2026-09-28 17:00"},
  });
}

TEST_CASE("sem-C2 sem-C3 opening hours inside a clock change follow the local clock") {
  const CalendarTable london =
      Calendar("Europe/London", "2026-01-01", "2026-12-31").open("mon-sun", "00:30-02:30").table();
  // On 29 March 01:00 to 02:00 does not exist; on 25 October 01:00 to 02:00 comes twice.
  const auto open_on = [&](const char* date) {
    const std::int64_t from = at(london, std::string(date) + " 00:00");
    return arithmetic::open_between(london, from, from + 12 * hour) / minute;
  };
  CHECK(open_on("2026-03-28") == 120);
  CHECK(open_on("2026-03-29") == 60);
  CHECK(open_on("2026-10-25") == 180);
  check(london, {
      {"2026-03-29 00:30", 30 * minute, "2026-03-29T01:00Z"},
      {"2026-03-29 00:30", 60 * minute, "2026-03-29T01:30Z"},
      {"2026-10-25 00:30", 180 * minute, "2026-10-25T02:30Z"},
  });
  // Hours that lie in the skipped hour alone: that date is no working date.
  const CalendarTable gap =
      Calendar("Europe/London", "2026-01-01", "2026-12-31").open("mon-sun", "01:00-02:00").table();
  CHECK(arithmetic::works(gap, day("2026-03-28")));
  CHECK_FALSE(arithmetic::works(gap, day("2026-03-29")));
}

TEST_CASE("sem-C4 a calendar that never closes runs in physical time") {
  const CalendarTable table =
      Calendar("Europe/London", "2026-01-01", "2026-12-31").open("mon-sun", "00:00-24:00").table();
  for (const char* text : {"2026-03-28 12:00", "2026-10-24 12:00"}) {
    const std::int64_t start = at(table, text);
    CHECK(arithmetic::add_open(table, start, 24 * hour).at == start + 24 * hour);
  }
}

TEST_CASE("sem-C5 the same local time on a date where it is missing or comes twice") {
  const CalendarTable table =
      Calendar("Europe/London", "2026-01-01", "2026-12-31").open("mon-sun", "00:00-24:00").table();
  CHECK(due_in(table, Unit::clock_dates, at(table, "2026-03-28 01:30"), 1).at == at(table, "2026-03-29T01:00Z"));
  CHECK(due_in(table, Unit::clock_dates, at(table, "2026-03-28 00:30"), 1).at == at(table, "2026-03-29T00:30Z"));
  CHECK(due_in(table, Unit::clock_dates, at(table, "2026-10-24 01:30"), 1).at == at(table, "2026-10-25T00:30Z"));
  CHECK(due_in(table, Unit::clock_dates, at(table, "2026-10-24 02:00"), 1).at == at(table, "2026-10-25T02:00Z"));
}

TEST_CASE("sem-C6 odd zones") {
  struct Change {
    const char* zone;
    const char* utc;           // instant of a change
    const char* local_before;  // wall clock one microsecond before
    const char* local_after;   // and at it
  };
  const Change changes[] = {
      {"Australia/Lord_Howe", "2026-10-03T15:30Z", "2026-10-04 01:59:59.999999", "2026-10-04 02:30"},
      {"Australia/Lord_Howe", "2026-04-04T15:00Z", "2026-04-05 01:59:59.999999", "2026-04-05 01:30"},
      {"Pacific/Apia", "2011-12-30T10:00Z", "2011-12-29 23:59:59.999999", "2011-12-31 00:00"},
      {"America/Sao_Paulo", "2018-11-04T03:00Z", "2018-11-03 23:59:59.999999", "2018-11-04 01:00"},
      {"America/Sao_Paulo", "2019-02-17T02:00Z", "2019-02-16 23:59:59.999999", "2019-02-16 23:00"},
      {"Asia/Shanghai", "1986-05-03T18:00Z", "1986-05-04 01:59:59.999999", "1986-05-04 03:00"},
      {"Asia/Shanghai", "1991-09-14T17:00Z", "1991-09-15 01:59:59.999999", "1991-09-15 01:00"},
      {"Europe/London", "2026-03-29T01:00Z", "2026-03-29 00:59:59.999999", "2026-03-29 02:00"},
      {"Europe/London", "2026-10-25T01:00Z", "2026-10-25 01:59:59.999999", "2026-10-25 01:00"},
      {"Europe/London", "2099-03-29T01:00Z", "2099-03-29 00:59:59.999999", "2099-03-29 02:00"},
      {"America/New_York", "2100-03-14T07:00Z", "2100-03-14 01:59:59.999999", "2100-03-14 03:00"},
      {"America/St_Johns", "2009-11-01T02:31Z", "2009-11-01 00:00:59.999999", "2009-10-31 23:01"},
      {"Africa/Casablanca", "2026-02-15T02:00Z", "2026-02-15 02:59:59.999999", "2026-02-15 02:00"},
      {"Asia/Kathmandu", "1985-12-31T18:30Z", "1985-12-31 23:59:59.999999", "1986-01-01 00:15"},
      {"America/Nuuk", "2030-03-31T01:00Z", "2030-03-30 22:59:59.999999", "2030-03-31 00:00"},
      {"Antarctica/Troll", "2026-03-29T01:00Z", "2026-03-29 00:59:59.999999", "2026-03-29 03:00"},
  };
  for (const Change& change : changes) {
    INFO(change.zone << " " << change.utc);
    const CalendarTable table = Calendar(change.zone, "2026-01-01", "2026-12-31").table();
    const std::int64_t utc = at(table, change.utc);
    CHECK(shown(table, utc - 1) == change.local_before);
    CHECK(shown(table, utc) == change.local_after);
  }
  // The date that Samoa skipped is no date: it is neither counted nor paused over.
  const CalendarTable apia =
      Calendar("Pacific/Apia", "2011-01-01", "2012-12-31").open("mon-fri", "09:00-17:00").table();
  CHECK(shown(apia, due_in(apia, Unit::working_dates, at(apia, "2011-12-28 10:00"), 2).at) == "2012-01-02 17:00");
  CHECK(shown(apia, due_in(apia, Unit::dates, at(apia, "2011-12-28 10:00"), 2).at) == "2012-01-01 00:00");
  CHECK(shown(apia, due_in(apia, Unit::clock_dates, at(apia, "2011-12-29 10:00"), 1).at) == "2011-12-31 00:00");
}

TEST_CASE("sem-C7 overnight hours; a day off closes the civil date") {
  const CalendarTable table =
      Calendar("Asia/Shanghai", "2026-01-01", "2026-12-31").open("mon-fri", "22:00-06:00").off("2026-09-30").table();
  check(table, {
      {"2026-09-28 22:00", 8 * hour, "2026-09-29 06:00"},
      {"2026-09-29 22:00", 2 * hour, "2026-09-30 00:00"},
      {"2026-09-29 22:00", 2 * hour + minute, "2026-10-01 00:01"},  // the night into 1 October belongs to 1 October
      {"2026-09-30 12:00", 6 * hour, "2026-10-01 06:00"},
      {"2026-10-03 05:00", 2 * hour, "2026-10-05 23:00"},
  });
  CHECK(arithmetic::works(table, day("2026-10-03")));  // Saturday, until six
  CHECK(shown(table, arithmetic::closing_of(table, day("2026-10-03"))) == "2026-10-03 06:00");
  CHECK(shown(table, arithmetic::closing_of(table, day("2026-10-01"))) == "2026-10-02 00:00");
}

TEST_CASE("sem-C8 overlapping intervals are found, and both are named") {
  Calendar same_day("Asia/Shanghai", "2026-01-01", "2026-12-31");
  same_day.open("tue", "09:00-12:00 13:00-17:00 11:30-13:30");
  const std::vector<calendar::Problem> found = calendar::problems(same_day.definition);
  REQUIRE(found.size() == 2);
  CHECK(found[0].kind == ProblemKind::overlapping_hours);
  CHECK(found[0].weekday == 1);
  CHECK(found[0].hours == 0);
  CHECK(found[0].other_hours == 2);
  CHECK(found[1].hours == 1);
  CHECK(found[1].other_hours == 2);

  Calendar night("Asia/Shanghai", "2026-01-01", "2026-12-31");
  night.open("mon", "22:00-06:00").open("tue", "05:00-12:00");
  const std::vector<calendar::Problem> at_night = calendar::problems(night.definition);
  REQUIRE(at_night.size() == 1);
  CHECK(at_night[0].kind == ProblemKind::overlapping_nights);
  CHECK(at_night[0].weekday + at_night[0].other_weekday == 0 + 1);

  CHECK(kinds(Calendar("Asia/Shanghai", "2026-01-01", "2026-12-31").open("mon", "09:00-12:00 12:00-17:00")).empty());
  Calendar round_the_clock("Asia/Shanghai", "2026-01-01", "2026-12-31");
  CHECK(kinds(round_the_clock.open("mon-sun", "22:00-06:00 06:00-22:00")).empty());
}

TEST_CASE("sem-C9 24:00 is an end") {
  check(Calendar("Asia/Shanghai", "2026-01-01", "2026-12-31").open("mon-sun", "20:00-24:00").table(), {
      {"2026-09-28 20:00", 4 * hour, "2026-09-29 00:00"},
      {"2026-09-28 20:00", 4 * hour + 1, "2026-09-29 20:00:00.000001"},
  });
}

TEST_CASE("sem-C10 a calendar that never opens is found, or its spans are unreachable") {
  CHECK(kinds(Calendar("Asia/Shanghai", "2026-01-01", "2026-12-31").open("mon-fri", "09:00-17:00")
                  .off("2026-01-01", "2026-06-30").off("2026-07-01", "2026-12-31")) ==
        std::vector<ProblemKind>{ProblemKind::never_opens});
  CHECK(kinds(Calendar("Asia/Shanghai", "2026-01-03", "2026-01-04").open("mon-fri", "09:00-17:00")) ==
        std::vector<ProblemKind>{ProblemKind::never_opens});
  // A minute a week, and not in most of the covered range.
  Calendar sundays("Asia/Shanghai", "2026-01-01", "2026-12-31");
  sundays.open("sun", "02:00-02:01").off("2026-02-08", "2026-12-31");
  const CalendarTable seldom = sundays.table();
  CHECK(arithmetic::add_open(seldom, at(seldom, "2026-02-02 00:00"), 1 * hour).provisional);
  CHECK(arithmetic::add_open(seldom, at(seldom, "2026-02-02 00:00"), 100'000 * hour).at == arithmetic::never);
  CHECK(due_in(seldom, Unit::working_dates, at(seldom, "2026-02-02 00:00"), 10'000).at == arithmetic::never);
}

TEST_CASE("sem-C13 short days and make-up days") {
  const CalendarTable table =
      Calendar("Asia/Shanghai", "2026-01-01", "2026-12-31").open("mon-fri", "09:00-17:00")
                                  .work("2026-09-30", "09:00-12:00")
                                  .work("2026-10-10").work("2026-10-11", "10:00-11:00").table();
  check(table, {
      {"2026-09-30 09:00", 3 * hour, "2026-09-30 12:00"},
      {"2026-09-30 09:00", 4 * hour, "2026-10-01 10:00"},
      {"2026-10-09 17:00", 8 * hour, "2026-10-10 17:00"},
      {"2026-10-09 17:00", 9 * hour, "2026-10-11 11:00"},
  });
  CHECK(shown(table, due_in(table, Unit::working_dates, at(table, "2026-09-29 10:00"), 1).at) == "2026-09-30 12:00");
}

TEST_CASE("sem-C16 the zone data has a version and a hash") {
  CHECK(program::zone_data_version().size() >= 5);
  CHECK(program::zone_data_hash() != 0);
  CHECK(program::zone_hash("Asia/Shanghai") != program::zone_hash("Europe/London"));
  CHECK(program::zone_hash("Asia/Shanghai") == program::zone_hash("PRC"));
  CHECK_FALSE(program::find_zone("Mars/Olympus"));
  CHECK_FALSE(program::find_zone(""));
  CHECK(program::zone_count() > 400);
  const std::vector<std::string> names = calendar::zone_names();
  CHECK(std::is_sorted(names.begin(), names.end()));
}

TEST_CASE("sem-C17 what lies outside the covered range is provisional") {
  const CalendarTable table =
      Calendar("Asia/Shanghai", "2026-01-01", "2026-12-31").open("mon-fri", "09:00-17:00").table();
  struct Flagged {
    const char* start;
    Unit unit;
    std::int64_t target;
    bool provisional;
  };
  const Flagged rows[] = {
      {"2026-12-30 09:00", Unit::working, 16 * hour, false},  // Thursday 31 December 17:00
      {"2026-12-30 09:00", Unit::working, 16 * hour + 1, true},
      {"2026-12-30 09:00", Unit::working_dates, 1, false},
      {"2026-12-30 09:00", Unit::working_dates, 2, true},
      {"2026-12-01 09:00", Unit::months, 1, true},
      {"2026-11-30 09:00", Unit::months, 1, false},
      {"2025-12-31 09:00", Unit::working, 9 * hour, true},
  };
  for (const Flagged& row : rows) {
    INFO(row.start << " " << row.target);
    const Due due = due_in(table, row.unit, at(table, row.start), row.target);
    CHECK(due.provisional == row.provisional);
    CHECK(due.at != arithmetic::never);
  }
  // An end of day at the end of the range still lies in it.
  Measure m;
  m.unit = Unit::dates;
  m.day_end = DayEnd::end_of_day;
  const std::int64_t start = at(table, "2026-12-30 09:00");
  CHECK_FALSE(arithmetic::due(&table, m, start, start, 0, 1).provisional);
  // Past the horizon nothing is said.
  CHECK(due_in(table, Unit::working, at(table, "2026-12-30 09:00"), 10'000 * hour).at == arithmetic::never);
}

TEST_CASE("sem-E4 a closing instant counts as open for a level") {
  const CalendarTable table =
      Calendar("Asia/Shanghai", "2026-01-01", "2026-12-31").open("mon-fri", "09:00-17:00").table();
  const auto moved = [&](const char* text) {
    return shown(table, arithmetic::open_or_closing(table, at(table, text)).at);
  };
  CHECK(moved("2026-09-28 17:00") == "2026-09-28 17:00");
  CHECK(moved("2026-09-28 17:00:00.000001") == "2026-09-29 09:00");
  CHECK(moved("2026-09-28 09:00") == "2026-09-28 09:00");
  CHECK(moved("2026-09-28 08:59:59.999999") == "2026-09-28 09:00");
}
