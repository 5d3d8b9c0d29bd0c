#include "compile/names.hpp"

#include <algorithm>

#include "compile/reads.hpp"

namespace bylaw::compiler {

namespace {

using program::none;

program::Title title_of(const check::Title& title) { return {title.name, title.label, title.en, title.zh}; }

FieldType field_type(check::TypeKind kind) {
  switch (kind) {
    case check::TypeKind::enumeration: return FieldType::enumeration;
    case check::TypeKind::set: return FieldType::set;
    case check::TypeKind::yes_no: return FieldType::yes_no;
    case check::TypeKind::number: return FieldType::number;
    case check::TypeKind::money: return FieldType::money;
    case check::TypeKind::date: return FieldType::date;
    case check::TypeKind::instant: return FieldType::instant;
    case check::TypeKind::id: return FieldType::id;
    case check::TypeKind::text: return FieldType::text;
    case check::TypeKind::grade: return FieldType::grade;
  }
  return FieldType::text;
}

template <class Tag>
std::vector<std::uint32_t> sorted_numbers(const std::vector<base::Id<Tag>>& ids) {
  std::vector<std::uint32_t> numbers;
  for (const base::Id<Tag> id : ids) numbers.push_back(id.value);
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

std::vector<RoleId> roles_of(const std::vector<check::RoleId>& roles) {
  std::vector<RoleId> numbers;
  for (const check::RoleId role : roles) numbers.push_back(RoleId{role.value});
  return numbers;
}

program::Fact fact_of(const check::Tree& tree, const check::Fact& fact) {
  program::Fact out;
  out.title = title_of(fact.title);
  out.type = field_type(fact.type.kind);
  const ValueRange range = values_of(tree, fact.type);
  out.first = range.first;
  out.last = range.last;
  out.decimals = fact.type.decimals;
  out.currency = fact.type.currency;
  out.given_by_table = static_cast<bool>(fact.table);
  if (fact.type.enumeration) {
    for (const check::Title& value : tree.enumerations[fact.type.enumeration.value].values) {
      out.values.push_back(title_of(value));
    }
  }
  return out;
}

program::Rule duty_rule(const check::Duty& duty) {
  program::Rule rule;
  rule.title = title_of(duty.title);
  rule.kind = RuleKind::duty;
  rule.clause = duty.clause.value;
  rule.bearer = duty.bearer.value;
  rule.violation = duty.violation;
  rule.violation_grade = static_cast<std::uint8_t>(duty.violation_grade);
  if (duty.waiver) rule.fields = {FieldId{duty.waiver->by.value}, FieldId{duty.waiver->because.value}};
  for (const check::Warn& warn : duty.warns) rule.notify.push_back(roles_of(warn.notify));
  return rule;
}

program::Rule ladder_rule(const Context& context, const check::Ladder& ladder) {
  program::Rule rule;
  rule.title = title_of(ladder.title);
  rule.kind = RuleKind::ladder;
  rule.clause = ladder.clause.value;
  rule.of = context.rule_of(ladder.duty);
  for (const check::Level& level : ladder.levels) {
    if (level.number < 1 || level.number > 255) continue;  // refused with the ladder
    const auto place = static_cast<std::size_t>(level.number - 1);
    if (rule.notify.size() <= place) rule.notify.resize(place + 1);
    rule.notify[place] = roles_of(level.notify);
  }
  return rule;
}

program::Rule table_rule(const check::Table& table) {
  program::Rule rule;
  rule.title = title_of(table.title);
  rule.kind = RuleKind::table;
  rule.clause = table.clause.value;
  return rule;
}

// Of a rule judged at events; what only one kind has is added by the caller.
template <class Rule>
program::Rule finding_rule(const Context& context, const Rule& rule, RuleKind kind) {
  program::Rule out;
  out.title = title_of(rule.title);
  out.kind = kind;
  out.clause = rule.clause.value;
  out.violation = rule.breach.is;
  out.violation_grade = static_cast<std::uint8_t>(rule.breach.grade);
  for (const check::FactId fact : facts_named(context.tree, rule)) out.fields.push_back(FieldId{fact.value});
  return out;
}

void write_finding_rules(const Context& context) {
  std::vector<program::Rule>& out = context.out.rules;
  for (const check::Disclosure& rule : context.tree.disclosures) {
    out.push_back(finding_rule(context, rule, RuleKind::disclosure));
    out.back().version = rule.version;
    out.back().language = rule.language;
  }
  for (const check::Record& rule : context.tree.records) out.push_back(finding_rule(context, rule, RuleKind::record));
  for (const check::Prohibition& rule : context.tree.prohibitions) {
    out.push_back(finding_rule(context, rule, rule.forbid ? RuleKind::forbid : RuleKind::allow));
    if (rule.exception_to) out.back().of = context.rule_of(rule.exception_to);
  }
  for (const check::Sequence& rule : context.tree.sequences) {
    out.push_back(finding_rule(context, rule, RuleKind::sequence));
    for (const check::EventMatch& step : rule.steps) out.back().steps.push_back(EventKindId{step.event.value});
  }
}

template <class Rule>
program::Rule aggregate_rule(const Rule& rule, RuleKind kind) {
  program::Rule out;
  out.title = title_of(rule.title);
  out.kind = kind;
  out.clause = rule.clause.value;
  return out;
}

program::Rule routine_rule(const check::Routine& routine) {
  program::Rule rule;
  rule.title = title_of(routine.title);
  rule.kind = RuleKind::routine;
  rule.clause = routine.clause.value;
  rule.bearer = routine.bearer.value;
  rule.violation = routine.breach.is;
  rule.violation_grade = static_cast<std::uint8_t>(routine.breach.grade);
  return rule;
}

void write_parameter_notes(const Context& context) {
  program::Program& out = context.out;
  out.profile = context.tree.profile;
  out.parameter_notes.resize(out.rules.size());
  for (const check::ParameterUse& use : context.tree.parameter_uses) {
    const check::Parameter& parameter = context.tree.parameters[use.parameter.value];
    for (std::size_t i = 0; i < out.rules.size(); ++i) {
      if (out.rules[i].title.name != use.rule) continue;
      out.parameter_notes[i].push_back(
          {title_of(parameter.title), parameter.value, parameter.value_zh, parameter.because, parameter.set});
    }
  }
}

}  // namespace

ValueRange values_of(const check::Tree& tree, const check::Type& type) {
  const auto size = [&] {
    return static_cast<std::int64_t>(type.enumeration ? tree.enumerations[type.enumeration.value].values.size() : 0);
  };
  switch (type.kind) {
    case check::TypeKind::enumeration: return {0, std::max<std::int64_t>(size() - 1, 0)};
    case check::TypeKind::set:
      if (size() >= 63) return {size() == 63 ? 0 : INT64_MIN, INT64_MAX};
      return {0, (std::int64_t{1} << size()) - 1};
    case check::TypeKind::yes_no: return {0, 1};
    case check::TypeKind::text: return {0, 1};
    case check::TypeKind::number:
    case check::TypeKind::grade: return {type.first, type.last};
    case check::TypeKind::date: return {-719'162, 2'932'896};  // 0001-01-01 to 9999-12-31
    case check::TypeKind::instant: return {INT64_MIN + 1, INT64_MAX - 1};
    case check::TypeKind::money:
    case check::TypeKind::id: return {INT64_MIN, INT64_MAX};
  }
  return {INT64_MIN, INT64_MAX};
}

void write_names(const Context& context) {
  const check::Tree& tree = context.tree;
  program::Program& out = context.out;
  for (const check::Fact& fact : tree.facts) out.facts.push_back(fact_of(tree, fact));
  for (const check::Event& event : tree.events) {
    out.events.push_back({title_of(event.title), sorted_numbers(event.fields), sorted_numbers(event.cases)});
  }
  for (const check::Handbook& handbook : tree.handbooks) {
    program::Handbook& out_handbook = out.handbooks.emplace_back();
    out_handbook.title = title_of(handbook.title);
    for (const check::Edition& edition : handbook.editions) out_handbook.editions.push_back(edition.name);
    out.lateness_us = std::max(out.lateness_us, handbook.lateness_us);
  }
  for (const check::Clause& clause : tree.clauses) {
    std::string handbook;
    if (clause.handbook) handbook = tree.handbooks[clause.handbook.value].title.name;
    out.clauses.push_back({title_of(clause.title), handbook});
  }
  for (const check::Duty& duty : tree.duties) out.rules.push_back(duty_rule(duty));
  for (const check::Ladder& ladder : tree.ladders) out.rules.push_back(ladder_rule(context, ladder));
  for (const check::Table& table : tree.tables) out.rules.push_back(table_rule(table));
  write_finding_rules(context);
  for (const check::Routine& routine : tree.routines) out.rules.push_back(routine_rule(routine));
  for (const check::Kpi& kpi : tree.kpis) out.rules.push_back(aggregate_rule(kpi, RuleKind::kpi));
  for (const check::Rating& rating : tree.ratings) out.rules.push_back(aggregate_rule(rating, RuleKind::rating));
  for (program::Rule& rule : out.rules) {
    for (const check::Fingerprint& found : tree.fingerprints) {
      if (found.clause.value == rule.clause && found.rule == rule.title.name) rule.fingerprint = found.value;
    }
  }
  for (const check::Role& role : tree.roles) out.roles.push_back(title_of(role.title));
  out.cases.resize(tree.case_kinds.size());
  for (std::size_t i = 0; i < tree.case_kinds.size(); ++i) out.cases[i].title = title_of(tree.case_kinds[i].title);
  write_parameter_notes(context);
}

}  // namespace bylaw::compiler
