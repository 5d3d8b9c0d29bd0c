// The compiled program: what `compile` writes and `eval` reads. Plain tables, referred to by index; nothing in it is text that
// the event path would look at. A case's state is a block of bytes whose layout is decided here (state.hpp has its records).
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "bylaw/ruleset.hpp"
#include "program/calendar_tables.hpp"

namespace bylaw::program {

inline constexpr std::uint32_t none = 0xffffffffu;

// A run of elements of one of the program's vectors.
struct Range {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

// ---- Names (read by hosts and tools, never by the event path) -----------------------------------------------------

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

// ---- Guards -------------------------------------------------------------------------------------------------------
// Every comparison in a condition is an atom of the case: one bit `value` and one bit `known` (0 where unknown, and then
// `value` is 0 too). A condition is a disjunction of terms, a term a conjunction of atoms as masks over words of atoms.
// Kleene's strong tables distribute, so this normal form has the condition's value in all three cases.

struct Mask {
  std::uint32_t word = 0;
  std::uint64_t mask = 0;
  std::uint64_t want = 0;  // subset of mask
};

struct GuardTerm {
  Range masks;
};

struct Guard {
  Range terms;            // no term: false
  bool plain = false;     // one term over one word: `mask` says it all
  Mask mask;
};

// A guard where it is asked on the event path: its mask and where the atoms stand in the case's bytes, so that one test needs no
// other table. Made by `derive` for guards that are plain, and for no guard at all, whose mask is empty.
struct Test {
  std::uint64_t mask = 0;
  std::uint64_t want = 0;
  std::uint32_t values = none;  // offset of the word; none: the guard has to be asked in full
  std::uint32_t known = 0;      // offset of the word
};

enum class Compare : std::uint8_t { equal, not_equal, less, less_equal, greater, greater_equal };

enum class AtomKind : std::uint8_t {
  compare,    // fact op constant
  member,     // the fact's value is one of `values`; a set: it contains any of the mask `constant`, and `values` is empty
  known,      // the fact is known (the atom itself is always known)
  has,        // the event has happened before (always known)
  expression  // `code` leaves left and right on the stack; compared by op
};

struct Atom {
  AtomKind kind = AtomKind::compare;
  Compare op = Compare::equal;
  std::uint32_t word = 0;
  std::uint64_t bit = 0;      // one bit set
  std::uint32_t slot = none;  // index of Program::slots
  std::int64_t constant = 0;
  Range values;               // of Program::constants, sorted
  Range code;                 // of Program::code
};

enum class Op : std::uint8_t { push_constant, push_fact, add, subtract };

struct Code {
  Op op = Op::push_constant;
  std::uint32_t slot = none;
  std::int64_t constant = 0;
};

inline constexpr std::uint32_t code_stack = 16;  // deepest stack an expression may need; compile refuses more

// ---- Layout of a case ---------------------------------------------------------------------------------------------

// Where a fact lives in the case's bytes. Width in bytes: 1, 2, 4 or 8, two's complement.
struct FactSlot {
  std::uint32_t fact = none;
  std::uint32_t offset = 0;
  std::uint8_t width = 8;
  std::uint32_t known_word = 0;
  std::uint64_t known_bit = 0;       // in word `known_word` of the known words
  Range atoms;                       // of Program::atom_lists: atoms (index of Program::atoms) to set anew when the fact changes
  // Facts whose atoms are all plain (compare, member, known) and lie in one word have that word's value bits by value: for each
  // legal value from `first` where there are at most 64; else for each band, of which `cuts` has the first values but for the
  // lowest. `atoms` still lists them, for when the fact becomes unknown.
  std::uint32_t small_first = none;  // of Program::small
  std::uint32_t small_count = 0;
  Range cuts;                        // of Program::constants, ascending; at most 64
  bool by_band = false;
  std::int64_t first = 0;            // smallest legal value
  std::int64_t last = 0;             // greatest legal value
  std::uint32_t atom_word = 0;
  std::uint64_t atom_mask = 0;
  Range tables;                      // of Program::index_lists: tables (index of Program::tables) that read it, ascending
  Range duties;                      // of Program::index_lists: duties that ask again when it changes: limit or calendar chosen by it,
                                     // a condition to maintain or a trigger's condition that reads it
};

// ---- Reactions ----------------------------------------------------------------------------------------------------

// `EVENT where FIELD op VALUE`, read from the event itself.
struct Where {
  std::uint32_t fact = none;
  Compare op = Compare::equal;
  std::int64_t value = 0;
};

// The order of this list is the order of effects of one event (row sem-W3).
enum class Effect : std::uint8_t {
  stop,         // duty `target` is discharged by its must number `detail`
  perform,      // routine `target` is performed by its must number `detail`
  answer,       // ladder `detail` of duty `target` is answered
  stop_ladder,  // ladder `detail` of duty `target` ends
  cancel,       // duty
  waive,        // duty; its breaches, if who and why are told and who may
  extend,       // duty; extension `detail`
  pause,        // pause reason `detail` begins (no target)
  resume,       // pause reason `detail` ends (no target)
  anchor,       // the instant is recorded in anchor slot `detail` (no target); clocks waiting for it start
  start,        // duty; trigger `detail`
  begin,        // routine; its periods are counted from here, unless they are already
  reopen,       // duty
  end_case,     // no target
  withdraw_case,
  merge_case
};

struct Reaction {
  Effect effect = Effect::stop;
  std::uint8_t detail = 0;
  std::uint32_t target = none;  // index of Program::duties; of a routine: of Program::routines
  std::uint32_t guard = none;   // none: always
  std::uint32_t where = none;   // none: any
  std::uint32_t timer = none;   // index of Program::timers, where the duty is one
  Test test;                    // of `guard`
};

// What an event means to the rules judged at events. The order of this list is the order in which one event is looked at
// (row sem-W3): each looks at the history before the event, so a showing at the gate itself comes too late for it.
enum class LookKind : std::uint8_t {
  gate,     // disclosure is judged
  record,   // record is judged
  keep,     // its retention begins
  destroy,  // it is destroyed
  forbid,   // prohibition is judged
  step,     // step `detail` of a sequence
  confirm,  // of a disclosure
  show
};

struct Look {
  LookKind kind = LookKind::gate;
  std::uint8_t detail = 0;
  std::uint32_t target = none;  // index of Program::disclosures, records, prohibitions or sequences
  std::uint32_t where = none;   // none: any
  std::uint32_t guard = none;   // none: always
  Test test;                    // of `guard`
};

// A field that an event carries.
struct PlanField {
  std::uint32_t fact = none;
  std::uint32_t slot = none;          // none: no rule reads it
  std::int64_t first = 0, last = 0;   // legal values
  bool text = false;                  // 0 means that it is empty, so unknown
};

struct EventPlan {
  bool happens = false;           // false: not an event of this kind of case
  Range fields;                   // of Program::plan_fields, sorted by fact
  Range reactions;                // of Program::reactions, in the order of effects
  std::uint32_t has_word = none;  // the atom `has EVENT`, set after all effects
  std::uint64_t has_bit = 0;
  bool any_pause = false;         // has pause or resume effects
  Range looks;                    // of Program::looks, in their order
};

// ---- Tables -------------------------------------------------------------------------------------------------------

struct TableRow {
  std::uint32_t guard = none;  // none: always
  std::int64_t then = 0;
  Test test;                   // of `guard`
};

struct TableProgram {
  std::uint32_t rule = none;
  std::uint32_t result = none;                  // index of Program::slots
  bool matrix = false;
  std::uint32_t rows_slot = none, cols_slot = none;
  std::int64_t rows_first = 0, cols_first = 0;  // value of the first row, column
  std::uint32_t row_count = 0, col_count = 0;
  std::uint32_t grid = 0;                       // of Program::constants, row-major
  Range rows;                                   // of Program::table_rows
  bool unique = false;                          // hit policy; else the first row
  bool has_otherwise = false;
  std::int64_t otherwise = 0;                   // no row hits, or an input is unknown
  Range overrides;                              // of Program::table_rows; the first that holds wins over everything
  Range moves;                                  // of Program::table_rows; the first that holds: `then` is added (signed along the numbers)
  bool clamp = false;
  std::int64_t first = 0, last = 0;             // results are clamped to this
};

// Instants [from, until) at which what happens is judged by the rule.
struct InForce {
  std::int64_t from = INT64_MIN;
  std::int64_t until = INT64_MAX;

  bool at(std::int64_t instant) const { return instant >= from && instant < until; }
};

// ---- Clocks and duties --------------------------------------------------------------------------------------------

enum class MeasureKind : std::uint8_t {
  elapsed,              // µs
  working,              // µs of open time
  dates,                // calendar dates, by civil or inclusive counting
  working_dates,        // working dates, by civil or inclusive counting
  months,               // months, nominal date moved by paused dates
  clock_dates,          // `count clock`, calendar days
  clock_working_dates,  // `count clock`, working days
  clock_months,         // `count clock`, months
  at_once,              // the next open instant
  promised              // the instant in a fact
};

enum class Activation : std::uint8_t {
  trigger,
  anchor,   // `index`: anchor slot of the case
  breach,
  level,    // `index`: checkpoint whose firing starts it
  paused    // runs while reason `index` of Program::bounded_pauses is set
};

// What a clock of a duty measures, and from when. Its state in a case is a ClockState.
struct ClockProgram {
  MeasureKind measure = MeasureKind::elapsed;
  Activation activation = Activation::trigger;
  std::uint8_t index = 0;
  bool inclusive = false;            // the start date counts when it is a counted date
  std::uint8_t day_end = 0;          // 0 by the rule (close of business where there are hours), 1 end of day, 2 close of business
  std::uint8_t roll = 0;             // 0 wide, 1 narrow, 2 none
  std::int16_t cut_off_minute = -1;  // received after it counts as the next working day
  bool promised_is_date = false;     // promised: the fact is a date, due at its closing instant
  std::uint32_t slot = none;         // promised: index of Program::slots
  Range calendars;                   // of Program::index_lists: index of Program::calendars by choice * editions + edition; empty: none
};

struct Target {
  std::uint8_t clock = 0;            // index within the duty's clocks
  std::int64_t amount = 0;
};

enum class CheckpointKind : std::uint8_t { warning, limit, level, repeat, recalendar, withdrawal };

enum class When : std::uint8_t {
  reach,            // the clock reaches the amount
  before_deadline,  // the latest instant with `amount` of the clock's measure (elapsed or working) before the deadline
  open_percent,     // percent of the open time (elapsed where there are no hours) between start and deadline; `amount` unused,
                    // the threshold's clock measures it (working or elapsed, from the trigger)
  at_instant        // recalendar, withdrawal
};

// Something a duty does when time passes. Checkpoints of one instant are established in the order of this list.
struct CheckpointProgram {
  CheckpointKind kind = CheckpointKind::limit;
  When when = When::reach;
  std::uint8_t level = 0;             // warning, level: its number
  std::uint8_t ladder = 0xff;         // level, repeat: index into the duty's ladders
  bool needs_breach = false;          // `breached …`: only once the duty is breached
  std::uint32_t rule = none;          // rule that the decision names
  Range adjust;                       // of Program::index_lists, by calendar choice * editions + edition: calendar in whose closed
                                      // time it is moved to the next opening; empty: at any hour
  std::int64_t percent_num = 0;       // open_percent: num / den of the whole
  std::int64_t percent_den = 1;
  std::int64_t instant = 0;           // at_instant
};

struct LadderProgram {
  std::uint32_t rule = none;
  std::uint64_t levels = 0;           // checkpoints of its levels
  std::uint64_t repeat = 0;           // checkpoint of its repetition: one bit, or 0; its clock is activated by the last level
  std::uint64_t unanswered = 0;       // checkpoints that an answer drops (levels waiting for an answer, and the repetition)
  std::uint8_t repeat_at_most = 0;
  bool highest_only = false;
};

struct Extension {
  bool to = true;                     // else by
  Target target;                      // to: the new target; by: the amount added, on the limit's own clock
  bool has_within = false;
  Target within;                      // else up to the deadline
  std::int64_t cap = 0;               // by: greatest total; 0: none
};

struct BoundedPause {
  std::uint64_t reason = 0;           // one bit of the case's pause set
  Target most;                        // a clock activated by `paused`
};

enum class RegradeMode : std::uint8_t { retarget, restart, unchanged, tighten_only };
enum class ReopenMode : std::uint8_t { resume, new_cycle, from_start };
enum class TriggerMode : std::uint8_t { ignore, each, restart };
enum class Combine : std::uint8_t { single, earliest, latest };

// One duty in one kind of case.
struct DutyProgram {
  std::uint32_t rule = none;
  std::uint32_t instances = 0;        // offset of its first instance in the case
  std::uint32_t first_instance = 0;   // its number among all instances of the case, in the order of duties
  std::uint32_t stride = 0;           // bytes of one instance
  std::uint8_t slots = 1;             // `each at most N`
  TriggerMode triggers = TriggerMode::ignore;
  RegradeMode regrade = RegradeMode::retarget;
  ReopenMode reopen = ReopenMode::resume;
  bool after_breach_continues = true;
  std::uint8_t must_count = 1;        // at most 8. 0: a condition to maintain
  bool must_any = false;              // any one of them discharges it; else all together
  bool or_before = false;             // a must before the trigger discharges it; see must_anchors
  Range must_anchors;                 // of Program::index_lists: anchor slot of each must, where or_before
  std::uint32_t maintain = none;      // guard
  Range trigger_guards;               // of Program::index_lists: guard of each trigger (none: always)
  Range latches;                      // of Program::masks: the atoms that the triggers' conditions read, a word each
  bool no_limit = false;              // then there is no limit checkpoint
  Combine combine = Combine::single;
  std::uint8_t term_count = 1;        // limits combined
  std::uint32_t chosen_by = none;     // slot of the fact whose value chooses the arm
  std::int64_t chosen_first = 0;      // value of the first entry of `arms`
  Range arms;                         // of Program::index_lists: arm by value (none: no arm)
  std::uint32_t arm_count = 1;
  Range untils;                       // of Program::constants: instants; dated index = number of them at or before the trigger
  std::uint32_t dated_count = 1;
  std::uint32_t targets = 0;          // of Program::targets: [variant * term_count + term], variant = arm * dated_count + dated
  std::uint32_t thresholds = 0;       // of Program::targets: [(variant * checkpoints.count + checkpoint) * term_count + term];
                                      // the limit's own rows equal `targets`; only term 0 counts where the checkpoint is not
                                      // derived from the limit (breached by, unanswered, elapsed SPAN, before_deadline)
  std::uint64_t combined = 0;         // checkpoints whose instant is combined over the terms (limit, percent of it)
  std::uint64_t moved = 0;            // checkpoints whose threshold moves with extensions: `extra` is added (limit, breached by on its
                                      // clock, remaining); percentages are scaled by percent_num / percent_den of the new total
  Range clocks;
  Range checkpoints;                  // at most 64
  std::uint8_t limit_checkpoint = 0xff;
  bool ordered = false;               // one term, all `reach` on the variant's limit clock, no adjusting, ascending thresholds, no
                                      // ladder waits: the first checkpoint not yet fired is the next one
  bool plain = false;                 // ordered, clock 0 is elapsed time, one calendar edition: due instants are sums
  Range ladders;
  Range extensions;                   // at most 8
  std::uint64_t pauses = 0;           // reasons that stop its clocks
  Range bounded_pauses;               // at most 8
  std::uint32_t calendar_by = none;   // slot of the fact whose value chooses the calendar
  std::int64_t calendar_first = 0;
  Range calendar_arms;                // of Program::index_lists: choice by value (none: no choice)
  std::uint32_t calendar_choices = 1;
  std::uint32_t calendar_editions = 1;  // clocks come in as many copies: copy e (from e * clocks.count / calendar_editions) measures
                                      // in edition e, and targets name the first copy
  Range edition_instants;             // of Program::constants: `published` of each calendar edition after the first, ascending
  bool has_not_before = false;
  Target not_before;                  // a clock of its own
  Range handbook_editions;            // of Program::constants: instants at which the handbook's editions come into force
  InForce in_force;                   // of its triggers
  std::int64_t retroactive_from = INT64_MIN;  // nothing is established before it for an earlier trigger; INT64_MIN: not retroactive
  std::uint8_t withdrawal = 0xff;     // the checkpoint at which its standard is withdrawn
  Range other_editions;               // of Program::index_lists: duties of the same name: they share numbers and triggers
  std::uint32_t waived_by = none;     // fact, carried by the waiving event: who
  std::uint32_t waived_because = none;  // and why
  std::uint32_t timer = none;         // index of Program::timers: judged there, from records of its own; `instances` and `stride` are 0
};

// ---- Timers -------------------------------------------------------------------------------------------------------
// Most duties are no more than this: after a trigger, so much elapsed time, stopped by events and standing during pauses. Such a
// duty is plain, has the trigger's clock alone, one arm of its limit, and nothing that moves it: no extension, bounded pause,
// `not-before`, choice by a fact, reopening, answer or repetition. A few words are enough for its instances (TimerState), pauses
// move all of them at once (PauseState), and checkpoints are gone through in their order.

struct TimerPoint {
  std::int64_t amount = 0;         // µs from the trigger, pauses left out
  std::uint32_t rule = none;
  CheckpointKind kind = CheckpointKind::limit;
  std::uint8_t level = 0;
  std::uint8_t ladder = 0xff;
};

struct TimerProgram {
  std::uint32_t rule = none;
  std::uint32_t duty = none;       // index of Program::duties
  std::uint32_t states = 0;        // offset of its TimerStates
  std::uint32_t dues = 0;          // offset of their dues
  std::uint32_t latches = 0;       // offset of their LatchStates, read by instances that wait for a fact alone
  std::uint32_t pause = none;      // offset of the PauseState that moves it
  std::uint64_t reasons = 0;       // for which it stands
  std::uint32_t points = 0;        // of Program::timer_points: [variant * point_count + point]
  std::uint8_t point_count = 0;
  std::uint8_t limit = 0;          // the point that is the limit
  std::uint8_t slots = 1;
  std::uint8_t musts = 1;          // that all have to be performed, one bit each; 0: any one
  TriggerMode triggers = TriggerMode::ignore;
  bool after_breach_continues = true;
  bool dated = false;              // its limit or handbook changes on some date
  std::uint64_t bit = 0;           // in CaseHeader::tracked; made by `derive`, as `alone`
  bool alone = false;              // it has one instance, and the bit belongs to that alone
};

// Reasons that stop the same timers.
struct PauseProgram {
  std::uint64_t reasons = 0;
  std::uint32_t state = 0;         // offset of its PauseState
  Range timers;                    // of Program::index_lists: index of Program::timers
};

// ---- Rules judged at events ---------------------------------------------------------------------------------------

// What they have in common. In a case each has a FindingState, and words of eight bytes of its own.
struct FindingProgram {
  std::uint32_t rule = none;
  std::uint32_t state = 0;   // number among the case's findings
  std::uint32_t words = 0;   // number of its first word among the case's
  Range facts;               // of Program::index_lists: slots, in the order of Rule::fields; at most 64
  Range editions;            // of Program::constants: instants at which the handbook's editions come into force
  InForce in_force;          // of the events judged
};

// A span of time in the calendar edition in force.
struct Lasting {
  MeasureKind measure = MeasureKind::elapsed;  // at most clock_months
  bool inclusive = false;
  std::uint8_t roll = 0;     // 0 wide, 1 narrow, 2 none
  std::int64_t amount = 0;
  Range calendars;           // of Program::index_lists, by edition; empty: none
  Range published;           // of Program::constants: when each edition after the first was
};

// Marks: 1 shown, 2 confirmed. Words, where it is valid for a time: instant of the latest showing; of the latest showing that
// was confirmed.
struct DisclosureProgram {
  FindingProgram finding;
  std::uint32_t scope = none;  // guard
  bool confirm = false;
  bool confirm_after_show = false;
  bool valid = false;
  Lasting lasts;
};

// Mark: 1 a record was made. Word: until when it is kept, INT64_MAX not known yet, INT64_MIN destroyed.
struct RecordProgram {
  FindingProgram finding;
  std::uint32_t when = none;   // guard
  std::uint32_t fields = 0;    // how many of `facts` have to be known
  bool made_at_event = false;  // else it is there from the start
  bool keep = false;
  Lasting kept;                // elapsed, dates or months; to the end of the last date
};

// Where it counts, words: the instants of the newest `more_than` events that counted, ascending, INT64_MIN where there were fewer;
// then, where its condition may be unknown, of the newest ones that may have counted.
struct ProhibitionProgram {
  FindingProgram finding;
  std::uint32_t holds = none;  // guard
  std::uint8_t more_than = 0;  // 0: does not count
  Lasting within;              // elapsed, dates or months; to the end of the last date
};

// Word: steps that have happened (low half) and steps that have been judged (high half), one bit each. Mark: 1 a breach, 2 judged
// indeterminate.
struct SequenceProgram {
  FindingProgram finding;
  std::uint8_t steps = 0;
  bool strict = false;
  Range may_skip;              // of Program::index_lists, by step: guard (none: always), never_skipped
};

inline constexpr std::uint32_t never_skipped = 0xfffffffeu;

// ---- Routines -----------------------------------------------------------------------------------------------------

// One routine in its kind of case. Its state there is a RoutineState.
struct RoutineProgram {
  std::uint32_t rule = none;
  std::uint32_t state = 0;        // number among the case's routines
  std::uint8_t must_count = 1;    // at most limits::musts
  bool from_event = false;        // begins with an event (Effect::begin), else with the case's first
  bool since_last = false;        // the next period runs from the last performance
  bool has_grace = false;
  std::uint8_t grace_day_end = 0; // as ClockProgram::day_end
  Lasting every;                  // working time and working dates too
  Lasting grace;                  // counted from the period's end
  Range editions;                 // of Program::constants: instants at which the handbook's editions come into force
};

// ---- Aggregates ---------------------------------------------------------------------------------------------------
// Read by boards, never by the event path.

inline constexpr std::uint8_t kpi_waived = 0xff;  // KpiProgram::state: breached, with a waiver

// A condition as postfix code over facts and events of a case; cells are three-valued.
enum class KpiOp : std::uint8_t {
  constant,   // `value`
  fact,       // `index`
  add, subtract,
  compare,    // by `compare`
  member,     // fact `index` is one of `values`; a set contains any of the mask `value`, and `values` is empty
  known,      // fact `index`
  has,        // event `index`
  both, either, negate,
  always
};

struct KpiCode {
  KpiOp op = KpiOp::always;
  Compare compare = Compare::equal;
  std::uint32_t index = none;
  std::int64_t value = 0;
  Range values;  // of Program::constants
};

// mantissa / 10^scale; of times, whole minutes.
struct KpiFigure {
  bool given = false;
  Compare op = Compare::equal;
  std::int64_t mantissa = 0;
  std::uint8_t scale = 0;
};

struct KpiBand {
  std::string name;
  KpiFigure from;
};

struct KpiEvent {
  std::uint32_t event = none;
  Where where;  // its fact is none: any
};

enum class KpiMeasure : std::uint8_t { share, mean, count, percentile };
enum class KpiWindow : std::uint8_t { all, day, month, quarter, year };

struct KpiProgram {
  std::uint32_t rule = none;      // its own
  KpiMeasure measure = KpiMeasure::share;
  KpiWindow window = KpiWindow::all;
  std::uint8_t decimals = 0;      // of what is measured: money
  std::uint8_t state = 0;         // bylaw::State that is counted; 0: any
  std::uint8_t percentile = 0;
  std::uint32_t of = none;        // rule whose judgements are counted; none: events
  std::uint32_t fact = none;      // taken at `event`
  KpiEvent event, to;             // `to.event`: the time between the two
  std::uint32_t calendar = none;  // in whose zone the periods are; none: UTC
  Range cases;                    // of Program::index_lists
  Range by;                       // of Program::index_lists: facts
  Range when;                     // of Program::kpi_code; empty: always
  Range exclude;                  // of Program::kpi_code; empty: never
  KpiFigure target, growth;
  Range bands;                    // of Program::kpi_bands, falling
};

struct RatingPart {
  std::uint32_t kpi = none;       // of Program::kpis
  KpiFigure weight;               // per cent
};

struct RatingProgram {
  std::uint32_t rule = none;
  Range parts;                    // of Program::rating_parts; one without a weight: the KPI's own figure
  Range bands;
};

// An instance that may be due.
struct Instance {
  std::uint32_t duty = none;   // index of Program::duties
  std::uint32_t timer = none;  // index of Program::timers, where it is one
  std::uint32_t slot = 0;
};

// ---- Case kinds ---------------------------------------------------------------------------------------------------

struct CaseProgram {
  Title title;
  std::uint32_t size = 0;             // bytes of a case, a multiple of 8; at most limits::case_bytes
  std::uint32_t known_offset = 0;     // words of known bits of facts
  std::uint32_t known_words = 0;
  std::uint32_t value_offset = 0;     // words of atom values, directly followed by as many of atom known bits
  std::uint32_t atom_words = 0;
  std::uint32_t anchors_offset = 0;   // instants of anchor events, INT64_MAX where they have not happened
  std::uint32_t anchor_count = 0;
  Range slots;                        // of Program::slots
  Range atoms;                        // of Program::atoms
  Range always_known;                 // of Program::small: per word, atoms known from the start (known, has)
  Range plans;                        // of Program::plans, by event kind
  Range tables;                       // of Program::tables
  Range duties;                       // of Program::duties
  std::uint32_t dues_offset = 0;      // due of every instance, side by side: the earliest is looked for here
  Range instances;                    // of Program::instances: every instance, in the order of duties
  Range timers;                       // of Program::timers
  Range pauses;                       // of Program::pauses
  Range others;                       // of Program::index_lists: duties that are no timers
  Range disclosures;                  // of Program::disclosures
  Range records;
  Range prohibitions;
  Range sequences;
  Range routines;                     // of Program::routines
  std::uint32_t routines_offset = 0;  // RoutineStates
  std::uint32_t findings_offset = 0;  // FindingStates
  std::uint32_t finding_count = 0;
  std::uint32_t words_offset = 0;     // words of findings
  std::uint32_t word_count = 0;
  std::uint32_t max_decisions = 0;    // upper bound for one event; periods of routines that ended before it come on top
};

// How many rule sets share a program. A copy of the program is shared by nobody yet.
struct Sharers {
  std::atomic<std::uint32_t> count{0};

  Sharers() = default;
  Sharers(const Sharers&) noexcept {}
  Sharers& operator=(const Sharers&) noexcept { return *this; }
};

struct Program {
  mutable Sharers sharers;
  // Names.
  std::vector<Fact> facts;
  std::vector<EventKind> events;
  std::vector<Clause> clauses;
  std::vector<Rule> rules;
  std::vector<Title> roles;
  std::vector<Handbook> handbooks;
  std::vector<std::vector<ParameterNote>> parameter_notes;  // by rule
  std::string profile;                                     // chosen when it was compiled; may be empty
  std::vector<std::vector<DayNote>> day_notes;  // by calendar: its dated exceptions
  std::string zone_name;
  std::string zone_data_version;
  std::uint32_t zone_calendar = none;  // calendar in whose zone local times are read; none: UTC
  std::int64_t lateness_us = 0;            // how late an event may be told: the greatest of the handbooks'
  std::array<std::uint8_t, 16> hash{};
  // Sorted by name, for look-ups: indices into the tables above.
  std::vector<std::uint32_t> facts_by_name, events_by_name, rules_by_name, cases_by_name;

  // Tables of the event path.
  std::vector<CaseProgram> cases;
  std::vector<FactSlot> slots;
  std::vector<EventPlan> plans;
  std::vector<PlanField> plan_fields;
  std::vector<Reaction> reactions;
  std::vector<Where> wheres;
  std::vector<Guard> guards;
  std::vector<GuardTerm> guard_terms;
  std::vector<Mask> masks;
  std::vector<Atom> atoms;
  std::vector<std::uint32_t> atom_lists;
  std::vector<std::uint64_t> small;
  std::vector<Code> code;
  std::vector<std::int64_t> constants;
  std::vector<std::uint32_t> index_lists;
  std::vector<TableProgram> tables;
  std::vector<TableRow> table_rows;
  std::vector<DutyProgram> duties;
  std::vector<ClockProgram> clocks;
  std::vector<CheckpointProgram> checkpoints;
  std::vector<LadderProgram> ladders;
  std::vector<Extension> extensions;
  std::vector<BoundedPause> bounded_pauses;
  std::vector<Target> targets;
  std::vector<Instance> instances;
  std::vector<TimerProgram> timers;
  std::vector<TimerPoint> timer_points;
  std::vector<PauseProgram> pauses;
  std::vector<Look> looks;
  std::vector<DisclosureProgram> disclosures;
  std::vector<RecordProgram> records;
  std::vector<ProhibitionProgram> prohibitions;
  std::vector<SequenceProgram> sequences;
  std::vector<RoutineProgram> routines;
  std::vector<KpiProgram> kpis;
  std::vector<KpiCode> kpi_code;
  std::vector<KpiBand> kpi_bands;
  std::vector<RatingProgram> ratings;
  std::vector<RatingPart> rating_parts;
  std::vector<CalendarTable> calendars;  // one for each calendar and edition of it
};

}  // namespace bylaw::program
