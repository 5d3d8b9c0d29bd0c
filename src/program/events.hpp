// What an event does: facts it sets, reactions of duties and routines, looks of the rules judged at single events.
#pragma once
#include <cstdint>

#include "program/guards.hpp"
#include "program/range.hpp"

namespace bylaw::program {

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
  // Offsets of the words named above in a case's bytes; made by `derive`.
  std::uint32_t known_at = 0;
  std::uint32_t values_at = 0;
  std::uint32_t atoms_known_at = 0;
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

// How a reaction is taken; made by `derive`.
enum class Way : std::uint8_t {
  general,
  stop_timer,   // whatever holds
  start_timer   // by its test alone
};

struct Reaction {
  Effect effect = Effect::stop;
  std::uint8_t detail = 0;
  std::uint32_t target = none;  // index of Program::duties; of a routine: of Program::routines
  std::uint32_t guard = none;   // none: always
  std::uint32_t where = none;   // none: any
  std::uint32_t timer = none;   // index of Program::timers, where the duty is one
  Test test;                    // of `guard`
  Way way = Way::general;
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

}  // namespace bylaw::program
