// What is called how in a program: read by hosts and tools, never by the event path.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "bylaw/ruleset.hpp"
#include "program/range.hpp"

namespace bylaw::program {

struct Title {
  std::string name, label, en, zh;
};

struct Fact {
  Title title;
  FieldType type = FieldType::text;
  std::int64_t first = 0, last = 0;  // legal values; the whole range of int64 where there is no narrower one
  std::uint8_t decimals = 0;
  std::string currency;
  bool given_by_table = false;
  std::vector<Title> values;  // enumeration, set
};

struct EventKind {
  Title title;
  std::vector<std::uint32_t> fields;  // facts it carries, sorted
  std::vector<std::uint32_t> cases;   // kinds of case it happens to, sorted
};

struct Clause {
  Title title;
  std::string handbook;
};

struct Rule {
  Title title;
  RuleKind kind = RuleKind::duty;
  std::uint32_t clause = none;
  std::uint32_t bearer = none;  // role
  std::uint32_t of = none;      // ladder: rule number of its duty
  std::uint8_t violation_grade = 0;
  bool violation = false;
  std::vector<std::vector<RoleId>> notify;  // [level or warning number - 1]
  std::vector<FieldId> fields;              // facts that a rule judged at events names, see RuleSet::fields
  std::vector<EventKindId> steps;           // sequence
  std::string version, language;            // disclosure
  std::uint64_t fingerprint = 0;            // equal to that of another rule set's rule: an instance may go on under that
};

// Read by explanations alone; not part of what decides, and not hashed.
struct DayNote {
  std::int32_t first = 0, last = 0;  // days since 1970-01-01, inclusive
  bool off = true;
  std::string label;
};

// A parameter that a rule uses, and why it has its value.
struct ParameterNote {
  Title title;
  std::string value, value_zh, because;
  bool set = false;  // by the profile; else it is the default
};

struct Handbook {
  Title title;
  std::vector<std::string> editions;
};

}  // namespace bylaw::program
