// Open cases under another rule set: a new edition of a handbook, a corrected rule, a handbook withdrawn.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "bylaw/case.hpp"
#include "bylaw/export.hpp"
#include "bylaw/ruleset.hpp"

namespace bylaw {

// Why a case cannot go on under other rules from its state alone. Rebuilt from its log it can.
enum class Misfit : std::uint8_t {
  none = 0,
  no_case_kind = 1,   // the new rules have no case of this kind
  no_rule = 2,        // an instance is open, and the new rules have no rule of its name
  no_edition = 3,     // nor the edition of its handbook that it was triggered in
  changed_rule = 4,   // the rule is there in its edition, but says something else
  pending = 5,        // an instance waits for a fact that its trigger's condition needs
  changed_field = 6,  // a field that is known has another type now, or its value is none any more
  unknown_history = 7, // the new rules ask whether, or when, an event happened, and the old state does not say
  bad_memory = 8       // the memory of one of the two cases is too small or not aligned, or the old one was never opened
};

BYLAW_API const char* word(Misfit misfit) noexcept;

struct Moved {
  Misfit misfit = Misfit::none;  // none: it was moved; else the first thing found
  RuleId rule;                   // of the old rules, where a rule is at fault
  FieldId field;                 // of the old rules, where a field is
  EventKindId event;             // of the new rules, where an event is
};

// Moves the state of `from` into `to`, a case of the same kind (by name) under other rules: facts, events that happened, pauses, and
// every instance, each by its name; an instance goes to the edition of its rule that it was triggered in. What is not open any
// more and has no place is left behind: its decisions have been given. Decides nothing itself: what is due is due at the next
// `advance`. `to` is written only without a misfit. Never throws, never allocates. REQUIRES: the memories do not overlap.
BYLAW_API Moved move_case(const Case& from, Case& to) noexcept;

// A rule of which two judgements of one case differ, by name; a false number where a rule set has no such rule.
struct Changed {
  RuleId before_rule;
  RuleId after_rule;
  Standing before;
  Standing after;
};

// The rules whose newest verdicts differ, in state, cause, instant, deadline or number. `before` and `after` may be
// under different rules and be judged to different times; compare at one. Returns how many there are and writes as many as fit.
BYLAW_API std::size_t changed_verdicts(const Case& before, const Case& after, std::span<Changed> out) noexcept;

}  // namespace bylaw
