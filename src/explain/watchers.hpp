// Whoever looks on while a case is judged again: one for each rule. They read the case and never change it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "eval/view.hpp"
#include "explain/explanation.hpp"

namespace bylaw::explainer {

// The case that is judged again.
struct Judging {
  const RuleSet& rules;
  CaseKindId kind;
  const eval::View& view;
  const std::vector<Event>& events;

  const program::Program& program() const { return view.program; }
  const program::CaseProgram& layout() const { return view.layout; }
};

// An event was taken, or time has passed up to `at`: decisions and all.
struct Step {
  std::size_t event = no_event;
  std::int64_t at = 0;
  std::span<const Decision> decisions;
};

class Watcher {
 public:
  virtual ~Watcher() = default;
  virtual void before(std::size_t /*event*/) {}
  virtual void after(const Step& step) = 0;
  virtual void conclude(std::int64_t now, RuleExplanation& into) = 0;
};

// Null where the rule is not one of this kind of case.
std::unique_ptr<Watcher> watch_duty(const Judging& judging, std::uint32_t rule);
std::unique_ptr<Watcher> watch_finding(const Judging& judging, std::uint32_t rule);
std::unique_ptr<Watcher> watch_routine(const Judging& judging, std::uint32_t rule);
std::unique_ptr<Watcher> watch_table(const Judging& judging, std::uint32_t rule);

}  // namespace bylaw::explainer
