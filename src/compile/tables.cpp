#include "compile/tables.hpp"

#include <map>

#include "compile/editions.hpp"
#include "compile/reads.hpp"

namespace bylaw::compiler {

namespace {

template <class Rows>
program::Range write_rows(const Context& context, Conditions& conditions, const Rows& rows) {
  std::vector<program::TableRow> written;
  for (const auto& row : rows) written.push_back({conditions.guard(row.when), row.then, {}});
  return append(context.out.table_rows, written);
}

// A move's sign along the numbers: towards graver is up or down as the scale has it.
std::vector<check::TableRow> moves_of(const check::Tree& tree, const check::Table& table) {
  const check::Type& type = tree.facts[table.gives.value].type;
  const bool up = !type.scale || tree.scales[type.scale.value].highest == tree.scales[type.scale.value].last;
  std::vector<check::TableRow> rows;
  for (const check::Move& move : table.moves) {
    check::TableRow row;
    row.when = move.when;
    row.then = up ? move.by : -move.by;
    rows.push_back(row);
  }
  return rows;
}

void write_grid(const Context& context, const check::Table& table, const std::vector<std::uint32_t>& slots,
                program::TableProgram& out) {
  out.matrix = true;
  out.rows_slot = slots[table.rows_fact.value];
  out.cols_slot = slots[table.cols_fact.value];
  out.rows_first = values_of(context.tree, context.fact(table.rows_fact).type).first;
  out.cols_first = values_of(context.tree, context.fact(table.cols_fact).type).first;
  out.col_count = index_of(table.columns);
  out.row_count = index_of(table.columns == 0 ? 0 : table.grid.size() / table.columns);
  out.grid = append(context.out.constants, table.grid).first;
}

void append_facts(const check::Tree& tree, const check::Table& table, std::vector<check::FactId>& facts) {
  const auto add = [&](check::ConditionId when) {
    for (const check::FactId fact : facts_of_condition(tree, when)) facts.push_back(fact);
  };
  if (table.is_matrix) facts.insert(facts.end(), {table.rows_fact, table.cols_fact});
  for (const check::TableRow& row : table.rows) add(row.when);
  for (const check::TableRow& row : table.overrides) add(row.when);
  for (const check::Move& move : table.moves) add(move.when);
}

}  // namespace

void write_tables(const Context& context, check::CaseKindId kind, const std::vector<std::uint32_t>& slots,
                  Conditions& conditions, program::CaseProgram& layout) {
  program::Program& out = context.out;
  layout.tables.first = index_of(out.tables.size());
  std::map<std::uint32_t, std::vector<std::uint32_t>> readers;  // by slot
  for (std::uint32_t i = 0; i < context.tree.tables.size(); ++i) {
    const check::Table& table = context.tree.tables[i];
    if (!contains(table.cases, kind)) continue;
    program::TableProgram written;
    written.rule = context.rule_of(check::TableId(i));
    written.result = slots[table.gives.value];
    if (table.is_matrix) write_grid(context, table, slots, written);
    written.unique = table.hit == check::Hit::unique;
    written.rows = write_rows(context, conditions, table.rows);
    written.overrides = write_rows(context, conditions, table.overrides);
    written.moves = write_rows(context, conditions, moves_of(context.tree, table));
    written.has_otherwise = table.otherwise.has_value();
    written.otherwise = table.otherwise.value_or(0);
    const ValueRange range = values_of(context.tree, context.fact(table.gives).type);
    written.clamp = !table.moves.empty();
    written.first = range.first;
    written.last = range.last;
    written.editions = editions_of(context, table.clause);
    // What any edition reads lets the one in force be worked out again.
    const std::span<const check::Table> editions = check::tables_of(context.tree, table.gives);
    written.in_force = in_force_of_table(context, editions, static_cast<std::size_t>(&table - editions.data()));
    std::vector<check::FactId> facts;
    for (const check::Table& edition : editions) append_facts(context.tree, edition, facts);
    for (const check::FactId fact : facts) {
      std::vector<std::uint32_t>& list = readers[slots[fact.value]];
      if (list.empty() || list.back() != out.tables.size()) list.push_back(index_of(out.tables.size()));
    }
    out.tables.push_back(written);
    ++layout.tables.count;
  }
  for (const auto& [slot, tables] : readers) out.slots[slot].tables = append(out.index_lists, tables);
}

}  // namespace bylaw::compiler
