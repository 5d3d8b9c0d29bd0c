// Shared by the files that write an explanation: what they read and the text they add to.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "bylaw/explain.hpp"
#include "explain/phrases.hpp"
#include "program/program.hpp"

namespace bylaw::explainer {

struct Telling {
  const RuleSet& rules;
  CaseKindId kind;
  std::span<const FieldValue> given;
  std::span<const Event> events;
  ExplainOptions options;
  std::string (*event_name)(std::uint64_t id, const void* context) = nullptr;
  const void* context = nullptr;
  std::string text;

  const program::Program& program() const { return *rules.program(); }
  Language language() const { return options.language; }
  void line(std::string_view content, int indent = 1);  // two blanks each
  std::string name_of(const Event& event) const;        // complaint.received (e1)
  void head(std::uint32_t rule, std::uint32_t edition);  // the rule, its clause, handbook and edition, and its parameters
  void parameters(std::uint32_t rule);
};

// False if the duty has nothing to do with the case and only those that have are wanted: nothing was added.
bool tell_duty(Telling& telling, std::uint32_t rule, bool only_if_triggered);
// A rule judged at events: a disclosure, a record, a prohibition, a sequence.
bool tell_finding(Telling& telling, std::uint32_t rule, bool only_if_triggered);
// What is due in every period.
bool tell_routine(Telling& telling, std::uint32_t rule, bool only_if_triggered);
bool tell_table(Telling& telling, std::uint32_t rule, bool only_if_triggered);

}  // namespace bylaw::explainer
