// What the library tells a host: decisions, as plain structs without text. Text is made from them later, by `explain`.
#pragma once
#include <cstddef>
#include <cstdint>

#include "bylaw/export.hpp"
#include "bylaw/ids.hpp"
#include "bylaw/time.hpp"

namespace bylaw {

// The life of one obligation. The same words stand in rule tests, explanations and the manual.
// The numbers are part of snapshots: do not change the value of an existing entry.
enum class State : std::uint8_t {
  none = 0,           // never triggered
  pending = 1,        // triggered, but a fact its condition needs is unknown
  running = 2,
  paused = 3,
  met = 4,
  breached = 5,
  met_late = 6,       // performed after its breach
  cancelled = 7,
  superseded = 8,     // merged into another case, or replaced by a newer trigger
  withdrawn = 9,      // the case or the standard was withdrawn
  indeterminate = 10, // cannot be judged: the cause says why
  unreachable = 11    // its deadline cannot be computed: the calendar does not open any more
};

enum class DecisionKind : std::uint8_t {
  state = 0,    // an obligation entered `state`
  warning = 1,  // a warning of a duty is due; `level` is its number in the rule, from 1
  level = 2,    // an escalation level is reached
  grade = 3,    // a table gave a new result, in `value`
  remark = 4,   // nothing was judged, but a host or auditor may want to know; the cause says what
  retain_until = 5, // a record is to be kept until `due`
  waiver = 6        // a breach is waived: `state` and `cause` are still the breach's, `value` says who (the value of
                    // RuleSet::fields(rule)[0]), and `event` is where the reason stands
};

// Why. The numbers are part of recorded decisions: do not change the value of an existing entry.
enum class Cause : std::uint8_t {
  none = 0,
  performed = 1,            // the duty's event happened in time
  late = 2,                 // its deadline passed
  regraded = 3,             // a change of grade, or a promise told anew, moved the deadline into the past
  cancelled_by_event = 4,
  case_ended = 5,
  case_withdrawn = 6,
  case_merged = 7,
  unknown_fact = 8,         // the trigger's condition needs a fact that is not known
  over_capacity = 9,        // more triggers at once than `each at most N` allows
  not_maintained = 10,      // a condition to be maintained did not hold
  maintained = 11,          // it held to the end
  retriggered = 12,         // `triggers restart`: a newer trigger took its place
  reopened = 13,
  resume_without_pause = 14,  // remark
  repeated_discharge = 15,    // remark: the duty was performed already
  too_early = 16,             // remark: performed before `not-before`
  late_extension = 17,        // remark: the extending event came after its time
  after_end = 18,             // remark: an event of a case that has ended
  same_content = 19,          // remark: an event equal to the one before it, under another id
  calendar_ends = 20,         // unreachable: no further opening within the calendar's horizon
  overflow = 21,              // unreachable: the time lies outside the range of instants
  grade_changed = 22,         // a table's result changed after it was first given
  // Rules judged at events.
  shown = 23,                 // disclosure: shown, and confirmed where it has to be, before the gate
  not_shown = 24,
  not_confirmed = 25,
  expired = 26,               // shown longer ago than it is valid; `due` is when it ended
  complete = 27,              // record: all fields are known
  missing_field = 28,         // `value`: which of RuleSet::fields, one bit each
  kept = 29,                  // destroyed at or after its retention ended
  destroyed_early = 30,
  not_allowed = 31,           // forbid: it happened
  in_order = 32,              // sequence: every step that may not be left out, in order
  out_of_order = 33,          // a later step had happened; `level` is the step's number
  missing_step = 34,          // a later step, or the end of the case, came without it
  repeated_step = 35,         // remark
  too_many = 36,              // forbid: more of them within a span than may be; `due` is when the next is allowed
  nothing_to_waive = 37,      // remark: no breach of the duty is without a waiver
  waiver_incomplete = 38,     // remark: the event does not say who waives, or why
  waiver_unauthorised = 39,   // remark: who waives may not, or it is not known that they may
  standard_withdrawn = 40     // the standard itself was withdrawn while the duty ran
};

enum class DecisionFlag : std::uint8_t {
  overdue = 1,      // a later level of the same ladder was due in the same step
  provisional = 2,  // `due` lies outside the calendar's covered range
  correction = 4,   // given anew because an event came late or was voided; what it replaces, if anything, stands before it, retracted
  retracted = 8     // given before, and holds no more: the whole decision is repeated, so its content is the key to find it by
};

// A plain value of 56 bytes. Ordered in the caller's buffer as the facts became true.
struct Decision {
  std::uint64_t case_number = 0;  // the host's number of the case; 0 from a Case that was given none
  Instant at;                     // when it became true: the checkpoint's own instant, or the event's
  Instant due = never;            // the deadline in force; `never` where there is none
  std::int64_t value = 0;         // grade: the result; missing-field and unknown-fact of a rule judged at events: the facts that are
                                  // missing, bit i for RuleSet::fields(rule)[i]
  std::uint64_t event = 0;        // id of the event that brought it about; 0: the passing of time
  RuleId rule;
  std::uint32_t instance = 0;     // which instance of the rule in this case, from 1 in the order of their triggers; routine: the period
  DecisionKind kind = DecisionKind::state;
  State state = State::none;
  Cause cause = Cause::none;
  std::uint8_t level = 0;         // level or warning number; sequence: number of the step
  std::uint8_t edition = 0;       // of the handbook, from 0
  std::uint8_t flags = 0;         // DecisionFlag bits
  std::uint8_t variant = 0;       // which of the rule's limits was in force
};

// What a call came to. Negative: the host's fault or a lack of room, and nothing was changed.
enum class Status : std::int8_t {
  ok = 0,
  duplicate = 1,      // the event was taken before; nothing was changed
  more = 2,           // advance: the buffer is full; call again with the same instant
  voided = 3,         // a Desk's event that was voided before it came; nothing was changed
  needs_log = -1,     // the event is older than what this case has already judged: rebuild it from its log
  too_late = -2,      // older than the allowed lateness
  future = -3,        // later than `now` and the tolerance
  clock_backwards = -4,
  buffer_too_small = -5,  // apply: `needed` decisions; the state is unchanged
  unknown_event = -6,     // not an event of this kind of case
  unknown_field = -7,     // not a field of this event
  bad_value = -8,         // outside the field's type
  bad_snapshot = -9,      // bytes that are not a snapshot of this rule set and kind of case
  bad_memory = -10,       // too small or not aligned to 8
  unknown_case = -11,
  no_capacity = -12,      // a Desk's reserved room is used up
  too_many = -13,         // more events in one log, or more decisions on them, than the call has room for
  bad_pack = -14,         // bytes that are not a pack, or a damaged one
  other_pack = -15,       // a pack of another version of the library
  no_memory = -16,        // load: there is no room for the rules
  other_event = -17       // a Desk's event whose id another event of the case has; to tell one differently, void it and give the new one its own id
};

struct Result {
  Status status = Status::ok;
  std::size_t written = 0;  // decisions written to the buffer
  std::size_t needed = 0;   // buffer_too_small: how many there would be
};

// Words for logs and tools, in lower case as in the rule language ("met-late"); static storage. "?" for other numbers.
BYLAW_API const char* word(State state) noexcept;
BYLAW_API const char* word(DecisionKind kind) noexcept;
BYLAW_API const char* word(Cause cause) noexcept;
BYLAW_API const char* word(Status status) noexcept;

}  // namespace bylaw
