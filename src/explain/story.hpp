// What happened to one duty in one case, from its log judged again step by step.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "bylaw/case.hpp"
#include "eval/view.hpp"

namespace bylaw::explainer {

// A stretch [from, to) in which the clocks stood; events as indices of the ordered log, none where time itself did it.
struct Stop {
  static constexpr std::size_t no_event = SIZE_MAX;
  std::int64_t from = 0;
  std::int64_t to = INT64_MAX;
  std::size_t begun_by = no_event;
  std::size_t ended_by = no_event;
  bool done_meanwhile = false;  // between a discharge and its reopening
};

// A limit that came into force.
struct Arm {
  std::int64_t at = 0;
  std::size_t event = Stop::no_event;
  std::uint8_t variant = 0;
  std::int64_t extra = 0;
  std::uint8_t replaced = 0;
  bool chosen_known = false;      // the fact that chose it, as it was
  std::int64_t chosen_value = 0;
};

// A fact or event that a condition asks about, as it was.
struct Reading {
  const program::Atom* atom = nullptr;
  std::uint32_t slot = program::none;  // of Program::slots; none for `has EVENT`
  bool known = false;
  std::int64_t value = 0;
  bool happened = false;               // has EVENT
};

// A comparison that a condition wants and that does not hold, or is not known to.
struct Unmet {
  const program::Atom* atom = nullptr;
  bool wanted = true;  // false: its contrary is wanted
  std::uint32_t way = 0;  // a condition may hold in several ways, and fails in each of them
};

// One instance, as it was last seen while its clocks mattered.
struct Life {
  program::InstanceState state{};
  std::vector<program::ClockState> clocks;
  std::int64_t deadline = INT64_MAX;
  bool provisional = false;
  std::size_t begun_by = Stop::no_event;
  std::vector<Reading> readings;    // its trigger's condition, when it began
  bool reopened = false;
  std::vector<Arm> arms;
  std::vector<Stop> stops;
  std::vector<Decision> decisions;  // of the duty and its ladders
};

// An event of the log that could have started the duty and did not.
struct Missed {
  std::size_t event = 0;
  std::uint8_t trigger = 0;
  bool wrong_kind = false;       // its `where` does not match
  bool already_open = false;
  std::vector<Unmet> unmet;       // what its condition wants
  std::vector<Reading> readings;  // what that reads, as the facts were
};

struct Story {
  std::vector<Event> events;     // in order, each once; those before `now`
  std::vector<Life> lives;       // in the order of their numbers
  std::vector<Missed> missed;
  std::vector<Decision> unkept;  // of instances that there was no room for
  std::int64_t now = 0;          // up to when time has passed
  bool possible = true;          // the log could be judged at all
};

// In the order in which they are judged, repeats dropped.
std::vector<Event> ordered(std::span<const Event> events);

Story story_of(const RuleSet& rules, CaseKindId kind, std::span<const FieldValue> given, std::span<const Event> events,
               const program::DutyProgram& duty, Instant now);

// Whether the duty is one of this kind of case; null if not.
const program::DutyProgram* duty_of(const program::Program& program, CaseKindId kind, std::uint32_t rule);

}  // namespace bylaw::explainer
