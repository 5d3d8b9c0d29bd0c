#include <algorithm>

#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;
using parse::Expr;
using parse::ExprKind;

namespace {

// Reads one condition of one file into the tree. Every fault is reported where it stands; the result then only stands in,
// since no tree with a fault is used.
class ConditionReader {
 public:
  ConditionReader(Context& c, const parse::File& file) : c_(c), file_(file) {}

  ConditionId read(parse::ExprId id) {
    const Expr& e = file_.exprs[id.value];
    switch (e.kind) {
      case ExprKind::disjunction: return both(ConditionKind::disjunction, e);
      case ExprKind::conjunction: return both(ConditionKind::conjunction, e);
      case ExprKind::negation: return joined(ConditionKind::negation, e, {read(e.left)});
      case ExprKind::compare: return comparison(e);
      case ExprKind::grave: return gravity(e);
      case ExprKind::known: return on_fact(ConditionKind::known, e, e.left);
      case ExprKind::member: return membership(e);
      case ExprKind::has: {
        Condition condition = made(ConditionKind::has, e);
        condition.event = c_.find_event(e.event.name);
        if (e.event.where) c_.sink.report(Kind::history_with_where, e.event.span);
        return add(std::move(condition));
      }
      case ExprKind::add:
      case ExprKind::subtract:
      case ExprKind::literal: break;
    }
    return yes_no(id, e);
  }

 private:
  static Condition made(ConditionKind kind, const Expr& e) {
    Condition condition;
    condition.kind = kind;
    condition.span = e.span;
    return condition;
  }
  ConditionId joined(ConditionKind kind, const Expr& e, std::vector<ConditionId> parts) {
    Condition condition = made(kind, e);
    condition.parts = std::move(parts);
    return add(std::move(condition));
  }
  ConditionId add(Condition condition) {
    c_.tree.conditions.push_back(std::move(condition));
    return ConditionId{c_.tree.conditions.size() - 1};
  }
  TermId add(Term term) {
    c_.tree.terms.push_back(term);
    return TermId{c_.tree.terms.size() - 1};
  }
  TermId constant(std::int64_t value) { return add(Term{TermKind::constant, value, {}, {}, {}}); }
  TermId of_fact(FactId fact) { return add(Term{TermKind::fact, 0, fact, {}, {}}); }
  const Fact& fact(FactId id) const { return c_.tree.facts[id.value]; }

  ConditionId both(ConditionKind kind, const Expr& e) {
    const ConditionId left = read(e.left);
    const ConditionId right = read(e.right);
    return joined(kind, e, {left, right});
  }

  const parse::Name* name_of(parse::ExprId id) const {
    const Expr& e = file_.exprs[id.value];
    return e.kind == ExprKind::literal && e.value ? std::get_if<parse::Name>(&*e.value) : nullptr;
  }

  FactId fact_named(parse::ExprId id) {
    const parse::Name* name = name_of(id);
    if (name != nullptr) return c_.find_fact(*name);
    c_.sink.report(Kind::fact_needed, file_.exprs[id.value].span);
    return {};
  }

  bool reads_fact(parse::ExprId id) const {
    const Expr& e = file_.exprs[id.value];
    if (e.kind == ExprKind::add || e.kind == ExprKind::subtract) return reads_fact(e.left) || reads_fact(e.right);
    const parse::Name* name = name_of(id);
    return name != nullptr && c_.facts.contains(name->text);
  }

  // A name alone holds when the field is `yes`.
  ConditionId yes_no(parse::ExprId id, const Expr& e) {
    if (const parse::Name* name = name_of(id); name != nullptr && !c_.facts.contains(name->text) && c_.is_parameter(*name)) {
      Type type;
      type.kind = TypeKind::yes_no;
      type.last = 1;
      const std::int64_t value = value_of(c_, *e.value, type, name->text).value_or(1);
      const ConditionId always = add(made(ConditionKind::always, e));
      return value != 0 ? always : joined(ConditionKind::negation, e, {always});
    }
    const FactId named = fact_named(id);
    if (!named) return {};
    if (fact(named).type.kind != TypeKind::yes_no) {
      c_.sink.report(Kind::not_yes_no, e.span, {fact(named).title.name});
      return {};
    }
    Condition condition = made(ConditionKind::compare, e);
    condition.left = of_fact(named);
    condition.right = constant(1);
    return add(std::move(condition));
  }

  ConditionId on_fact(ConditionKind kind, const Expr& e, parse::ExprId id) {
    Condition condition = made(kind, e);
    condition.fact = fact_named(id);
    return add(std::move(condition));
  }

  ConditionId membership(const Expr& e) {
    Condition condition = made(ConditionKind::member, e);
    condition.fact = fact_named(e.left);
    if (!condition.fact) return {};
    for (const parse::Value& value : e.values) {
      if (const auto v = value_of(c_, value, fact(condition.fact).type, fact(condition.fact).title.name)) {
        condition.values.push_back(*v);
      }
    }
    return add(std::move(condition));
  }

  ConditionId gravity(const Expr& e) {
    const FactId named = fact_named(e.left);
    if (!named) return {};
    const Type& type = fact(named).type;
    if (type.kind != TypeKind::grade) {
      c_.sink.report(Kind::not_a_grade, file_.exprs[e.left.value].span, {fact(named).title.name});
      return {};
    }
    const bool up = c_.tree.scales[type.scale.value].highest == type.last;
    Condition condition = made(ConditionKind::compare, e);
    if (e.strict) condition.op = up ? Compare::greater : Compare::less;
    else condition.op = up ? Compare::greater_equal : Compare::less_equal;
    condition.left = of_fact(named);
    condition.right = constant(e.value ? value_of(c_, *e.value, type, fact(named).title.name).value_or(type.first) : 0);
    return add(std::move(condition));
  }

  // The type of the first fact in an operand; what constants beside it are read as.
  const Type* type_in(parse::ExprId id) const {
    const Expr& e = file_.exprs[id.value];
    if (e.kind == ExprKind::add || e.kind == ExprKind::subtract) {
      const Type* left = type_in(e.left);
      return left != nullptr ? left : type_in(e.right);
    }
    const parse::Name* name = name_of(id);
    const auto known = name != nullptr ? c_.facts.find(name->text) : c_.facts.end();
    return known == c_.facts.end() ? nullptr : &fact(known->second).type;
  }

  static bool is_number(TypeKind kind) {
    return kind == TypeKind::number || kind == TypeKind::money || kind == TypeKind::date || kind == TypeKind::instant;
  }

  TermId operand(parse::ExprId id, const Type& type, const std::string& of) {
    const Expr& e = file_.exprs[id.value];
    if (e.kind == ExprKind::add || e.kind == ExprKind::subtract) {
      if (!is_number(type.kind)) c_.sink.report(Kind::no_arithmetic, e.span, {of});
      const TermId left = operand(e.left, widened(type), of);
      const TermId right = operand(e.right, widened(type), of);
      return add(Term{e.kind == ExprKind::add ? TermKind::add : TermKind::subtract, 0, {}, left, right});
    }
    if (reads_fact(id)) {
      const FactId named = fact_named(id);
      const Type& own = fact(named).type;
      const bool alike = own.kind == type.kind && own.enumeration == type.enumeration && own.scale == type.scale && own.currency == type.currency;
      if (!alike) c_.sink.report(Kind::unlike_types, e.span, {fact(named).title.name, of});
      return of_fact(named);
    }
    if (!e.value) {
      c_.sink.report(Kind::fact_needed, e.span);
      return constant(0);
    }
    return constant(value_of(c_, *e.value, type, of).value_or(0));
  }

  // A constant beside `+` or `-` is not held to the range of the field.
  static Type widened(Type type) {
    if (type.kind == TypeKind::number) type.first = INT64_MIN, type.last = INT64_MAX;
    return type;
  }

  ConditionId comparison(const Expr& e) {
    const Type* type = type_in(e.left);
    if (type == nullptr) type = type_in(e.right);
    if (type == nullptr) {
      // Perhaps a misspelt name: say so rather than that a fact is needed.
      fact_named(e.left);
      return {};
    }
    const Type common = *type;
    const bool ordering = e.op != parse::Compare::equal && e.op != parse::Compare::not_equal;
    if (common.kind == TypeKind::grade && ordering) {
      c_.sink.report(Kind::grades_by_sign, e.span);
      return {};
    }
    if (ordering && !is_number(common.kind)) {
      c_.sink.report(Kind::no_order, e.span);
      return {};
    }
    if (common.kind == TypeKind::set || common.kind == TypeKind::text) {
      c_.sink.report(Kind::no_equality, e.span);
      return {};
    }
    Condition condition = made(ConditionKind::compare, e);
    condition.op = static_cast<Compare>(e.op);
    const std::string of = first_name(e.left).empty() ? first_name(e.right) : first_name(e.left);
    condition.left = operand(e.left, common, of);
    condition.right = operand(e.right, common, of);
    return add(std::move(condition));
  }

  std::string first_name(parse::ExprId id) const {
    const Expr& e = file_.exprs[id.value];
    if (e.kind == ExprKind::add || e.kind == ExprKind::subtract) {
      const std::string left = first_name(e.left);
      return left.empty() ? first_name(e.right) : left;
    }
    const parse::Name* name = name_of(id);
    return name != nullptr && c_.facts.contains(name->text) ? name->text : std::string();
  }

  Context& c_;
  const parse::File& file_;
};

void facts_in(const Tree& tree, TermId id, std::vector<FactId>& facts) {
  if (!id) return;
  const Term& term = tree.terms[id.value];
  if (term.kind == TermKind::fact) facts.push_back(term.fact);
  facts_in(tree, term.left, facts);
  facts_in(tree, term.right, facts);
}

}  // namespace

ConditionId condition_of(Context& c, const parse::File& file, parse::ExprId id) {
  return id ? ConditionReader(c, file).read(id) : ConditionId{};
}

void facts_read(const Tree& tree, ConditionId id, std::vector<FactId>& facts) {
  if (!id) return;
  const Condition& condition = tree.conditions[id.value];
  for (const ConditionId part : condition.parts) facts_read(tree, part, facts);
  facts_in(tree, condition.left, facts);
  facts_in(tree, condition.right, facts);
  if (condition.fact) facts.push_back(condition.fact);
}

namespace {

enum class Truth : std::uint8_t { no, unknown, yes };

// The condition where only one fact is known.
Truth truth_of(const Tree& tree, ConditionId id, FactId fact, std::int64_t value) {
  if (!id) return Truth::yes;
  const Condition& condition = tree.conditions[id.value];
  const auto part = [&](std::size_t i) { return truth_of(tree, condition.parts[i], fact, value); };
  switch (condition.kind) {
    case ConditionKind::always: return Truth::yes;
    case ConditionKind::disjunction:
    case ConditionKind::conjunction: {
      Truth result = part(0);
      for (std::size_t i = 1; i < condition.parts.size(); ++i) {
        result = condition.kind == ConditionKind::conjunction ? std::min(result, part(i)) : std::max(result, part(i));
      }
      return result;
    }
    case ConditionKind::negation: return static_cast<Truth>(2 - static_cast<int>(part(0)));
    case ConditionKind::member: {
      if (condition.fact != fact || tree.facts[fact.value].type.kind == TypeKind::set) return Truth::unknown;
      const auto& values = condition.values;
      return std::find(values.begin(), values.end(), value) != values.end() ? Truth::yes : Truth::no;
    }
    case ConditionKind::compare: {
      const Term& left = tree.terms[condition.left.value];
      const Term& right = tree.terms[condition.right.value];
      if (left.kind != TermKind::fact || left.fact != fact || right.kind != TermKind::constant) return Truth::unknown;
      if (condition.op == Compare::equal) return value == right.constant ? Truth::yes : Truth::no;
      if (condition.op == Compare::not_equal) return value != right.constant ? Truth::yes : Truth::no;
      return Truth::unknown;
    }
    case ConditionKind::known:
    case ConditionKind::has: return Truth::unknown;
  }
  return Truth::unknown;
}

}  // namespace

bool can_hold(const Tree& tree, ConditionId id, FactId fact, std::int64_t value) {
  return truth_of(tree, id, fact, value) != Truth::no;
}

std::vector<CaseKindId> cases_with(const Tree& tree, const std::vector<FactId>& facts) {
  std::vector<CaseKindId> kinds;
  for (std::size_t i = 0; i < tree.case_kinds.size(); ++i) {
    const CaseKindId kind{i};
    const bool all = std::all_of(facts.begin(), facts.end(), [&](FactId id) {
      const Fact& fact = tree.facts[id.value];
      const auto in = [](const auto& list, auto value) { return std::find(list.begin(), list.end(), value) != list.end(); };
      return fact.table ? in(tree.tables[fact.table.value].cases, kind) : in(tree.case_kinds[i].fields, id);
    });
    if (all) kinds.push_back(kind);
  }
  return kinds;
}

std::vector<CaseKindId> cases_common(const Tree& tree, const std::vector<EventId>& events, const std::vector<FactId>& facts) {
  std::vector<CaseKindId> kinds = cases_with(tree, facts);
  for (const EventId event : events) {
    if (!event) continue;
    const auto& of_event = tree.events[event.value].cases;
    std::erase_if(kinds, [&](CaseKindId k) { return std::find(of_event.begin(), of_event.end(), k) == of_event.end(); });
  }
  return kinds;
}

std::vector<CaseKindId> cases_of_rule(Context& c, const parse::Name& rule, const std::vector<EventId>& events,
                                      const std::vector<FactId>& facts) {
  std::vector<CaseKindId> kinds = cases_common(c.tree, events, facts);
  if (kinds.empty() && !c.sink.has_errors()) c.sink.report(Kind::no_common_case, rule.span, {rule.text});
  return kinds;
}

}  // namespace bylaw::check
