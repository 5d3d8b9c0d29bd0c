// What becomes of decisions: lines for programs as they come, tables for people at the end.
#pragma once
#include <memory>
#include <span>
#include <string>

#include "bylaw/board.hpp"
#include "bylaw/case.hpp"
#include "bylaw/decision.hpp"
#include "bylaw/compile.hpp"
#include "cli/events/identifiers.hpp"
#include "cli/output.hpp"

namespace bylaw::cli {

class Report {
 public:
  virtual ~Report() = default;
  // A case of the log, at its first event.
  virtual void opened(CaseKindId, std::uint64_t /*number*/) {}
  virtual void decision(CaseKindId kind, const Decision& decision) = 0;
  // Once for every case, after its last decision; time has passed up to `now`.
  virtual void closing(CaseKindId, const Case&, Instant /*now*/) {}
  // Once for every case, with all it was told and what was decided in the end.
  virtual void history(CaseKindId, std::uint64_t /*number*/, std::span<const Event>, std::span<const Decision>) {}
  virtual void finish() {}
};

// Where reports look names up and write to; all of it outlives them.
struct ReportContext {
  const RuleSet& rules;
  const Identifiers& cases;
  const Identifiers& events;
  Output& out;
  Language language = Language::english;
  std::string as_of = {};  // the date whose editions everything is judged by; empty: those in force when it happens
};

std::unique_ptr<Report> report_lines(const ReportContext& context);
std::unique_ptr<Report> report_board(const ReportContext& context);
std::unique_ptr<Report> report_cases(const ReportContext& context);
std::unique_ptr<Report> report_summary(const ReportContext& context);

// Tells a board a whole case.
void tell(Board& board, CaseKindId kind, std::uint64_t number, std::span<const Event> events, std::span<const Decision> decisions);

}  // namespace bylaw::cli
