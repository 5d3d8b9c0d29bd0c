#include "eval/board/ledger.hpp"

#include <algorithm>
#include <string_view>

namespace bylaw::eval::board {

namespace {

template <class T>
bool insert(std::vector<T>& into, const T& item) {
  const auto place = std::lower_bound(into.begin(), into.end(), item);
  if (place != into.end() && *place == item) return false;
  into.insert(place, item);
  return true;
}

template <class T>
void erase(std::vector<T>& from, const T& item) {
  const auto place = std::lower_bound(from.begin(), from.end(), item);
  if (place != from.end() && *place == item) from.erase(place);
}

template <class T>
void unite(std::vector<T>& into, const std::vector<T>& other) {
  std::vector<T> both;
  both.reserve(into.size() + other.size());
  std::set_union(into.begin(), into.end(), other.begin(), other.end(), std::back_inserter(both));
  into = std::move(both);
}

void mark(std::vector<bool>& of, std::uint32_t number) {
  if (number < of.size()) of[number] = true;
}

}  // namespace

bool CaseNotes::fact(std::uint32_t fact, const Order& until, std::int64_t& value) const {
  const auto after = std::upper_bound(changes.begin(), changes.end(), Change{fact, until, INT64_MAX});
  if (after == changes.begin() || std::prev(after)->fact != fact) return false;
  value = std::prev(after)->value;
  return true;
}

bool CaseNotes::carried(std::uint32_t fact, const Order& by, std::int64_t& value) const {
  const auto found = std::lower_bound(changes.begin(), changes.end(), Change{fact, by, INT64_MIN});
  if (found == changes.end() || found->fact != fact || found->order != by) return false;
  value = found->value;
  return true;
}

bool CaseNotes::has(std::uint32_t event, const Order& until) const {
  return std::any_of(events.begin(), events.end(), [&](const Happened& h) { return h.event == event && h.order < until; });
}

Ledger::Ledger(const program::Program& program)
    : program_(&program), facts_(program.facts.size()), events_(program.events.size()), rules_(program.rules.size()) {
  const auto list = [&](program::Range range) { return std::span(program.index_lists).subspan(range.first, range.count); };
  const auto read = [&](program::Range range) {
    for (const program::KpiCode& code : std::span(program.kpi_code).subspan(range.first, range.count)) {
      mark(code.op == program::KpiOp::has ? events_ : facts_, code.index);
    }
  };
  for (const program::KpiProgram& kpi : program.kpis) {
    mark(rules_, kpi.of);
    mark(facts_, kpi.fact);
    for (const program::KpiEvent& event : {kpi.event, kpi.to}) {
      mark(events_, event.event);
      mark(facts_, event.where.fact);
    }
    for (const std::uint32_t fact : list(kpi.by)) mark(facts_, fact);
    read(kpi.when);
    read(kpi.exclude);
  }
  std::map<std::string_view, std::uint32_t> first;
  for (std::uint32_t rule = 0; rule < rules_.size(); ++rule) {
    heads_.push_back(first.emplace(program.rules[rule].title.name, rule).first->second);
    if (rules_[heads_[rule]]) rules_[rule] = true;
  }
}

Status Ledger::open(std::uint64_t number, std::uint32_t kind, std::span<const FieldValue> given) {
  if (kind >= program_->cases.size()) return Status::unknown_case;
  for (const FieldValue& field : given) {
    if (field.field.value >= facts_.size()) return Status::unknown_field;
  }
  CaseNotes& notes = cases_[{kind, number}];
  for (const FieldValue& field : given) {
    if (facts_[field.field.value]) insert(notes.changes, {field.field.value, {}, field.value});
  }
  return Status::ok;
}

Status Ledger::add(std::uint64_t number, std::uint32_t kind, const Event& event) {
  if (kind >= program_->cases.size()) return Status::unknown_case;
  if (event.kind.value >= events_.size()) return Status::unknown_event;
  for (const FieldValue& field : event.fields) {
    if (field.field.value >= facts_.size()) return Status::unknown_field;
  }
  const Order order{event.at.us, event.sequence, event.id};
  CaseNotes& notes = cases_[{kind, number}];
  bool news = true;
  if (events_[event.kind.value]) news = insert(notes.events, {order, event.kind.value});
  if (!news) return Status::duplicate;
  for (const FieldValue& field : event.fields) {
    std::int64_t before = 0;
    if (facts_[field.field.value] && !notes.carried(field.field.value, order, before)) {
      insert(notes.changes, {field.field.value, order, field.value});
    }
  }
  return Status::ok;
}

Status Ledger::add(std::uint32_t kind, const Decision& decision) {
  if (kind >= program_->cases.size()) return Status::unknown_case;
  if (!decision.rule) return Status::ok;  // a remark on the case: no rule has judged
  if (decision.rule.value >= rules_.size()) return Status::unknown_field;
  const bool retracted = (decision.flags & std::uint8_t(DecisionFlag::retracted)) != 0;
  if (decision.kind == DecisionKind::grade) {
    for (const program::TableProgram& table : program_->tables) {
      if (table.rule != decision.rule.value) continue;
      const std::uint32_t fact = program_->slots[table.result].fact;
      if (!facts_[fact]) return Status::ok;
      const Change change{fact, {decision.at.us, INT64_MIN, decision.event}, decision.value};
      std::vector<Change>& changes = cases_[{kind, decision.case_number}].changes;
      if (retracted) erase(changes, change);
      else insert(changes, change);
      return Status::ok;
    }
    return Status::ok;
  }
  const bool waiver = decision.kind == DecisionKind::waiver;
  if ((decision.kind != DecisionKind::state && !waiver) || !rules_[decision.rule.value]) return Status::ok;
  std::vector<Judged>& judged = cases_[{kind, decision.case_number}].judged;
  const Judged one{decision.rule.value, decision.instance, decision.at.us, waiver ? waived : std::uint8_t(decision.state)};
  if (retracted) erase(judged, one);
  else insert(judged, one);
  return Status::ok;
}

Status Ledger::forget(std::uint64_t number, std::uint32_t kind) {
  return cases_.erase({kind, number}) != 0 ? Status::ok : Status::unknown_case;
}

void Ledger::merge(const Ledger& other) {
  for (const auto& [key, notes] : other.cases_) {
    CaseNotes& into = cases_[key];
    unite(into.changes, notes.changes);
    unite(into.events, notes.events);
    unite(into.judged, notes.judged);
  }
}

}  // namespace bylaw::eval::board
