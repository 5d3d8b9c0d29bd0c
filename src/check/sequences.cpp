// Steps in their order, and which of them may be left out.
#include <algorithm>

#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

bool same(const EventMatch& a, const EventMatch& b) { return a.event && a.event == b.event && a.where == b.where; }

void read_steps(Context& c, const parse::Sequence& a, Sequence& out) {
  for (const parse::EventRef& step : a.steps) {
    const EventMatch match = match_of(c, step);
    const auto first = std::find_if(out.steps.begin(), out.steps.end(), [&](const EventMatch& other) { return same(other, match); });
    if (first != out.steps.end()) c.sink.report(Kind::step_twice, step.span, {step.name.text}).note(diag::Note::first_here, first->span);
    out.steps.push_back(match);
  }
  if (a.steps.empty()) c.sink.report(Kind::missing_field, a.name.span, {a.name.text, "steps"});
  else if (a.steps.size() == 1) c.sink.report(Kind::single_step, a.steps.front().span);
  out.skips.resize(out.steps.size());
}

void read_skips(Context& c, const Item<parse::Sequence>& item, Sequence& out) {
  for (const parse::Skip& skip : item.ast->skips) {
    const EventMatch match = match_of(c, skip.step);
    const ConditionId when = condition_of(c, *item.file, skip.when);
    const auto step = std::find_if(out.steps.begin(), out.steps.end(), [&](const EventMatch& other) { return same(other, match); });
    if (step == out.steps.end()) {
      if (match.event) c.sink.report(Kind::not_a_step, skip.step.span, {skip.step.name.text, item.ast->name.text});
      continue;
    }
    Skip& of_step = out.skips[static_cast<std::size_t>(step - out.steps.begin())];
    if (of_step.may) c.sink.report(Kind::step_twice, skip.step.span, {skip.step.name.text});
    of_step = {true, when};
  }
}

}  // namespace

void check_sequences(Context& c) {
  for (const Item<parse::Sequence>& item : c.sequences) {
    const parse::Sequence& a = *item.ast;
  c.take_up(a.name.text, item.clause);
    Sequence out;
    out.title = title_of(a.name, a.label);
    out.clause = item.clause;
    out.strict = a.strict;
    read_steps(c, a, out);
    read_skips(c, item, out);
    out.breach = violation_of(a.breach);
    std::vector<EventId> events;
    for (const EventMatch& step : out.steps) events.push_back(step.event);
    std::vector<FactId> facts;
    for (const Skip& skip : out.skips) facts_read(c.tree, skip.when, facts);
    out.cases = cases_of_rule(c, a.name, events, facts);
    c.tree.sequences.push_back(std::move(out));
  }
}

}  // namespace bylaw::check
