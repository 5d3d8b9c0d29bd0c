// KPIs and ratings alone, a line of JSON for every figure.
#include "bylaw/board.hpp"
#include "cli/kpi_rows.hpp"
#include "cli/report.hpp"

namespace bylaw::cli {

namespace {

class BoardReport : public Report {
 public:
  explicit BoardReport(const ReportContext& context) : c_(context), board_(context.rules) {}

  void decision(CaseKindId, const Decision&) override {}
  void history(CaseKindId kind, std::uint64_t number, std::span<const Event> events, std::span<const Decision> decisions) override {
    tell(board_, kind, number, events, decisions);
  }
  void finish() override {
    board_.compute();
    for (std::size_t i = 0; i < board_.size(); ++i) c_.out.write(row_json(c_.rules, board_.row(i), c_.as_of) + "\n");
  }

 private:
  ReportContext c_;
  Board board_;
};

}  // namespace

void tell(Board& board, CaseKindId kind, std::uint64_t number, std::span<const Event> events, std::span<const Decision> decisions) {
  for (const Event& event : events) board.add(number, kind, event);
  for (const Decision& decision : decisions) board.add(kind, decision);
}

std::unique_ptr<Report> report_board(const ReportContext& context) { return std::make_unique<BoardReport>(context); }

}  // namespace bylaw::cli
