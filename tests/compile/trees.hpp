// Checked trees written by hand: a small builder for the tests of the compiler.
#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "check/tree.hpp"
#include "compile/from_tree.hpp"
#include "diag/sink.hpp"

namespace trees {

using namespace bylaw;

inline constexpr std::int64_t minute = 60'000'000;
inline constexpr std::int64_t hour = 60 * minute;

inline check::TimeSpan minutes(std::int64_t n) { return {check::SpanKind::elapsed, n * minute}; }
inline check::TimeSpan hours(std::int64_t n) { return {check::SpanKind::elapsed, n * hour}; }
inline check::TimeSpan working_hours(std::int64_t n) { return {check::SpanKind::working, n * hour}; }
inline check::TimeSpan calendar_days(std::int64_t n) { return {check::SpanKind::dates, n}; }
inline check::TimeSpan working_days(std::int64_t n) { return {check::SpanKind::working_dates, n}; }

struct Builder {
  check::Tree tree;

  check::FactId fact(std::string name, check::Type type) {
    check::Fact fact;
    fact.title.name = std::move(name);
    fact.type = std::move(type);
    tree.facts.push_back(std::move(fact));
    return check::FactId(tree.facts.size() - 1);
  }
  check::FactId yes_no(std::string name) {
    check::Type type;
    type.kind = check::TypeKind::yes_no;
    return fact(std::move(name), type);
  }
  check::FactId number(std::string name, std::int64_t first, std::int64_t last) {
    check::Type type;
    type.kind = check::TypeKind::number;
    type.first = first;
    type.last = last;
    return fact(std::move(name), type);
  }
  check::FactId one_of(std::string name, const std::vector<std::string>& values,
                       check::TypeKind kind = check::TypeKind::enumeration) {
    check::Enumeration enumeration;
    for (const std::string& value : values) {
      enumeration.values.emplace_back();
      enumeration.values.back().name = value;
    }
    tree.enumerations.push_back(std::move(enumeration));
    check::Type type;
    type.kind = kind;
    type.enumeration = check::EnumerationId(tree.enumerations.size() - 1);
    return fact(std::move(name), type);
  }
  check::FactId date(std::string name) {
    check::Type type;
    type.kind = check::TypeKind::date;
    return fact(std::move(name), type);
  }

  check::CaseKindId case_kind(std::string name) {
    tree.case_kinds.emplace_back();
    tree.case_kinds.back().title.name = std::move(name);
    return check::CaseKindId(tree.case_kinds.size() - 1);
  }
  check::EventId event(std::string name, std::vector<check::FactId> fields = {}) {
    check::Event event;
    event.title.name = std::move(name);
    event.fields = std::move(fields);
    event.cases = {check::CaseKindId(0)};
    tree.events.push_back(std::move(event));
    return check::EventId(tree.events.size() - 1);
  }
  check::RoleId role(std::string name) {
    tree.roles.emplace_back();
    tree.roles.back().title.name = std::move(name);
    return check::RoleId(tree.roles.size() - 1);
  }

  // Monday to Friday, 09:00 to 17:00, in Shanghai, through 2026; counts as said.
  check::CalendarId office(std::string name, calendar::Count count = calendar::Count::civil) {
    calendar::Definition definition;
    definition.name = name;
    definition.zone = "Asia/Shanghai";
    for (std::size_t day = 0; day < 5; ++day) definition.week[day] = {true, {{9 * 60, 17 * 60}}};
    definition.covers_first = 20'089;  // 2025-01-01
    definition.covers_last = 20'818;   // 2026-12-31
    definition.count = count;
    definition.roll = calendar::Roll::wide;
    check::Calendar calendar;
    calendar.title.name = std::move(name);
    calendar.editions.push_back(definition);
    tree.calendars.push_back(std::move(calendar));
    return check::CalendarId(tree.calendars.size() - 1);
  }

  // A condition on the left of an operator, a constant on the right.
  check::TermId constant(std::int64_t value) {
    check::Term term;
    term.constant = value;
    tree.terms.push_back(term);
    return check::TermId(tree.terms.size() - 1);
  }
  check::TermId read(check::FactId fact) {
    check::Term term;
    term.kind = check::TermKind::fact;
    term.fact = fact;
    tree.terms.push_back(term);
    return check::TermId(tree.terms.size() - 1);
  }
  check::TermId sum(check::TermId left, check::TermId right, check::TermKind kind = check::TermKind::add) {
    check::Term term;
    term.kind = kind;
    term.left = left;
    term.right = right;
    tree.terms.push_back(term);
    return check::TermId(tree.terms.size() - 1);
  }
  check::ConditionId add(check::Condition condition) {
    tree.conditions.push_back(std::move(condition));
    return check::ConditionId(tree.conditions.size() - 1);
  }
  check::ConditionId always() { return add({}); }
  check::ConditionId compare(check::TermId left, check::Compare op, check::TermId right) {
    check::Condition condition;
    condition.kind = check::ConditionKind::compare;
    condition.op = op;
    condition.left = left;
    condition.right = right;
    return add(condition);
  }
  check::ConditionId is(check::FactId fact, std::int64_t value) {
    return compare(read(fact), check::Compare::equal, constant(value));
  }
  check::ConditionId join(check::ConditionKind kind, std::vector<check::ConditionId> parts) {
    check::Condition condition;
    condition.kind = kind;
    condition.parts = std::move(parts);
    return add(condition);
  }
  check::ConditionId negation(check::ConditionId part) { return join(check::ConditionKind::negation, {part}); }

  static check::EventMatch match(check::EventId event) {
    check::EventMatch match;
    match.event = event;
    return match;
  }

  // A duty of the first kind of case: `must` within the limit from `trigger`.
  check::Duty& duty(std::string name, check::EventId trigger, check::EventId must, check::TimeSpan limit) {
    check::Duty duty;
    duty.title.name = std::move(name);
    duty.cases = {check::CaseKindId(0)};
    duty.triggers.push_back({match(trigger), {}});
    duty.must = {match(must)};
    duty.limit.terms.push_back(term(limit));
    tree.duties.push_back(std::move(duty));
    return tree.duties.back();
  }
  static check::LimitTerm term(check::TimeSpan span) {
    check::LimitTerm term;
    term.amount.values = {span};
    return term;
  }
  static check::LimitTerm by_fact(check::FactId fact,
                                  const std::vector<std::pair<std::int64_t, check::TimeSpan>>& arms) {
    check::LimitTerm term;
    term.kind = check::LimitKind::by_fact;
    term.fact = fact;
    for (const auto& [key, span] : arms) {
      check::LimitArm arm;
      arm.keys = {key};
      arm.amount.values = {span};
      term.arms.push_back(arm);
    }
    return term;
  }
  static check::Phase percent(std::int64_t per_cent, check::PhaseKind kind = check::PhaseKind::elapsed_percent) {
    check::Phase phase;
    phase.kind = kind;
    phase.percent_mantissa = per_cent;
    return phase;
  }
  static check::Phase span(check::PhaseKind kind, check::TimeSpan time) {
    check::Phase phase;
    phase.kind = kind;
    phase.time = time;
    return phase;
  }
  static check::Phase breached(check::TimeSpan by = {}) { return span(check::PhaseKind::breached, by); }
  static check::Phase unanswered(std::int64_t level) {
    check::Phase phase;
    phase.kind = check::PhaseKind::unanswered;
    phase.level = level;
    return phase;
  }

  std::unique_ptr<program::Program> compile() {
    diag::Sink sink;
    return compile(sink);
  }
  std::unique_ptr<program::Program> compile(diag::Sink& sink) const { return compiler::from_tree(tree, sink); }
};

}  // namespace trees
