// The compiled program: what `compile` writes and `eval` reads. Plain tables, referred to by index; nothing in it is text that
// the event path would look at. A case's state is a block of bytes whose layout is decided here (state.hpp has its records).
// The records of the tables have files of their own by subject, all of them included here.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "program/calendar_tables.hpp"
#include "program/duties.hpp"
#include "program/events.hpp"
#include "program/findings.hpp"
#include "program/guards.hpp"
#include "program/kpis.hpp"
#include "program/names.hpp"
#include "program/range.hpp"

namespace bylaw::program {

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
