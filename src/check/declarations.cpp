#include <algorithm>
#include <filesystem>

#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

struct RuleCollector {
  Context& c;
  const parse::File& file;
  ClauseId clause;

  // Whether the rule is read: it is in force, and is the one of its name that counts. A parameter is always read.
  bool admits(const parse::Name& name) {
    if (!clause) return true;
    const std::string& under = c.clause_name(clause);
    if (c.filtered && c.selection.leaves_out(under)) {
      c.left_out.emplace(name.text, under);
      return false;
    }
    if (c.yielding.contains({name.text, under})) return false;
    std::vector<ClauseId>& known = c.defined[name.text];
    for (const ClauseId other : known) {
      if (other == clause) return true;
      const parse::Clause& before = *c.clauses[other.value].ast;
      const bool by_edition = !before.editions.empty() && !written().editions.empty();
      if (in_other_editions(c, name.text, before, written(), name.span)) continue;
      if (c.judged && !by_edition) {
        c.sink.report(Kind::two_definitions, name.span, {name.text, c.clause_name(other), under})
            .note(diag::Note::first_here, c.tree.clauses[other.value].title.span);
      }
      return false;
    }
    known.push_back(clause);
    return true;
  }

  const parse::Clause& written() const { return *c.clauses[clause.value].ast; }

  // What is aggregated or goes on with its case belongs to no trigger, so no edition of it is in force for one.
  void refuse_edition(const parse::Name& name, Symbol symbol) {
    if (clause && !written().editions.empty()) c.sink.report(Kind::no_editions, name.span, {name.text, phrase_of(symbol)});
  }

  void operator()(const parse::Duty& duty) { keep(c.duties, Symbol::duty, duty); }
  void operator()(const parse::Ladder& ladder) { keep(c.ladders, Symbol::ladder, ladder); }
  void operator()(const parse::Matrix& matrix) {
    if (admits(matrix.name)) c.matrices.push_back({&matrix, &file, clause});
  }
  void operator()(const parse::Table& table) {
    if (admits(table.name)) c.tables.push_back({&table, &file, clause});
  }
  void operator()(const parse::Parameter& parameter) { keep(c.parameters, Symbol::parameter, parameter); }
  void operator()(const parse::Disclosure& rule) { keep(c.disclosures, Symbol::disclosure, rule); }
  void operator()(const parse::Record& rule) { keep(c.records, Symbol::record, rule); }
  void operator()(const parse::Prohibition& rule) { keep(c.prohibitions, Symbol::prohibition, rule); }
  void operator()(const parse::Kpi& rule) { keep(c.kpis, Symbol::kpi, rule); }
  void operator()(const parse::Rating& rule) { keep(c.ratings, Symbol::rating, rule); }
  void operator()(const parse::Sequence& rule) { keep(c.sequences, Symbol::sequence, rule); }
  void operator()(const parse::Routine& rule) { keep(c.routines, Symbol::routine, rule); }

  template <class Ast>
  void keep(std::vector<Item<Ast>>& items, Symbol symbol, const Ast& ast) {
    if (symbol == Symbol::parameter || symbol == Symbol::routine || symbol == Symbol::kpi || symbol == Symbol::rating) {
      refuse_edition(ast.name, symbol);
    }
    if (symbol != Symbol::parameter && !admits(ast.name)) return;
    const auto known = c.names.find(ast.name.text);
    const bool further = clause && c.defined[ast.name.text].size() > 1 && known != c.names.end() && known->second.symbol == symbol;
    if (!further) c.declare(symbol, ast.name, items.size());
    c.editions[ast.name.text].push_back(static_cast<std::uint32_t>(items.size()));
    items.push_back({&ast, &file, clause});
  }
};

struct Collector {
  Context& c;
  const parse::File& file;

  // A clause's text may change from edition to edition: then it is there once for each.
  bool further_edition(const parse::Clause& clause) {
    for (const Item<parse::Clause>& other : c.clauses) {
      if (other.ast->id.text != clause.id.text) continue;
      const bool by_edition = !clause.editions.empty() && !other.ast->editions.empty();
      if (!in_other_editions(c, clause.id.text, *other.ast, clause, clause.id.span)) return by_edition;
    }
    return true;
  }

  void operator()(const parse::Use&) {}
  void operator()(const parse::Profile& profile) {
    c.declare(Symbol::profile, profile.name, c.profiles.size());
    c.profiles.push_back({&profile, &file, {}});
  }
  void operator()(const parse::Calendar& calendar) {
    // A further edition of a calendar has the same name and says when it was published.
    const bool further = calendar.published && c.calendar_names.contains(calendar.name.text);
    if (!further) {
      c.declare(Symbol::calendar, calendar.name, c.tree.calendars.size());
      c.tree.calendars.push_back({title_of(calendar.name, calendar.label), {}});
    }
    c.calendars.push_back({&calendar, &file, {}});
  }
  void operator()(const parse::Role& role) {
    c.declare(Symbol::role, role.name, c.tree.roles.size());
    c.tree.roles.push_back({title_of(role.name, role.label)});
  }
  void operator()(const parse::Grades& grades) {
    c.declare(Symbol::scale, grades.name, c.tree.scales.size());
    const std::int64_t first = grades.first.mantissa;
    const std::int64_t last = grades.last.mantissa;
    const std::int64_t highest = grades.highest.mantissa;
    c.tree.scales.push_back({title_of(grades.name, grades.label), first, last, highest});
    if (first < 0 || first >= last || last > 99 || last - first > 63) {
      c.sink.report(Kind::bad_scale, grades.first.span, {first, last});
    } else if (highest != first && highest != last) {
      c.sink.report(Kind::bad_highest, grades.highest.span, {first, last});
    }
  }
  void operator()(const parse::CaseKind& kind) {
    c.declare(Symbol::case_kind, kind.name, c.tree.case_kinds.size());
    c.tree.case_kinds.push_back({title_of(kind.name, kind.label), {}, {}, {}, {}});
    c.case_kinds.push_back({&kind, &file, {}});
  }
  void operator()(const parse::Event& event) {
    c.declare(Symbol::event, event.name, c.tree.events.size());
    c.tree.events.push_back({title_of(event.name, event.label), {}, {}});
    c.events.push_back({&event, &file, {}});
  }
  void operator()(const parse::Handbook& handbook) {
    c.declare(Symbol::handbook, handbook.name, c.tree.handbooks.size());
    c.tree.handbooks.push_back({title_of(handbook.name, handbook.label), handbook.english.text, {}, {}, 0, {}});
    c.handbooks.push_back({&handbook, &file, {}});
  }
  void operator()(const parse::Clause& clause) {
    const ClauseId id{c.tree.clauses.size()};
    const auto known = c.names.find(clause.id.text);
    const bool further = known != c.names.end() && known->second.symbol == Symbol::clause && further_edition(clause);
    if (!further) c.declare(Symbol::clause, clause.id, id.value);
    Clause out;
    out.title = title_of(clause.id, clause.label);
    for (const parse::Text& text : clause.texts) out.texts.push_back(text.text);
    if (clause.not_encoded_because) out.not_encoded_because = clause.not_encoded_because->text;
    out.shared = clause.shared;
    c.tree.clauses.push_back(std::move(out));
    c.clauses.push_back({&clause, &file, {}});
    for (const parse::Rule& rule : clause.rules) std::visit(RuleCollector{c, file, id}, rule);
  }
  void operator()(const parse::Rule& rule) { std::visit(RuleCollector{c, file, {}}, rule); }
  void operator()(const parse::Test& test) { c.tests.push_back({&test, &file, {}}); }
};

// A field's name means one type everywhere, so that hosts and events can name it without its case.
void add_field(Context& c, CaseKind& kind, const parse::Field& field) {
  const Type type = type_of(c, field.type);
  const auto [known, fresh] = c.facts.emplace(field.name.text, FactId{c.tree.facts.size()});
  if (fresh) {
    c.tree.facts.push_back({title_of(field.name, field.label), type, {}, field.optional});
  } else if (!(c.tree.facts[known->second.value].type == type)) {
    c.sink.report(Kind::field_of_two_types, field.name.span, {field.name.text})
        .note(diag::Note::first_here, c.tree.facts[known->second.value].title.span);
  } else if (field.optional) {
    c.tree.facts[known->second.value].optional = true;
  }
  if (std::find(kind.fields.begin(), kind.fields.end(), known->second) != kind.fields.end()) {
    c.sink.report(Kind::duplicate_name, field.name.span, {field.name.text});
  } else {
    kind.fields.push_back(known->second);
  }
}

void check_event(Context& c, const parse::Event& event, Event& out) {
  for (const parse::Name& name : event.cases) {
    if (const auto index = c.find(Symbol::case_kind, name)) out.cases.push_back(CaseKindId{*index});
  }
  for (const parse::Name& name : event.fields) {
    const FactId fact = c.find_fact(name);
    if (!fact) continue;
    out.fields.push_back(fact);
    // Each kind of case takes what it has of an event that happens to several: a field must belong to one of them.
    const auto has = [&](CaseKindId kind) {
      const auto& fields = c.tree.case_kinds[kind.value].fields;
      return std::find(fields.begin(), fields.end(), fact) != fields.end();
    };
    if (!out.cases.empty() && std::none_of(out.cases.begin(), out.cases.end(), has)) {
      c.sink.report(Kind::field_of_other_case, name.span, {name.text, c.tree.case_kinds[out.cases.front().value].title.name});
    }
  }
}

void check_handbook(Context& c, const parse::Handbook& handbook, Handbook& out) {
  if (handbook.calendar) {
    if (const auto index = c.find(Symbol::calendar, handbook.calendar)) out.calendar = CalendarId{*index};
  }
  for (const parse::Edition& edition : handbook.editions) {
    Edition e{edition.name.text, base::day_number(edition.from.date), std::nullopt};
    if (edition.to) e.to = base::day_number(edition.to->date);
    if (e.to && *e.to < e.from) c.sink.report(Kind::empty_range, edition.to->span);
    if (!out.editions.empty() && e.from <= out.editions.back().to.value_or(out.editions.back().from)) {
      c.sink.report(Kind::overlapping_editions, edition.from.span, {out.editions.back().name});
    }
    if (!out.editions.empty() && out.editions.back().to && e.from > *out.editions.back().to + 1) {
      c.sink.report(Kind::gap_between_editions, edition.from.span, {out.editions.back().name, edition.name.text});
    }
    for (const Edition& other : out.editions) {
      if (other.name == edition.name.text) c.sink.report(Kind::duplicate_name, edition.name.span, {edition.name.text});
    }
    out.editions.push_back(std::move(e));
  }
  if (handbook.withdrawn) {
    out.withdrawn = base::day_number(handbook.withdrawn->date);
    if (!out.editions.empty() && *out.withdrawn <= out.editions.back().from) {
      c.sink.report(Kind::empty_range, handbook.withdrawn->span);
    }
  }
  if (handbook.lateness) {
    const TimeSpan span = span_of(c, *handbook.lateness);
    if (span.kind != SpanKind::elapsed) c.sink.report(Kind::elapsed_needed, handbook.lateness->span);
    else out.lateness_us = span.amount;
  }
}

// Where clauses in force define a rule of one name and the profile prefers one of them, the others' are not read.
void find_yielding(Context& c) {
  std::map<std::string, std::vector<std::string>> clauses;  // by rule
  for (const parse::File& file : c.files) {
    for (const parse::Declaration& declaration : file.declarations) {
      const auto* clause = std::get_if<parse::Clause>(&declaration);
      if (clause == nullptr || c.selection.leaves_out(clause->id.text)) continue;
      for (const parse::Rule& rule : clause->rules) {
        const std::string& name = std::visit([](const auto& r) -> const std::string& { return r.name.text; }, rule);
        clauses[name].push_back(clause->id.text);
      }
    }
  }
  for (const auto& [rule, all] : clauses) {
    for (const std::string& preferred : all) {
      for (const std::string& over : all) {
        if (c.selection.prefers(preferred, over)) c.yielding.emplace(rule, over);
      }
    }
  }
}

}  // namespace

void collect(Context& c) {
  if (c.filtered) find_yielding(c);
  for (const parse::File& file : c.files) {
    for (const parse::Declaration& declaration : file.declarations) std::visit(Collector{c, file}, declaration);
  }
}

void check_uses(Context& c, std::span<const base::SourceFile> sources) {
  namespace fs = std::filesystem;  // names of files only; no file is looked at
  for (const parse::File& file : c.files) {
    for (const parse::Declaration& declaration : file.declarations) {
      const auto* use = std::get_if<parse::Use>(&declaration);
      if (use == nullptr) continue;
      const fs::path wanted = (fs::path(sources[file.file.value].name).parent_path() / use->path.text).lexically_normal();
      const bool given = std::any_of(sources.begin(), sources.end(), [&](const base::SourceFile& source) {
        return fs::path(source.name).lexically_normal() == wanted;
      });
      if (!given) c.sink.report(Kind::missing_file, use->path.span, {use->path.text});
    }
  }
}

void check_vocabulary(Context& c) {
  read_parameters(c);
  for (std::size_t i = 0; i < c.case_kinds.size(); ++i) {
    for (const parse::Field& field : c.case_kinds[i].ast->fields) add_field(c, c.tree.case_kinds[i], field);
  }
  for (std::size_t i = 0; i < c.events.size(); ++i) check_event(c, *c.events[i].ast, c.tree.events[i]);
  for (std::size_t i = 0; i < c.case_kinds.size(); ++i) {
    const parse::CaseKind& kind = *c.case_kinds[i].ast;
    CaseKind& out = c.tree.case_kinds[i];
    if (kind.ends) out.ends.push_back(match_of(c, kind.ends));
    if (kind.withdrawn) out.withdrawn.push_back(match_of(c, kind.withdrawn));
    if (kind.merged) out.merged.push_back(match_of(c, kind.merged));
  }
  for (std::size_t i = 0; i < c.handbooks.size(); ++i) check_handbook(c, *c.handbooks[i].ast, c.tree.handbooks[i]);
  for (std::size_t i = 0; i < c.clauses.size(); ++i) {
    if (const auto index = c.find(Symbol::handbook, c.clauses[i].ast->handbook)) {
      c.tree.clauses[i].handbook = HandbookId{*index};
    }
  }
}

}  // namespace bylaw::check
