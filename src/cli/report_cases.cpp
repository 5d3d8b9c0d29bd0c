// A table with a line for every obligation: what was due when, and what became of it.
#include <vector>

#include <fmt/format.h>

#include "cli/findings.hpp"
#include "cli/outcomes.hpp"
#include "cli/text_table.hpp"
#include "cli/time_text.hpp"

namespace bylaw::cli {

namespace {

class CasesReport : public Outcomes {
 public:
  using Outcomes::Outcomes;

  void finish() override {
    const auto say = [&](const char* english, const char* chinese) { return std::string(pick(c_.language, english, chinese)); };
    TextTable table;
    table.column(say("case", "案件"));
    table.column(say("obligation", "义务"));
    table.column(say("due", "到期"));
    table.column(say("verdict", "结论"));
    table.column(say("at", "时间"));
    table.column(say("late by", "逾期时长"), TextTable::Align::right);
    table.column(say("told", "已通知"));
    std::uint64_t last = 0;
    for (const Outcome* one : rows()) {
      const bool ended = one->state != State::running && one->state != State::paused && one->state != State::pending;
      const bool late = one->state == State::met_late && one->due != never;
      const bool repeated = one->case_number == last;
      last = one->case_number;
      table.row({repeated ? "" : std::string(c_.cases.text_of(one->case_number)), obligation(*one),
                 one->due == never ? "" : reading_text(one->due, c_.rules) + (one->provisional ? " ?" : ""),
                 verdict(*one), ended && one->at != never ? reading_text(one->at, c_.rules) : "",
                 late ? duration_text(one->at.us - one->due.us, c_.language) : "", told(*one)});
    }
    if (!table.empty()) c_.out.write(table.text());
  }

 private:
  std::string obligation(const Outcome& one) const {
    std::string text = rule_text(c_.rules.info(one.rule), c_.language);
    return one.instance > 1 ? fmt::format("{} #{}", text, one.instance) : text;
  }

  std::string verdict(const Outcome& one) const {
    const bool broken = one.state == State::breached && judges_events(c_.rules.info(one.rule).kind);
    return broken && c_.language == Language::chinese ? "违反" : state_text(one.state, c_.language);
  }

  // Of a rule judged at events what was wrong; of a duty the highest level of its ladders and who was told then; else how often its bearer was warned.
  std::string told(const Outcome& one) const {
    std::string text;
    if (judges_events(c_.rules.info(one.rule).kind)) {
      text = cause_text(one.cause, c_.language);
      return one.missing.empty() || text.empty() ? text : text + ": " + one.missing;
    }
    for (const auto& [ladder, reached] : one.levels) {
      if (reached.empty()) continue;
      const std::uint8_t level = *reached.rbegin();
      if (!text.empty()) text += "; ";
      text += fmt::format("{} {}", pick(c_.language, "level", "层级"), level);
      const char* separator = ": ";
      for (const RoleId role : c_.rules.notify(ladder, level)) {
        text += separator;
        text += c_.language == Language::chinese && !c_.rules.label(role).empty() ? c_.rules.label(role) : c_.rules.name(role);
        separator = ", ";
      }
    }
    if (text.empty() && one.warnings > 0) text = pick(c_.language, "warned", "已预警");
    return text;
  }
};

}  // namespace

std::unique_ptr<Report> report_cases(const ReportContext& context) { return std::make_unique<CasesReport>(context); }

}  // namespace bylaw::cli
