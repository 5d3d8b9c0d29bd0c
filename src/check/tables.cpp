#include <algorithm>

#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

// The result of every table is a fact before any table is read: tables may read each other.
void declare_result(Context& c, const parse::Name& name, const parse::Text& label, const parse::Name& gives) {
  c.declare(Symbol::table, name, c.tree.tables.size());
  Fact fact;
  fact.title = title_of(name, label);
  fact.table = TableId{c.tree.tables.size()};
  fact.type.kind = TypeKind::grade;
  if (const auto index = c.find(Symbol::scale, gives)) {
    const Scale& scale = c.tree.scales[*index];
    fact.type.scale = ScaleId{*index};
    fact.type.first = scale.first;
    fact.type.last = scale.last;
  }
  Table table;
  table.title = fact.title;
  table.gives = FactId{c.tree.facts.size()};
  const auto [known, fresh] = c.facts.emplace(name.text, table.gives);
  if (!fresh) {
    c.sink.report(Kind::duplicate_name, name.span, {name.text})
        .note(diag::Note::first_here, c.tree.facts[known->second.value].title.span);
  }
  c.tree.facts.push_back(std::move(fact));
  c.tree.tables.push_back(std::move(table));
}

std::int64_t result_of(Context& c, const parse::Value& value, const Type& type, const std::string& name) {
  return value_of(c, value, type, name).value_or(type.first);
}

template <class Ast>
void read_common(Context& c, const Item<Ast>& item, Table& table, std::vector<FactId>& reads) {
  const Type type = c.tree.facts[table.gives.value].type;
  table.clause = item.clause;
  c.rule = table.title.name;
  for (const parse::Move& move : item.ast->moves) {
    const ConditionId when = condition_of(c, *item.file, move.when);
    facts_read(c.tree, when, reads);
    table.moves.push_back({move.raise ? move.by.mantissa : -move.by.mantissa, when});
  }
  for (const parse::Override& o : item.ast->overrides) {
    const ConditionId when = condition_of(c, *item.file, o.when);
    facts_read(c.tree, when, reads);
    table.overrides.push_back({o.label.text, when, result_of(c, o.then, type, table.title.name), o.span});
  }
  if (item.ast->otherwise) table.otherwise = result_of(c, *item.ast->otherwise, type, table.title.name);
}

bool is_axis(const Type& type) {
  return type.kind == TypeKind::enumeration || type.kind == TypeKind::grade || type.kind == TypeKind::yes_no ||
         (type.kind == TypeKind::number && type.last >= type.first && type.last - type.first < 256);
}

std::string word_of(const Tree& tree, const Type& type, std::int64_t value) {
  if (type.kind == TypeKind::enumeration) return tree.enumerations[type.enumeration.value].values[static_cast<std::size_t>(value)].name;
  return std::to_string(value);
}

void read_matrix(Context& c, const Item<parse::Matrix>& item, Table& table, std::vector<FactId>& reads) {
  const parse::Matrix& a = *item.ast;
  table.is_matrix = true;
  table.rows_fact = c.find_fact(a.rows);
  table.cols_fact = c.find_fact(a.cols);
  if (!table.rows_fact || !table.cols_fact) return;
  reads = {table.rows_fact, table.cols_fact};
  const Fact& rows = c.tree.facts[table.rows_fact.value];
  const Fact& cols = c.tree.facts[table.cols_fact.value];
  if (!is_axis(rows.type) || !is_axis(cols.type)) {
    const bool bad_rows = !is_axis(rows.type);
    c.sink.report(Kind::not_countable, bad_rows ? a.rows.span : a.cols.span, {bad_rows ? rows.title.name : cols.title.name});
    return;
  }
  table.columns = static_cast<std::size_t>(cols.type.last - cols.type.first + 1);
  const auto row_count = static_cast<std::size_t>(rows.type.last - rows.type.first + 1);
  std::vector<std::optional<std::int64_t>> grid(row_count * table.columns);
  std::vector<std::optional<std::int64_t>> columns;
  for (const parse::Name& name : a.columns) columns.push_back(value_of(c, parse::Value{name}, cols.type, cols.title.name));
  const Type& type = c.tree.facts[table.gives.value].type;
  for (const parse::GridRow& row : a.grid) {
    const auto key = value_of(c, parse::Value{row.key}, rows.type, rows.title.name);
    for (std::size_t i = 0; key && i < row.cells.size() && i < columns.size(); ++i) {
      if (!columns[i] || !row.cells[i]) continue;
      auto& cell = grid[static_cast<std::size_t>(*key - rows.type.first) * table.columns +
                        static_cast<std::size_t>(*columns[i] - cols.type.first)];
      if (cell) c.sink.report(Kind::cell_twice, parse::span_of(*row.cells[i]), {row.key.text, a.columns[i].text});
      cell = result_of(c, *row.cells[i], type, table.title.name);
    }
  }
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    if (!grid[i]) {
      missing.push_back(word_of(c.tree, rows.type, rows.type.first + static_cast<std::int64_t>(i / table.columns)) + " | " +
                        word_of(c.tree, cols.type, cols.type.first + static_cast<std::int64_t>(i % table.columns)));
    }
    table.grid.push_back(grid[i].value_or(0));
  }
  if (!missing.empty() && !c.sink.has_errors()) c.sink.report(Kind::grade_gap, a.name.span, {diag::quoted_list(missing)});
}

void read_table(Context& c, const Item<parse::Table>& item, Table& table, std::vector<FactId>& reads) {
  const parse::Table& a = *item.ast;
  c.rule = a.name.text;
  const Type type = c.tree.facts[table.gives.value].type;
  if (!a.hit) c.sink.report(Kind::no_hit_policy, a.name.span, {a.name.text});
  table.hit = a.hit == parse::Hit::unique ? Hit::unique : Hit::first;
  for (const parse::TableRow& row : a.rows) {
    const ConditionId when = condition_of(c, *item.file, row.when);
    facts_read(c.tree, when, reads);
    table.rows.push_back({row.label.text, when, result_of(c, row.then, type, table.title.name), row.span});
  }
}

// A default stands for what is not known, so it must be the gravest that the table can give (row sem-G5).
void check_default(Context& c, const Table& table, base::Span span) {
  const Type& type = c.tree.facts[table.gives.value].type;
  if (!table.otherwise || !type.scale) return;
  const Scale& scale = c.tree.scales[type.scale.value];
  const bool up = scale.highest == scale.last;
  std::int64_t gravest = *table.otherwise;
  const auto see = [&](std::int64_t value) { gravest = up ? std::max(gravest, value) : std::min(gravest, value); };
  for (const std::int64_t cell : table.grid) see(cell);
  for (const TableRow& row : table.rows) see(row.then);
  for (const TableRow& row : table.overrides) see(row.then);
  if (std::any_of(table.moves.begin(), table.moves.end(), [](const Move& move) { return move.by > 0; })) see(scale.highest);
  if (gravest != *table.otherwise) c.sink.report(Kind::default_not_gravest, span, {gravest, *table.otherwise});
}

// Orders the tables so that each reads only results of those before it.
void order(Context& c, const std::vector<std::vector<FactId>>& reads) {
  std::vector<std::size_t> sequence;
  std::vector<std::uint8_t> seen(c.tree.tables.size());  // 1 being visited, 2 done
  const auto visit = [&](const auto& self, std::size_t table) -> void {
    if (seen[table] == 2) return;
    if (seen[table] == 1) {
      c.sink.report(Kind::circular_table, c.tree.tables[table].title.span, {c.tree.tables[table].title.name});
      return;
    }
    seen[table] = 1;
    for (const FactId fact : reads[table]) {
      if (const TableId other = c.tree.facts[fact.value].table) self(self, other.value);
    }
    seen[table] = 2;
    sequence.push_back(table);
  };
  for (std::size_t i = 0; i < c.tree.tables.size(); ++i) visit(visit, i);
  std::vector<Table> ordered;
  for (const std::size_t table : sequence) {
    ordered.push_back(std::move(c.tree.tables[table]));
    const TableId now{ordered.size() - 1};
    c.tree.facts[ordered.back().gives.value].table = now;
    ordered.back().cases = {};
  }
  c.tree.tables = std::move(ordered);
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    std::vector<FactId> facts = reads[sequence[i]];
    c.tree.tables[i].cases = cases_with(c.tree, facts);
    if (c.tree.tables[i].cases.empty() && !c.sink.has_errors()) {
      c.sink.report(Kind::no_common_case, c.tree.tables[i].title.span, {c.tree.tables[i].title.name});
    }
  }
}

}  // namespace

void check_tables(Context& c) {
  for (const auto& item : c.matrices) declare_result(c, item.ast->name, item.ast->label, item.ast->gives);
  for (const auto& item : c.tables) declare_result(c, item.ast->name, item.ast->label, item.ast->gives);
  std::vector<std::vector<FactId>> reads(c.tree.tables.size());
  for (std::size_t i = 0; i < c.matrices.size(); ++i) {
    read_matrix(c, c.matrices[i], c.tree.tables[i], reads[i]);
    read_common(c, c.matrices[i], c.tree.tables[i], reads[i]);
    check_default(c, c.tree.tables[i], c.matrices[i].ast->name.span);
  }
  for (std::size_t i = 0; i < c.tables.size(); ++i) {
    const std::size_t t = c.matrices.size() + i;
    read_table(c, c.tables[i], c.tree.tables[t], reads[t]);
    read_common(c, c.tables[i], c.tree.tables[t], reads[t]);
    check_default(c, c.tree.tables[t], c.tables[i].ast->name.span);
  }
  order(c, reads);
}

}  // namespace bylaw::check
