// The figures of a ledger: sums by KPI, period and group, then targets, growth, bands and ratings. Whole numbers throughout.
#pragma once
#include <vector>

#include "bylaw/board.hpp"
#include "eval/board/ledger.hpp"

namespace bylaw::eval::board {

struct Line {
  KpiRow row;  // its group is filled in when the row is read
  std::vector<KpiGroup> group;
};

std::vector<Line> figures(const Ledger& ledger);

}  // namespace bylaw::eval::board
