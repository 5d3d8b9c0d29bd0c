// Rules of equal rank that give different results for one input. Rules of different clauses are compared: what one clause says,
// and what stands outside of all, is meant together. A contradiction is reported where an input is found that shows it: values of
// the facts that both rules read, tried one by one. What cannot be decided so (sets, texts, results of tables beside what they
// are made of, limits that combine others) is let pass.
#include <algorithm>
#include <map>

#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

enum class Truth : std::uint8_t { no, unknown, yes };

constexpr std::size_t most_worlds = 20'000;
constexpr diag::Phrase limits{"limits", "期限"};
constexpr diag::Phrase retentions{"retention periods", "保存期"};

template <class T>
bool intersect(const std::vector<T>& a, const std::vector<T>& b) {
  return std::any_of(a.begin(), a.end(), [&](const T& item) { return std::find(b.begin(), b.end(), item) != b.end(); });
}

// Facts and events of one imagined case.
struct World {
  std::map<std::uint32_t, std::int64_t> facts;
  std::map<std::uint32_t, bool> happened;
};

class Worlds {
 public:
  explicit Worlds(const Tree& tree) : tree_(tree) {}

  void reads(ConditionId id) {
    if (!id) return;
    const Condition& condition = tree_.conditions[id.value];
    for (const ConditionId part : condition.parts) reads(part);
    if (condition.kind == ConditionKind::has) events_.emplace(condition.event.value, false);
    if (condition.kind == ConditionKind::member) {
      for (const std::int64_t value : condition.values) near(condition.fact, value);
    }
    if (condition.kind == ConditionKind::known) reads(condition.fact);
    if (condition.kind != ConditionKind::compare) return;
    std::vector<FactId> facts;
    facts_read(tree_, id, facts);
    for (const FactId fact : facts) {
      reads(fact);
      for (const TermId side : {condition.left, condition.right}) {
        if (tree_.terms[side.value].kind == TermKind::constant) near(fact, tree_.terms[side.value].constant);
      }
    }
  }

  void reads(const EventMatch& match) {
    if (match.where) near(match.where->field, match.where->value);
  }

  void reads(FactId fact) {
    if (fact) constants_[fact.value];
  }

  // Calls `found` with one world after another until it returns true. False if none did, or they are too many to try.
  template <class Found>
  bool any(Found found) {
    if (!independent()) return false;
    std::vector<std::pair<std::uint32_t, std::vector<std::int64_t>>> domains;
    std::size_t count = std::size_t{1} << std::min<std::size_t>(events_.size(), 16);
    for (const auto& [fact, constants] : constants_) {
      std::vector<std::int64_t> values = values_of(fact, constants);
      if (values.empty()) continue;  // cannot be imagined: stays unknown
      count *= values.size();
      if (count > most_worlds) return false;
      domains.emplace_back(fact, std::move(values));
    }
    World world;
    world.happened = events_;
    return vary(world, domains, 0, world.happened.begin(), found);
  }

  Truth truth(ConditionId id, const World& world) const {
    if (!id) return Truth::yes;
    const Condition& condition = tree_.conditions[id.value];
    switch (condition.kind) {
      case ConditionKind::always: return Truth::yes;
      case ConditionKind::disjunction:
      case ConditionKind::conjunction: {
        const bool all = condition.kind == ConditionKind::conjunction;
        Truth result = all ? Truth::yes : Truth::no;
        for (const ConditionId part : condition.parts) {
          const Truth next = truth(part, world);
          result = all ? std::min(result, next) : std::max(result, next);
        }
        return result;
      }
      case ConditionKind::negation: return static_cast<Truth>(2 - static_cast<int>(truth(condition.parts.front(), world)));
      case ConditionKind::has: return world.happened.at(condition.event.value) ? Truth::yes : Truth::no;
      case ConditionKind::known: return world.facts.contains(condition.fact.value) ? Truth::yes : Truth::unknown;
      case ConditionKind::member: {
        const auto value = world.facts.find(condition.fact.value);
        if (value == world.facts.end()) return Truth::unknown;
        const auto& values = condition.values;
        return std::find(values.begin(), values.end(), value->second) != values.end() ? Truth::yes : Truth::no;
      }
      case ConditionKind::compare: {
        const auto left = term(condition.left, world);
        const auto right = term(condition.right, world);
        return left && right ? compared(condition.op, *left, *right) : Truth::unknown;
      }
    }
    return Truth::unknown;
  }

  Truth truth(const EventMatch& match, const World& world) const {
    if (!match.where) return Truth::yes;
    const auto value = world.facts.find(match.where->field.value);
    return value == world.facts.end() ? Truth::unknown : compared(match.where->op, value->second, match.where->value);
  }

  // `channel = phone, amount = 5`: all facts of the world that have words.
  std::string words_of(const World& world) const {
    std::string words;
    for (const auto& [id, value] : world.facts) {
      const Fact& fact = tree_.facts[id];
      std::string text = std::to_string(value);
      if (fact.type.kind == TypeKind::enumeration) text = tree_.enumerations[fact.type.enumeration.value].values[static_cast<std::size_t>(value)].name;
      if (fact.type.kind == TypeKind::yes_no) text = value != 0 ? "yes" : "no";
      const bool plain = fact.type.kind != TypeKind::money && fact.type.kind != TypeKind::date && fact.type.kind != TypeKind::instant;
      if (plain) words += (words.empty() ? "" : ", ") + fact.title.name + " = " + text;
    }
    return words;
  }

 private:
  static Truth compared(Compare op, std::int64_t a, std::int64_t b) {
    const bool holds = op == Compare::equal       ? a == b
                       : op == Compare::not_equal ? a != b
                       : op == Compare::less      ? a < b
                       : op == Compare::less_equal ? a <= b
                       : op == Compare::greater   ? a > b
                                                  : a >= b;
    return holds ? Truth::yes : Truth::no;
  }

  std::optional<std::int64_t> term(TermId id, const World& world) const {
    const Term& t = tree_.terms[id.value];
    if (t.kind == TermKind::constant) return t.constant;
    if (t.kind == TermKind::fact) {
      const auto value = world.facts.find(t.fact.value);
      return value == world.facts.end() ? std::nullopt : std::optional(value->second);
    }
    const auto left = term(t.left, world);
    const auto right = term(t.right, world);
    std::int64_t sum = 0;
    if (!left || !right) return std::nullopt;
    const bool over = t.kind == TermKind::add ? __builtin_add_overflow(*left, *right, &sum) : __builtin_sub_overflow(*left, *right, &sum);
    return over ? std::nullopt : std::optional(sum);
  }

  void near(FactId fact, std::int64_t value) {
    if (fact) constants_[fact.value].push_back(value);
  }

  // The values to try: all of them where they are few, else those at and beside what the rules compare with.
  std::vector<std::int64_t> values_of(std::uint32_t id, const std::vector<std::int64_t>& constants) const {
    const Fact& fact = tree_.facts[id];
    const Type& type = fact.type;
    std::vector<std::int64_t> values;
    if (fact.table) {
      for (const Table& table : tables_of(tree_, FactId{id})) {
        values.insert(values.end(), table.grid.begin(), table.grid.end());
        for (const TableRow& row : table.rows) values.push_back(row.then);
        for (const TableRow& row : table.overrides) values.push_back(row.then);
      }
    } else if (type.kind == TypeKind::set || type.kind == TypeKind::text) {
      return values;
    } else if (type.kind == TypeKind::enumeration || type.kind == TypeKind::yes_no || type.kind == TypeKind::grade ||
               (type.kind == TypeKind::number && type.last >= type.first &&
                static_cast<std::uint64_t>(type.last) - static_cast<std::uint64_t>(type.first) < 64)) {
      for (std::int64_t value = type.first; value <= type.last; ++value) values.push_back(value);
    } else {
      const bool bounded = type.kind == TypeKind::number;
      const auto add = [&](std::int64_t value) {
        if (!bounded || (value >= type.first && value <= type.last)) values.push_back(value);
      };
      for (const std::int64_t value : constants) {
        if (value != INT64_MIN) add(value - 1);
        add(value);
        if (value != INT64_MAX) add(value + 1);
      }
      if (values.empty()) add(bounded ? type.first : 0);
    }
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
  }

  // What a table gives cannot be imagined beside other facts: they may be what it is made of.
  bool independent() const {
    return std::none_of(constants_.begin(), constants_.end(), [&](const auto& entry) {
      if (!tree_.facts[entry.first].table) return false;
      const std::span<const Table> tables = tables_of(tree_, FactId{entry.first});
      return constants_.size() > 1 || std::any_of(tables.begin(), tables.end(), [](const Table& table) { return !table.moves.empty(); });
    });
  }

  template <class Domains, class Found>
  bool vary(World& world, const Domains& domains, std::size_t next, std::map<std::uint32_t, bool>::iterator event, Found& found) const {
    if (event != world.happened.end()) {
      const auto after = std::next(event);
      for (const bool happened : {false, true}) {
        event->second = happened;
        if (vary(world, domains, next, after, found)) return true;
      }
      return false;
    }
    if (next == domains.size()) return found(std::as_const(world));
    for (const std::int64_t value : domains[next].second) {
      world.facts[domains[next].first] = value;
      if (vary(world, domains, next + 1, event, found)) return true;
    }
    return false;
  }

  const Tree& tree_;
  std::map<std::uint32_t, std::vector<std::int64_t>> constants_;  // by fact: what it is compared with
  std::map<std::uint32_t, bool> events_;
};

const DatedSpan* amount_in(const LimitTerm& term, const World& world) {
  if (term.kind == LimitKind::amount) return &term.amount;
  const auto value = world.facts.find(term.fact.value);
  if (term.kind != LimitKind::by_fact || value == world.facts.end()) return nullptr;
  const DatedSpan* otherwise = nullptr;
  for (const LimitArm& arm : term.arms) {
    if (std::find(arm.keys.begin(), arm.keys.end(), value->second) != arm.keys.end()) return &arm.amount;
    if (arm.keys.empty()) otherwise = &arm.amount;
  }
  return otherwise;
}

// Whether the two duties' limits differ for certain in this world, some day.
bool limits_differ(const Duty& a, const Duty& b, const World& world) {
  if (a.limit.none != b.limit.none) return true;
  if (a.limit.none || a.limit.terms.size() != 1 || b.limit.terms.size() != 1) return false;
  const LimitTerm& x = a.limit.terms.front();
  const LimitTerm& y = b.limit.terms.front();
  const bool same_start = x.from.kind == y.from.kind && (x.from.kind == AnchorKind::trigger || same_event(x.from.event, y.from.event));
  if (!same_start) return false;
  const DatedSpan* of_a = amount_in(x, world);
  const DatedSpan* of_b = amount_in(y, world);
  if (of_a == nullptr || of_b == nullptr) return false;
  if (!(of_a->values.back() == of_b->values.back())) return true;
  const bool by_calendar = of_a->values.back().kind != SpanKind::elapsed && a.calendar.calendar && b.calendar.calendar;
  return by_calendar && a.calendar.calendar != b.calendar.calendar;
}

class Contradictions {
 public:
  explicit Contradictions(Context& c) : c_(c), tree_(c.tree) {}

  void find() {
    for (std::size_t i = 0; i < tree_.duties.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) duties(tree_.duties[j], tree_.duties[i]);
      for (const Prohibition& rule : tree_.prohibitions) demanded(tree_.duties[i], rule);
    }
    for (std::size_t i = 0; i < tree_.records.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) records(tree_.records[j], tree_.records[i]);
    }
  }

 private:
  bool ranked(ClauseId a, ClauseId b) const { return a && b && a != b && ever_together(tree_, a, b); }

  static bool only(const std::vector<EventMatch>& a, const std::vector<EventMatch>& b) {
    return !a.empty() && a.size() == b.size() && std::all_of(a.begin(), a.end(), [&](const EventMatch& match) {
      return std::any_of(b.begin(), b.end(), [&](const EventMatch& other) { return same_event(match, other); });
    });
  }

  void duties(const Duty& a, const Duty& b) {
    if (!ranked(a.clause, b.clause) || !intersect(a.cases, b.cases)) return;
    if (!only(a.must, b.must) || a.must_when || b.must_when) return;
    for (const Trigger& x : a.triggers) {
      for (const Trigger& y : b.triggers) {
        if (!x.event.event || x.event.event != y.event.event) continue;
        Worlds worlds(tree_);
        for (const Trigger* trigger : {&x, &y}) {
          worlds.reads(trigger->event);
          worlds.reads(trigger->when);
        }
        for (const Duty* duty : {&a, &b}) {
          for (const LimitTerm& term : duty->limit.terms) worlds.reads(term.fact);
        }
        const bool found = worlds.any([&](const World& world) {
          const Truth both = std::min({worlds.truth(x.event, world), worlds.truth(y.event, world), worlds.truth(x.when, world),
                                       worlds.truth(y.when, world)});
          if (both != Truth::yes || !limits_differ(a, b, world)) return false;
          report(a.title, a.clause, b.title, b.clause, limits, worlds.words_of(world));
          return true;
        });
        if (found) return;
      }
    }
  }

  // Whether a `when` concerns the retention it stands beside is not asked: only rules without one are compared.
  void records(Record& a, Record& b) {
    if (!ranked(a.clause, b.clause) || !intersect(a.cases, b.cases) || a.when || b.when) return;
    if (!a.at || !b.at || !same_event(*a.at, *b.at) || !a.keep || !b.keep || *a.keep == *b.keep) return;
    if (!same_event(*a.keep_from, *b.keep_from)) return;
    // The period of the clause that is preferred is the record's period in both.
    if (c_.selection.prefers(c_.clause_name(a.clause), c_.clause_name(b.clause))) b.keep = a.keep;
    else if (c_.selection.prefers(c_.clause_name(b.clause), c_.clause_name(a.clause))) a.keep = b.keep;
    else report(a.title, a.clause, b.title, b.clause, retentions, {});
  }

  void demanded(const Duty& duty, const Prohibition& rule) {
    if (!ranked(duty.clause, rule.clause) || !rule.forbid || !intersect(duty.cases, rule.cases)) return;
    const bool always = !rule.holds || tree_.conditions[rule.holds.value].kind == ConditionKind::always;
    const bool must = std::any_of(duty.must.begin(), duty.must.end(), [&](const EventMatch& match) {
      return match.event && match.event == rule.event.event && (!rule.event.where || rule.event.where == match.where);
    });
    if (!always || !must) return;
    c_.sink.report(Kind::forbidden_and_demanded, duty.title.span,
                   {duty.title.name, c_.clause_name(duty.clause), rule.title.name, c_.clause_name(rule.clause)})
        .note(diag::Note::declared_here, rule.title.span);
  }

  void report(const Title& a, ClauseId clause_a, const Title& b, ClauseId clause_b, diag::Phrase what, const std::string& world) {
    const diag::Argument when = world.empty() ? diag::Argument(diag::Phrase{"for the same case", "对同一事项"})
                                              : diag::Argument("`" + world + "`");
    c_.sink.report(Kind::contradiction, b.span, {b.name, c_.clause_name(clause_b), a.name, c_.clause_name(clause_a), what, when})
        .note(diag::Note::declared_here, a.span);
  }

  Context& c_;
  Tree& tree_;
};

}  // namespace

void check_contradictions(Context& c) { Contradictions(c).find(); }

}  // namespace bylaw::check
