// Bounds of a compiled program that the evaluator relies on. The compiler refuses rules that would pass them.
#pragma once
#include <cstddef>

namespace bylaw::program::limits {

inline constexpr std::size_t case_bytes = 65536;      // state of one case
inline constexpr std::size_t checkpoints = 64;        // of one duty
inline constexpr std::size_t musts = 8;               // of one duty
inline constexpr std::size_t extensions = 8;          // of one duty
inline constexpr std::size_t bounded_pauses = 8;      // of one duty
inline constexpr std::size_t slots = 64;              // instances of one duty in a case
inline constexpr std::size_t pause_reasons = 64;      // of one kind of case
inline constexpr std::size_t anchors = 256;           // of one kind of case
inline constexpr std::size_t clocks = 255;            // of one duty
inline constexpr std::size_t variants = 256;          // arms times dated values of one limit
inline constexpr std::size_t calendars_of_a_duty = 256;  // choices times editions
inline constexpr std::size_t facts_of_finding = 64;   // that a rule judged at events names
inline constexpr std::size_t steps = 32;              // of one sequence
inline constexpr std::size_t guard_terms = 256;       // of one condition

}  // namespace bylaw::program::limits
