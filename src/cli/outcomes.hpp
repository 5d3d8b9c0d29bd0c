// What became of every obligation of a log: the rows that tables for people are made of.
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "cli/report.hpp"

namespace bylaw::cli {

// One instance of a duty.
struct Outcome {
  std::uint64_t case_number = 0;
  CaseKindId kind;
  RuleId rule;
  std::uint32_t instance = 0;
  State state = State::none;
  Cause cause = Cause::none;
  Instant at = never;
  Instant due = never;
  bool breached = false;    // at some time
  std::string missing;      // rules judged at events: facts that were not known, or the step in question
  bool provisional = false;
  int warnings = 0;
  std::map<RuleId, std::set<std::uint8_t>> levels;  // reached, of each ladder
};

class Outcomes : public Report {
 public:
  explicit Outcomes(const ReportContext& context) : c_(context) {}

  void opened(CaseKindId kind, std::uint64_t number) override;
  void decision(CaseKindId kind, const Decision& decision) override;
  void closing(CaseKindId kind, const Case& of, Instant now) override;

 protected:
  // In the order in which the cases first appeared, then by rule and instance.
  std::vector<const Outcome*> rows() const;
  std::size_t case_count() const { return order_.size(); }

  ReportContext c_;

 private:
  using Key = std::tuple<std::uint32_t, std::uint64_t, std::uint32_t, std::uint32_t>;  // kind, case, rule, instance

  Outcome& outcome(CaseKindId kind, std::uint64_t number, RuleId rule, std::uint32_t instance);

  std::map<Key, Outcome> outcomes_;
  std::map<std::pair<std::uint32_t, std::uint64_t>, std::size_t> order_;
};

// Words for people in the language of the report.
std::string state_text(State state, Language language);
std::string cause_text(Cause cause, Language language);   // of rules judged at events; empty for other causes
std::string rule_text(const RuleInfo& rule, Language language);  // its name; in Chinese its label where there is one
std::string duration_text(std::int64_t microseconds, Language language);  // its largest unit and the next: 1 d 4 h, 30 min
const char* pick(Language language, const char* english, const char* chinese);

}  // namespace bylaw::cli
