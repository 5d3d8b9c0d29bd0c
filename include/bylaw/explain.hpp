// Why a rule came to its verdict: judged again from the case's log, told line by line. Needs the full library.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "bylaw/compile.hpp"
#include "bylaw/event.hpp"
#include "bylaw/export.hpp"
#include "bylaw/ruleset.hpp"

namespace bylaw {

struct ExplainOptions {
  Language language = Language::english;
  Instant now = never;  // up to when time has passed; `never`: up to the last event
};

// Explains one rule (or, with a false `rule`, every rule that was triggered) in a case, in sentences, with the calendar
// arithmetic that adds up to the figure. `events` in any order. `event_name` gives the host's own text for an event id.
// Never throws except std::bad_alloc; safe on any thread.
BYLAW_API std::string explain(const RuleSet& rules, CaseKindId kind, std::span<const FieldValue> given,
                              std::span<const Event> events, RuleId rule, const ExplainOptions& options,
                              std::string (*event_name)(std::uint64_t id, const void* context) = nullptr,
                              const void* context = nullptr);

}  // namespace bylaw
