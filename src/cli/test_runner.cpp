#include "cli/test_runner.hpp"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

#include "bylaw/bylaw.hpp"
#include "cli/findings.hpp"
#include "cli/kpi_rows.hpp"
#include "cli/outcomes.hpp"
#include "cli/time_text.hpp"

namespace bylaw::cli {

namespace {

using check::ExpectKind;
using check::StepKind;

// A case of a test and what was decided in it so far.
struct Ticket {
  CaseKindId kind;
  std::string name;
  std::vector<std::uint64_t> memory;
  std::vector<Decision> decided;
};

class Runner {
 public:
  Runner(const CheckedFiles& checked, const check::Test& test, const RuleSet& rules, Language language)
      : checked_(checked), test_(test), rules_(rules), language_(language), buffer_(256), board_(rules) {}

  TestOutcome run() {
    outcome_.name = test_.name;
    const bool expects = std::any_of(test_.steps.begin(), test_.steps.end(), [](const check::Step& s) { return s.kind == StepKind::expect; });
    if (!expects) fail(test_.span, say("the test expects nothing", "该测试没有任何预期"), {});
    for (const check::Given& given : test_.given) open(given);
    for (const check::Step& step : test_.steps) {
      switch (step.kind) {
        case StepKind::event: event(step); break;
        case StepKind::until: pass_time(step); break;
        case StepKind::expect: expect(step); break;
      }
    }
    return std::move(outcome_);
  }

 private:
  const char* say(const char* english, const char* chinese) const { return pick(language_, english, chinese); }

  Case view(Ticket& ticket) { return Case(rules_, ticket.kind, std::as_writable_bytes(std::span(ticket.memory))); }

  void open(const check::Given& given) {
    Ticket ticket;
    ticket.kind = rules_.case_kind(checked_.tree.case_kinds[given.kind.value].title.name);
    ticket.name = given.name;
    ticket.memory.resize((rules_.case_bytes(ticket.kind) + 7) / 8);
    tickets_.push_back(std::move(ticket));
    const std::vector<FieldValue> fields = values_of(given.fields);
    const Status status = view(tickets_.back()).open(tickets_.size(), fields);
    board_.open(tickets_.size(), tickets_.back().kind, fields);
    if (status != Status::ok) fail(test_.span, say("the case cannot be opened", "案件无法建立"), word(status));
  }

  std::vector<FieldValue> values_of(const std::vector<check::FieldValue>& values) const {
    std::vector<FieldValue> fields;
    for (const check::FieldValue& value : values) {
      fields.push_back({rules_.field(checked_.tree.facts[value.field.value].title.name), value.value});
    }
    return fields;
  }

  Instant instant_of(const check::LocalInstant& local) const {
    if (!local.offset_seconds) return rules_.instant_of(local.day, local.time_of_day_us);
    return {std::int64_t{local.day} * 86'400'000'000 + local.time_of_day_us - std::int64_t{*local.offset_seconds} * 1'000'000};
  }

  void event(const check::Step& step) {
    const std::vector<FieldValue> fields = values_of(step.fields);
    Event event;
    event.kind = rules_.event(checked_.tree.events[step.event.value].title.name);
    event.at = instant_of(step.at);
    event.id = ++last_event_;
    event.sequence = static_cast<std::int64_t>(last_event_);  // events of one instant stand in the order written
    event.fields = fields;
    Ticket& ticket = tickets_[step.given];
    for (;;) {
      const Result result = view(ticket).apply(event, buffer_);
      if (result.status == Status::buffer_too_small) {
        buffer_.resize(std::max(result.needed, buffer_.size() * 2));
        continue;
      }
      if (result.status != Status::ok) return fail(step.span, say("the event is not taken", "事件未被接受"), word(result.status));
      keep(ticket, result.written);
      board_.add(step.given + 1, ticket.kind, event);
      return;
    }
  }

  void pass_time(const check::Step& step) {
    for (Ticket& ticket : tickets_) {
      for (;;) {
        const Result result = view(ticket).advance(instant_of(step.at), buffer_);
        keep(ticket, result.written);
        if (result.status == Status::more) {
          if (result.written == 0) buffer_.resize(buffer_.size() * 2);
          continue;
        }
        if (result.status != Status::ok) fail(step.span, say("time cannot pass", "时间无法推进"), word(result.status));
        break;
      }
    }
  }

  void keep(Ticket& ticket, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) board_.add(ticket.kind, buffer_[i]);
    ticket.decided.insert(ticket.decided.end(), buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(count));
  }

  void expect(const check::Step& step) {
    switch (step.expect) {
      case ExpectKind::duty_state: return expect_state(step);
      case ExpectKind::waived: return expect_waiver(step);
      case ExpectKind::fact: return expect_fact(step);
      case ExpectKind::level: return expect_level(step);
      case ExpectKind::warned: return expect_warning(step);
      case ExpectKind::no_level: return expect_no_level(step);
      case ExpectKind::no_breach: return expect_no_breach(step);
      case ExpectKind::no_forbidden: return expect_none_forbidden(step);
      case ExpectKind::verdict: return expect_verdict(step);
      case ExpectKind::no_verdict: return expect_no_verdict(step);
      case ExpectKind::retain_until: return expect_retention(step);
      case ExpectKind::figure: return expect_figure(step);
    }
  }

  // The first rule of its name: a rule's editions are rules of their own.
  RuleId head(RuleId rule) const { return rule ? rules_.rule(rules_.info(rule).name) : rule; }

  // Of the newest instance in any edition.
  Standing standing_of(const check::Step& step) {
    const std::string_view name = rules_.info(duty_of(step)).name;
    Standing newest;
    for (std::uint32_t rule = 0; rule < rules_.rule_count(); ++rule) {
      if (rules_.info(RuleId{rule}).name != name) continue;
      const Standing found = view(tickets_[step.given]).standing(RuleId{rule});
      if (found.instance >= newest.instance) newest = found;
    }
    return newest;
  }

  RuleId duty_of(const check::Step& step) const { return rules_.rule(checked_.tree.duties[step.duty.value].title.name); }
  RuleId ladder_of(const check::Step& step) const { return rules_.rule(checked_.tree.ladders[step.ladder.value].title.name); }

  std::string described(std::string_view what, Instant at, bool dated) const {
    std::string text(what);
    if (dated && at != never) text += fmt::format(" {} {}", say("dated", "日期"), reading_text(at, rules_));
    return text;
  }

  // The waiver beside the breach; `because` is why it was a breach.
  void expect_waiver(const check::Step& step) {
    const std::vector<Decision>& all = tickets_[step.given].decided;
    const bool found = std::any_of(all.begin(), all.end(), [&](const Decision& d) {
      return head(d.rule) == duty_of(step) && d.kind == DecisionKind::waiver && (!step.dated || d.at == instant_of(step.at)) &&
             (step.because.empty() || step.because == word(d.cause));
    });
    if (found) return;
    fail(step.span, described(step.state, instant_of(step.at), step.dated), listed(tickets_[step.given], duty_of(step), DecisionKind::waiver));
  }

  void expect_state(const check::Step& step) {
    const Standing found = standing_of(step);
    const bool same = step.state == word(found.state) && (!step.dated || instant_of(step.at) == found.since) &&
                      (step.because.empty() || step.because == word(found.cause));
    if (same) return note_broken(step, checked_.tree.duties[step.duty.value].title.name);
    std::string wanted = described(step.state, instant_of(step.at), step.dated);
    std::string got = described(word(found.state), found.since, true);
    if (!step.because.empty()) wanted += " because " + step.because;
    if (found.cause != Cause::none) got += fmt::format(" because {}", word(found.cause));
    if (found.due != never) got += fmt::format(" ({} {})", say("due", "到期"), reading_text(found.due, rules_));
    fail(step.span, wanted, got);
  }

  void expect_fact(const check::Step& step) {
    const FieldId field = rules_.field(checked_.tree.facts[step.fact.value].title.name);
    const auto shown = [&](std::int64_t value) {
      const std::string_view name = rules_.value_name(field, value);
      return name.empty() ? fmt::format("{}", value) : std::string(name);
    };
    std::int64_t found = 0;
    const bool known = view(tickets_[step.given]).fact(field, found);
    if (known && found == step.number) {
      if (checked_.tree.facts[step.fact.value].table) note_result(step, edition_at(step));
      return;
    }
    fail(step.span, shown(step.number), known ? shown(found) : say("unknown", "未知"));
  }

  // The decisions of one rule and kind in a case, as text.
  std::string listed(const Ticket& ticket, RuleId rule, DecisionKind kind) const {
    std::string text;
    for (const Decision& d : ticket.decided) {
      if (head(d.rule) != rule || d.kind != kind) continue;
      text += fmt::format("{}{} {} {}", text.empty() ? "" : ", ", word(kind), d.level, reading_text(d.at, rules_));
    }
    return text.empty() ? say("none", "无") : text;
  }

  bool decided(const check::Step& step, RuleId rule, DecisionKind kind, std::int64_t level) const {
    const std::vector<Decision>& all = tickets_[step.given].decided;
    return std::any_of(all.begin(), all.end(), [&](const Decision& d) {
      return head(d.rule) == rule && d.kind == kind && (level < 0 || d.level == level) && (!step.dated || d.at == instant_of(step.at));
    });
  }

  void expect_level(const check::Step& step) {
    if (decided(step, ladder_of(step), DecisionKind::level, step.number)) {
      outcome_.broken.insert(checked_.tree.ladders[step.ladder.value].title.name);
      outcome_.levels.insert({checked_.tree.ladders[step.ladder.value].title.name, step.number});
      return;
    }
    fail(step.span, described(fmt::format("level {}", step.number), instant_of(step.at), step.dated),
         listed(tickets_[step.given], ladder_of(step), DecisionKind::level));
  }

  void expect_warning(const check::Step& step) {
    if (decided(step, duty_of(step), DecisionKind::warning, -1)) return;
    fail(step.span, described("warned", instant_of(step.at), step.dated),
         listed(tickets_[step.given], duty_of(step), DecisionKind::warning));
  }

  void expect_no_level(const check::Step& step) {
    for (const Decision& d : tickets_[step.given].decided) {
      if (d.kind != DecisionKind::level || (step.ladder && head(d.rule) != ladder_of(step))) continue;
      return fail(step.span, "no level", listed(tickets_[step.given], head(d.rule), DecisionKind::level));
    }
  }

  void expect_no_breach(const check::Step& step) {
    for (const Decision& d : tickets_[step.given].decided) {
      if (d.kind != DecisionKind::state || d.state != State::breached) continue;
      return fail(step.span, "no breach",
                  fmt::format("{} {}", rules_.info(d.rule).name, described(word(d.state), d.at, true)));
    }
    note_kept_prohibitions();
  }

  std::string verdict_text(const Decision& d) const {
    std::string text = described(word(d.state), d.at, true) + fmt::format(" because {}", word(d.cause));
    if (const std::string_view step = step_of(rules_, d); !step.empty()) text += fmt::format(" ({})", step);
    const std::string missing = missing_text(rules_, d);
    return missing.empty() ? text : text + ": " + missing;
  }

  // The expectation holds: does it say that the rule is broken?
  void note_broken(const check::Step& step, const std::string& rule) {
    if (step.state == word(State::breached) || step.state == word(State::met_late)) outcome_.broken.insert(rule);
    if (step.state == word(State::met)) outcome_.kept.insert(rule);
  }

  // Nothing is forbidden: kept were those whose event came, and was no breach.
  void note_kept_prohibitions() {
    for (const check::Prohibition& rule : checked_.tree.prohibitions) {
      const auto came = [&](const check::Step& s) { return s.kind == StepKind::event && s.event == rule.event.event; };
      if (std::any_of(test_.steps.begin(), test_.steps.end(), came)) outcome_.kept.insert(rule.title.name);
    }
  }

  // Of the table expected: the edition in force at the last event of the case before the step.
  const check::Table& edition_at(const check::Step& step) const {
    const std::span<const check::Table> editions = check::tables_of(checked_.tree, step.fact);
    std::int32_t day = INT32_MIN;
    for (const check::Step* s = test_.steps.data(); s != &step; ++s) {
      if (s->kind == StepKind::event && s->given == step.given) day = s->at.day;
    }
    std::size_t found = 0;
    for (std::size_t e = 1; e < editions.size(); ++e) {
      if (checked_.tree.clauses[editions[e].clause.value].from <= day) found = e;
    }
    return editions[found];
  }

  // A table's result that was expected, and found: of a matrix, by which cell.
  void note_result(const check::Step& step, const check::Table& table) {
    outcome_.broken.insert(table.title.name);
    if (!table.is_matrix) return;
    std::int64_t row = 0, column = 0;
    const Case of = view(tickets_[step.given]);
    const auto value = [&](check::FactId fact, std::int64_t& out) {
      return of.fact(rules_.field(checked_.tree.facts[fact.value].title.name), out);
    };
    if (!value(table.rows_fact, row) || !value(table.cols_fact, column)) return;
    row -= first_of(table.rows_fact);
    column -= first_of(table.cols_fact);
    outcome_.cells.insert({edition_name(checked_.tree, table), static_cast<std::size_t>(row) * table.columns + static_cast<std::size_t>(column)});
  }

  std::int64_t first_of(check::FactId fact) const {
    const check::Type& type = checked_.tree.facts[fact.value].type;
    return type.kind == check::TypeKind::enumeration ? 0 : type.first;
  }

  // Of a rule judged at events or a routine: the verdict of that date, or its newest one.
  void expect_verdict(const check::Step& step) {
    const RuleId rule = rules_.rule(step.rule);
    const Decision* newest = nullptr;
    for (const Decision& d : tickets_[step.given].decided) {
      if (head(d.rule) != rule || d.kind != DecisionKind::state) continue;
      newest = &d;
      const bool same = step.state == word(d.state) && (step.because.empty() || step.because == word(d.cause));
      if (step.dated && d.at == instant_of(step.at) && same) return note_broken(step, step.rule);
    }
    // A routine's period that runs has not been told yet.
    const Standing standing = view(tickets_[step.given]).standing(rule);
    const bool runs = rules_.info(rule).kind == RuleKind::routine && standing.state == State::running;
    if (runs && step.state == word(standing.state) && (!step.dated || standing.since == instant_of(step.at))) return;
    const bool same = newest != nullptr && step.state == word(newest->state) &&
                      (step.because.empty() || step.because == word(newest->cause));
    if (same && !step.dated) return note_broken(step, step.rule);
    std::string wanted = described(step.state, instant_of(step.at), step.dated);
    if (!step.because.empty()) wanted += " because " + step.because;
    fail(step.span, wanted, newest != nullptr ? verdict_text(*newest) : say("no verdict", "未作判定"));
  }

  void expect_no_verdict(const check::Step& step) {
    for (const Decision& d : tickets_[step.given].decided) {
      if (head(d.rule) != rules_.rule(step.rule) || d.kind != DecisionKind::state) continue;
      return fail(step.span, say("no verdict", "未作判定"), verdict_text(d));
    }
    outcome_.kept.insert(step.rule);
  }

  void expect_none_forbidden(const check::Step& step) {
    for (const Decision& d : tickets_[step.given].decided) {
      if (d.kind != DecisionKind::state || rules_.info(d.rule).kind != RuleKind::forbid) continue;
      return fail(step.span, say("nothing forbidden", "无被禁事件"), fmt::format("{} {}", rules_.info(d.rule).name, verdict_text(d)));
    }
    note_kept_prohibitions();
  }

  void expect_retention(const check::Step& step) {
    const Standing found = view(tickets_[step.given]).standing(rules_.rule(step.rule));
    if (found.due == instant_of(step.at)) return;
    fail(step.span, fmt::format("retain-until {}", reading_text(instant_of(step.at), rules_)),
         found.due == never ? say("no retention", "无保存期") : fmt::format("retain-until {}", reading_text(found.due, rules_)));
  }

  // The row of the period that the date is in (where one is named) and of the group.
  void expect_figure(const check::Step& step) {
    const RuleId rule = rules_.rule(step.rule);
    const std::vector<FieldValue> wanted_group = values_of(step.group);
    board_.compute();
    std::string found;
    bool same = false;
    std::size_t rows = 0;
    for (std::size_t i = 0; i < board_.size(); ++i) {
      const KpiRow row = board_.row(i);
      const bool fits = std::all_of(wanted_group.begin(), wanted_group.end(), [&](const FieldValue& wanted) {
        return std::any_of(row.group.begin(), row.group.end(), [&](const KpiGroup& g) {
          return g.known && g.field == wanted.field && g.value == wanted.value;
        });
      });
      if (row.rule != rule || !fits || (step.dated && (step.at.day < row.first_day || step.at.day >= row.end_day))) continue;
      ++rows;
      same = figure_is(step, row);
      found += fmt::format("{}{} {}", found.empty() ? "" : ", ", period_text(row),
                           figure_text(row, step.expected ? step.expected->scale : 2, language_));
      if (row.target != TargetResult::none) found += fmt::format(" {}", word(row.target));
      if (row.growth != TargetResult::none) found += fmt::format(" {} {}", say("growth", "增长"), word(row.growth));
      if (!row.band.empty()) found += fmt::format(" {} {}", say("band", "档位"), row.band);
    }
    // Where nothing was counted or kept apart there is no row, and so no case.
    if (rows == 0 && !step.expected) return;
    if (rows == 1 && same) {
      if ((step.reached && !*step.reached) || !step.band.empty()) outcome_.broken.insert(step.rule);
      if ((step.reached && *step.reached) || !step.band.empty()) outcome_.kept.insert(step.rule);
      return;
    }
    std::string wanted = say("no cases", "无案例");
    if (step.expected) {
      KpiRow row;
      row.has_value = true;
      row.numerator = step.expected->mantissa;
      row.decimals = step.expected->scale;
      wanted = figure_text(row, row.decimals, language_);
    }
    if (step.reached) wanted += *step.reached ? " reached" : " missed";
    if (!step.band.empty()) wanted += fmt::format(" {} {}", say("band", "档位"), step.band);
    if (rows > 1) wanted += say(" (and one row alone: say which period and group)", "（且仅一行：请指明周期和分组）");
    fail(step.span, wanted, found.empty() ? say("no cases", "无案例") : found);
  }

  // The figure is compared at the decimals written, cut off. Reached: the target and the growth that the KPI names.
  bool figure_is(const check::Step& step, const KpiRow& row) const {
    if (!step.expected) return !row.has_value;
    KpiRow wanted;
    wanted.has_value = row.has_value;
    wanted.percent = row.percent;
    wanted.minutes = row.minutes;
    wanted.numerator = step.expected->mantissa;
    wanted.decimals = step.expected->scale;
    wanted.denominator = row.percent ? 100 : 1;
    const int scale = step.expected->scale;
    if (!row.has_value || figure_text(row, scale, language_) != figure_text(wanted, scale, language_)) return false;
    if (step.reached) {
      const bool missed = row.target == TargetResult::missed || row.growth == TargetResult::missed;
      const bool unsaid = row.target == TargetResult::no_cases || row.growth == TargetResult::no_cases;
      const bool any = row.target != TargetResult::none || row.growth != TargetResult::none;
      if (!any || (*step.reached ? missed || unsaid : !missed)) return false;
    }
    return step.band.empty() || step.band == row.band;
  }

  void fail(base::Span span, std::string_view wanted, std::string_view found) {
    std::string text;
    if (span.file.value < checked_.files.size()) {
      const base::SourceFile& file = checked_.files[span.file.value];
      const base::Position position = base::position_of(file, span.begin);
      const std::string number = fmt::format("{}", position.line);
      text = fmt::format("{}:{}:{}\n  {} | {}\n", file.name, position.line, position.column, number, base::line_text(file, position.line));
    }
    if (found.empty()) text += fmt::format("    {}\n", wanted);
    else text += fmt::format("    {} {}\n    {} {}\n", say("expected", "预期"), wanted, say("found   ", "实际"), found);
    outcome_.failures.push_back(std::move(text));
  }

  const CheckedFiles& checked_;
  const check::Test& test_;
  const RuleSet& rules_;
  Language language_;
  std::vector<Decision> buffer_;
  std::vector<Ticket> tickets_;
  std::uint64_t last_event_ = 0;
  Board board_;
  TestOutcome outcome_;
};

}  // namespace

TestOutcome run_test(const CheckedFiles& checked, const check::Test& test, const RuleSet& rules, Language language) {
  return Runner(checked, test, rules, language).run();
}

}  // namespace bylaw::cli
