// The records inside a case's block of bytes. All of them are multiples of eight bytes, in the byte order of the machine; a
// snapshot writes them field by field in little-endian order. All times are microseconds since 1970-01-01T00:00Z.
#pragma once
#include <cstdint>

namespace bylaw::program {

enum CaseFlag : std::uint32_t { case_open = 1, case_ended = 2 };

// First bytes of every case. Then: known words, atom values, atom known bits, anchors, facts, pauses, dues, timers, instances of
// other duties, findings and their words. What every event reads stands together.
struct CaseHeader {
  std::int64_t last_at;         // order of the newest event; INT64_MIN: none
  std::int64_t last_sequence;
  std::uint64_t last_id;
  std::int64_t last_fired;      // stamp of the newest checkpoint; INT64_MIN: none
  std::int64_t due;             // earliest due of all instances; INT64_MAX: none
  std::uint64_t number;
  std::uint64_t last_content;   // hash of the newest event's kind, time and fields, to remark an equal one
  std::uint32_t kind;
  std::uint32_t flags;          // CaseFlag
  std::uint64_t pauses;         // reasons set
  std::int64_t now;             // greatest argument of advance; INT64_MIN: none
  std::uint64_t tracked;        // bits of the timers of which an instance may still be waited for; never too few
};

enum InstanceFlag : std::uint8_t {
  provisional_deadline = 1,  // outside the calendar's covered range
  was_breached = 2,          // at some time: later states keep it
  stop_pending = 4,          // performed while pending, before its limit is known: `at` is when
  clocks_paused = 8,         // a pause reason of the duty is set: its clocks stand
  stopped_paused = 16,       // it was discharged during a pause
  floor_by_regrade = 32,     // `floor` was set by a change of grade
  closed = 64,               // breached, and nobody waits for it any more
  waived = 128               // breached, with a waiver beside the breach
};

// One instance of a duty. Followed by a ClockState for each of its clocks, a LatchState for each word of atoms its triggers'
// conditions read, then a LadderState for each ladder, padded to 8. Where it has latches a WaitState comes last, with as many
// KeptDecisions as DutyProgram::kept says.
struct InstanceState {
  std::int64_t start;       // the trigger's instant
  std::int64_t floor;       // no checkpoint is stamped earlier: the latest of start, resume and regrade
  std::int64_t due;         // stamp of the next checkpoint; INT64_MAX: none
  std::int64_t deadline;    // in force; INT64_MAX: none, or not known yet
  std::int64_t at;          // when `state` was entered
  std::uint64_t fired;      // checkpoints established or dropped
  std::int64_t extra;       // added to the target by extensions
  std::uint32_t ordinal;    // from 1 in the order of triggers of this duty in this case; 0: never triggered
  std::uint8_t state;       // bylaw::State
  std::uint8_t cause;       // bylaw::Cause
  std::uint8_t next;        // checkpoint due at `due`
  std::uint8_t variant;     // limit in force
  std::uint8_t done;        // musts performed, one bit each
  std::uint8_t extended;    // extensions used, one bit each
  std::uint8_t edition;     // of the handbook, at the trigger
  std::uint8_t calendar;    // choice * editions + edition in force
  std::uint8_t flags;       // InstanceFlag
  std::uint8_t exhausted;   // bounded pauses used up, one bit each
  std::uint8_t trigger;     // which trigger started it (pending: whose guard decides)
  std::uint8_t replaced;    // extension whose target replaced the limit, + 1; 0: none
};

struct ClockState {
  std::int64_t start;  // INT64_MAX: not started
  std::int64_t since;  // running since, or paused since
  std::int64_t used;   // measured before `since`; months: dates whose closing was paused; a promise: its value, INT64_MAX untold
};

// One word of the atoms that a trigger's condition reads, as an instance that waits for missing facts holds it: what was known
// at the trigger, then the first value of what was not.
struct LatchState {
  std::uint64_t known;
  std::uint64_t values;  // subset of known
};

// An instance whose trigger's condition is unknown lives on as if it held, and says nothing: what it has come to, until a fact
// settles whether it is told or forgotten. Clocks, checkpoints and ladders are those of the instance itself.
struct WaitState {
  std::int64_t at;         // when `state` was entered
  std::uint16_t count;     // decisions kept
  std::uint8_t state;      // bylaw::State; none: not pending, or its limit is not known either
  std::uint8_t cause;      // bylaw::Cause
  std::uint32_t reserved;
};

struct KeptDecision {
  std::int64_t at;
  std::int64_t due;       // a waiver: who waived
  std::uint64_t event;    // 0: the passing of time
  std::uint8_t ladder;    // whose level it is; 0xff: the duty's own
  std::uint8_t kind;      // bylaw::DecisionKind
  std::uint8_t state;     // bylaw::State
  std::uint8_t cause;     // bylaw::Cause
  std::uint8_t level;
  std::uint8_t flags;     // bylaw::DecisionFlag
  std::uint8_t variant;
  std::uint8_t reserved;
};

struct LadderState {
  std::uint8_t level;     // highest reached
  std::uint8_t repeats;
  std::uint8_t ended;
  std::uint8_t answered;
};

enum TimerFlag : std::uint8_t {
  timer_stop_pending = 1,      // performed while pending: `at` is when
  timer_begun_in_a_pause = 2,  // its clock starts when the pause ends
  timer_closed = 4             // breached, and nobody waits for it any more
};

// One instance of a duty that is a timer. Where it may wait for facts and stand, the case has an instant for each of its points as
// well: what was passed while it waited, and at the limit's place, for one that was performed, its deadline then. Its due instant stands with those of the others; whether it is paused is told by the
// pause alone.
struct TimerState {
  std::int64_t base;      // in progress or breached: the trigger's instant less all that was paused before it; ended: the deadline
  std::int64_t at;        // when `state` was entered; breached: also the deadline
  std::uint32_t ordinal;  // from 1 in the order of triggers; 0: never triggered
  std::uint8_t state;     // bylaw::State, running also during a pause
  std::uint8_t cause;     // bylaw::Cause
  std::uint8_t next;      // the first point that has not been established
  std::uint8_t done;      // musts performed, one bit each
  std::uint8_t flags;     // TimerFlag
  std::uint8_t variant;   // limit in force
  std::uint8_t edition;   // of the handbook, at the trigger
  std::uint8_t trigger;   // which trigger started it
};

// What stops a group of timers. Sums of time are kept modulo 2^64: an instant plus what it was moved by is always an instant.
struct PauseState {
  std::int64_t total;    // paused until now, but for a pause that goes on
  std::int64_t since;    // start of the pause that goes on, or of the newest
  std::int64_t resumed;  // end of the newest pause that has ended; INT64_MIN: none
};

// A rule judged at events.
struct FindingState {
  std::uint16_t judged;   // how often; the number of its newest decision. Stays at its greatest value
  std::uint8_t state;     // bylaw::State of the newest
  std::uint8_t cause;     // bylaw::Cause of it
  std::uint8_t marks;     // see the rule's program
  std::uint8_t reserved;
};

enum RoutineFlag : std::uint8_t {
  routine_begun = 1,
  routine_missed = 2,       // the period before the one waited for is breached, and may still be performed late
  routine_provisional = 4   // `due` lies outside the calendar's covered range
};

// A routine: the period that is waited for, the oldest not judged yet, and what of the one before it may still happen. Constant
// in size, however many periods there are.
struct RoutineState {
  std::int64_t base;        // what the periods are counted from
  std::int64_t start;       // of the period: the end of the one before it, or `base`
  std::int64_t end;         // of the period
  std::int64_t due;         // its deadline: `end`, or later with a limit; INT64_MAX: none
  std::int64_t missed_due;  // deadline of the period before it, where that was missed
  std::int64_t at;          // when `state` was entered, where that is an end
  std::uint32_t ordinal;    // of the period, from 1
  std::uint32_t step;       // it ends `step` spans after `base`
  std::uint8_t state;       // bylaw::State: none, running, or how the routine ended
  std::uint8_t cause;       // bylaw::Cause
  std::uint8_t done;        // musts performed since the last performance, one bit each
  std::uint8_t flags;       // RoutineFlag
  std::uint8_t edition;     // of the handbook, at the period's start
  std::uint8_t previous;    // bylaw::State of the period before it
  std::uint8_t missed_edition;
  std::uint8_t missed_provisional;
};

static_assert(sizeof(RoutineState) == 64);
static_assert(sizeof(FindingState) == 6);
static_assert(sizeof(CaseHeader) == 88);
static_assert(sizeof(InstanceState) == 72);
static_assert(sizeof(ClockState) == 24);
static_assert(sizeof(LatchState) == 16);
static_assert(sizeof(WaitState) == 16);
static_assert(sizeof(KeptDecision) == 32);
static_assert(sizeof(LadderState) == 4);
static_assert(sizeof(TimerState) == 32);
static_assert(sizeof(PauseState) == 24);

}  // namespace bylaw::program
