// A compiled set of rules: immutable, content-hashed, and the dictionary between a host's names and the library's numbers.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "bylaw/export.hpp"
#include "bylaw/ids.hpp"
#include "bylaw/time.hpp"

namespace bylaw {

namespace program {
struct Program;
}

enum class FieldType : std::uint8_t { enumeration, set, yes_no, number, money, date, instant, id, text, grade };

// Views into the rule set; valid as long as any copy of it.
struct FieldInfo {
  std::string_view name;
  std::string_view label;
  FieldType type = FieldType::text;
  std::int64_t first = 0;      // number, grade: smallest value
  std::int64_t last = 0;       // number, grade: greatest value; enumeration, set: index of the last value
  std::uint8_t decimals = 0;   // money: decimals of the currency
  std::string_view currency;
  bool given_by_table = false; // a result; events cannot carry it
};

// The numbers are part of the hash: do not change the value of an existing entry.
enum class RuleKind : std::uint8_t {
  duty = 0,
  ladder = 1,
  table = 2,
  disclosure = 3,  // these four are judged at single events
  record = 4,
  forbid = 5,
  allow = 6,       // decides nothing itself: the prohibition it is an exception to does not hold where it does
  sequence = 7,
  routine = 8,     // its periods are instances: each has its own verdict
  kpi = 9,         // these two decide nothing: a Board computes them
  rating = 10
};

struct RuleInfo {
  std::string_view name;
  std::string_view label;      // as written first
  std::string_view english;    // may be empty
  std::string_view chinese;    // may be empty
  std::string_view clause;     // clause id; empty for a rule outside any clause
  std::string_view clause_title;
  std::string_view handbook;
  std::string_view bearer;     // role name; empty where none is named
  RuleKind kind = RuleKind::duty;
  std::uint8_t violation_grade = 0;
  RuleId of;                   // ladder: its duty; forbid, allow: the rule that it is an exception to
  std::string_view version;    // disclosure: of the text shown; empty where none is named
  std::string_view language;   // disclosure: of the text shown
};

// Wall-clock time in the rule set's zone.
struct LocalTime {
  std::int32_t day = 0;             // days since 1970-01-01
  std::int64_t time_of_day_us = 0;  // microseconds since the date's midnight
  std::int32_t offset_seconds = 0;  // east of UTC
};

// Copies share one immutable object. Reading is safe from any number of threads; no call allocates or throws unless it says so.
class BYLAW_API RuleSet {
 public:
  RuleSet() noexcept;  // empty: no names, and no case can be made
  RuleSet(const RuleSet& other) noexcept;
  RuleSet(RuleSet&& other) noexcept;
  RuleSet& operator=(const RuleSet& other) noexcept;
  RuleSet& operator=(RuleSet&& other) noexcept;
  ~RuleSet();

  explicit operator bool() const noexcept { return program_ != nullptr; }

  // Numbers of names; a false number where there is no such name. Binary search over text: resolve once, keep the number.
  CaseKindId case_kind(std::string_view name) const noexcept;
  EventKindId event(std::string_view name) const noexcept;
  FieldId field(std::string_view name) const noexcept;
  RuleId rule(std::string_view name) const noexcept;

  std::size_t case_kind_count() const noexcept;
  std::size_t event_count() const noexcept;
  std::size_t field_count() const noexcept;
  std::size_t rule_count() const noexcept;

  // Names and descriptions of numbers. An unknown number gives empty texts.
  std::string_view name(CaseKindId kind) const noexcept;
  std::string_view name(EventKindId event) const noexcept;
  std::string_view label(EventKindId event) const noexcept;
  std::string_view name(RoleId role) const noexcept;
  std::string_view label(RoleId role) const noexcept;
  FieldInfo info(FieldId field) const noexcept;
  RuleInfo info(RuleId rule) const noexcept;
  std::string_view value_name(FieldId field, std::int64_t value) const noexcept;   // enumeration, set: name of one value
  std::string_view value_label(FieldId field, std::int64_t value) const noexcept;
  std::span<const RoleId> notify(RuleId rule, std::uint8_t level) const noexcept;  // of a level, or of a duty's warning
  // Name of the edition that `Decision::edition` says, of the handbook that the rule's clause belongs to; empty where there is none.
  // A rule that changes from edition to edition is a rule of its own in each, of the same name: `rule` gives the first.
  std::string_view edition(RuleId rule, std::uint8_t edition) const noexcept;
  // The facts that a rule judged at events names: a record's fields first, then those of its conditions. Bit i of
  // `Decision::value` is fields(rule)[i]. And a sequence's steps: `Decision::level` is the number of one, from 1.
  // Of a duty whose breach may be waived: the field of the waiving event that says who, and the one that says why.
  std::span<const FieldId> fields(RuleId rule) const noexcept;
  std::span<const EventKindId> steps(RuleId rule) const noexcept;
  bool happens_to(EventKindId event, CaseKindId kind) const noexcept;
  bool carries(EventKindId event, FieldId field) const noexcept;
  // Whether a routine is about cases of this kind: an institution, a branch, a member of staff. The host opens one for each of
  // them, for where nobody does nothing is judged, and nothing breached either.
  bool has_routines(CaseKindId kind) const noexcept;
  // Whether a host that has no such case at all has forgotten it: a routine is due for as long as the case is there, or nothing
  // ends cases of the kind. False where each of its routines begins with an event of a case that ends, as reports on an incident do.
  bool needs_case(CaseKindId kind) const noexcept;
  // The kind of case that a routine is about; a false number for a rule of another kind.
  CaseKindId case_kind_of(RuleId routine) const noexcept;

  // The zone of the first handbook's calendar, else of the first calendar, else UTC: times without an offset are read in it.
  std::string_view zone() const noexcept;
  // A local time that a clock change leaves out becomes the first valid instant after it; a doubled one its first occurrence.
  Instant instant_of(std::int32_t day, std::int64_t time_of_day_us) const noexcept;
  LocalTime local_of(Instant instant) const noexcept;

  // How late an event may be told, in microseconds: the greatest `lateness` of the handbooks; 0 where none states it.
  std::int64_t lateness_us() const noexcept;

  // Bytes of one case's state, fixed for a rule set and kind; and an upper bound on the decisions of one event
  // (periods of routines that ended unperformed before it come on top: `advance` to its instant first).
  std::size_t case_bytes(CaseKindId kind) const noexcept;
  std::size_t snapshot_bytes(CaseKindId kind) const noexcept;
  std::size_t max_decisions(CaseKindId kind) const noexcept;

  // 128-bit hash of everything that decides: rules, calendars, zone tables. Equal hashes give equal decisions.
  std::span<const std::uint8_t, 16> hash() const noexcept;
  // Version of the zone data in use, such as "2026a".
  std::string_view zone_data_version() const noexcept;

  // For the library's own tools; not part of the promise to hosts.
  const program::Program* program() const noexcept { return program_; }
  static RuleSet adopt(const program::Program* owned) noexcept;  // takes ownership

 private:
  const program::Program* program_ = nullptr;
};

}  // namespace bylaw
