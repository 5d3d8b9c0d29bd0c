// Values of a log as integers: amounts never pass through floating point, times are exact or refused.
#include <string>

#include "bylaw/ruleset.hpp"
#include "catch.hpp"
#include "cli/events/identifiers.hpp"
#include "cli/events/values.hpp"
#include "cli/time_text.hpp"

using namespace bylaw;

TEST_CASE("decimals are scaled exactly", "[cli]") {
  const struct {
    const char* text;
    std::uint8_t decimals;
    std::int64_t value;
  } rows[] = {
      {"200", 2, 20000},
      {"200.5", 2, 20050},
      {"0.29", 2, 29},
      {"-3.00", 2, -300},
      {"0.1000", 2, 10},
      {"7", 0, 7},
      {"7.0", 0, 7},
      {"-0", 2, 0},
      {"92233720368547758.07", 2, INT64_MAX},
      {"-92233720368547758.08", 2, INT64_MIN},
  };
  for (const auto& row : rows) {
    std::int64_t value = 42;
    INFO(row.text);
    CHECK(cli::parse_decimal(row.text, row.decimals, value));
    CHECK(value == row.value);
  }
}

TEST_CASE("what is no exact decimal is refused", "[cli]") {
  for (const char* text : {"", "-", ".5", "1.", "1.001", "1e2", "0x10", "1 ", " 1", "1,0", "--1", "92233720368547758.08", "nan", "1.2.3"}) {
    std::int64_t value = 42;
    INFO(text);
    CHECK(!cli::parse_decimal(text, 2, value));
    CHECK(value == 42);
  }
}

TEST_CASE("times of a log", "[cli]") {
  const RuleSet rules;  // without a calendar: UTC
  const struct {
    const char* text;
    std::int64_t us;
  } rows[] = {
      {"1970-01-01T00:00:00Z", 0},
      {"1970-01-01T00:00:00.000001Z", 1},
      {"1970-01-01T00:00:00.5Z", 500'000},
      {"1970-01-01T08:00:00+08:00", 0},
      {"1969-12-31T19:00-05:00", 0},
      {"1970-01-01 00:01:00Z", 60'000'000},
      {"2000-02-29T00:00:00Z", 951'782'400'000'000},
      {"0001-01-01T00:00:00Z", -62'135'596'800'000'000},
  };
  for (const auto& row : rows) {
    Instant at;
    INFO(row.text);
    CHECK(cli::parse_instant(row.text, rules, at) == nullptr);
    CHECK(at.us == row.us);
  }
  for (const char* text : {"", "2026-09-30", "2026-09-30T", "2026-09-30T16", "2026-9-30T16:00", "2026-02-29T16:00Z", "2026-13-01T16:00Z",
                           "2026-09-30T24:00Z", "2026-09-30T16:60Z", "2026-09-30T16:00:60Z", "2026-09-30T16:00:61Z",
                           "2026-09-30T16:00:00.Z", "2026-09-30T16:00:00.1234567Z", "2026-09-30T16:00:00z", "2026-09-30T16:00:00+0800",
                           "2026-09-30T16:00:00+19:00", "2026-09-30T16:00:00+08:60", "2026-09-30T16:00:00+08:00 ", "16:00", "today"}) {
    Instant at;
    INFO(text);
    CHECK(cli::parse_instant(text, rules, at) != nullptr);
  }
}

TEST_CASE("numbers of ids are the same in every run and injective in one", "[cli]") {
  CHECK(cli::hash_of("C1") == cli::hash_of("C1"));
  CHECK(cli::hash_of("C1") != cli::hash_of("C2"));
  CHECK(cli::hash_of("") != 0);
  cli::Identifiers names;
  const std::uint64_t one = names.number_of("C1");
  CHECK(one == cli::hash_of("C1"));
  CHECK(names.number_of("C1") == one);
  CHECK(names.text_of(one) == "C1");
  CHECK(names.text_of(one + 1).empty());
  // A line that happens to have the number of the id C2: the id moves on to the next number.
  names.number_of_content("C2", "line 7");
  const std::uint64_t two = names.number_of("C2");
  CHECK(two == cli::hash_of("C2") + 1);
  CHECK(names.number_of("C2") == two);
  CHECK(names.text_of(cli::hash_of("C2")) == "line 7");
}
