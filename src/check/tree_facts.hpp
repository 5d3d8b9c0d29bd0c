// Of the checked tree: names, types, facts and conditions; cases, events, handbooks and clauses.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/source.hpp"

namespace bylaw::check {

using CalendarId = base::Id<struct CalendarTag>;
using RoleId = base::Id<struct RoleTag>;
using ScaleId = base::Id<struct ScaleTag>;
using EnumerationId = base::Id<struct EnumerationTag>;
using FactId = base::Id<struct FactTag>;
using CaseKindId = base::Id<struct CaseKindTag>;
using EventId = base::Id<struct EventTag>;
using HandbookId = base::Id<struct HandbookTag>;
using ClauseId = base::Id<struct ClauseTag>;
using DutyId = base::Id<struct DutyTag>;
using LadderId = base::Id<struct LadderTag>;
using TableId = base::Id<struct TableTag>;
using DisclosureId = base::Id<struct DisclosureTag>;
using RecordId = base::Id<struct RecordTag>;
using ProhibitionId = base::Id<struct ProhibitionTag>;
using SequenceId = base::Id<struct SequenceTag>;
using RoutineId = base::Id<struct RoutineTag>;
using ParameterId = base::Id<struct ParameterTag>;
using ConditionId = base::Id<struct ConditionTag>;
using TermId = base::Id<struct TermTag>;

// A name with its labels; `label` is the one written first, the others are empty where none is written.
struct Title {
  std::string name;
  std::string label;
  std::string en;
  std::string zh;
  base::Span span;  // of the name at its declaration
};

// ---- Types and facts ----------------------------------------------------------------------------------------------

enum class TypeKind : std::uint8_t { enumeration, set, yes_no, number, money, date, instant, id, text, grade };

// How a value is written as an integer: enumeration = index of the value; set = bit mask of indices; yes_no = 0 or 1;
// number = the number; money = minor units of its currency; date = days since 1970-01-01; instant = microseconds since
// 1970-01-01T00:00Z; id = the host's number; text = 1 (present; 0 where it is empty); grade = the grade's number.
struct Type {
  TypeKind kind = TypeKind::text;
  EnumerationId enumeration;
  ScaleId scale;
  std::int64_t first = 0;  // number, grade: the range
  std::int64_t last = 0;
  std::uint8_t decimals = 0;  // money
  std::string currency;

  friend bool operator==(const Type&, const Type&) = default;
};

struct Enumeration {
  std::vector<Title> values;
};

// Grades `first` to `last`; `highest` (one of the two) is the gravest.
struct Scale {
  Title title;
  std::int64_t first = 1;
  std::int64_t last = 4;
  std::int64_t highest = 1;
};

// Something known of a case: a field (set by events, or given at the opening) or the result of a table. A field's name
// means the same type in every kind of case.
struct Fact {
  Title title;
  Type type;
  TableId table;          // the table that gives it, or its first edition; none: a field
  bool optional = false;
};

// ---- Conditions ---------------------------------------------------------------------------------------------------

enum class Compare : std::uint8_t { equal, not_equal, less, less_equal, greater, greater_equal };

enum class TermKind : std::uint8_t { constant, fact, add, subtract };

// An integer expression; unknown when a fact in it is unknown.
struct Term {
  TermKind kind = TermKind::constant;
  std::int64_t constant = 0;
  FactId fact;
  TermId left;
  TermId right;
};

enum class ConditionKind : std::uint8_t { always, disjunction, conjunction, negation, compare, member, known, has };

// Three-valued, by Kleene's strong tables. Grades are already compared as `compare` in the direction of their scale.
struct Condition {
  ConditionKind kind = ConditionKind::always;
  base::Span span;
  std::vector<ConditionId> parts;     // disjunction, conjunction; negation: one
  Compare op = Compare::equal;        // compare: left op right
  TermId left;
  TermId right;
  FactId fact;                        // member, known
  std::vector<std::int64_t> values;   // member: enumeration indices or numbers; for a set: contains any of
  EventId event;                      // has: happened to this case before the event in hand
};

// ---- Cases, events, handbooks, clauses ----------------------------------------------------------------------------

// `EVENT where FIELD op VALUE`: the field as this event carries it; an event without the field does not match.
struct Where {
  FactId field;
  Compare op = Compare::equal;
  std::int64_t value = 0;

  friend bool operator==(const Where&, const Where&) = default;
};

struct EventMatch {
  EventId event;
  std::optional<Where> where;
  base::Span span;
};

struct CaseKind {
  Title title;
  std::vector<FactId> fields;  // in the order declared
  std::vector<EventMatch> ends;
  std::vector<EventMatch> withdrawn;
  std::vector<EventMatch> merged;
};

struct Event {
  Title title;
  std::vector<CaseKindId> cases;
  std::vector<FactId> fields;
};

struct Edition {
  std::string name;
  std::int32_t from = 0;                 // first day in force, days since 1970-01-01
  std::optional<std::int32_t> to;        // last day in force
};

struct Handbook {
  Title title;
  std::string english;
  std::vector<Edition> editions;
  CalendarId calendar;
  std::int64_t lateness_us = 0;
  std::optional<std::int32_t> withdrawn;  // first day on which it is in force no more, and what still runs ends
};

struct Clause {
  Title title;  // the name is the clause id
  HandbookId handbook;
  std::vector<std::string> texts;
  std::string not_encoded_because;
  bool shared = false;
  std::vector<std::string> shares;  // rules of other clauses that serve this one too
  std::uint32_t first_edition = 0;  // of its handbook, in their order
  std::uint32_t last_edition = 0;
  std::optional<std::int32_t> from;   // first day in force; none: ever since
  std::optional<std::int32_t> until;  // first day no longer in force; none: no such day
  bool retroactive = false;           // also for triggers before `from`
  bool in_force = true;               // on the day that all is judged as of, if there is one
};

// What a bank must or may set. Rules hold its value; this is for who asks where a value came from.
struct Parameter {
  Title title;
  ClauseId clause;
  std::string because;     // why this value: of the profile's line where it is set there, else of the declaration
  std::string value;       // as written, in English keywords; empty: it has none
  std::string value_zh;    // the same in Chinese keywords
  bool set = false;        // by the profile; else it is the default
};

struct ParameterUse {
  std::string rule;
  ParameterId parameter;

  friend bool operator==(const ParameterUse&, const ParameterUse&) = default;
};

}  // namespace bylaw::check
