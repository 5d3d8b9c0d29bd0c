// Routines: what has to be done in every period, and for how long after its end it may still be done.
#include <algorithm>

#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

// The event, which has to happen to cases of the kind that the routine is about.
EventMatch event_of(Context& c, const parse::EventRef& written, const Routine& routine) {
  const EventMatch match = match_of(c, written);
  if (!match.event || routine.cases.empty()) return match;
  const CaseKindId kind = routine.cases.front();
  const auto& kinds = c.tree.events[match.event.value].cases;
  if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
    c.sink.report(Kind::event_of_other_case, written.span, {written.name.text, c.tree.case_kinds[kind.value].title.name});
  }
  return match;
}

void read_period(Context& c, const parse::Routine& a, Routine& routine) {
  if (!a.every) {
    c.sink.report(Kind::missing_field, a.name.span, {a.name.text, "every"});
    return;
  }
  routine.every = span_of(c, *a.every);
  routine.since_last = a.since_last;
  if (!a.from) return;
  if (a.from->kind == parse::AnchorKind::event) routine.from = event_of(c, a.from->event, routine);
  else c.sink.report(Kind::routine_anchor, a.from->span);
}

// Time after the period's end: one span, and how it is counted.
void read_limit(Context& c, const parse::Routine& a, Routine& routine) {
  if (!a.limit) return;
  const Limit limit = limit_of(c, *a.limit);
  const bool one_span = !limit.none && limit.combine == Combine::single && limit.terms.size() == 1 &&
                        limit.terms.front().kind == LimitKind::amount && limit.terms.front().amount.values.size() == 1;
  const bool from_elsewhere = a.limit->from.has_value() || (!a.limit->terms.empty() && a.limit->terms.front().from.has_value());
  if (!one_span || from_elsewhere || limit.including_day_of_receipt) {
    c.sink.report(Kind::routine_limit, a.limit->span);
    return;
  }
  routine.limit = limit.terms.front().amount.values.front();
  routine.day_end = limit.day_end;
  routine.count = limit.count;
  routine.roll = limit.roll;
}

void read_calendar(Context& c, const Item<parse::Routine>& item, Routine& routine) {
  const parse::Routine& a = *item.ast;
  if (a.calendar && a.calendar->fact) {
    c.sink.report(Kind::routine_calendar, a.calendar->fact.span);
    return;
  }
  routine.calendar = calendar_of(c, a.calendar, item.clause).calendar;
  if (routine.calendar || (a.calendar && a.calendar->calendar)) return;
  if (a.every && routine.every.kind != SpanKind::elapsed) c.sink.report(Kind::no_calendar, a.every->span, {a.name.text});
  else if (routine.limit && routine.limit->kind != SpanKind::elapsed) c.sink.report(Kind::no_calendar, a.limit->span, {a.name.text});
}

void check_routine(Context& c, const Item<parse::Routine>& item) {
  const parse::Routine& a = *item.ast;
  c.take_up(a.name.text, item.clause);
  Routine routine;
  routine.title = title_of(a.name, a.label);
  routine.clause = item.clause;
  if (!a.for_case) {
    c.sink.report(Kind::missing_field, a.name.span, {a.name.text, "for"});
  } else if (const auto kind = c.find(Symbol::case_kind, a.for_case)) {
    routine.cases.push_back(CaseKindId{*kind});
  }
  read_period(c, a, routine);
  if (a.must.empty()) c.sink.report(Kind::missing_field, a.name.span, {a.name.text, "must"});
  for (const parse::EventRef& must : a.must) routine.must.push_back(event_of(c, must, routine));
  read_limit(c, a, routine);
  read_calendar(c, item, routine);
  if (a.bearer) {
    if (const auto role = c.find(Symbol::role, a.bearer)) routine.bearer = RoleId{*role};
  }
  routine.breach = violation_of(a.breach);
  c.tree.routines.push_back(std::move(routine));
}

}  // namespace

void check_routines(Context& c) {
  for (const Item<parse::Routine>& item : c.routines) check_routine(c, item);
}

}  // namespace bylaw::check
