// The checked tree: what the rule files mean. Names are resolved to indices, values to integers, spans of time to one
// amount of their kind; nothing here can be wrong any more. Made by check/from_files, read by compile, explain, lint and the
// reference evaluator (through check/to_json).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/ids.hpp"
#include "base/source.hpp"
#include "calendar/definition.hpp"

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
  TableId table;          // the table that gives it; none: a field
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

// ---- Rules judged at single events --------------------------------------------------------------------------------

struct Violation {
  bool is = false;         // a breach is a violation
  std::int64_t grade = 0;  // 0: none said
};

// What must have been shown, and confirmed, before every gate event that is in scope.
struct Disclosure {
  Title title;
  ClauseId clause;
  std::vector<CaseKindId> cases;
  EventMatch gate;
  ConditionId scope;                  // none: always
  EventMatch show;
  ConditionId show_when;              // `after EVENT` and `before EVENT` as `has EVENT` and its negation; none: at any time
  std::optional<EventMatch> confirm;
  ConditionId confirm_when;
  bool confirm_after_show = false;    // else in either order
  std::optional<TimeSpan> valid;      // from the showing
  CalendarId calendar;                // that `valid` is counted in
  std::string version;                // of the text shown
  std::string language;               // of the text shown
  RecordId record;                    // where it is recorded
  Violation breach;
};

// Fields that must be known at an event, and until when the record is kept.
struct Record {
  Title title;
  ClauseId clause;
  std::vector<CaseKindId> cases;
  std::optional<EventMatch> at;  // none: only kept
  ConditionId when;
  std::vector<FactId> fields;
  std::optional<TimeSpan> keep;  // elapsed, dates or months
  std::optional<EventMatch> keep_from;
  CalendarId calendar;           // whose dates are counted, to the end of the last one
  std::optional<EventMatch> destroyed_by;
  Violation breach;
};

// An event that must not occur (forbid), or that is an exception to such a rule (allow).
struct Prohibition {
  Title title;
  ClauseId clause;
  std::vector<CaseKindId> cases;
  bool forbid = true;
  EventMatch event;
  ConditionId when;
  std::int64_t more_than = 0;    // forbidden only beyond so many in any such span; 0: forbidden at once
  TimeSpan within;               // elapsed, dates or months
  CalendarId calendar;           // whose dates are counted, to the end of the last one
  std::vector<ConditionId> except;
  ProhibitionId exception_to;
  ConditionId holds;             // when, unless one of `except` or of the rules that are exceptions to it holds
  Violation breach;
};

struct Skip {
  bool may = false;  // the step may be left out
  ConditionId when;  // where this holds; none: always
};

// Steps in their order.
struct Sequence {
  Title title;
  ClauseId clause;
  std::vector<CaseKindId> cases;
  std::vector<EventMatch> steps;
  std::vector<Skip> skips;  // as many
  bool strict = false;      // no step before the ones in front of it
  Violation breach;
};

// ---- Routines -----------------------------------------------------------------------------------------------------

// Something to be done in every period of the cases of one kind.
struct Routine {
  Title title;
  ClauseId clause;
  std::vector<CaseKindId> cases;   // the one named
  TimeSpan every;
  bool since_last = false;         // the next period runs from the last performance
  std::optional<EventMatch> from;  // none: the case's first event
  std::vector<EventMatch> must;    // all of them
  std::optional<TimeSpan> limit;   // counted from a period's end
  DayEnd day_end = DayEnd::by_rule;  // of the limit, and how it is counted
  std::optional<calendar::Count> count;
  std::optional<calendar::Roll> roll;
  RoleId bearer;
  CalendarId calendar;
  Violation breach;
};

// ---- Aggregates ---------------------------------------------------------------------------------------------------

enum class Aggregate : std::uint8_t { share, mean, count, percentile };
enum class Window : std::uint8_t { all, day, month, quarter, year };

// mantissa / 10^scale; of times, whole minutes.
struct Figure {
  Compare op = Compare::equal;
  std::int64_t mantissa = 0;
  std::uint8_t scale = 0;
};

struct Band {
  std::string name;
  Figure from;  // the lowest figure that is in it
};

// A figure over the judgements of a rule, the events of a kind, a field at an event, or the time between two events.
struct Kpi {
  Title title;
  ClauseId clause;
  std::vector<CaseKindId> cases;
  Aggregate measure = Aggregate::share;
  std::string rule;                 // whose judgements; empty: events
  std::string state;
  FactId fact;                      // taken at `event`
  std::optional<EventMatch> event;  // counted, taken at, or timed from
  std::optional<EventMatch> to;     // timed until
  ConditionId when;
  std::int64_t percentile = 0;
  std::vector<FactId> by;
  Window over = Window::all;
  CalendarId calendar;              // whose zone the periods are in; none: the rule set's
  std::optional<Figure> target;
  std::optional<Figure> growth;     // per cent against the period before
  std::vector<Band> bands;
  std::vector<ConditionId> exclude;
};

struct RatingPart {
  std::size_t kpi = 0;              // of the tree's KPIs
  std::optional<Figure> weight;     // per cent
};

struct Rating {
  Title title;
  ClauseId clause;
  std::vector<RatingPart> of;
  std::vector<Band> bands;
};

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
  std::vector<Table> tables;  // in an order in which each reads only results of those before it
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

}  // namespace bylaw::check
