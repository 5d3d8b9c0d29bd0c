// Counts for each rule, and the worst of the breaches.
#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "cli/kpi_rows.hpp"
#include "cli/outcomes.hpp"
#include "cli/text_table.hpp"
#include "cli/time_text.hpp"

namespace bylaw::cli {

namespace {

constexpr std::size_t worst_shown = 5;
constexpr std::size_t few_quiet = 3;  // rules that have judged nothing

struct Counts {
  std::uint64_t all = 0, met = 0, late = 0, breached = 0, open = 0, other = 0;
};

// In tenths of a per cent, cut off, so that 100.0 % is said of all alone.
std::string share_text(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "";
  const std::uint64_t tenths = part * 1000 / whole;
  return fmt::format("{}.{} %", tenths / 10, tenths % 10);
}

class SummaryReport : public Outcomes {
 public:
  explicit SummaryReport(const ReportContext& context) : Outcomes(context), board_(context.rules) {}

  void history(CaseKindId kind, std::uint64_t number, std::span<const Event> events, std::span<const Decision> decisions) override {
    tell(board_, kind, number, events, decisions);
  }

  void finish() override {
    const std::vector<const Outcome*> all = rows();
    std::map<RuleId, Counts> rules;
    std::map<RuleId, std::map<std::uint8_t, std::uint64_t>> ladders;
    std::vector<const Outcome*> overdue;
    for (const Outcome* one : all) {
      count(rules[one->rule], *one);
      for (const auto& [ladder, reached] : one->levels) {
        const unsigned highest = reached.empty() ? 0 : *reached.rbegin();
        for (unsigned l = 1; l <= highest; ++l) ++ladders[ladder][static_cast<std::uint8_t>(l)];
      }
      if (one->state == State::met_late && one->due != never) overdue.push_back(one);
    }
    std::string text = fmt::format("{} {}, {} {}\n", case_count(), say("cases", "个案件"), all.size(), say("obligations", "项义务"));
    if (!all.empty()) text += "\n" + duties(rules);
    if (!ladders.empty()) text += "\n" + levels(ladders);
    if (!overdue.empty()) text += "\n" + worst(overdue);
    board_.compute();
    if (const std::string figures = board_table(c_.rules, board_, c_.language); !figures.empty()) text += "\n" + figures;
    c_.out.write(text);
  }

 private:
  std::string say(const char* english, const char* chinese) const { return pick(c_.language, english, chinese); }

  static void count(Counts& counts, const Outcome& one) {
    ++counts.all;
    switch (one.state) {
      case State::met: ++counts.met; return;
      case State::met_late: ++counts.late; return;
      case State::breached: ++counts.breached; return;
      case State::pending:
      case State::running:
      case State::paused: ++counts.open; return;
      default: ++counts.other; return;
    }
  }

  std::string duties(const std::map<RuleId, Counts>& rules) const {
    TextTable table;
    table.column(say("obligation", "义务"));
    for (const auto& heading : {say("all", "总数"), say("met", "按时"), say("met late", "逾期履行"), say("breached", "逾期未履行"),
                                say("open", "进行中"), say("other", "其他"), say("on time", "按时率")}) {
      table.column(heading, TextTable::Align::right);
    }
    const auto number = [](std::uint64_t n) { return fmt::format("{}", n); };
    // Where nothing has been judged yet and there are many such rules, they would hide what has.
    std::size_t quiet = 0;
    for (const auto& [rule, n] : rules) quiet += n.open == n.all;
    const bool few = quiet <= few_quiet;
    for (const auto& [rule, n] : rules) {
      if (!few && n.open == n.all) continue;
      table.row({rule_text(c_.rules.info(rule), c_.language), number(n.all), number(n.met), number(n.late), number(n.breached),
                 number(n.open), number(n.other), on_time(rule, n)});
    }
    std::string text = table.text();
    if (!few) text += fmt::format(fmt::runtime(say("{} more have judged nothing yet\n", "另有 {} 项尚未作出判定\n")), quiet);
    return text;
  }

  // What only ever says that something was wrong has no share of what was right.
  std::string on_time(RuleId rule, const Counts& n) const {
    return c_.rules.info(rule).kind == RuleKind::forbid ? "" : share_text(n.met, n.met + n.late + n.breached);
  }

  std::string levels(const std::map<RuleId, std::map<std::uint8_t, std::uint64_t>>& ladders) const {
    TextTable table;
    table.column(say("ladder", "升级阶梯"));
    table.column(say("level", "层级"), TextTable::Align::right);
    table.column(say("reached", "达到次数"), TextTable::Align::right);
    for (const auto& [ladder, reached] : ladders) {
      for (const auto& [level, times] : reached) {
        table.row({rule_text(c_.rules.info(ladder), c_.language), fmt::format("{}", level), fmt::format("{}", times)});
      }
    }
    return table.text();
  }

  std::string worst(std::vector<const Outcome*>& overdue) const {
    std::stable_sort(overdue.begin(), overdue.end(),
                     [](const Outcome* a, const Outcome* b) { return a->at.us - a->due.us > b->at.us - b->due.us; });
    if (overdue.size() > worst_shown) overdue.resize(worst_shown);
    TextTable table;
    table.column(say("latest", "逾期最久"));
    table.column(say("obligation", "义务"));
    table.column(say("due", "到期"));
    table.column(say("met", "履行"));
    table.column(say("late by", "逾期时长"), TextTable::Align::right);
    for (const Outcome* one : overdue) {
      table.row({std::string(c_.cases.text_of(one->case_number)), rule_text(c_.rules.info(one->rule), c_.language),
                 reading_text(one->due, c_.rules), reading_text(one->at, c_.rules),
                 duration_text(one->at.us - one->due.us, c_.language)});
    }
    return table.text();
  }

  Board board_;
};

}  // namespace

std::unique_ptr<Report> report_summary(const ReportContext& context) { return std::make_unique<SummaryReport>(context); }

}  // namespace bylaw::cli
