// Exact comparisons of figures, by cross-multiplication in 128 bits.
#pragma once
#include <cstdint>

#include "bylaw/board.hpp"
#include "program/program.hpp"

namespace bylaw::eval::board {

// -1, 0 or 1: how the row's figure stands to another.
int order_of(const KpiRow& row, const program::KpiFigure& figure);

// The same for the row's figure against the earlier one and as many per cent more; false: too great to be compared.
bool growth_order(const KpiRow& row, const KpiRow& before, const program::KpiFigure& growth, int& order);

// Adds the row's figure in ten-thousandths, cut off, times its weight in ten-thousandths of a per cent. False: it has none, or
// the sum does not fit.
bool add_weighted(const KpiRow& row, const program::KpiFigure& weight, std::int64_t& points);

}  // namespace bylaw::eval::board
