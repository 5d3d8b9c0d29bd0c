// Rows of a board for people and programs.
#pragma once
#include <string>

#include "bylaw/board.hpp"
#include "bylaw/compile.hpp"

namespace bylaw::cli {

// "95.00 %", "87.5", "15 min", cut off at so many decimals; "no cases".
std::string figure_text(const KpiRow& row, int decimals, Language language);
// "2026-09-01 to 2026-09-30" in short: "2026-09", "2026-Q3", "2026", "2026-09-01"; empty for all time.
std::string period_text(const KpiRow& row);
// All rows as a table, a line how each came about: what was counted, what stands apart. Empty where there is no row.
std::string board_table(const RuleSet& rules, const Board& board, Language language);
// One row as a JSON object, without a line break.
std::string row_json(const RuleSet& rules, const KpiRow& row, const std::string& as_of);

}  // namespace bylaw::cli
