// What is forbidden, what is allowed, and which of the two yields.
#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

ConditionId add(Context& c, ConditionKind kind, std::vector<ConditionId> parts, base::Span span) {
  Condition condition;
  condition.kind = parts.empty() ? ConditionKind::always : kind;
  condition.span = span;
  condition.parts = std::move(parts);
  c.tree.conditions.push_back(std::move(condition));
  return ConditionId{c.tree.conditions.size() - 1};
}

class Exceptions {
 public:
  explicit Exceptions(Context& c) : c_(c), seen_(c.tree.prohibitions.size(), State::unseen) {}

  // When the rule holds: `when`, unless an exception does. False once a circle has been reported.
  bool settle(std::size_t index) {
    if (seen_[index] == State::done) return true;
    if (seen_[index] == State::open) {
      const parse::Prohibition& a = *c_.prohibitions[index].ast;
      c_.sink.report(Kind::no_exception, a.exception_to.span,
                     {a.name.text, a.exception_to.text, diag::Phrase{"the exceptions go round in a circle", "例外关系成环"}});
      return false;
    }
    seen_[index] = State::open;
    std::vector<ConditionId> yields_to = c_.tree.prohibitions[index].except;
    for (std::size_t i = 0; i < c_.tree.prohibitions.size(); ++i) {
      const ProhibitionId of = c_.tree.prohibitions[i].exception_to;
      if (!of || of.value != index) continue;
      if (!settle(i)) return false;
      yields_to.push_back(c_.tree.prohibitions[i].holds);
    }
    Prohibition& rule = c_.tree.prohibitions[index];
    const base::Span span = rule.title.span;
    rule.holds = rule.when ? rule.when : add(c_, ConditionKind::conjunction, {}, span);
    if (!yields_to.empty()) {
      const ConditionId any = yields_to.size() == 1 ? yields_to.front()
                                                    : add(c_, ConditionKind::disjunction, std::move(yields_to), span);
      const ConditionId none = add(c_, ConditionKind::negation, {any}, span);
      rule.holds = rule.when ? add(c_, ConditionKind::conjunction, {rule.when, none}, span) : none;
    }
    seen_[index] = State::done;
    return true;
  }

 private:
  enum class State : std::uint8_t { unseen, open, done };

  Context& c_;
  std::vector<State> seen_;
};

void check_exception(Context& c, const parse::Prohibition& a, const Prohibition& rule) {
  if (!rule.exception_to) return;
  const Prohibition& of = c.tree.prohibitions[rule.exception_to.value];
  const auto refuse = [&](diag::Phrase why) {
    c.sink.report(Kind::no_exception, a.exception_to.span, {a.name.text, a.exception_to.text, why})
        .note(diag::Note::declared_here, of.title.span);
  };
  if (!always_together(c.tree, of.clause, rule.clause)) return refuse(at_other_times);
  if (of.forbid == rule.forbid) return refuse({"both say the same", "两者方向相同"});
  const bool same_event = of.event.event == rule.event.event && (!rule.event.where || rule.event.where == of.event.where);
  if (of.event.event && rule.event.event && !same_event) refuse({"they speak of different events", "两者所指事件不同"});
}

// Clauses that the profile prefers make exceptions of rules that none is written for.
void read_preferences(Context& c) {
  auto& rules = c.tree.prohibitions;
  if (!c.filtered) return;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    for (std::size_t j = 0; j < rules.size(); ++j) {
      Prohibition& a = rules[i];
      const Prohibition& b = rules[j];
      const bool opposed = a.forbid != b.forbid && a.event.event && a.event.event == b.event.event &&
                           (!a.event.where || a.event.where == b.event.where);
      if (!opposed || !ever_together(c.tree, a.clause, b.clause) || a.exception_to || b.exception_to == ProhibitionId{i} || !a.clause || !b.clause) continue;
      if (c.selection.prefers(c.clause_name(a.clause), c.clause_name(b.clause))) a.exception_to = ProhibitionId{j};
    }
  }
}

// Two rules of equal rank that give different results for one event.
void check_opposites(Context& c) {
  const auto& rules = c.tree.prohibitions;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const Prohibition& allowed = rules[i];
    if (allowed.forbid || allowed.exception_to) continue;
    for (const Prohibition& forbidden : rules) {
      const bool yields = forbidden.exception_to && forbidden.exception_to.value == i;
      const bool same = allowed.event.event && forbidden.event.event == allowed.event.event &&
                        (!forbidden.event.where || !allowed.event.where || forbidden.event.where == allowed.event.where);
      if (!forbidden.forbid || yields || !same || !ever_together(c.tree, allowed.clause, forbidden.clause)) continue;
      c.sink.report(Kind::allowed_and_forbidden, allowed.title.span, {allowed.title.name, forbidden.title.name})
          .note(diag::Note::declared_here, forbidden.title.span);
    }
  }
}

// `more than N within SPAN`: forbidden only beyond so many.
void read_window(Context& c, const parse::Prohibition& a, Prohibition& rule) {
  if (!a.more_than) return;
  const auto refuse = [&](base::Span at, diag::Phrase why) { c.sink.report(Kind::no_window, at, {a.name.text, why}); };
  const std::int64_t most = a.more_than->mantissa;
  if (a.more_than->scale != 0 || most < 1 || most > 64) return refuse(a.more_than->span, {"it counts from 1 to 64", "计数须在 1 至 64 之间"});
  if (!a.forbid) return refuse(a.name.span, {"only `forbid` counts", "只有`禁止`可以计数"});
  if (a.exception_to) return refuse(a.exception_to.span, {"what counts is no exception", "计数的规则不能是例外"});
  rule.more_than = most;
  rule.within = span_of(c, *a.within);
  const SpanKind kind = rule.within.kind;
  if (kind == SpanKind::working || kind == SpanKind::working_dates) {
    refuse(a.within->span, {"its span is not working time", "其时长不以工作时间计"});
  }
  rule.calendar = calendar_of(c, std::nullopt, rule.clause).calendar;
  if (kind != SpanKind::elapsed && !rule.calendar) c.sink.report(Kind::no_calendar, a.within->span, {a.name.text});
}

void read(Context& c, const Item<parse::Prohibition>& item) {
  const parse::Prohibition& a = *item.ast;
  c.take_up(a.name.text, item.clause);
  Prohibition rule;
  rule.title = title_of(a.name, a.label);
  rule.clause = item.clause;
  rule.forbid = a.forbid;
  if (a.event) rule.event = match_of(c, a.event);
  else c.sink.report(Kind::missing_field, a.name.span, {a.name.text, "event"});
  rule.when = condition_of(c, *item.file, a.when);
  for (const parse::ExprId except : a.except) {
    if (const ConditionId condition = condition_of(c, *item.file, except)) rule.except.push_back(condition);
  }
  if (a.exception_to && !c.left_out.contains(a.exception_to.text)) {
    if (const auto index = find_edition(c, Symbol::prohibition, a.exception_to, item.clause)) rule.exception_to = ProhibitionId{*index};
  }
  read_window(c, a, rule);
  rule.breach = violation_of(a.breach);
  c.tree.prohibitions.push_back(std::move(rule));
}

}  // namespace

void check_prohibitions(Context& c) {
  for (const Item<parse::Prohibition>& item : c.prohibitions) read(c, item);
  for (std::size_t i = 0; i < c.prohibitions.size(); ++i) check_exception(c, *c.prohibitions[i].ast, c.tree.prohibitions[i]);
  read_preferences(c);
  if (c.judged) check_opposites(c);
  Exceptions exceptions(c);
  for (std::size_t i = 0; i < c.prohibitions.size(); ++i) {
    if (!exceptions.settle(i)) return;
  }
  for (std::size_t i = 0; i < c.prohibitions.size(); ++i) {
    Prohibition& rule = c.tree.prohibitions[i];
    std::vector<FactId> facts;
    facts_read(c.tree, rule.holds, facts);
    rule.cases = cases_of_rule(c, c.prohibitions[i].ast->name, {rule.event.event}, facts);
  }
}

}  // namespace bylaw::check
