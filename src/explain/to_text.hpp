// An explanation as sentences, in English or Chinese.
#pragma once
#include <string>

#include "bylaw/compile.hpp"
#include "bylaw/ruleset.hpp"
#include "explain/explanation.hpp"

namespace bylaw::explainer {

// The host's own names for events, by their ids. No function: there are none.
struct EventNames {
  std::string (*name)(std::uint64_t id, const void* context) = nullptr;
  const void* context = nullptr;
};

// Of rules that had nothing to do with the case only with `all`.
std::string to_text(const RuleSet& rules, const Explanation& explanation, Language language, const EventNames& names, bool all);

}  // namespace bylaw::explainer
