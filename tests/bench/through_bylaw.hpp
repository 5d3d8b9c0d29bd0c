// The same rules through bylaw: a host that keeps its tickets in the same store as the hand-written side.
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "bylaw/bylaw.hpp"
#include "store.hpp"
#include "workload.hpp"

namespace bench {

class ThroughBylaw {
 public:
  // `texts`: the rule files. On a fault in them, `problem` says what the compiler said and nothing else may be called.
  ThroughBylaw(const std::vector<std::string>& texts, const std::vector<Event>& events);

  std::string problem;

  // All 24 rules, or the time limits, ladders and the grade alone.
  bool all() const { return all_; }

  // Forgets all cases; before every run. What a run needs has its memory then.
  void clear();

  // Lazy, like the hand-written side: a case is judged at its own events and at the end. Returns the decisions written.
  std::size_t run_cases(bylaw::Decision* out, std::size_t room);
  // Through a Desk: decisions in the order of time over all cases.
  std::size_t run_desk(bylaw::Decision* out, std::size_t room);

  Summary summarise(const bylaw::Decision* decisions, std::size_t count) const;

  std::size_t case_bytes() const;
  std::size_t desk_bytes_per_case() const { return desk_bytes_per_case_; }

 private:
  struct Row {};  // its place is that of the case's bytes

  bylaw::Case case_of(std::uint32_t row);

  bylaw::RuleSet rules_;
  bylaw::CaseKindId kind_;
  std::vector<bylaw::CaseEvent> events_;
  std::vector<bylaw::FieldValue> fields_;
  std::vector<std::uint32_t> code_;  // by rule number: of a duty the limit, of a ladder its limit, of others the code of a breach
  bylaw::RuleId grade_;
  bylaw::EventKindId received_, closed_;
  Store<Row> rows_;
  std::vector<std::uint64_t> memory_;  // of the cases, by row
  std::unique_ptr<bylaw::Desk> desk_;
  bool all_ = false;
  std::size_t most_open_ = 0;
  std::size_t case_bytes_ = 0;
  std::size_t desk_bytes_per_case_ = 0;
};

}  // namespace bench
