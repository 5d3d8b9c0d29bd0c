// Steps in their order (row sem-S1). All judgements of one case are of one run through the steps, instance 1.
#include <bit>

#include "eval/findings.hpp"

namespace bylaw::eval {

namespace {

using program::SequenceProgram;

enum Mark : std::uint8_t { breached = 1, open = 2 };

struct Steps {
  std::int64_t& word;

  std::uint32_t happened() const { return static_cast<std::uint32_t>(word); }
  std::uint32_t judged() const { return static_cast<std::uint32_t>(static_cast<std::uint64_t>(word) >> 32); }
  void set(std::uint32_t happened_bits, std::uint32_t judged_bits) {
    word = static_cast<std::int64_t>(std::uint64_t{happened_bits} | std::uint64_t{judged_bits} << 32);
  }
  void add_happened(std::uint8_t step) { set(happened() | 1u << step, judged()); }
  void add_judged(std::uint8_t step) { set(happened(), judged() | 1u << step); }
};

Truth may_skip(const View& view, const SequenceProgram& rule, std::uint8_t step) {
  const std::uint32_t guard = view.program.index_lists[rule.may_skip.first + step];
  return guard == program::never_skipped ? Truth::no : holds(view, guard);
}

void conclude_step(View& view, const SequenceProgram& rule, State state, Cause cause, std::uint8_t step, std::int64_t at) {
  FindingState& found = view.finding(rule.finding);
  found.judged = 0;
  found.marks |= state == State::breached ? breached : open;
  Decision& decision = conclude(view, rule.finding, state, cause, at);
  if (found.marks & breached) found.state = static_cast<std::uint8_t>(State::breached);  // one run: its breach stays
  decision.level = static_cast<std::uint8_t>(step + 1);
  if (cause == Cause::unknown_fact) {
    decision.value = static_cast<std::int64_t>(missing_facts(view, rule.finding, 0, rule.finding.facts.count));
  }
}

// Of the steps in `wanted`, those that have not happened and may not be left out are missing; each is told once.
void judge_missing(View& view, const SequenceProgram& rule, std::uint32_t wanted, std::int64_t at) {
  Steps steps{view.word(rule.finding)};
  for (std::uint32_t left = wanted & ~steps.happened() & ~steps.judged(); left != 0; left &= left - 1) {
    const auto step = static_cast<std::uint8_t>(std::countr_zero(left));
    const Truth skipped = may_skip(view, rule, step);
    if (skipped == Truth::yes) continue;
    steps.add_judged(step);
    const bool missing = skipped == Truth::no;
    conclude_step(view, rule, missing ? State::breached : State::indeterminate,
                  missing ? Cause::missing_step : Cause::unknown_fact, step, at);
  }
}

void remark(View& view, const SequenceProgram& rule, std::uint8_t step, Cause cause, std::int64_t at) {
  Decision& decision = emit(view, rule.finding.rule, DecisionKind::remark, at);
  decision.instance = 1;
  decision.cause = cause;
  decision.level = static_cast<std::uint8_t>(step + 1);
}

}  // namespace

void judge_step(View& view, const SequenceProgram& rule, std::uint8_t step, std::int64_t at) {
  Steps steps{view.word(rule.finding)};
  const std::uint32_t bit = 1u << step;
  if (steps.happened() & bit) return remark(view, rule, step, Cause::repeated_step, at);
  const bool later_happened = (steps.happened() & ~(bit | (bit - 1))) != 0;
  steps.add_happened(step);
  if (later_happened) {
    // Its absence was judged when a later step came: what comes late is no second breach.
    if (steps.judged() & bit) return remark(view, rule, step, Cause::out_of_order, at);
    steps.add_judged(step);
    return conclude_step(view, rule, State::breached, Cause::out_of_order, step, at);
  }
  if (rule.strict) judge_missing(view, rule, bit - 1, at);
}

void end_sequence(View& view, const SequenceProgram& rule, std::int64_t at) {
  const Steps steps{view.word(rule.finding)};
  if (steps.happened() == 0) return;  // never begun
  const std::uint32_t all = rule.steps == 32 ? ~std::uint32_t{0} : (std::uint32_t{1} << rule.steps) - 1;
  judge_missing(view, rule, all, at);
  FindingState& found = view.finding(rule.finding);
  if ((found.marks & (breached | open)) != 0) return;
  found.judged = 0;
  conclude(view, rule.finding, State::met, Cause::in_order, at);
}

}  // namespace bylaw::eval
