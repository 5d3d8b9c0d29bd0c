// Records: which fields must be known at an event, and until when the record is kept.
#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

void read_keep(Context& c, const parse::Record& a, Record& record, ClauseId clause) {
  if (a.destroyed_by) record.destroyed_by = match_of(c, a.destroyed_by);
  if (!a.keep) {
    if (a.destroyed_by) c.sink.report(Kind::missing_field, a.destroyed_by.span, {a.name.text, "keep"});
    return;
  }
  record.keep = span_of(c, *a.keep);
  record.keep_from = match_of(c, a.keep_from);
  const SpanKind kind = record.keep->kind;
  if (kind == SpanKind::working || kind == SpanKind::working_dates) c.sink.report(Kind::keep_in_working_time, a.keep->span);
  record.calendar = calendar_of(c, std::nullopt, clause).calendar;
  if (kind != SpanKind::elapsed && !record.calendar) c.sink.report(Kind::no_calendar, a.keep->span, {a.name.text});
}

void check_record(Context& c, const Item<parse::Record>& item) {
  const parse::Record& a = *item.ast;
  c.take_up(a.name.text, item.clause);
  Record record;
  record.title = title_of(a.name, a.label);
  record.clause = item.clause;
  if (a.at) record.at = match_of(c, a.at);
  record.when = condition_of(c, *item.file, a.when);
  for (const parse::Name& name : a.fields) {
    if (const FactId fact = c.find_fact(name)) record.fields.push_back(fact);
  }
  if (!a.at && (!a.fields.empty() || !a.keep)) c.sink.report(Kind::missing_field, a.name.span, {a.name.text, "at"});
  if (a.at && a.fields.empty() && !a.keep) c.sink.report(Kind::missing_field, a.name.span, {a.name.text, "fields"});
  read_keep(c, a, record, item.clause);
  record.breach = violation_of(a.breach);
  std::vector<EventId> events;
  for (const std::optional<EventMatch>& match : {record.at, record.keep_from, record.destroyed_by}) {
    if (match) events.push_back(match->event);
  }
  std::vector<FactId> facts = record.fields;
  facts_read(c.tree, record.when, facts);
  record.cases = cases_of_rule(c, a.name, events, facts);
  c.tree.records.push_back(std::move(record));
}

}  // namespace

void check_records(Context& c) {
  for (const Item<parse::Record>& item : c.records) check_record(c, item);
}

}  // namespace bylaw::check
