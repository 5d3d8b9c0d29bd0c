// Disclosures: what must have been shown, and confirmed, before a gate.
#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

// The parts of a disclosure in the order in which they have to come.
enum class Part : std::uint8_t { show, confirm, gate };

Part part_of(parse::AnchorKind anchor) {
  switch (anchor) {
    case parse::AnchorKind::show: return Part::show;
    case parse::AnchorKind::confirm: return Part::confirm;
    default: return Part::gate;
  }
}

ConditionId has(Context& c, EventId event, base::Span span, bool before) {
  Condition happened;
  happened.kind = ConditionKind::has;
  happened.span = span;
  happened.event = event;
  c.tree.conditions.push_back(happened);
  const ConditionId id{c.tree.conditions.size() - 1};
  if (!before) return id;
  Condition negated;
  negated.kind = ConditionKind::negation;
  negated.span = span;
  negated.parts = {id};
  c.tree.conditions.push_back(negated);
  return ConditionId{c.tree.conditions.size() - 1};
}

ConditionId all_of(Context& c, const std::vector<ConditionId>& parts) {
  if (parts.size() < 2) return parts.empty() ? ConditionId{} : parts.front();
  Condition all;
  all.kind = ConditionKind::conjunction;
  all.span = c.tree.conditions[parts.front().value].span;
  all.parts = parts;
  c.tree.conditions.push_back(all);
  return ConditionId{c.tree.conditions.size() - 1};
}

// Reads `after …` and `before …` of a part. What is said of other events becomes a condition on the history at the part's event.
ConditionId read_orders(Context& c, Part part, const std::vector<parse::Order>& orders, bool& after_show) {
  std::vector<ConditionId> conditions;
  for (const parse::Order& order : orders) {
    const parse::Anchor& of = order.of;
    if (of.kind == parse::AnchorKind::event) {
      if (of.event.where) c.sink.report(Kind::history_with_where, of.event.span);
      if (const EventId event = c.find_event(of.event.name)) conditions.push_back(has(c, event, of.event.span, order.before));
      continue;
    }
    const Part other = part_of(of.kind);
    const bool possible = of.kind != parse::AnchorKind::trigger && other != part && order.before == (part < other);
    if (!possible) c.sink.report(Kind::impossible_order, of.span);
    if (part == Part::confirm && other == Part::show) after_show = true;
    if (part == Part::show && other == Part::confirm) after_show = true;
  }
  return all_of(c, conditions);
}

void check_disclosure(Context& c, const Item<parse::Disclosure>& item) {
  const parse::Disclosure& a = *item.ast;
  c.take_up(a.name.text, item.clause);
  Disclosure out;
  out.title = title_of(a.name, a.label);
  out.clause = item.clause;
  if (a.gate) out.gate = match_of(c, a.gate);
  else c.sink.report(Kind::missing_field, a.name.span, {a.name.text, "gate"});
  if (a.show) out.show = match_of(c, a.show);
  else c.sink.report(Kind::missing_field, a.name.span, {a.name.text, "show"});
  out.scope = condition_of(c, *item.file, a.scope);
  out.show_when = read_orders(c, Part::show, a.show_order, out.confirm_after_show);
  if (a.confirm) {
    out.confirm = match_of(c, a.confirm);
    out.confirm_when = read_orders(c, Part::confirm, a.confirm_order, out.confirm_after_show);
  }
  if (a.valid) {
    out.valid = span_of(c, *a.valid);
    out.calendar = calendar_of(c, std::nullopt, item.clause).calendar;
    if (out.valid->kind != SpanKind::elapsed && !out.calendar) c.sink.report(Kind::no_calendar, a.valid->span, {a.name.text});
  }
  out.version = a.version.text;
  out.language = a.language.text;
  if (a.record) {
    if (const auto index = c.find(Symbol::record, a.record)) out.record = RecordId{*index};
  }
  out.breach = violation_of(a.breach);
  std::vector<EventId> events{out.gate.event, out.show.event};
  if (out.confirm) events.push_back(out.confirm->event);
  std::vector<FactId> facts;
  facts_read(c.tree, out.scope, facts);
  out.cases = cases_of_rule(c, a.name, events, facts);
  c.tree.disclosures.push_back(std::move(out));
}

}  // namespace

void check_disclosures(Context& c) {
  for (const Item<parse::Disclosure>& item : c.disclosures) check_disclosure(c, item);
}

}  // namespace bylaw::check
