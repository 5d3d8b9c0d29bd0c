// A rule set put to use by choices: events with values inside and outside their fields, times near and far, the passing of time,
// standings, snapshots.
#pragma once
#include <cstdint>
#include <vector>

#include "bylaw/bylaw.hpp"
#include "input.hpp"

namespace bylaw::fuzz {

// A case with the memory it needs.
class Held {
 public:
  Held(const RuleSet& rules, CaseKindId kind);

  Case& one() { return case_; }
  std::vector<std::uint8_t> bytes() const;  // its snapshot
  bool restore(Bytes bytes);

 private:
  const RuleSet& rules_;
  CaseKindId kind_;
  std::vector<std::uint64_t> memory_;
  Case case_;
};

// A desk of a few cases, with so many events in all and of one case.
DeskOptions small_desk(std::size_t cases, std::size_t events, std::size_t events_of_a_case);

// The next event by the choices: its fields are in `fields`, which it must not outlive. `at` is moved on.
Event next_event(const RuleSet& rules, Input& input, std::int64_t& at, std::uint64_t id, std::vector<FieldValue>& fields);

// Tells the case events until the choices or `most` are used up; what it was told is added to `told`, without fields.
void drive(const RuleSet& rules, CaseKindId kind, Held& held, Input& input, int most, std::vector<Event>* told = nullptr);

// Every kind of case of a rule set, each with the same choices.
void drive(const RuleSet& rules, Bytes choices);

}  // namespace bylaw::fuzz
