#include <algorithm>

#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

// The table of the same name that was declared before, if this one is a further edition of it.
const Table* edition_before(const Context& c, const parse::Name& name, ClauseId clause) {
  const auto known = c.facts.find(name.text);
  if (known == c.facts.end()) return nullptr;
  const TableId table = c.tree.facts[known->second.value].table;
  if (!table || !clause || !c.tree.tables[table.value].clause) return nullptr;
  return c.tree.tables[table.value].clause != clause ? &c.tree.tables[table.value] : nullptr;
}

// The result of every table is a fact before any table is read: tables may read each other. The editions of a table give one fact.
template <class Ast>
void declare_result(Context& c, const Item<Ast>& item) {
  const parse::Name& name = item.ast->name;
  const parse::Text& label = item.ast->label;
  const parse::Name& gives = item.ast->gives;
  Table table;
  table.clause = item.clause;
  table.title = title_of(name, label);
  if (const Table* before = edition_before(c, name, item.clause)) {
    table.gives = before->gives;
    const ScaleId scale = c.tree.facts[table.gives.value].type.scale;
    if (const auto index = c.find(Symbol::scale, gives); index && scale && ScaleId{*index} != scale) {
      c.sink.report(Kind::scale_of_edition, gives.span, {name.text, gives.text, c.tree.scales[scale.value].title.name})
          .note(diag::Note::first_here, before->title.span);
    }
    c.tree.tables.push_back(std::move(table));
    return;
  }
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
  c.take_up(a.name.text, item.clause);
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
  c.take_up(a.name.text, item.clause);
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

// The tables that give the fact of this one, by their editions.
std::vector<std::size_t> group_of(const Context& c, std::size_t table) {
  const auto& tables = c.tree.tables;
  std::vector<std::size_t> group;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (tables[i].gives == tables[table].gives) group.push_back(i);
  }
  const auto first = [&](std::size_t i) { return tables[i].clause ? c.tree.clauses[tables[i].clause.value].first_edition : 0; };
  std::stable_sort(group.begin(), group.end(), [&](std::size_t a, std::size_t b) { return first(a) < first(b); });
  return group;
}

// Orders the tables so that each reads only results of those before it, and the editions of one stand side by side.
void order(Context& c, const std::vector<std::vector<FactId>>& reads) {
  std::vector<std::size_t> sequence;
  std::vector<std::uint8_t> seen(c.tree.tables.size());  // 1 being visited, 2 done
  const auto visit = [&](const auto& self, std::size_t table) -> void {
    if (seen[table] == 2) return;
    if (seen[table] == 1) {
      c.sink.report(Kind::circular_table, c.tree.tables[table].title.span, {c.tree.tables[table].title.name});
      return;
    }
    const std::vector<std::size_t> group = group_of(c, table);
    for (const std::size_t edition : group) seen[edition] = 1;
    for (const std::size_t edition : group) {
      for (const FactId fact : reads[edition]) {
        if (const TableId other = c.tree.facts[fact.value].table) self(self, other.value);
      }
    }
    for (const std::size_t edition : group) {
      seen[edition] = 2;
      sequence.push_back(edition);
    }
  };
  for (std::size_t i = 0; i < c.tree.tables.size(); ++i) visit(visit, i);
  std::vector<Table> ordered;
  for (const std::size_t table : sequence) {
    ordered.push_back(std::move(c.tree.tables[table]));
    const bool further = ordered.size() > 1 && ordered[ordered.size() - 2].gives == ordered.back().gives;
    if (!further) c.tree.facts[ordered.back().gives.value].table = TableId{ordered.size() - 1};
    ordered.back().cases = {};
  }
  c.tree.tables = std::move(ordered);
  // A kind of case has the result where it has all that any edition reads.
  for (std::size_t i = 0; i < sequence.size();) {
    const std::span<const Table> editions = tables_of(c.tree, c.tree.tables[i].gives);
    std::vector<FactId> facts;
    for (std::size_t e = i; e < i + editions.size(); ++e) facts.insert(facts.end(), reads[sequence[e]].begin(), reads[sequence[e]].end());
    const std::vector<CaseKindId> cases = cases_with(c.tree, facts);
    if (cases.empty() && !c.sink.has_errors()) {
      c.sink.report(Kind::no_common_case, c.tree.tables[i].title.span, {c.tree.tables[i].title.name});
    }
    for (const std::size_t last = i + editions.size(); i < last; ++i) c.tree.tables[i].cases = cases;
  }
}

}  // namespace

void check_tables(Context& c) {
  for (const auto& item : c.matrices) declare_result(c, item);
  for (const auto& item : c.tables) declare_result(c, item);
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
