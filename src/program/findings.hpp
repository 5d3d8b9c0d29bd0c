// Rules judged at single events, and routines.
#pragma once
#include <cstdint>

#include "program/duties.hpp"
#include "program/range.hpp"

namespace bylaw::program {

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

// Marks: 1 a record was made, 2 may have been made, 4 what may have been there was destroyed. Word: until when it is kept, INT64_MAX not known yet, INT64_MIN destroyed.
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
  InForce in_force;               // of the periods that begin then
  std::int64_t withdrawn = INT64_MAX;  // when its standard is withdrawn
};

}  // namespace bylaw::program
