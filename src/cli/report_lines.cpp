// Decisions as newline-delimited JSON, one object a line, written as they become true. A key that has nothing to say is left out.
#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "cli/findings.hpp"
#include "cli/json_text.hpp"
#include "cli/report.hpp"
#include "cli/time_text.hpp"

namespace bylaw::cli {

namespace {

class LinesReport : public Report {
 public:
  explicit LinesReport(const ReportContext& context) : c_(context), several_kinds_(context.rules.case_kind_count() > 1) {
    for (std::uint32_t rule = 0; rule < c_.rules.rule_count(); ++rule) {
      const RuleInfo info = c_.rules.info(RuleId{rule});
      std::string text = fmt::format(",\"rule\":{}", json_text(info.name));
      if (!info.clause.empty()) text += fmt::format(",\"clause\":{}", json_text(info.clause));
      rules_.push_back(std::move(text));
    }
  }

  void decision(CaseKindId kind, const Decision& d) override {
    line_ = "{\"case\":";
    append_json(line_, c_.cases.text_of(d.case_number));
    if (several_kinds_) member("case_kind", c_.rules.name(kind));
    const bool judged = d.rule && d.rule.value < rules_.size();
    if (judged) line_ += rules_[d.rule.value];
    const bool of_edition = judged && (d.instance != 0 || d.kind == DecisionKind::grade);
    const std::string_view edition = of_edition ? c_.rules.edition(d.rule, d.edition) : std::string_view{};
    if (!edition.empty()) member("edition", edition);
    if (!c_.as_of.empty()) member("as_of", c_.as_of);
    if (d.state != State::none || d.flags != 0) member("state", word(d.state));
    member("kind", word(d.kind));
    member("at", iso_text(d.at, c_.rules));
    if (d.due != never) member("due", iso_text(d.due, c_.rules));
    const std::string_view step = judged ? step_of(c_.rules, d) : std::string_view{};
    if (!step.empty()) member("step", step);
    else if (d.level != 0) number("level", d.level);
    if (d.level != 0 && judged) roles(c_.rules.notify(d.rule, d.level));
    if (d.cause != Cause::none) member("cause", word(d.cause));
    if (d.instance != 0) number("instance", d.instance);
    if (d.kind == DecisionKind::grade) grade(d);
    if (d.kind == DecisionKind::waiver) waived_by(d);
    if (judged) missing(missing_of(c_.rules, d));
    if (d.event != 0) member("event", c_.events.text_of(d.event));
    flags(d);
    line_ += "}\n";
    c_.out.write(line_);
  }

 private:
  void member(std::string_view key, std::string_view text) {
    fmt::format_to(std::back_inserter(line_), ",\"{}\":", key);
    append_json(line_, text);
  }

  void number(std::string_view key, std::int64_t value) { fmt::format_to(std::back_inserter(line_), ",\"{}\":{}", key, value); }

  void roles(std::span<const RoleId> notified) {
    if (notified.empty()) return;
    line_ += ",\"notify\":[";
    for (const RoleId role : notified) {
      if (line_.back() != '[') line_ += ',';
      append_json(line_, c_.rules.name(role));
    }
    line_ += ']';
  }

  void missing(const std::vector<std::string_view>& names) {
    if (names.empty()) return;
    line_ += ",\"missing\":[";
    for (const std::string_view name : names) {
      if (line_.back() != '[') line_ += ',';
      append_json(line_, name);
    }
    line_ += ']';
  }

  void grade(const Decision& d) {
    const FieldId field = c_.rules.field(c_.rules.info(d.rule).name);
    const std::string_view name = field ? c_.rules.value_name(field, d.value) : std::string_view{};
    if (name.empty()) number("value", d.value);
    else member("value", name);
  }

  void waived_by(const Decision& d) {
    const std::span<const FieldId> said = c_.rules.fields(d.rule);
    const std::string_view name = said.empty() ? std::string_view{} : c_.rules.value_name(said[0], d.value);
    if (name.empty()) number("waived_by", d.value);
    else member("waived_by", name);
  }

  void flags(const Decision& d) {
    if (d.flags == 0) return;
    line_ += ",\"flags\":[";
    const auto one = [&](DecisionFlag flag, const char* name) {
      if ((d.flags & static_cast<std::uint8_t>(flag)) == 0) return;
      if (line_.back() != '[') line_ += ',';
      append_json(line_, name);
    };
    one(DecisionFlag::overdue, "overdue");
    one(DecisionFlag::provisional, "provisional");
    one(DecisionFlag::correction, "correction");
    one(DecisionFlag::retracted, "retracted");
    line_ += ']';
  }

  ReportContext c_;
  bool several_kinds_;
  std::vector<std::string> rules_;
  std::string line_;
};

}  // namespace

std::unique_ptr<Report> report_lines(const ReportContext& context) { return std::make_unique<LinesReport>(context); }

}  // namespace bylaw::cli
