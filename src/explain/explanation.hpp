// Why a case stands as it does, as data: what every rule asked, which events and values answered, and the stretches of time that add
// up to each figure. Made by from_case; to_text and to_json print it. Names are numbers of the program, times microseconds since
// 1970-01-01T00:00Z, intervals half open.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "bylaw/decision.hpp"
#include "bylaw/event.hpp"
#include "bylaw/ruleset.hpp"
#include "program/program.hpp"
#include "program/state.hpp"

namespace bylaw::explainer {

// Where an event is asked for and time itself did it. Events are numbers of Explanation::events.
inline constexpr std::size_t no_event = SIZE_MAX;

// ---- Conditions ---------------------------------------------------------------------------------------------------

// A fact or event that a condition asks about, as it was.
struct Reading {
  std::uint32_t fact = program::none;   // of Program::facts; none: whether `event` has happened
  std::uint32_t event = program::none;  // of Program::events
  bool known = false;
  std::int64_t value = 0;
  bool happened = false;
};

// A fact or a number in a comparison with arithmetic.
struct Summand {
  bool subtracted = false;
  std::uint32_t fact = program::none;  // none: the number
  std::int64_t number = 0;
};

// A comparison that a condition wants and that does not hold, or is not known to.
struct Need {
  program::AtomKind kind = program::AtomKind::compare;
  program::Compare op = program::Compare::equal;  // as wanted
  bool wanted = true;                             // known, member, has: false where the contrary is wanted
  std::uint32_t fact = program::none;
  std::uint32_t event = program::none;
  std::int64_t value = 0;
  std::vector<std::int64_t> values;               // member: one of these
  std::vector<Summand> left, right;               // expression
  std::uint32_t way = 0;                          // a condition may hold in several ways, and fails in each of them
};

// ---- Sums ---------------------------------------------------------------------------------------------------------

// A stretch in which the clocks stood.
struct Stop {
  std::int64_t from = 0;
  std::int64_t to = INT64_MAX;  // INT64_MAX: it goes on
  std::size_t begun_by = no_event;
  std::size_t ended_by = no_event;
  bool done_meanwhile = false;  // between a discharge and its reopening
};

enum class Counting : std::uint8_t {
  counted,
  start_day,      // dates: the day of the start does not count
  weekly_closed,  // no working day
  day_off,        // by a dated exception
  outside_hours,  // of a working day
  paused
};

// A part of one date: counted, outside hours or paused.
struct Interval {
  std::int64_t from = 0, to = 0;
  Counting how = Counting::counted;
  std::size_t stop = SIZE_MAX;  // paused: which of the instance's stops
};

// A stretch of a sum: a date, dates alike, or, of elapsed time, any interval. Stretches follow each other without a gap.
struct Stretch {
  std::int64_t from = 0, to = 0;
  bool dated = false;
  std::int32_t first = 0, last = 0;  // dates, days since 1970-01-01
  std::int64_t days = 1;             // alike
  std::int64_t each = 0;             // what each adds: microseconds or dates
  std::int64_t total = 0;            // with those before
  Counting how = Counting::counted;
  bool working_day = false;          // else a calendar day
  bool in_full = false;              // from opening to closing
  bool exception = false;            // a dated exception of the calendar names it, perhaps with a label
  std::string label;
  std::size_t stop = SIZE_MAX;       // paused, wholly or in part
  std::uint32_t calendar = program::none;
  std::vector<Interval> intervals;   // of a date of opening time (of the first, where there are several)
};

// By how many dates a pause moved a limit of months.
struct Moved {
  std::size_t stop = SIZE_MAX;
  std::int64_t dates = 0;
};

struct Amount {
  program::MeasureKind measure = program::MeasureKind::elapsed;
  std::int64_t amount = 0;  // microseconds, dates or months
};

// What adds up to an instant, or to an amount.
struct Sum {
  Amount target;
  std::uint32_t calendar = program::none;  // in force at its end
  std::int64_t start = INT64_MAX;
  std::int64_t opening = INT64_MAX;        // `count clock`: the opening that a start outside hours was moved to
  std::vector<Stretch> stretches;
  std::int64_t total = 0;                  // of the stretches
  bool has_nominal = false;                // months, `count clock`
  std::int64_t nominal = 0;
  std::vector<Moved> moved;                // months
  bool has_last_day = false;               // limits of dates and months
  std::int32_t last_day = 0, rolled_to = 0;
  std::vector<Stretch> open;               // `count clock` with pauses: the open time that the nominal limit comes to
  std::int64_t open_target = 0;
  std::size_t held_by = SIZE_MAX;          // the target was reached as this stop began, or before: it is passed when the stop ends
  std::int64_t due = INT64_MAX;            // what all this comes to; INT64_MAX: nothing
};

// ---- Duties -------------------------------------------------------------------------------------------------------

// One of the spans that a limit combines.
struct Term {
  Amount amount;
  bool started = false;                    // its clock
  bool summed = false;                     // else the fact says when
  std::uint32_t promised_by = program::none;
  std::uint32_t calendar = program::none;
  std::int64_t start = INT64_MAX;
  Sum sum;
};

// A limit that came into force.
struct Limit {
  std::int64_t at = 0;
  std::size_t event = no_event;
  std::vector<Amount> terms;
  bool extended = false;                   // by an extension, now or before
  bool by_extension = false;               // an extension brought it, not a fact
  Reading chosen_by;                       // the fact that chose it, as it was; no fact: there is no choice
};

enum class Happening : std::uint8_t {
  starts,
  would_start,     // a fact that decides is not known
  reopens,
  pauses,
  resumes,
  pause_used_up,
  limit_changed,
  limit_extended,
  answers_ladder,
  ends_ladder,
  decided,
  stands           // what it is so far
};

// How far a discharge lay from the deadline.
struct Margin {
  bool given = false;
  std::int64_t elapsed = 0;                // before it (in time) or after it (late)
  bool has_open = false;                   // late: of that, opening time
  Sum open;
};

struct Entry {
  std::int64_t at = 0;
  Happening what = Happening::decided;
  std::size_t event = no_event;
  std::size_t limit = 0;                   // limit_changed, limit_extended: of Instance::limits
  std::uint32_t ladder = program::none;    // of Program::rules
  Decision decision;                       // decided
  Margin margin;
  bool summed = false;                     // a warning or level: with what adds up to its instant
  bool to_opening = false;                 // from where it was moved to the next opening
  Sum sum;
};

struct Instance {
  program::InstanceState state{};          // as it was last seen
  std::int64_t deadline = INT64_MAX;
  bool provisional = false;
  std::size_t begun_by = no_event;
  bool was_pending = false;
  bool dated_by_stop = false;              // its limit was not known when it ran out: the breach is dated by a later stop, or the performance
  bool reopened = false;
  std::vector<Reading> readings;           // its trigger's condition, when it began
  std::vector<Reading> undecided;          // facts that choose its limit or calendar, and were not known then
  std::vector<Limit> limits;               // in the order in which they came into force
  std::size_t due_limit = 0;               // the one that the deadline belongs to
  std::vector<Term> terms;                 // of that one
  std::vector<Stop> stops;
  std::vector<Entry> history;
  bool in_progress = false;
  bool has_used = false;                   // of a limit of one term that adds up
  Sum used;                                // how much of it until now
  std::vector<std::uint32_t> waits_for;    // events that it still wants
};

// An event that could have started the duty and did not.
struct Missed {
  std::size_t event = 0;
  bool other_kind = false;                 // its `where` does not match
  bool not_in_force = false;               // the clause, in this edition of it, or its handbook
  bool already_open = false;
  std::vector<Need> needs;
  std::vector<Reading> readings;
};

struct DutyExplanation {
  bool no_limit = false;
  std::int64_t broken_from = INT64_MIN;    // of a rule for old cases: nothing is broken before
  program::Combine combine = program::Combine::single;
  std::vector<Instance> instances;
  std::vector<Missed> missed;
  std::vector<Entry> unkept;               // decisions on triggers that there was no room for
  std::vector<std::uint32_t> triggers;     // events that start it
};

// ---- The other kinds ----------------------------------------------------------------------------------------------

enum class Noted : std::uint8_t { shown, confirmed, judged, not_judged, not_in_force, kept_until, remarked };

// What an event meant to a disclosure, record, prohibition or sequence.
struct Note {
  std::int64_t at = 0;
  std::size_t event = no_event;
  Noted what = Noted::judged;
  Decision decision;
  std::vector<std::uint32_t> missing;      // facts
  std::uint32_t step = program::none;      // of a sequence: its event
  std::vector<Reading> readings;           // what its condition read
  std::vector<Need> needs;                 // not_judged: what it wanted
  bool lasting = false;                    // `decision.due` is so long after an instant
  Amount lasts;
  std::int64_t since = INT64_MAX;
  bool summed = false;                     // with what adds up to it
  Sum sum;
  std::vector<std::int64_t> counted;       // too_many: instants of the events that counted
};

// A period of a routine.
struct Period {
  std::uint32_t ordinal = 0;
  bool known = false;                      // when it began and ends
  program::RoutineState state{};           // as it was last waited for
  State verdict = State::running;
  bool in_progress = false;
  bool counts_on = false;                  // its end is told from that of the period before it
  Sum end, grace;
  std::vector<Entry> history;
};

struct RoutineExplanation {
  Amount every, grace;
  bool has_grace = false;
  bool since_last = false;
  bool not_in_force = false;               // any more, when a period would have begun
  std::vector<Period> periods;
};

// A result that a table gave.
struct TableResult {
  std::int64_t at = 0;
  std::size_t event = no_event;
  Reading given;
  std::vector<Reading> from;
};

struct RuleExplanation {
  std::uint32_t rule = program::none;
  std::uint32_t edition = 0;
  std::uint32_t zone = program::none;      // calendar in whose zone its times are told; none: UTC
  bool concerned = false;                  // the rule had to do with the case
  DutyExplanation duty;
  std::vector<Note> notes;                 // disclosure, record, forbid, sequence
  RoutineExplanation routine;
  std::vector<TableResult> results;
  std::vector<Reading> inputs;             // of a table, as they are now
};

// An event that the case did not take: nothing after it was judged.
struct Refusal {
  std::size_t event = no_event;
  Status status = Status::ok;
};

struct Explanation {
  CaseKindId kind;
  std::int64_t now = 0;                    // up to when time has passed
  std::vector<Event> events;               // in order, each once; their fields are the caller's
  std::vector<Decision> decisions;         // all of the case, as they were given
  std::vector<Entry> remarks;              // on the case, not on one rule
  std::vector<RuleExplanation> rules;
  Refusal refused;
};

}  // namespace bylaw::explainer
