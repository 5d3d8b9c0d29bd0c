// Editions: when each clause is in force, and rules of one name that follow each other from edition to edition.
#include <algorithm>

#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

// The clause's editions as numbers of its handbook's; nothing after a message, or where it names none.
std::vector<std::uint32_t> named_editions(Context& c, const parse::Clause& clause, const Handbook& handbook) {
  std::vector<std::uint32_t> out;
  for (const parse::Text& name : clause.editions) {
    const auto found = std::find_if(handbook.editions.begin(), handbook.editions.end(),
                                    [&](const Edition& edition) { return edition.name == name.text; });
    if (found == handbook.editions.end()) {
      std::vector<std::string> candidates;
      for (const Edition& edition : handbook.editions) candidates.push_back(edition.name);
      c.sink.report(Kind::unknown_name, name.span, {name.text, diag::Phrase{"an edition of the handbook", "手册版次"}})
          .suggest(diag::closest(name.text, candidates));
      return {};
    }
    const auto number = static_cast<std::uint32_t>(found - handbook.editions.begin());
    if (!out.empty() && number != out.back() + 1) {
      c.sink.report(Kind::editions_apart, name.span, {clause.id.text, name.text, handbook.editions[out.back()].name});
      return {};
    }
    out.push_back(number);
  }
  return out;
}

// The first day on which the edition is in force no more; none: it ends with the handbook, or never.
std::optional<std::int32_t> end_of(const Handbook& handbook, std::size_t edition) {
  if (edition + 1 < handbook.editions.size()) return handbook.editions[edition + 1].from;
  if (handbook.editions[edition].to) return *handbook.editions[edition].to + 1;
  return std::nullopt;
}

void read_range(Context& c, const parse::Clause& written, Clause& clause) {
  const Handbook& handbook = c.tree.handbooks[clause.handbook.value];
  const std::vector<std::uint32_t> named = named_editions(c, written, handbook);
  if (handbook.editions.empty()) return;
  clause.first_edition = named.empty() ? 0 : named.front();
  clause.last_edition = named.empty() ? static_cast<std::uint32_t>(handbook.editions.size() - 1) : named.back();
  clause.retroactive = written.retroactive;
  clause.from = handbook.editions[clause.first_edition].from;
  clause.until = end_of(handbook, clause.last_edition);
  if (handbook.withdrawn && (!clause.until || *handbook.withdrawn < *clause.until)) clause.until = handbook.withdrawn;
  if (!c.selection.as_of) return;
  clause.in_force = *clause.from <= *c.selection.as_of && (!clause.until || *c.selection.as_of < *clause.until);
}

const parse::Text* shared_edition(const parse::Clause& a, const parse::Clause& b) {
  for (const parse::Text& edition : a.editions) {
    for (const parse::Text& other : b.editions) {
      if (edition.text == other.text) return &other;
    }
  }
  return nullptr;
}

// A rule that has editions has one in each, from its first to its last.
void check_missing(Context& c, const std::string& rule, const std::vector<ClauseId>& clauses) {
  std::vector<ClauseId> in_order = clauses;
  const auto of = [&](ClauseId id) -> const Clause& { return c.tree.clauses[id.value]; };
  std::sort(in_order.begin(), in_order.end(), [&](ClauseId a, ClauseId b) { return of(a).first_edition < of(b).first_edition; });
  for (std::size_t i = 1; i < in_order.size(); ++i) {
    const Clause& before = of(in_order[i - 1]);
    const Clause& after = of(in_order[i]);
    if (!after.handbook || after.first_edition <= before.last_edition + 1) continue;
    const std::string& missing = c.tree.handbooks[after.handbook.value].editions[before.last_edition + 1].name;
    c.sink.report(Kind::edition_missing, c.clauses[in_order[i].value].ast->editions.front().span, {rule, missing})
        .note(diag::Note::first_here, before.title.span);
  }
}

}  // namespace

bool in_other_editions(Context& c, std::string_view name, const parse::Clause& a, const parse::Clause& b, base::Span at) {
  const bool by_edition = !a.editions.empty() && !b.editions.empty() && a.handbook.text == b.handbook.text;
  if (!by_edition) return false;
  const parse::Text* both = shared_edition(a, b);
  if (both == nullptr) return true;
  if (c.judged) c.sink.report(Kind::edition_twice, at, {name, both->text}).note(diag::Note::first_here, a.id.span);
  return false;
}

void check_editions(Context& c) {
  for (std::size_t i = 0; i < c.clauses.size(); ++i) {
    Clause& clause = c.tree.clauses[i];
    if (clause.handbook) read_range(c, *c.clauses[i].ast, clause);
  }
  if (c.sink.has_errors()) return;
  for (const auto& [rule, clauses] : c.defined) check_missing(c, rule, clauses);
}

// What stands in the handbook's other editions alone is not there for a rule of this one. Outside the editions of its handbook a
// table goes on with the nearest of its own, so rules of other handbooks and outside of clauses may ask for it.
void check_askings(Context& c) {
  for (const Asking& asking : c.askings) {
    if (!c.tree.facts[asking.fact.value].table) continue;
    const std::span<const Table> tables = tables_of(c.tree, asking.fact);
    if (!tables.front().clause) continue;
    const Clause& first = c.tree.clauses[tables.front().clause.value];
    const Clause& last = c.tree.clauses[tables.back().clause.value];
    const Clause& own = c.tree.clauses[asking.clause.value];
    if (!own.handbook || own.handbook != first.handbook) continue;
    if (first.first_edition <= own.first_edition && own.last_edition <= last.last_edition) continue;
    const std::uint32_t missing = own.first_edition < first.first_edition ? own.first_edition : own.last_edition;
    c.sink
        .report(Kind::asked_without_edition, asking.span,
                {asking.rule, tables.front().title.name, c.tree.handbooks[own.handbook.value].editions[missing].name})
        .note(diag::Note::declared_here, tables.front().title.span);
  }
}

bool ever_together(const Tree& tree, ClauseId a, ClauseId b) {
  if (!a || !b) return true;
  const Clause& x = tree.clauses[a.value];
  const Clause& y = tree.clauses[b.value];
  const auto before = [](const Clause& first, const Clause& second) {
    return first.until && second.from && !second.retroactive && *first.until <= *second.from;
  };
  return !before(x, y) && !before(y, x);
}

bool always_together(const Tree& tree, ClauseId a, ClauseId b) {
  const auto whole = [&](ClauseId id) { return id ? tree.clauses[id.value] : Clause{}; };
  const Clause x = whole(a);
  const Clause y = whole(b);
  const auto since = [](const Clause& clause) { return clause.retroactive ? std::nullopt : clause.from; };
  return since(x) == since(y) && x.until == y.until;
}

std::optional<std::uint32_t> find_edition(Context& c, Symbol symbol, const parse::Name& name, ClauseId clause) {
  const std::optional<std::uint32_t> first = c.find(symbol, name);
  if (!first) return first;
  for (const std::uint32_t index : c.editions[name.text]) {
    const ClauseId of = symbol == Symbol::duty ? c.duties[index].clause : c.prohibitions[index].clause;
    if (always_together(c.tree, of, clause)) return index;
  }
  return first;
}

}  // namespace bylaw::check
