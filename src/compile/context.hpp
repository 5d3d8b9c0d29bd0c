// What the parts of the compiler share while a program is being written. Private to compile.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "check/tree.hpp"
#include "diag/sink.hpp"
#include "program/limits.hpp"
#include "program/program.hpp"

namespace bylaw::compiler {

namespace limits = program::limits;

// Numbers of rules: duties, ladders, tables, disclosures, records, prohibitions, sequences, routines, KPIs, ratings, each in the order of the tree.
struct Context {
  const check::Tree& tree;
  diag::Sink& sink;
  program::Program& out;
  std::vector<std::uint32_t> first_calendar;  // by calendar of the tree: index of its first edition in out.calendars

  std::uint32_t rule_of(check::DutyId duty) const { return duty.value; }
  std::uint32_t rule_of(check::LadderId ladder) const {
    return static_cast<std::uint32_t>(tree.duties.size()) + ladder.value;
  }
  std::uint32_t rule_of(check::TableId table) const {
    return static_cast<std::uint32_t>(tree.duties.size() + tree.ladders.size()) + table.value;
  }

  std::uint32_t rule_of(check::DisclosureId disclosure) const {
    return rule_of(check::TableId(tree.tables.size())) + disclosure.value;
  }
  std::uint32_t rule_of(check::RecordId record) const {
    return rule_of(check::DisclosureId(tree.disclosures.size())) + record.value;
  }
  std::uint32_t rule_of(check::ProhibitionId prohibition) const {
    return rule_of(check::RecordId(tree.records.size())) + prohibition.value;
  }
  std::uint32_t rule_of(check::SequenceId sequence) const {
    return rule_of(check::ProhibitionId(tree.prohibitions.size())) + sequence.value;
  }

  std::uint32_t rule_of(check::RoutineId routine) const {
    return rule_of(check::SequenceId(tree.sequences.size())) + routine.value;
  }

  std::uint32_t rule_of_kpi(std::size_t kpi) const {
    return rule_of(check::RoutineId(tree.routines.size())) + static_cast<std::uint32_t>(kpi);
  }
  std::uint32_t rule_of_rating(std::size_t rating) const {
    return rule_of_kpi(tree.kpis.size()) + static_cast<std::uint32_t>(rating);
  }

  const check::Fact& fact(check::FactId id) const { return tree.facts[id.value]; }

  // `what` would be larger than the evaluator can hold.
  void refuse(base::Span at, diag::Phrase what, std::size_t maximum) const {
    sink.report(diag::Kind::too_deep, at, {what, static_cast<std::uint64_t>(maximum)});
  }
};

// A number that the program keeps in 32 bits.
inline std::uint32_t index_of(std::size_t size) { return static_cast<std::uint32_t>(size); }

// Appends to one of the program's vectors and says where.
template <class T, class Items>
program::Range append(std::vector<T>& to, const Items& items) {
  const program::Range range{index_of(to.size()), index_of(items.size())};
  to.insert(to.end(), items.begin(), items.end());
  return range;
}

// The values a fact of this type may take.
struct ValueRange {
  std::int64_t first = 0;
  std::int64_t last = 0;

  // Their number; 0 where there are more than `most`.
  std::size_t count(std::size_t most) const {
    const auto span = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first);
    return span < most ? static_cast<std::size_t>(span) + 1 : 0;
  }
};

ValueRange values_of(const check::Tree& tree, const check::Type& type);  // names.cpp

}  // namespace bylaw::compiler
