#include <algorithm>

#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

bool uses(const Limit& limit, SpanKind kind) {
  const auto in = [&](const DatedSpan& dated) {
    return std::any_of(dated.values.begin(), dated.values.end(), [&](const TimeSpan& s) { return s.kind == kind; });
  };
  return std::any_of(limit.terms.begin(), limit.terms.end(), [&](const LimitTerm& term) {
    return in(term.amount) || std::any_of(term.arms.begin(), term.arms.end(), [&](const LimitArm& arm) { return in(arm.amount); });
  });
}

// The kinds of case that every event of the duty happens to.
std::vector<CaseKindId> cases_of(const Tree& tree, const Duty& duty) {
  std::vector<CaseKindId> kinds;
  bool first = true;
  const auto narrow = [&](const EventMatch& match) {
    if (!match.event) return;
    const auto& of_event = tree.events[match.event.value].cases;
    if (first) kinds = of_event;
    else std::erase_if(kinds, [&](CaseKindId k) { return std::find(of_event.begin(), of_event.end(), k) == of_event.end(); });
    first = false;
  };
  for (const Trigger& trigger : duty.triggers) narrow(trigger.event);
  for (const EventMatch& must : duty.must) narrow(must);
  std::vector<FactId> facts;
  for (const Trigger& trigger : duty.triggers) facts_read(tree, trigger.when, facts);
  facts_read(tree, duty.must_when, facts);
  facts_read(tree, duty.maintain, facts);
  for (const Extend& extend : duty.extensions) facts_read(tree, extend.when, facts);
  if (duty.waiver) facts_read(tree, duty.waiver->when, facts);
  for (const LimitTerm& term : duty.limit.terms) {
    if (term.fact) facts.push_back(term.fact);
  }
  if (duty.calendar.fact) facts.push_back(duty.calendar.fact);
  const std::vector<CaseKindId> with = cases_with(tree, facts);
  std::erase_if(kinds, [&](CaseKindId k) { return std::find(with.begin(), with.end(), k) == with.end(); });
  return kinds;
}

void check_calendar(Context& c, const parse::Duty& a, const Duty& duty) {
  if (duty.calendar.calendar || duty.calendar.fact || duty.limit.none) return;
  const bool needs = uses(duty.limit, SpanKind::working) || uses(duty.limit, SpanKind::dates) ||
                     uses(duty.limit, SpanKind::working_dates) || uses(duty.limit, SpanKind::months) || duty.cut_off_minute >= 0;
  if (needs) c.sink.report(Kind::no_calendar, a.limit->span, {a.name.text});
}

void check_pauses(Context& c, const parse::Duty& a, const Duty& duty) {
  if (a.pauses.empty()) return;
  const base::Span at = a.pauses.front().span;
  if ((a.suspendable && !*a.suspendable) || a.pause_none) c.sink.report(Kind::not_suspendable, at, {a.name.text});
  for (const LimitTerm& term : duty.limit.terms) {
    if (term.kind == LimitKind::promised) c.sink.report(Kind::promise_paused, at, {a.name.text});
  }
  for (std::size_t i = 0; i < duty.pauses.size(); ++i) {
    if (same_event(duty.pauses[i].from, duty.pauses[i].until)) c.sink.report(Kind::endless_pause, a.pauses[i].span);
  }
}

// Whether every trigger brings all that the table reads, so that its result cannot be missing.
bool always_known(const Tree& tree, const Duty& duty, const Table& table) {
  std::vector<FactId> reads;
  if (table.is_matrix) reads = {table.rows_fact, table.cols_fact};
  for (const TableRow& row : table.rows) facts_read(tree, row.when, reads);
  for (const TableRow& row : table.overrides) facts_read(tree, row.when, reads);
  for (const Move& move : table.moves) facts_read(tree, move.when, reads);
  return std::all_of(reads.begin(), reads.end(), [&](FactId fact) {
    if (tree.facts[fact.value].optional || tree.facts[fact.value].table) return false;
    return std::all_of(duty.triggers.begin(), duty.triggers.end(), [&](const Trigger& trigger) {
      if (!trigger.event.event) return true;
      const auto& fields = tree.events[trigger.event.event.value].fields;
      return std::find(fields.begin(), fields.end(), fact) != fields.end();
    });
  });
}

// A grade that the limit is chosen by must be there when the duty starts (row sem-G5).
void check_grades(Context& c, const parse::Duty& a, const Duty& duty) {
  for (std::size_t i = 0; i < duty.limit.terms.size(); ++i) {
    const FactId fact = duty.limit.terms[i].fact;
    if (duty.limit.terms[i].kind != LimitKind::by_fact || !fact) continue;
    if (!c.tree.facts[fact.value].table) continue;
    for (const Table& table : tables_of(c.tree, fact)) {
      if (table.otherwise || always_known(c.tree, duty, table)) continue;
      c.sink.report(Kind::no_default_grade, a.limit->terms[i].fact.span, {table.title.name})
          .note(diag::Note::declared_here, table.title.span);
      break;
    }
  }
}

void check_cancels(Context& c, const parse::Duty& a, const Duty& duty) {
  for (std::size_t i = 0; i < duty.cancels.size(); ++i) {
    for (const EventMatch& must : duty.must) {
      if (same_event(duty.cancels[i], must)) {
        c.sink.report(Kind::cancel_equals_discharge, a.cancels[i].span, {a.name.text}).note(diag::Note::first_here, must.span);
      }
    }
  }
}

// Who waives a breach, and why, must be told by the event itself.
Waiver waiver_of(Context& c, const Item<parse::Duty>& item) {
  const parse::Waive& a = *item.ast->waive;
  Waiver out;
  out.upon = match_of(c, a.upon);
  const auto field = [&](const parse::Name& name) {
    const FactId fact = c.find_fact(name);
    if (!fact || !out.upon.event) return fact;
    const std::vector<FactId>& carried = c.tree.events[out.upon.event.value].fields;
    if (std::find(carried.begin(), carried.end(), fact) == carried.end()) {
      c.sink.report(Kind::field_not_carried, name.span, {c.tree.events[out.upon.event.value].title.name, name.text})
          .note(diag::Note::declared_here, c.tree.events[out.upon.event.value].title.span);
    }
    return fact;
  };
  out.by = field(a.by);
  out.because = field(a.because);
  if (out.by && out.by == out.because) c.sink.report(Kind::waived_by_its_reason, a.because.span, {a.because.text});
  out.when = condition_of(c, *item.file, a.when);
  return out;
}

void check_waiver(Context& c, const parse::Duty& a, const Duty& duty) {
  if (!duty.waiver) return;
  for (const EventMatch& must : duty.must) {
    if (same_event(duty.waiver->upon, must)) {
      c.sink.report(Kind::waiver_equals_discharge, a.waive->span, {a.name.text}).note(diag::Note::first_here, must.span);
    }
  }
}

void read_events(Context& c, const Item<parse::Duty>& item, Duty& duty) {
  const parse::Duty& a = *item.ast;
  for (const parse::Trigger& trigger : a.triggers) {
    const EventMatch event = match_of(c, trigger.event);
    const ConditionId when = condition_of(c, *item.file, trigger.when);
    duty.triggers.push_back({event, when, when});
  }
  for (const parse::EventRef& must : a.must) duty.must.push_back(match_of(c, must));
  duty.must_when = condition_of(c, *item.file, a.must_when);
  duty.must_any = a.must_any;
  duty.must_or_before = a.must_or_before;
  duty.maintain = condition_of(c, *item.file, a.maintain);
  for (const parse::Pause& pause : a.pauses) {
    Pause out{match_of(c, pause.from), match_of(c, pause.until), std::nullopt};
    if (pause.at_most) out.at_most = span_of(c, *pause.at_most);
    duty.pauses.push_back(std::move(out));
  }
  for (const parse::EventRef& cancel : a.cancels) duty.cancels.push_back(match_of(c, cancel));
  for (const parse::Extend& extend : a.extensions) {
    Extend out;
    out.to = extend.to;
    out.amount = span_of(c, extend.amount);
    out.upon = match_of(c, extend.upon);
    if (extend.within) out.within = span_of(c, *extend.within);
    if (extend.cap) out.cap = span_of(c, *extend.cap);
    out.when = condition_of(c, *item.file, extend.when);
    duty.extensions.push_back(std::move(out));
  }
  if (a.waive) duty.waiver = waiver_of(c, item);
  if (a.reopen_upon) duty.reopen_upon = match_of(c, a.reopen_upon);
}

void read_modes(Context& c, const parse::Duty& a, Duty& duty) {
  if (a.breach) {
    duty.violation = a.breach->violation;
    if (a.breach->grade) duty.violation_grade = a.breach->grade->mantissa;
  }
  if (a.regrade) duty.regrade = static_cast<Regrade>(*a.regrade);
  duty.reopen = static_cast<Reopen>(a.reopen);
  duty.triggers_mode = static_cast<Triggers>(a.triggers_mode);
  if (a.triggers_at_most) {
    const std::int64_t most = quantity_of(c, *a.triggers_at_most);
    if (most < 1 || most > 64) c.sink.report(Kind::bad_capacity, a.triggers_at_most->span, {most});
    else duty.slots = static_cast<std::uint32_t>(most);
  }
  if (a.after_breach_continues) duty.after_breach_continues = *a.after_breach_continues;
  if (a.cut_off) duty.cut_off_minute = a.cut_off->minute;
}

void check_duty(Context& c, const Item<parse::Duty>& item) {
  const parse::Duty& a = *item.ast;
  c.take_up(a.name.text, item.clause);
  Duty duty;
  duty.title = title_of(a.name, a.label);
  duty.clause = item.clause;
  if (a.triggers.empty()) c.sink.report(Kind::missing_field, a.name.span, {a.name.text, "trigger"});
  if (a.must.empty() && !a.maintain) c.sink.report(Kind::missing_field, a.name.span, {a.name.text, "must"});
  if (!a.limit) c.sink.report(Kind::missing_field, a.name.span, {a.name.text, "limit"});
  if (a.bearer) {
    if (const auto index = c.find(Symbol::role, a.bearer)) duty.bearer = RoleId{*index};
  }
  read_events(c, item, duty);
  c.triggers = &duty.triggers;
  if (a.limit) duty.limit = limit_of(c, *a.limit);
  duty.calendar = calendar_of(c, a.calendar, item.clause);
  c.triggers = nullptr;
  if (a.not_before) {
    duty.not_before = span_of(c, *a.not_before);
    if (a.not_before_from) duty.not_before_from = anchor_of(c, *a.not_before_from);
  }
  for (const parse::Warn& warn : a.warns) duty.warns.push_back({phase_of(c, warn.phase), c.find_roles(warn.notify)});
  read_modes(c, a, duty);
  duty.cases = cases_of(c.tree, duty);
  if (duty.cases.empty() && !c.sink.has_errors()) c.sink.report(Kind::no_common_case, a.name.span, {a.name.text});
  check_calendar(c, a, duty);
  check_pauses(c, a, duty);
  check_grades(c, a, duty);
  check_cancels(c, a, duty);
  check_waiver(c, a, duty);
  // What the profile leaves out yields to nothing.
  if (a.exception_to && !c.left_out.contains(a.exception_to.text)) {
    if (const auto index = find_edition(c, Symbol::duty, a.exception_to, item.clause)) duty.exception_to = DutyId{*index};
  }
  c.tree.duties.push_back(std::move(duty));
}

}  // namespace

void check_duties(Context& c) {
  for (const Item<parse::Duty>& item : c.duties) check_duty(c, item);
}

}  // namespace bylaw::check
