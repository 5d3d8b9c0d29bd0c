// The syntax tree: one file as written, names unresolved, every part with its place. Plain data; expressions live in one
// vector and refer to each other by index. Made by parse/from_tokens, read by check.
#pragma once
#include <utility>

#include "parse/ast_declarations.hpp"
#include "parse/ast_leaves.hpp"

namespace bylaw::parse {

// ---- Duty ---------------------------------------------------------------------------------------------------------

// A span, or the name of a parameter.
using Amount = std::variant<TimeSpan, Name>;

// `A until I1 then B until I2 then C`: one more value than instants. A plain amount has no instants.
struct DatedAmount {
  std::vector<Amount> values;
  std::vector<InstantLiteral> untils;
};

enum class AnchorKind : std::uint8_t { trigger, event, gate, show, confirm };

struct Anchor {
  AnchorKind kind = AnchorKind::trigger;
  EventRef event;
  Span span;
};

struct LimitArm {
  std::vector<Value> keys;  // empty: `otherwise`
  DatedAmount amount;
  Span span;
};

enum class LimitTermKind : std::uint8_t { amount, at_once, by_fact, promised };

enum class DayEnd : std::uint8_t { unsaid, end_of_day, close_of_business };

struct LimitTerm {
  LimitTermKind kind = LimitTermKind::amount;
  DatedAmount amount;
  Name fact;  // by_fact: the fact chosen by; promised: the date or instant field
  std::vector<LimitArm> arms;
  std::optional<Anchor> from;
  Span span;
};

enum class Combine : std::uint8_t { single, earliest, latest };

struct Limit {
  std::optional<Text> none_because;  // `limit none because "…"`; then there are no terms
  Combine combine = Combine::single;
  std::vector<LimitTerm> terms;
  std::optional<Anchor> from;
  DayEnd day_end = DayEnd::unsaid;
  bool including_day_of_receipt = false;
  std::optional<Count> count;  // overrides the calendar's counting rule
  std::optional<Roll> roll;
  Span span;
};

enum class PhaseKind : std::uint8_t { elapsed_percent, elapsed_span, remaining_span, remaining_percent, breached, unanswered };

// When a warning or a level is due.
struct Phase {
  PhaseKind kind = PhaseKind::breached;
  std::optional<TimeSpan> time;  // elapsed_span, remaining_span; breached: by this much
  std::optional<Percent> percent;
  std::optional<Number> level;   // unanswered: of this level
  Span span;
};

struct Warn {
  Phase phase;
  std::vector<Name> notify;
  Span span;
};

struct Pause {
  EventRef from;
  EventRef until;
  std::optional<TimeSpan> at_most;
  Span span;
};

struct Extend {
  bool to = true;  // `to` a total, else `by` an amount
  TimeSpan amount;
  EventRef upon;
  std::optional<TimeSpan> within;  // of the trigger; absent: before the limit
  std::optional<TimeSpan> cap;
  ExprId when;
  Span span;
};

// A breach may be waived: by whom and why are fields of the event.
struct Waive {
  EventRef upon;
  Name by;
  Name because;
  ExprId when;  // the authority
  Span span;
};

struct Breach {
  bool violation = false;
  std::optional<Number> grade;
  Span span;
};

enum class Regrade : std::uint8_t { retarget, restart, unchanged, tighten_only };
enum class Reopen : std::uint8_t { resume, new_cycle, from_start };  // `continue`, `new-cycle`, `from-start`
enum class Triggers : std::uint8_t { ignore, each, restart };

struct Trigger {
  EventRef event;
  ExprId when;
  Span span;
};

struct CalendarChoice {
  Name calendar;  // or, by a fact:
  Name fact;
  std::vector<std::pair<std::vector<Value>, Name>> arms;  // keys (empty: `otherwise`) and the calendar's name
  Span span;
};

struct Duty {
  Name name;
  Text label;
  Span span;
  std::vector<Trigger> triggers;
  Name bearer;
  std::vector<EventRef> must;         // with several: all of them
  bool must_any = false;              // joined by `or`: any one of them
  ExprId must_when;
  bool must_or_before = false;        // `or before`
  ExprId maintain;
  std::optional<Limit> limit;
  std::optional<CalendarChoice> calendar;
  std::optional<TimeSpan> not_before;
  std::optional<Anchor> not_before_from;
  std::vector<Warn> warns;
  std::vector<Pause> pauses;
  bool pause_none = false;            // `pause none`
  std::optional<bool> suspendable;
  std::vector<EventRef> cancels;
  std::vector<Extend> extensions;
  std::optional<Waive> waive;
  std::optional<Breach> breach;
  std::optional<Regrade> regrade;
  EventRef reopen_upon;
  Reopen reopen = Reopen::resume;
  Triggers triggers_mode = Triggers::ignore;
  std::optional<Quantity> triggers_at_most;
  std::optional<bool> after_breach_continues;
  std::optional<TimeOfDay> cut_off;   // `received after TIME counts as the next working day`
  Name exception_to;                  // `exception to RULE`
};

// ---- Ladder, matrix, table ----------------------------------------------------------------------------------------

struct Level {
  Number number;
  std::vector<Name> notify;
  Phase phase;
  std::optional<TimeSpan> reply_limit;
  Span span;
};

struct Ladder {
  Name name;
  Text label;
  Name duty;
  std::vector<Level> levels;
  std::vector<EventRef> answered_by;
  std::vector<EventRef> stops;
  std::optional<TimeSpan> repeat_every;
  std::optional<Quantity> repeat_at_most;
  bool highest_only = false;
  bool at_any_hour = false;
  std::optional<CalendarChoice> calendar;
  Span span;
};

struct Move {
  bool raise = true;  // towards graver
  Number by;
  ExprId when;
  Span span;
};

struct Override {
  Text label;
  ExprId when;
  Value then;
  Span span;
};

struct GridRow {
  Name key;
  std::vector<std::optional<Value>> cells;
  Span span;
};

struct Matrix {
  Name name;
  Text label;
  Name gives;
  Name rows;
  Name cols;
  std::vector<Name> columns;
  std::vector<GridRow> grid;
  std::vector<Move> moves;
  std::vector<Override> overrides;
  std::optional<Value> otherwise;
  Span span;
};

enum class Hit : std::uint8_t { unique, first };

struct TableRow {
  Text label;
  ExprId when;
  Value then;
  Span span;
};

struct Table {
  Name name;
  Text label;
  Name gives;
  std::optional<Hit> hit;
  std::vector<TableRow> rows;
  std::optional<Value> otherwise;
  std::vector<Move> moves;
  std::vector<Override> overrides;
  Span span;
};

// ---- The other kinds ----------------------------------------------------------------------------------------------

struct Order {
  bool before = true;
  Anchor of;
};

struct Disclosure {
  Name name;
  Text label;
  EventRef gate;
  ExprId scope;
  EventRef show;
  std::vector<Order> show_order;
  EventRef confirm;
  std::vector<Order> confirm_order;
  std::optional<TimeSpan> valid;
  Text version;
  Text language;
  Name record;
  std::optional<Breach> breach;
  Span span;
};

struct Record {
  Name name;
  Text label;
  EventRef at;
  ExprId when;
  std::vector<Name> fields;
  std::optional<TimeSpan> keep;
  EventRef keep_from;
  EventRef destroyed_by;
  std::optional<Breach> breach;
  Span span;
};

struct Prohibition {
  bool forbid = true;  // else `allow`
  Name name;
  Text label;
  EventRef event;
  ExprId when;
  std::optional<Number> more_than;  // only beyond so many within a span
  std::optional<TimeSpan> within;
  std::vector<ExprId> except;
  std::optional<Breach> breach;
  Name exception_to;
  Span span;
};

struct Skip {
  EventRef step;
  ExprId when;
};

struct Sequence {
  Name name;
  Text label;
  std::vector<EventRef> steps;
  bool strict = false;
  std::vector<Skip> skips;
  std::optional<Breach> breach;
  Span span;
};

struct Routine {
  Name name;
  Text label;
  Name for_case;
  std::optional<TimeSpan> every;
  bool since_last = false;
  std::optional<Anchor> from;
  std::vector<EventRef> must;
  std::optional<Limit> limit;
  Name bearer;
  std::optional<CalendarChoice> calendar;
  std::optional<Breach> breach;
  Span span;
};

enum class MeasureKind : std::uint8_t { share, mean, count, percentile };
enum class Window : std::uint8_t { calendar_day, calendar_month, calendar_quarter, calendar_year };

struct WrittenBand {
  Name name;
  bool at_most = false;  // up to `value`; else from it on
  Value value;
};

struct Kpi {
  Name name;
  Text label;
  MeasureKind measure = MeasureKind::share;
  Name of;         // a rule, or a field; empty: an event, or the time between two
  Name state;      // met, breached, …
  EventRef event;  // that is counted; at which the field is taken; from which time is measured
  ExprId when;     // share, count of an event
  EventRef to;     // `time from … to …`
  std::optional<Number> percentile;
  std::vector<Name> by;
  std::optional<Window> over;
  std::optional<Compare> target_op;
  std::optional<Value> target;
  std::optional<Compare> growth_op;
  std::optional<Percent> growth;  // against the period before
  std::vector<WrittenBand> bands;
  std::vector<ExprId> exclude;
  Span span;
};

struct RatingPart {
  Name kpi;
  std::optional<Percent> weight;
};

struct Rating {
  Name name;
  Text label;
  std::vector<RatingPart> of;
  std::vector<WrittenBand> bands;
  Span span;
};

struct Parameter {
  Name name;
  Text label;
  Type type;
  std::optional<Value> standard;  // `default`
  Text because;
  Span span;
};

struct ProfileSet { Name parameter; Value value; Text because; };
struct ProfileWithout { Name clause; Text because; };
struct ProfilePrefer { Name preferred; Name over; Text because; };

struct Profile {
  Name name;
  Text label;
  std::vector<Name> use;
  std::vector<ProfileSet> sets;
  std::vector<ProfileWithout> without;
  std::vector<ProfilePrefer> prefers;
  Span span;
};

using Rule = std::variant<Duty, Ladder, Matrix, Table, Disclosure, Record, Prohibition, Sequence, Routine, Kpi, Rating, Parameter>;

struct Clause {
  Name id;
  Text label;
  Name handbook;
  std::vector<Text> texts;
  std::vector<Text> editions;  // of its handbook; empty: all of them
  bool retroactive = false;    // also for triggers before its first edition
  std::optional<Text> not_encoded_because;
  bool shared = false;
  std::vector<Name> shares;  // `shared RULE, …`: rules of other clauses that serve this one too
  std::vector<Rule> rules;
  Span span;
};

// ---- Tests --------------------------------------------------------------------------------------------------------

struct Given {
  Name case_kind;
  Name case_name;
  std::vector<std::pair<Name, Value>> fields;
  Span span;
};

struct TestEvent {
  InstantLiteral at;
  Name case_name;  // may be empty where one case is given
  Name event;
  std::vector<std::pair<Name, Value>> fields;
  Span span;
};

struct Until {
  InstantLiteral at;
};

enum class ExpectKind : std::uint8_t {
  state, level, grade, no_breach, no_forbidden, no_level, warned, fact,
  figure,       // of a KPI or rating
  no_cases,
  no_rule,      // `no RULE`: it has judged nothing
  retain_until  // `dated` says until when
};

struct Expect {
  ExpectKind kind = ExpectKind::state;
  Name case_name;  // `of C2`
  Name rule;
  Name state;      // met, breached, …; grade: the grade's name
  std::optional<Number> number;  // level, or grade
  std::optional<InstantLiteral> dated;
  Name because;
  std::optional<Value> figure;
  std::optional<DateLiteral> period;  // a date in it
  std::vector<std::pair<Name, Value>> group;
  std::optional<bool> reached;
  Name band;
  Span span;
};

using TestStep = std::variant<TestEvent, Until, Expect>;

struct Test {
  Text name;
  Name profile;  // none: that of the run
  std::vector<Given> given;
  std::vector<TestStep> steps;  // in the order written; expectations are judged when they are reached
  Span span;
};

// ---- File ---------------------------------------------------------------------------------------------------------

using Declaration = std::variant<Use, Calendar, Role, Grades, CaseKind, Event, Handbook, Clause, Rule, Profile, Test>;

struct File {
  base::FileId file;
  bool chinese = false;  // keyword language of the first line
  std::vector<Declaration> declarations;
  std::vector<Expr> exprs;
};

}  // namespace bylaw::parse
