#include "program/derived.hpp"

#include <algorithm>

namespace bylaw::program {

namespace {

template <class T>
std::vector<std::uint32_t> by_name(const std::vector<T>& items) {
  std::vector<std::uint32_t> order(items.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const int names = items[a].title.name.compare(items[b].title.name);
    return names != 0 ? names < 0 : a < b;
  });
  return order;
}

}  // namespace

void derive(Program& program) {
  program.facts_by_name = by_name(program.facts);
  program.events_by_name = by_name(program.events);
  program.rules_by_name = by_name(program.rules);
  program.cases_by_name = by_name(program.cases);
  for (Guard& guard : program.guards) {
    const Range masks = guard.terms.count == 1 ? program.guard_terms[guard.terms.first].masks : Range{};
    guard.plain = masks.count == 1;
    guard.mask = guard.plain ? program.masks[masks.first] : Mask{};
  }
  for (CalendarTable& calendar : program.calendars) index_changes(calendar.offsets);
}

}  // namespace bylaw::program
