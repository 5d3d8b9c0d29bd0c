// The syntax tree's leaves and conditions: what declarations and rules (ast.hpp) are made of.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/civil.hpp"
#include "base/source.hpp"

namespace bylaw::parse {

using base::Span;

// ---- Leaves -------------------------------------------------------------------------------------------------------

struct Name {
  std::string text;  // without quotes, NFC
  Span span;

  explicit operator bool() const { return !text.empty(); }
};

// A label or text: as written, and in a second language where given (`"…" en "…"`).
struct Text {
  std::string text;
  std::string en;
  std::string zh;
  Span span;

  explicit operator bool() const { return !text.empty(); }
};

enum class Unit : std::uint8_t {
  seconds, minutes, hours,           // elapsed
  working_minutes, working_hours,    // working
  calendar_days, weeks, months, years,  // dates
  working_days,                      // working dates
  bare_days                          // `2 days`: refused by the checker (no kind of day is said)
};

// A span, or (`parameter`) the name of the parameter that gives it.
struct TimeSpan {
  std::int64_t amount = 0;
  Unit unit = Unit::minutes;
  Span span;
  Name parameter{};
};

// `200.00` is mantissa 20000, scale 2.
struct Number {
  std::int64_t mantissa = 0;
  std::uint8_t scale = 0;
  Span span;
};

// How many, or the parameter that says so.
struct Quantity {
  Number number;
  Name parameter{};
  Span span;
};

struct Percent {
  std::int64_t mantissa = 0;
  std::uint8_t scale = 0;
  Span span;
};

struct DateLiteral {
  base::Civil date;
  Span span;
};

// Local wall-clock time of the pack's zone, or of the offset where one is written. Microseconds of the day.
struct InstantLiteral {
  base::Civil date;
  std::int64_t time_of_day_us = 0;
  std::optional<std::int32_t> offset_seconds;
  Span span;
};

struct TimeOfDay {
  std::int32_t minute = 0;  // 0-1440
  Span span;
};

using Value = std::variant<Name, Number, Percent, Text, DateLiteral, InstantLiteral, TimeSpan>;

Span span_of(const Value& value);

// ---- Conditions ---------------------------------------------------------------------------------------------------

using ExprId = base::Id<struct ExprTag>;

enum class Compare : std::uint8_t { equal, not_equal, less, less_equal, greater, greater_equal };

// `EVENT` or `EVENT where FIELD = VALUE`.
struct Where {
  Name field;
  Compare op = Compare::equal;
  Value value;
};

struct EventRef {
  Name name;
  std::optional<Where> where;
  Span span;

  explicit operator bool() const { return static_cast<bool>(name); }
};

enum class ExprKind : std::uint8_t {
  disjunction, conjunction,  // left, right
  negation,                  // left
  compare,                   // left op right
  grave,                     // left `at least as grave as` value, or `graver than` when `strict`
  known,                     // left `is known`
  member,                    // left `in` values
  has,                       // `has EVENT`
  add, subtract,             // left, right
  literal                    // value: a name, a number, …
};

struct Expr {
  ExprKind kind = ExprKind::literal;
  Span span;
  ExprId left;
  ExprId right;
  Compare op = Compare::equal;
  bool strict = false;
  std::optional<Value> value;
  std::vector<Value> values;
  EventRef event;
};

}  // namespace bylaw::parse
