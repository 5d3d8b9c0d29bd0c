// A KPI's condition on what is known of a case at one place of its order of events.
#pragma once
#include <cstdint>

#include "eval/board/ledger.hpp"

namespace bylaw::eval::board {

enum class Answer : std::uint8_t { no, unknown, yes };

Answer ask(const program::Program& program, program::Range code, const CaseNotes& notes, const Order& at);

bool compare(program::Compare op, std::int64_t left, std::int64_t right);

}  // namespace bylaw::eval::board
