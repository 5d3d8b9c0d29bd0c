// Calendar periods of KPIs: half open, in local dates of the KPI's zone.
#pragma once
#include <compare>
#include <cstdint>

#include "program/program.hpp"

namespace bylaw::eval::board {

struct Period {
  std::int32_t first = 0;
  std::int32_t end = 0;

  friend auto operator<=>(const Period&, const Period&) = default;
};

Period period_of(const program::Program& program, const program::KpiProgram& kpi, std::int64_t at);
Period period_before(program::KpiWindow window, const Period& period);

}  // namespace bylaw::eval::board
