#include "compile/limits_of_duty.hpp"

#include <algorithm>

namespace bylaw::compiler {

namespace {

using program::none;

constexpr diag::Phrase number_of_variants{"the number of limits to choose from, dated values included,",
                                          "可选期限数（含分期取值）"};
constexpr diag::Phrase values_of_a_choice{"the number of values of the fact that chooses here", "此处用于选择的要素的取值个数"};
constexpr diag::Phrase number_of_terms{"the number of limits combined", "组合期限的个数"};
constexpr std::size_t most_values = 4096;
constexpr std::size_t most_terms = 16;

// The arm of a term for a value of the choosing fact: one that names it, else the one for all others.
std::uint32_t arm_for(const check::LimitTerm& term, std::int64_t value) {
  std::uint32_t otherwise = none;
  for (std::uint32_t i = 0; i < term.arms.size(); ++i) {
    const std::vector<std::int64_t>& keys = term.arms[i].keys;
    if (std::find(keys.begin(), keys.end(), value) != keys.end()) return i;
    if (keys.empty() && otherwise == none) otherwise = i;
  }
  return otherwise;
}

}  // namespace

LimitTable::LimitTable(const Context& context, const check::Duty& duty, const CalendarPlan& plan, Clocks& clocks,
                       Reactions& reactions, const std::vector<std::uint32_t>& slots)
    : context_(context), duty_(duty), plan_(plan), clocks_(clocks), slots_(slots) {
  if (none()) {
    arms_.emplace_back();
    values_.emplace_back();
    return;
  }
  if (terms() > most_terms) context.refuse(duty.limit.span, number_of_terms, most_terms);
  for (const check::LimitTerm& term : duty.limit.terms) {
    ClockUse use;
    use.limit_rules = true;
    if (term.from.kind == check::AnchorKind::event) {
      use.activation = program::Activation::anchor;
      use.index = reactions.anchor(term.from.event);
    }
    uses_.push_back(use);
  }
  find_untils();
  find_arms();
  if (variants() > limits::variants) {
    context_.refuse(duty.limit.span, number_of_variants, limits::variants);
    arms_.resize(1);
    untils_.clear();
  }
  find_values(slots);
}

std::vector<std::int64_t> LimitTable::untils_of(const check::DatedSpan& span) const {
  std::vector<std::int64_t> instants;
  for (const check::LocalInstant& until : span.untils) instants.push_back(instant_of(context_, until, plan_.main()));
  return instants;
}

void LimitTable::find_untils() {
  for (const check::LimitTerm& term : duty_.limit.terms) {
    for (const std::int64_t until : untils_of(term.amount)) untils_.push_back(until);
    for (const check::LimitArm& arm : term.arms) {
      for (const std::int64_t until : untils_of(arm.amount)) untils_.push_back(until);
    }
  }
  std::sort(untils_.begin(), untils_.end());
  untils_.erase(std::unique(untils_.begin(), untils_.end()), untils_.end());
}

// Where several terms are chosen by one fact, an arm is one combination of their arms. With a single such term arms
// keep the order in which they are written.
void LimitTable::find_arms() {
  const std::vector<check::LimitTerm>& terms = duty_.limit.terms;
  std::vector<std::uint32_t> row(terms.size(), program::none);
  std::size_t choosing = 0;
  for (std::size_t t = 0; t < terms.size(); ++t) {
    if (terms[t].kind != check::LimitKind::by_fact) continue;
    ++choosing;
    if (!fact_) fact_ = terms[t].fact;
    if (terms[t].fact != fact_) {
      context_.sink.report(diag::Kind::two_choosing_facts, terms[t].span,
                           {context_.fact(fact_).title.name, context_.fact(terms[t].fact).title.name});
    }
  }
  if (!fact_) {
    arms_.push_back(row);
    return;
  }
  for (std::size_t t = 0; t < terms.size() && choosing == 1; ++t) {
    if (terms[t].kind != check::LimitKind::by_fact) continue;
    for (std::uint32_t arm = 0; arm < terms[t].arms.size(); ++arm) {
      row[t] = arm;
      arms_.push_back(row);
    }
  }
  const ValueRange range = values_of(context_.tree, context_.fact(fact_).type);
  const std::size_t count = range.count(most_values);
  if (count == 0) context_.refuse(duty_.limit.span, values_of_a_choice, most_values);
  first_ = range.first;
  for (std::size_t v = 0; v < count; ++v) {
    bool complete = true;
    for (std::size_t t = 0; t < terms.size(); ++t) {
      if (terms[t].kind != check::LimitKind::by_fact) continue;
      row[t] = arm_for(terms[t], first_ + static_cast<std::int64_t>(v));
      complete = complete && row[t] != program::none;
    }
    const auto found = std::find(arms_.begin(), arms_.end(), row);
    arm_by_value_.push_back(complete ? index_of(static_cast<std::size_t>(found - arms_.begin())) : program::none);
    if (complete && found == arms_.end()) arms_.push_back(row);
  }
  if (arms_.empty()) arms_.emplace_back(terms.size(), 0u);
}

const check::DatedSpan& LimitTable::amount(std::size_t arm, std::size_t term) const {
  const check::LimitTerm& t = duty_.limit.terms[term];
  const std::uint32_t chosen = arms_[arm][term];
  return t.kind == check::LimitKind::by_fact && chosen < t.arms.size() ? t.arms[chosen].amount : t.amount;
}

check::TimeSpan LimitTable::dated(const check::DatedSpan& span, std::size_t dated) const {
  if (span.values.empty()) return {};
  const std::vector<std::int64_t> own = untils_of(span);
  std::size_t index = 0;
  while (dated > 0 && index < own.size() && own[index] <= untils_[dated - 1]) ++index;
  return span.values[std::min(index, span.values.size() - 1)];
}

void LimitTable::find_values(const std::vector<std::uint32_t>& slots) {
  for (std::size_t arm = 0; arm < arms_.size(); ++arm) {
    for (std::size_t d = 0; d <= untils_.size(); ++d) {
      for (std::size_t t = 0; t < terms(); ++t) {
        const check::LimitTerm& term = duty_.limit.terms[t];
        TermValue value;
        if (term.kind == check::LimitKind::at_once) {
          value.kind = term.kind;
          value.target = clocks_.at_once(uses_[t]);
        } else if (term.kind == check::LimitKind::promised) {
          value.kind = term.kind;
          const bool is_date = context_.fact(term.fact).type.kind == check::TypeKind::date;
          value.target = clocks_.promised(slots[term.fact.value], is_date, uses_[t]);
        } else {
          value.span = dated(amount(arm, t), d);
          value.target = clocks_.target(value.span, uses_[t]);
        }
        values_.push_back(value);
      }
    }
  }
}

bool LimitTable::all(bool (*is)(const TermValue&)) const { return std::all_of(values_.begin(), values_.end(), is); }

bool LimitTable::all_of_kind(check::SpanKind kind) const {
  return std::all_of(values_.begin(), values_.end(), [&](const TermValue& value) {
    return value.kind == check::LimitKind::amount && value.span.kind == kind;
  });
}

void LimitTable::write(program::DutyProgram& out) const {
  program::Program& program = context_.out;
  out.no_limit = none();
  out.combine = duty_.limit.combine == check::Combine::latest     ? program::Combine::latest
                : duty_.limit.combine == check::Combine::earliest ? program::Combine::earliest
                                                                  : program::Combine::single;
  out.term_count = static_cast<std::uint8_t>(terms());
  if (fact_) {
    out.chosen_by = slots_[fact_.value];
    out.chosen_first = first_;
    out.arms = append(program.index_lists, arm_by_value_);
  }
  out.arm_count = index_of(arms_.size());
  out.untils = append(program.constants, untils_);
  out.dated_count = index_of(untils_.size() + 1);
  out.targets = index_of(program.targets.size());
  for (const TermValue& value : values_) program.targets.push_back(value.target);
}

}  // namespace bylaw::compiler
