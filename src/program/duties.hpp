// Duties with their clocks, checkpoints and ladders, and those of them that are no more than timers.
#pragma once
#include <cstdint>

#include "program/guards.hpp"
#include "program/range.hpp"

namespace bylaw::program {

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

enum class CheckpointKind : std::uint8_t { warning, limit, level, repeat, recalendar, withdrawal, in_force };

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
                                      // time it is moved to the next opening; none, or empty: at any hour
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
  std::uint16_t kept = 0;             // decisions that an instance keeps while its trigger's condition is unknown; made by `derive`
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
  std::uint32_t latches = 0;       // offset of their LatchStates, read by instances that wait for a fact alone; then of the instants
                                   // that these have passed, where pauses move them
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
  bool usual = false;              // that, and it is the same on every date
};

// Reasons that stop the same timers.
struct PauseProgram {
  std::uint64_t reasons = 0;
  std::uint32_t state = 0;         // offset of its PauseState
  Range timers;                    // of Program::index_lists: index of Program::timers, ascending
  std::uint64_t bits = 0;          // of its timers in CaseHeader::tracked; made by `derive`. 0: they share bits with others
};

}  // namespace bylaw::program
