// The checked tree: what the rule files mean. Names are resolved to indices, values to integers, spans of time to one
// amount of their kind; nothing here can be wrong any more. Made by check/from_files, read by compile, explain, lint and the
// reference evaluator (through check/to_json). Its parts have files by subject, all of them included here.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "calendar/definition.hpp"
#include "check/tree_duties.hpp"
#include "check/tree_facts.hpp"
#include "check/tree_rules.hpp"

namespace bylaw::check {

// ---- Tests --------------------------------------------------------------------------------------------------------

struct FieldValue {
  FactId field;
  std::int64_t value = 0;
};

struct Given {
  CaseKindId kind;
  std::string name;
  std::vector<FieldValue> fields;
};

enum class StepKind : std::uint8_t { event, until, expect };
enum class ExpectKind : std::uint8_t {
  duty_state, level, fact, no_breach, no_forbidden, no_level, warned, waived,
  verdict,      // of a rule judged at events, or of a routine's period: `state`
  no_verdict,   // the rule has judged nothing
  retain_until,  // the record's retention ends at `at`
  figure         // of a KPI or rating: `expected`
};

struct Step {
  StepKind kind = StepKind::event;
  LocalInstant at;                  // event, until; expect: `dated`
  bool dated = false;
  std::uint32_t given = 0;          // index of the case among `given`
  EventId event;
  std::vector<FieldValue> fields;
  ExpectKind expect = ExpectKind::duty_state;
  DutyId duty;
  LadderId ladder;
  std::string rule;                 // verdict, no_verdict, retain_until
  FactId fact;
  std::int64_t number = 0;          // level, or the fact's value
  std::string state;                // words of the lifecycle: met, breached, …
  std::string because;              // word of a cause
  std::optional<Figure> expected;   // figure; none: no cases
  std::vector<FieldValue> group;
  std::optional<bool> reached;
  std::string band;
  base::Span span;
};

struct Test {
  std::string name;
  std::string profile;  // that it is judged with; empty: that of the run
  std::vector<Given> given;
  std::vector<Step> steps;
  base::Span span;
};

// ---- The whole ----------------------------------------------------------------------------------------------------

struct Calendar {
  Title title;
  std::vector<calendar::Definition> editions;  // by publication; the first needs no `published`
};

struct Role {
  Title title;
};

// Equal for rules of two trees that are judged alike by the same facts and events.
struct Fingerprint {
  std::string rule;
  ClauseId clause;
  std::uint64_t value = 0;
};

struct Tree {
  std::vector<Calendar> calendars;
  std::vector<Role> roles;
  std::vector<Scale> scales;
  std::vector<Enumeration> enumerations;
  std::vector<Fact> facts;  // fields first, then tables' results
  std::vector<CaseKind> case_kinds;
  std::vector<Event> events;
  std::vector<Handbook> handbooks;
  std::vector<Clause> clauses;
  std::vector<Parameter> parameters;
  std::vector<ParameterUse> parameter_uses;  // each once
  std::string profile;                       // chosen; empty: none, and every clause is in force
  std::optional<std::int32_t> as_of;         // every trigger is judged by the editions in force on this day
  std::vector<Duty> duties;
  std::vector<Ladder> ladders;
  std::vector<Table> tables;  // in an order in which each reads only results of those before it; editions of one side by side
  std::vector<Disclosure> disclosures;
  std::vector<Record> records;
  std::vector<Prohibition> prohibitions;
  std::vector<Sequence> sequences;
  std::vector<Routine> routines;
  std::vector<Kpi> kpis;
  std::vector<Rating> ratings;
  std::vector<Fingerprint> fingerprints;     // of duties with their ladders, and of rules judged at events and routines
  std::vector<Test> tests;
  std::vector<Condition> conditions;
  std::vector<Term> terms;
};

// The tables that give this fact: one, or one for each edition of its clause, in their order. The fact is a table's result.
inline std::span<const Table> tables_of(const Tree& tree, FactId fact) {
  const std::size_t first = tree.facts[fact.value].table.value;
  std::size_t end = first;
  while (end < tree.tables.size() && tree.tables[end].gives == fact) ++end;
  return std::span(tree.tables).subspan(first, end - first);
}

}  // namespace bylaw::check
