// The calendar files under rules/calendars against the day-by-day table that stands beside this test.
#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "building.hpp"
#include "catch.hpp"

using namespace test;

namespace {

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::string unquoted(const std::string& word) { return word.substr(1, word.size() - 2); }

// Reads the few fields that the files use; the library's own reader has its own tests.
calendar::Definition read(const std::string& name) {
  std::ifstream in(BYLAW_SOURCE_DIR "/rules/calendars/" + name + ".bylaw");
  REQUIRE(in.good());
  calendar::Definition d;
  d.name = name;
  for (std::string line; std::getline(in, line);) {
    const std::vector<std::string> w = words_of(line);
    if (w.empty() || w[0][0] == '#') continue;
    if (w[0] == "zone") d.zone = unquoted(w[1]);
    if (w[0] == "open") {
      REQUIRE(w[1] + w[2] + w[3] == "montofri");
      for (std::size_t i = 0; i < 5; ++i) d.week[i] = {true, hours(w[4] + "-" + w[6])};
    }
    if (w[0] == "covers") {
      d.covers_first = day(w[1]);
      d.covers_last = day(w[3]);
    }
    if (w[0] == "count") {
      d.count = calendar::Count::civil;
      d.roll = w[3] == "wide" ? calendar::Roll::wide : calendar::Roll::none;
    }
    if (w[0] == "off" || w[0] == "work") {
      calendar::Exception e;
      e.kind = w[0] == "off" ? calendar::ExceptionKind::off : calendar::ExceptionKind::work;
      e.first = day(w[1]);
      e.last = w[2] == "to" ? day(w[3]) : e.first;
      e.statutory = w.back() == "statutory";
      d.exceptions.push_back(e);
    }
  }
  return d;
}

// From working_days.txt: by calendar and year, a mark for each day.
std::map<std::string, std::vector<std::pair<int, std::string>>> expected() {
  std::ifstream in(BYLAW_SOURCE_DIR "/tests/calendar/working_days.txt");
  REQUIRE(in.good());
  std::map<std::string, std::vector<std::pair<int, std::string>>> years;
  std::string name, marks;
  for (int year = 0; in >> name >> year >> marks;) years[name].emplace_back(year, marks);
  return years;
}

}  // namespace

TEST_CASE("every day of every calendar file is what its source says") {
  const std::map<std::string, std::int32_t> days_covered = {
      {"cn-mainland", 7305}, {"gb-england-wales", 6940}, {"eu-target", 6940}, {"hk", 6940}, {"us-fed", 6940}};
  const auto all = expected();
  REQUIRE(all.size() == days_covered.size());
  for (const auto& [name, years] : all) {
    INFO(name);
    const calendar::Definition definition = read(name);
    REQUIRE(calendar::problems(definition).empty());
    const CalendarTable table = calendar::from_definition(definition);
    REQUIRE(is_sound(table));
    std::int32_t date = table.covered_first;
    std::int32_t different = 0;
    for (const auto& [year, marks] : years) {
      for (const char mark : marks) {
        different += arithmetic::works(table, date) != (mark == '1');
        ++date;
      }
    }
    CHECK(different == 0);
    CHECK(date == table.covered_last + 1);
    CHECK(table.covered_last + 1 - table.covered_first == days_covered.at(name));
  }
}

TEST_CASE("statutory holidays of the China file, by the regulation's four versions") {
  const CalendarTable table = calendar::from_definition(read("cn-mainland"));
  std::map<int, int> holidays;
  for (std::size_t run = 0; run < table.statutory_first.size(); ++run) {
    const std::int32_t first = table.first_day + table.statutory_first[run];
    holidays[bylaw::base::civil_date(first).year] += table.statutory_last[run] - table.statutory_first[run] + 1;
  }
  // 1999: 10 days; 2008 and 2014: 11; 2025: 13. In 2009 and 2020 Mid-Autumn fell on one of the three days of National
  // Day.
  CHECK(holidays[2007] == 10);
  for (int year = 2008; year <= 2024; ++year) {
    INFO(year);
    CHECK(holidays[year] == (year == 2009 || year == 2020 ? 10 : 11));
  }
  CHECK(holidays[2025] == 13);
  CHECK(holidays[2026] == 13);
}

TEST_CASE("a calendar of twenty years is small") {
  const CalendarTable table = calendar::from_definition(read("cn-mainland"));
  const std::size_t bytes = table.days.size() * sizeof table.days[0] + table.working.size() * sizeof table.working[0] +
                            table.patterns.size() * sizeof table.patterns[0] +
                            table.spans.size() * sizeof table.spans[0];
  CHECK(bytes < 100'000);
  CHECK(table.patterns.size() < 20);
}
