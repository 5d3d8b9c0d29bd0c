// Why a rule came to its verdict: judged again from the case's log, and told as sentences or as data. Needs the full library.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "bylaw/board.hpp"
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

// The host's own texts for numbers; null: the numbers are told.
struct KpiNames {
  std::string (*event)(std::uint64_t id, const void* context) = nullptr;
  const void* events = nullptr;
  std::string (*case_of)(std::uint64_t number, const void* context) = nullptr;
  const void* cases = nullptr;
};

// Explains a KPI or rating of the board's rule set: for every period and group the figure, and each instance or event that was
// counted in it (in the share or not), or stands apart: excluded, cancelled, superseded, withdrawn, not to be judged; of a rating the
// KPIs that it weighs. `day`, days since 1970-01-01: only the periods that the date lies in; INT32_MIN: all. `now` and `case_name`
// of the options are not read. An empty text where the rule is no KPI and no rating. Never throws except std::bad_alloc.
BYLAW_API std::string explain_kpi(const RuleSet& rules, const Board& board, RuleId kpi, std::int32_t day, const ExplainOptions& options,
                                  const KpiNames& names = {});

}  // namespace bylaw
