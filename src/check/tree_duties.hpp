// Of the checked tree: spans of time and limits; duties with their ladders, and tables.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "calendar/definition.hpp"
#include "check/tree_facts.hpp"

namespace bylaw::check {

// ---- Time spans and limits ----------------------------------------------------------------------------------------

enum class SpanKind : std::uint8_t { elapsed, working, dates, working_dates, months };

// Elapsed and working: microseconds. Dates (weeks are seven of them) and working dates: their number. Months (years are twelve).
struct TimeSpan {
  SpanKind kind = SpanKind::elapsed;
  std::int64_t amount = 0;

  friend bool operator==(const TimeSpan&, const TimeSpan&) = default;
};

// Wall-clock time in the zone of the rule's calendar, or of the pack's first calendar in a test, unless an offset is given.
struct LocalInstant {
  std::int32_t day = 0;
  std::int64_t time_of_day_us = 0;
  std::optional<std::int32_t> offset_seconds;
};

// values[i] holds for instances triggered before untils[i]; the last one from then on.
struct DatedSpan {
  std::vector<TimeSpan> values;
  std::vector<LocalInstant> untils;
};

enum class AnchorKind : std::uint8_t { trigger, event };

struct Anchor {
  AnchorKind kind = AnchorKind::trigger;
  EventMatch event;
};

struct LimitArm {
  std::vector<std::int64_t> keys;  // empty: otherwise
  DatedSpan amount;
};

enum class LimitKind : std::uint8_t { amount, at_once, by_fact, promised };
enum class DayEnd : std::uint8_t { by_rule, end_of_day, close_of_business };

struct LimitTerm {
  LimitKind kind = LimitKind::amount;
  DatedSpan amount;
  FactId fact;  // by_fact, promised
  std::vector<LimitArm> arms;
  Anchor from;
  base::Span span;
};

enum class Combine : std::uint8_t { single, earliest, latest };

struct Limit {
  bool none = false;
  std::string none_because;
  Combine combine = Combine::single;
  std::vector<LimitTerm> terms;
  DayEnd day_end = DayEnd::by_rule;
  bool including_day_of_receipt = false;
  std::optional<calendar::Count> count;
  std::optional<calendar::Roll> roll;
  base::Span span;
};

// The calendar of a duty or ladder: one, or one per value of a fact (`keys` empty: otherwise).
struct CalendarChoice {
  CalendarId calendar;
  FactId fact;
  std::vector<std::pair<std::vector<std::int64_t>, CalendarId>> arms;
};

// ---- Duty, ladder, table ------------------------------------------------------------------------------------------

enum class PhaseKind : std::uint8_t { elapsed_percent, elapsed_span, remaining_span, remaining_percent, breached, unanswered };

struct Phase {
  PhaseKind kind = PhaseKind::breached;
  TimeSpan time;                    // elapsed_span, remaining_span; breached: by this much, 0 for at the breach
  std::int64_t percent_mantissa = 0;  // percent_mantissa / 10^percent_scale per cent
  std::uint8_t percent_scale = 0;
  std::int64_t level = 0;           // unanswered: this level's number
  base::Span span;
};

struct Warn {
  Phase phase;
  std::vector<RoleId> notify;
};

struct Pause {
  EventMatch from;
  EventMatch until;
  std::optional<TimeSpan> at_most;
};

struct Extend {
  bool to = true;
  TimeSpan amount;
  EventMatch upon;
  std::optional<TimeSpan> within;  // counted from the trigger; absent: up to the limit
  std::optional<TimeSpan> cap;
  ConditionId when;                // none: always
};

// An event that records beside a breach that it is waived; the breach stays.
struct Waiver {
  EventMatch upon;
  FactId by;          // who: a field of the event
  FactId because;     // why: a field of the event
  ConditionId when;   // that who may; none: always
};

enum class Regrade : std::uint8_t { retarget, restart, unchanged, tighten_only };
enum class Reopen : std::uint8_t { resume, new_cycle, from_start };
enum class Triggers : std::uint8_t { ignore, each, restart };

struct Trigger {
  EventMatch event;
  ConditionId when;     // none: always. Where other duties are exceptions to this one, also that none of them starts
  ConditionId written{};  // as it stands in the rule
};

struct Duty {
  Title title;
  ClauseId clause;
  std::vector<CaseKindId> cases;  // the kinds of case it is about
  std::vector<Trigger> triggers;
  RoleId bearer;
  std::vector<EventMatch> must;   // all of them
  bool must_any = false;          // any one of them
  ConditionId must_when;
  bool must_or_before = false;
  ConditionId maintain;           // instead of `must`
  Limit limit;
  CalendarChoice calendar;
  std::optional<TimeSpan> not_before;
  Anchor not_before_from;
  std::vector<Warn> warns;
  std::vector<Pause> pauses;
  std::vector<EventMatch> cancels;
  std::vector<Extend> extensions;
  std::optional<Waiver> waiver;
  bool violation = false;
  std::int64_t violation_grade = 0;  // 0: none said
  Regrade regrade = Regrade::retarget;
  std::optional<EventMatch> reopen_upon;
  Reopen reopen = Reopen::resume;
  Triggers triggers_mode = Triggers::ignore;
  std::uint32_t slots = 1;           // each at most N
  bool after_breach_continues = true;
  std::int32_t cut_off_minute = -1;  // received after this minute of the day counts as the next working day
  DutyId exception_to;
  std::vector<DutyId> yields_to;     // exceptions to it, and what the profile prefers: where one of them starts, it does not
};

struct Level {
  std::int64_t number = 1;
  std::vector<RoleId> notify;
  Phase phase;
  std::optional<TimeSpan> reply_limit;
};

struct Ladder {
  Title title;
  ClauseId clause;
  DutyId duty;
  std::vector<Level> levels;
  std::vector<EventMatch> answered_by;
  std::vector<EventMatch> stops;
  std::optional<TimeSpan> repeat_every;
  std::uint32_t repeat_at_most = 0;
  bool highest_only = false;
  bool at_any_hour = false;
  CalendarChoice calendar;
};

struct TableRow {
  std::string label;
  ConditionId when;
  std::int64_t then = 0;
  base::Span span;
};

struct Move {
  std::int64_t by = 0;  // towards graver when positive
  ConditionId when;
};

enum class Hit : std::uint8_t { unique, first };

// A grade (or enumeration value) from facts. A matrix is a grid over two enumerations; a table is a list of rows.
// The result: the first override that holds, else the grid's cell or the row hit, moved by the first move that holds, and clamped.
struct Table {
  Title title;
  ClauseId clause;
  std::vector<CaseKindId> cases;
  FactId gives;       // the fact it gives
  bool is_matrix = false;
  FactId rows_fact;   // matrix
  FactId cols_fact;
  std::size_t columns = 0;
  std::vector<std::int64_t> grid;  // row-major by enumeration index (for numbers: value - first)
  Hit hit = Hit::first;
  std::vector<TableRow> rows;
  std::optional<std::int64_t> otherwise;
  std::vector<Move> moves;
  std::vector<TableRow> overrides;
};

}  // namespace bylaw::check
