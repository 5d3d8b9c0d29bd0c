#include "eval/tables.hpp"

#include <algorithm>

#include "eval/emit.hpp"
#include "eval/facts.hpp"

namespace bylaw::eval {

namespace {

using program::Range;
using program::TableProgram;
using program::TableRow;

struct Outcome {
  Truth truth = Truth::no;  // no: nothing hit
  std::int64_t value = 0;
};

// The first row that holds. An unknown row before it leaves the outcome unknown.
inline Outcome first_hit(const View& view, Range rows) {
  const TableRow* row = view.program.table_rows.data() + rows.first;
  const TableRow* const end = row + rows.count;
  for (; row != end; ++row) {
    if (row->test.values != program::none && cannot_hold(view, row->test)) [[likely]] continue;
    const Truth truth = holds(view, row->guard, row->test);
    if (truth != Truth::no) return {truth, row->then};
  }
  return {};
}

// Hit policy `unique`: all rows that hold agree, or the outcome is unknown.
Outcome unique_hit(const View& view, Range rows) {
  Outcome found;
  for (std::uint32_t i = 0; i < rows.count; ++i) {
    const TableRow& row = view.program.table_rows[rows.first + i];
    const Truth truth = holds(view, row.guard, row.test);
    if (truth == Truth::unknown) return {Truth::unknown, 0};
    if (truth == Truth::no) continue;
    if (found.truth == Truth::yes && found.value != row.then) return {Truth::unknown, 0};
    found = {Truth::yes, row.then};
  }
  return found;
}

Outcome cell(const View& view, const TableProgram& table) {
  std::int64_t row = 0;
  std::int64_t column = 0;
  if (!fact(view, view.program.slots[table.rows_slot], row)) return {Truth::unknown, 0};
  if (!fact(view, view.program.slots[table.cols_slot], column)) return {Truth::unknown, 0};
  row -= table.rows_first;
  column -= table.cols_first;
  if (row < 0 || row >= table.row_count || column < 0 || column >= table.col_count) return {};
  const auto index = static_cast<std::size_t>(row) * table.col_count + static_cast<std::size_t>(column);
  return {Truth::yes, view.program.constants[table.grid + index]};
}

Outcome result_of(const View& view, const TableProgram& table) {
  const Outcome overriding = first_hit(view, table.overrides);
  if (overriding.truth != Truth::no) return overriding;
  Outcome base = table.matrix ? cell(view, table) : table.unique ? unique_hit(view, table.rows) : first_hit(view, table.rows);
  if (base.truth != Truth::yes) return base;
  const Outcome move = first_hit(view, table.moves);
  if (move.truth == Truth::unknown) return move;
  if (move.truth == Truth::yes) base.value += move.value;
  if (table.clamp) base.value = std::clamp(base.value, table.first, table.last);
  return base;
}

}  // namespace

bool apply_table(View& view, const TableProgram& table) {
  if (!table.in_force.at(view.step)) return false;  // another edition is worked out
  const program::FactSlot& slot = view.program.slots[table.result];
  Outcome outcome = result_of(view, table);
  if (outcome.truth != Truth::yes && table.has_otherwise) outcome = {Truth::yes, table.otherwise};
  if (outcome.truth != Truth::yes) return clear_fact(view, slot);
  std::int64_t before = 0;
  const bool had = fact(view, slot, before);
  if (!set_fact(view, slot, outcome.value)) return false;
  Decision& decision = emit(view, table.rule, DecisionKind::grade, view.step);
  const std::uint32_t editions = count_at_or_before(view, table.editions, view.step);
  decision.edition = static_cast<std::uint8_t>(editions > 0 ? editions - 1 : 0);
  decision.value = outcome.value;
  decision.cause = had ? Cause::grade_changed : Cause::none;
  return true;
}

}  // namespace bylaw::eval
