// The documented maximums for untrusted rule text. They are checked before the step that would pay for a larger input.
#pragma once
#include <cstdint>

namespace bylaw::base::limits {

inline constexpr std::uint32_t file_bytes = 1u << 20;      // one rule file
inline constexpr std::uint32_t file_tokens = 250'000;      // tokens of one file, comments not counted
inline constexpr std::uint32_t nesting = 32;               // brackets and `not` inside one another
inline constexpr std::uint32_t declarations = 20'000;      // declarations of one file, rules under clauses included
inline constexpr std::uint32_t list_items = 1'024;         // names after one another, rows of one table, steps of one sequence
inline constexpr std::uint32_t condition_nodes = 1'024;   // comparisons, values and operators of one condition
inline constexpr std::uint32_t set_cases = 64;             // cases of a `some of` field
inline constexpr std::uint32_t word_bytes = 256;           // one name or keyword
inline constexpr std::uint32_t text_bytes = 65'536;        // one string
inline constexpr std::uint32_t diagnostics_kept = 10'000;  // findings collected, in all files of a run
inline constexpr std::uint32_t diagnostics_shown = 100;    // findings reported for one file

}  // namespace bylaw::base::limits
