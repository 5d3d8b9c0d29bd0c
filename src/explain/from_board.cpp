#include "explain/from_board.hpp"

#include <algorithm>
#include <tuple>

namespace bylaw::explainer {

namespace {

using eval::board::Line;

bool same_place(const Line& a, const Line& b) {
  return a.row.first_day == b.row.first_day && std::equal(a.group.begin(), a.group.end(), b.group.begin(), b.group.end(), [](const KpiGroup& x, const KpiGroup& y) {
           return x.known == y.known && x.value == y.value;
         });
}

}  // namespace

KpiExplanation from_board(const eval::board::Ledger& ledger, std::uint32_t rule, std::int32_t day) {
  const program::Program& p = ledger.program();
  KpiExplanation out;
  out.rule = rule;
  for (const program::KpiProgram& kpi : p.kpis) {
    if (kpi.rule == rule) out.kpi = &kpi;
  }
  for (const program::RatingProgram& rating : p.ratings) {
    if (rating.rule == rule) out.rating = &rating;
  }
  std::vector<Line> lines = eval::board::figures(ledger, true);
  for (Line& line : lines) {
    if (line.row.rule.value != rule) continue;
    if (day != INT32_MIN && (day < line.row.first_day || day >= line.row.end_day)) continue;
    KpiLine told;
    for (std::uint32_t i = 0; out.rating != nullptr && i < out.rating->parts.count; ++i) {
      const program::RatingPart& part = p.rating_parts[out.rating->parts.first + i];
      RatedPart rated;
      rated.rule = p.kpis[part.kpi].rule;
      rated.weight = part.weight;
      for (const Line& other : lines) {
        if (other.row.rule.value != rated.rule || !same_place(line, other)) continue;
        rated.found = true;
        rated.row = other.row;
      }
      told.parts.push_back(rated);
    }
    std::sort(line.items.begin(), line.items.end(), [](const eval::board::Item& a, const eval::board::Item& b) {
      return std::tie(a.at, a.of, a.instance) < std::tie(b.at, b.of, b.instance);
    });
    told.line = std::move(line);
    out.lines.push_back(std::move(told));
  }
  return out;
}

}  // namespace bylaw::explainer
