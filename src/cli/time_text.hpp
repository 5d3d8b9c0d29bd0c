// Instants as text: ISO 8601 both ways, and the shorter forms people read.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "bylaw/ruleset.hpp"

namespace bylaw::cli {

// `2026-09-30T16:00:00+08:00`, a space for the T, seconds and up to six decimals of them optional, `Z` or ±hh:mm optional: then
// it is wall-clock time of the rules' zone. Returns why it cannot be read, in words, or null and the instant.
const char* parse_instant(std::string_view text, const RuleSet& rules, Instant& instant);

// `2026-09-30` as days since 1970-01-01.
bool parse_date(std::string_view text, std::int32_t& day);

std::string date_text(std::int32_t day);
std::string iso_text(Instant instant, const RuleSet& rules);      // in the rules' zone, with its offset; decimals only where there are any
std::string reading_text(Instant instant, const RuleSet& rules);  // 2026-09-30 16:00, seconds only where there are any

}  // namespace bylaw::cli
