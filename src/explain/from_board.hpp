// A KPI or rating as data: its figures, and everything that was counted in each or stands apart.
#pragma once
#include <cstdint>
#include <vector>

#include "bylaw/board.hpp"
#include "eval/board/figures.hpp"
#include "program/program.hpp"

namespace bylaw::explainer {

// A KPI that a rating weighs, in the same period and group.
struct RatedPart {
  std::uint32_t rule = program::none;
  program::KpiFigure weight;
  bool found = false;
  KpiRow row;
};

struct KpiLine {
  eval::board::Line line;
  std::vector<RatedPart> parts;  // of a rating
};

struct KpiExplanation {
  std::uint32_t rule = program::none;
  const program::KpiProgram* kpi = nullptr;        // null for a rating
  const program::RatingProgram* rating = nullptr;  // null for a KPI
  std::vector<KpiLine> lines;                      // by period, then group
};

// `day`: only the periods that the date lies in; INT32_MIN: all. Refers to the program of the ledger.
KpiExplanation from_board(const eval::board::Ledger& ledger, std::uint32_t rule, std::int32_t day);

}  // namespace bylaw::explainer
