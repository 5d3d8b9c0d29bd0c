// What decisions of rules judged at events say besides their state: names of what is missing, and of steps.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "bylaw/decision.hpp"
#include "bylaw/ruleset.hpp"

namespace bylaw::cli {

inline bool judges_events(RuleKind kind) {
  return kind == RuleKind::disclosure || kind == RuleKind::record || kind == RuleKind::forbid || kind == RuleKind::sequence;
}

// Names of the facts that were missing; none where the decision is about something else.
inline std::vector<std::string_view> missing_of(const RuleSet& rules, const Decision& d) {
  std::vector<std::string_view> names;
  const bool about_facts = d.kind == DecisionKind::state && (d.cause == Cause::missing_field || d.cause == Cause::unknown_fact);
  if (!about_facts) return names;
  const std::span<const FieldId> fields = rules.fields(d.rule);
  for (std::size_t i = 0; i < fields.size() && i < 64; ++i) {
    if ((static_cast<std::uint64_t>(d.value) >> i & 1) != 0) names.push_back(rules.info(fields[i]).name);
  }
  return names;
}

inline std::string missing_text(const RuleSet& rules, const Decision& d) {
  std::string text;
  for (const std::string_view name : missing_of(rules, d)) {
    if (!text.empty()) text += ", ";
    text += name;
  }
  return text;
}

// The step a sequence's decision is about; empty where it is about none.
inline std::string_view step_of(const RuleSet& rules, const Decision& d) {
  const std::span<const EventKindId> steps = rules.steps(d.rule);
  return d.level > 0 && d.level <= steps.size() ? rules.name(steps[d.level - 1u]) : std::string_view{};
}

}  // namespace bylaw::cli
