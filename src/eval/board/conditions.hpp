// A KPI's condition on what is known of a case at one place of its order of events.
#pragma once
#include <cstdint>

#include "eval/board/ledger.hpp"
#include "program/compare.hpp"

namespace bylaw::eval::board {

enum class Answer : std::uint8_t { no, unknown, yes };

Answer ask(const program::Program& program, program::Range code, const CaseNotes& notes, const Order& at);

}  // namespace bylaw::eval::board
