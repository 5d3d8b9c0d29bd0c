// Of the syntax tree: what rules speak about. Calendars, roles, cases, events, handbooks.
#pragma once
#include "parse/ast_leaves.hpp"

namespace bylaw::parse {

struct Hours {
  TimeOfDay from;
  TimeOfDay to;
};

struct Open {
  std::uint8_t first_day = 0;  // 0 = Monday
  std::uint8_t last_day = 0;
  std::vector<Hours> hours;
  Span span;
};

struct DatedException {
  bool off = true;  // `off`, else `work`
  bool statutory = false;
  DateLiteral from;
  DateLiteral to;  // inclusive; the same as `from` where one date is written
  std::vector<Hours> hours;
  Text label;
  Span span;
};

enum class Count : std::uint8_t { civil, clock, inclusive };
enum class Roll : std::uint8_t { wide, narrow, none };

struct Calendar {
  Name name;
  Text label;
  Text zone;
  std::vector<Open> open;
  std::vector<DatedException> exceptions;
  std::optional<DateLiteral> covers_from;
  std::optional<DateLiteral> covers_to;
  std::optional<Count> count;
  std::optional<Roll> roll;
  Span count_span;
  std::optional<InstantLiteral> published;  // this declaration is a further edition of the calendar of the same name
  Span span;
};

struct Role {
  Name name;
  Text label;
};

struct Grades {
  Name name;
  Text label;
  Number first;
  Number last;
  Number highest;  // the gravest
  Span span;
};

enum class TypeKind : std::uint8_t { one_of, some_of, yes_no, number, money, date, instant, id, text, span };

struct Type {
  TypeKind kind = TypeKind::text;
  std::vector<Name> values;        // one_of, some_of
  std::vector<Text> value_labels;  // as long as `values`; empty texts where none is written
  std::optional<Number> first;     // number
  std::optional<Number> last;
  Name currency;                   // money; empty: CNY
  Unit span_unit = Unit::minutes;  // span: a unit of its kind (minutes: elapsed, working_hours: working, calendar_days: date, working_days: working-date)
  Span span;
};

struct Field {
  Name name;
  Text label;
  Type type;
  bool optional = false;
};

struct CaseKind {
  Name name;
  Text label;
  std::vector<Field> fields;
  EventRef ends;
  EventRef withdrawn;
  EventRef merged;
  Span span;
};

struct Event {
  Name name;
  Text label;
  std::vector<Name> cases;
  std::vector<Name> fields;
  Span span;
};

struct Use {
  Text path;
};

struct Edition {
  Text name;
  DateLiteral from;
  std::optional<DateLiteral> to;
  Span span;
};

struct Handbook {
  Name name;
  Text label;
  Text english;
  std::vector<Edition> editions;
  Name calendar;
  std::optional<TimeSpan> lateness;
  std::optional<DateLiteral> withdrawn;  // from this day on
  Span span;
};

}  // namespace bylaw::parse
