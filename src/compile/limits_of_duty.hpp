// The limit of one duty as a table of targets: a variant is an arm (chosen by a fact) and a dated value (chosen by the
// trigger's instant); each variant has one target for each of the combined terms.
#pragma once
#include <cstdint>
#include <vector>

#include "compile/clocks.hpp"
#include "compile/reactions.hpp"

namespace bylaw::compiler {

// One term's value in one variant. Only amounts have a span.
struct TermValue {
  check::LimitKind kind = check::LimitKind::amount;
  check::TimeSpan span;
  program::Target target;

  bool runs() const {  // on open or elapsed time, so that a share of it can be measured
    return kind == check::LimitKind::amount &&
           (span.kind == check::SpanKind::elapsed || span.kind == check::SpanKind::working);
  }
};

class LimitTable {
 public:
  // `slots`: by fact.
  LimitTable(const Context& context, const check::Duty& duty, const CalendarPlan& plan, Clocks& clocks,
             Reactions& reactions, const std::vector<std::uint32_t>& slots);

  bool none() const { return duty_.limit.none || duty_.limit.terms.empty(); }
  std::size_t terms() const { return none() ? 1 : duty_.limit.terms.size(); }
  std::size_t variants() const { return arms_.size() * (untils_.size() + 1); }
  const TermValue& value(std::size_t variant, std::size_t term) const { return values_[variant * terms() + term]; }
  // True for every value of every variant.
  bool all(bool (*is)(const TermValue&)) const;
  bool all_of_kind(check::SpanKind kind) const;
  // How the clock of the first term runs.
  ClockUse first_use() const { return use(0); }
  ClockUse use(std::size_t term) const { return term < uses_.size() ? uses_[term] : ClockUse{}; }

  // The duty's fields that describe its limit.
  void write(program::DutyProgram& out) const;

 private:
  void find_untils();
  void find_arms();
  void find_values(const std::vector<std::uint32_t>& slots);
  const check::DatedSpan& amount(std::size_t arm, std::size_t term) const;
  check::TimeSpan dated(const check::DatedSpan& span, std::size_t dated) const;
  std::vector<std::int64_t> untils_of(const check::DatedSpan& span) const;

  const Context& context_;
  const check::Duty& duty_;
  const CalendarPlan& plan_;
  Clocks& clocks_;
  const std::vector<std::uint32_t>& slots_;
  std::vector<ClockUse> uses_;                      // of each term
  std::vector<std::int64_t> untils_;                // of all dated values, ascending
  check::FactId fact_;                              // chooses the arm
  std::int64_t first_ = 0;
  std::vector<std::uint32_t> arm_by_value_;
  std::vector<std::vector<std::uint32_t>> arms_;    // of each term: index of its arm; none where it has no arms
  std::vector<TermValue> values_;                   // [variant * terms + term]
};

}  // namespace bylaw::compiler
