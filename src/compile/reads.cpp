#include "compile/reads.hpp"

#include <algorithm>

namespace bylaw::compiler {

namespace {

using check::FactId;

class Reads {
 public:
  explicit Reads(const check::Tree& tree) : tree_(tree) {}

  void add(FactId fact) {
    if (fact) facts_.push_back(fact);
  }

  void add(check::ConditionId id) {
    if (!id) return;
    const check::Condition& condition = tree_.conditions[id.value];
    for (const check::ConditionId part : condition.parts) add(part);
    add(condition.left);
    add(condition.right);
    add(condition.fact);
  }

  void add(const check::Duty& duty) {
    for (const check::Trigger& trigger : duty.triggers) add(trigger.when);
    add(duty.must_when);
    add(duty.maintain);
    for (const check::Extend& extend : duty.extensions) add(extend.when);
    if (duty.waiver) add(duty.waiver->when);
    for (const check::LimitTerm& term : duty.limit.terms) add(term.fact);
    add(duty.calendar.fact);
  }

  void add(const check::Table& table) {
    add(table.gives);
    add(table.rows_fact);
    add(table.cols_fact);
    for (const check::TableRow& row : table.rows) add(row.when);
    for (const check::TableRow& row : table.overrides) add(row.when);
    for (const check::Move& move : table.moves) add(move.when);
  }

  void add(const check::Disclosure& rule) { add(rule.scope); }
  void add(const check::Record& rule) {
    for (const FactId field : rule.fields) add(field);
    add(rule.when);
  }
  void add(const check::Prohibition& rule) { add(rule.holds); }
  void add(const check::Sequence& rule) {
    for (const check::Skip& skip : rule.skips) add(skip.when);
  }

  std::vector<FactId> in_order() const {
    std::vector<FactId> facts;
    for (const FactId fact : facts_) {
      if (std::find(facts.begin(), facts.end(), fact) == facts.end()) facts.push_back(fact);
    }
    return facts;
  }

  std::vector<FactId> sorted() {
    std::sort(facts_.begin(), facts_.end());
    facts_.erase(std::unique(facts_.begin(), facts_.end()), facts_.end());
    return facts_;
  }

 private:
  void add(check::TermId id) {
    if (!id) return;
    const check::Term& term = tree_.terms[id.value];
    add(term.fact);
    add(term.left);
    add(term.right);
  }

  const check::Tree& tree_;
  std::vector<FactId> facts_;
};

}  // namespace

std::vector<FactId> facts_of_condition(const check::Tree& tree, check::ConditionId condition) {
  Reads reads(tree);
  reads.add(condition);
  return reads.sorted();
}

std::vector<FactId> facts_named(const check::Tree& tree, const check::Disclosure& rule) {
  Reads reads(tree);
  reads.add(rule);
  return reads.in_order();
}

std::vector<FactId> facts_named(const check::Tree& tree, const check::Record& rule) {
  Reads reads(tree);
  reads.add(rule);
  return reads.in_order();
}

std::vector<FactId> facts_named(const check::Tree& tree, const check::Prohibition& rule) {
  Reads reads(tree);
  reads.add(rule);
  return reads.in_order();
}

std::vector<FactId> facts_named(const check::Tree& tree, const check::Sequence& rule) {
  Reads reads(tree);
  reads.add(rule);
  return reads.in_order();
}

std::vector<FactId> facts_of_case(const check::Tree& tree, check::CaseKindId kind) {
  Reads reads(tree);
  for (const check::Duty& duty : tree.duties) {
    if (contains(duty.cases, kind)) reads.add(duty);
  }
  for (const check::Ladder& ladder : tree.ladders) {
    if (ladder.duty && contains(tree.duties[ladder.duty.value].cases, kind)) reads.add(ladder.calendar.fact);
  }
  for (const check::Table& table : tree.tables) {
    if (contains(table.cases, kind)) reads.add(table);
  }
  const auto add = [&](const auto& rules) {
    for (const auto& rule : rules) {
      if (contains(rule.cases, kind)) reads.add(rule);
    }
  };
  add(tree.disclosures);
  add(tree.records);
  add(tree.prohibitions);
  add(tree.sequences);
  return reads.sorted();
}

}  // namespace bylaw::compiler
