// Why a rule came to its verdict: judged again from the case's log, and told as sentences or as data. Needs the full library.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "bylaw/compile.hpp"
#include "bylaw/event.hpp"
#include "bylaw/export.hpp"
#include "bylaw/ruleset.hpp"

namespace bylaw {

enum class ExplainForm : std::uint8_t {
  sentences,  // for people, in `language`
  json        // one object on one line; rules/reference/explanation.md has its members
};

struct ExplainOptions {
  Language language = Language::english;
  Instant now = never;  // up to when time has passed; `never`: up to the last event
  ExplainForm form = ExplainForm::sentences;
  std::string_view case_name;  // json: the host's name for the case, told as it is; empty: left out
};

// Explains one rule (or, with a false `rule`, every rule that had to do with the case), for and against: which events and values
// decided, and the stretches of time that add up to each figure. `events` in any order. `event_name` gives the host's own text for
// an event id. The case is judged again with the decisions that a Case gives which is told the same events; no case of the host is
// touched. An empty text for an empty rule set or an unknown kind. Never throws except std::bad_alloc; safe on any thread.
BYLAW_API std::string explain(const RuleSet& rules, CaseKindId kind, std::span<const FieldValue> given,
                              std::span<const Event> events, RuleId rule, const ExplainOptions& options,
                              std::string (*event_name)(std::uint64_t id, const void* context) = nullptr,
                              const void* context = nullptr);

}  // namespace bylaw
