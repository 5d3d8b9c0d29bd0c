#include "check/context.hpp"

#include <algorithm>
#include <utility>

namespace bylaw::check {

using diag::Kind;

diag::Phrase phrase_of(Symbol symbol) {
  switch (symbol) {
    case Symbol::calendar: return {"a calendar", "日历"};
    case Symbol::role: return {"a role", "角色"};
    case Symbol::scale: return {"a scale of grades", "等级表"};
    case Symbol::case_kind: return {"a kind of case", "事项类型"};
    case Symbol::event: return {"an event", "事件"};
    case Symbol::handbook: return {"a handbook", "手册"};
    case Symbol::clause: return {"a clause", "条款"};
    case Symbol::duty: return {"a duty", "义务"};
    case Symbol::ladder: return {"a ladder", "升级阶梯"};
    case Symbol::table: return {"a table", "表格"};
    case Symbol::parameter: return {"a parameter", "参数"};
    case Symbol::field: return {"a field or a table", "字段或表格"};
    case Symbol::disclosure: return {"a disclosure", "告知"};
    case Symbol::record: return {"a record", "留痕"};
    case Symbol::prohibition: return {"a rule that forbids or allows", "禁止或允许规则"};
    case Symbol::sequence: return {"a sequence", "流程"};
    case Symbol::routine: return {"a routine", "例行"};
    case Symbol::profile: return {"a profile", "方案"};
    case Symbol::kpi: return {"a KPI", "指标"};
    case Symbol::rating: return {"a rating", "评级"};
    case Symbol::other_rule: break;
  }
  return {"a rule", "规则"};
}

Title title_of(const parse::Name& name, const parse::Text& label) {
  return {name.text, label.text, label.en, label.zh, name.span};
}

std::map<std::string, Entry, std::less<>>& Context::names_of(Symbol symbol) {
  switch (symbol) {
    case Symbol::calendar: return calendar_names;
    case Symbol::handbook: return handbook_names;
    case Symbol::profile: return profile_names;
    default: return names;
  }
}

void Context::declare(Symbol symbol, const parse::Name& name, std::size_t index) {
  const auto [entry, fresh] = names_of(symbol).emplace(name.text, Entry{symbol, static_cast<std::uint32_t>(index), name.span});
  if (fresh) return;
  sink.report(Kind::duplicate_name, name.span, {name.text}).note(diag::Note::first_here, entry->second.span);
}

void Context::take_up(const std::string& name, ClauseId of) {
  rule = name;
  under = of;
}

void Context::report_unknown(const parse::Name& name, Symbol wanted, const std::vector<std::string>& candidates) {
  sink.report(Kind::unknown_name, name.span, {name.text, phrase_of(wanted)}).suggest(diag::closest(name.text, candidates));
}

std::optional<std::uint32_t> Context::find(Symbol symbol, const parse::Name& name) {
  const auto& own = names_of(symbol);
  const auto entry = own.find(name.text);
  if (entry != own.end() && entry->second.symbol == symbol) return entry->second.index;
  for (const auto* space : {&own, &std::as_const(names), &std::as_const(calendar_names), &std::as_const(handbook_names), &std::as_const(profile_names)}) {
    const auto other = space->find(name.text);
    if (other == space->end()) continue;
    sink.report(Kind::wrong_kind, name.span, {name.text, phrase_of(other->second.symbol), phrase_of(symbol)})
        .note(diag::Note::declared_here, other->second.span);
    return std::nullopt;
  }
  if (const auto out = left_out.find(name.text); out != left_out.end()) {
    sink.report(Kind::rule_left_out, name.span, {name.text, out->second, selection.profile->name.text});
    return std::nullopt;
  }
  std::vector<std::string> candidates;
  for (const auto& [text, other] : own) {
    if (other.symbol == symbol) candidates.push_back(text);
  }
  report_unknown(name, symbol, candidates);
  return std::nullopt;
}

FactId Context::find_fact(const parse::Name& name) {
  const auto fact = facts.find(name.text);
  if (fact != facts.end()) {
    if (under) askings.push_back({rule, under, fact->second, name.span});
    return fact->second;
  }
  const bool declared = names.contains(name.text) || calendar_names.contains(name.text) || handbook_names.contains(name.text) ||
                        profile_names.contains(name.text);
  if (declared || left_out.contains(name.text)) {
    find(Symbol::field, name);
    return {};
  }
  std::vector<std::string> candidates;
  for (const auto& [text, id] : facts) candidates.push_back(text);
  report_unknown(name, Symbol::field, candidates);
  return {};
}

EventId Context::find_event(const parse::Name& name) {
  const auto index = find(Symbol::event, name);
  return index ? EventId{*index} : EventId{};
}

bool Context::is_parameter(const parse::Name& name) const {
  const auto entry = names.find(name.text);
  return entry != names.end() && entry->second.symbol == Symbol::parameter;
}

const parse::Value* Context::parameter_value(const parse::Name& name, std::uint32_t index) {
  const ParameterUse use{rule, ParameterId{index}};
  auto& uses = tree.parameter_uses;
  if (std::find(uses.begin(), uses.end(), use) == uses.end()) uses.push_back(use);
  if (values[index] == nullptr && judged) {
    sink.report(Kind::parameter_without_default, name.span, {name.text, rule})
        .note(diag::Note::declared_here, parameters[index].ast->name.span);
  }
  return values[index];
}

std::vector<RoleId> Context::find_roles(const std::vector<parse::Name>& written) {
  std::vector<RoleId> roles;
  for (const parse::Name& name : written) {
    if (const auto index = find(Symbol::role, name)) roles.push_back(RoleId{*index});
  }
  return roles;
}

}  // namespace bylaw::check
