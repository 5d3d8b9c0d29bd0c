// Figures of KPIs as people write them.
#pragma once
#include <string>

#include "bylaw/board.hpp"

namespace bylaw::explainer {

// numerator / denominator / 10^decimals of the row, of a share times 100, cut off at so many decimals.
std::string ratio_text(const KpiRow& row, int decimals);

}  // namespace bylaw::explainer
