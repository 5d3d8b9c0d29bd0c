// `bylaw explain`: why the rules came to their verdicts on one case, or a KPI to its figures; as sentences or data.
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "bylaw/explain.hpp"
#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/event_log.hpp"
#include "cli/load_rules.hpp"
#include "cli/output.hpp"
#include "cli/replay.hpp"
#include "cli/report.hpp"
#include "cli/time_text.hpp"
#include "diag/sink.hpp"

namespace bylaw::cli {

namespace {

struct ExplainCommand {
  std::vector<std::string> rules;
  std::string events;
  std::string case_name;
  std::string rule;
  std::string until;
  std::string day;
  std::string language = "en";
  std::string format = "text";
  std::string profile;
};

struct Told {
  CaseKindId kind;
  Event event;
  std::vector<FieldValue> fields;
};

std::string name_of(std::uint64_t id, const void* context) {
  return std::string(static_cast<const Identifiers*>(context)->text_of(id));
}

void refuse_rule(const RuleSet& rules, const std::string& name) {
  std::vector<std::string_view> names;
  for (std::uint32_t i = 0; i < rules.rule_count(); ++i) names.push_back(rules.info(RuleId{i}).name);
  const std::vector<std::string> near = diag::closest(name, names);
  fmt::print(stderr, "bylaw: no rule is called {}{}\n", name, near.empty() ? "" : fmt::format("; did you mean {}", near.front()));
}

// All cases of the log, for a board.
class Boarding : public Report {
 public:
  explicit Boarding(const RuleSet& rules) : board(rules) {}

  void decision(CaseKindId, const Decision&) override {}
  void history(CaseKindId kind, std::uint64_t number, std::span<const Event> events, std::span<const Decision> decisions) override {
    tell(board, kind, number, events, decisions);
  }

  Board board;
};

bool is_kpi(const RuleSet& rules, RuleId rule) {
  if (!rule) return false;
  const RuleKind kind = rules.info(rule).kind;
  return kind == RuleKind::kpi || kind == RuleKind::rating;
}

// A KPI is about all cases of the log.
int explain_board(const ExplainCommand& options, const RuleSet& rules, RuleId rule, const ExplainOptions& how) {
  std::int32_t day = INT32_MIN;
  if (!options.day.empty() && !parse_date(options.day, day)) {
    fmt::print(stderr, "bylaw: --period: not a date: {}\n", options.day);
    return exit_cannot_run;
  }
  EventReader reader(rules);
  Boarding boarding(rules);
  Replay replay(rules, boarding);
  const auto take = [&](const ReadEvent& read) -> std::string {
    return how.now != never && read.event.at > how.now ? std::string() : replay.take(read);
  };
  const LogResult log = read_log(options.events, reader, false, take, [] { return true; });
  if (!log.readable) return exit_cannot_run;
  replay.finish(how.now);
  KpiNames names;
  names.event = name_of;
  names.events = &reader.event_names();
  names.case_of = name_of;
  names.cases = &reader.case_names();
  Output out;
  out.write(explain_kpi(rules, boarding.board, rule, day, how, names));
  if (out.report_failure()) return exit_cannot_run;
  return log.refused > 0 ? exit_findings : exit_clean;
}

int explain_case(const ExplainCommand& options) {
  int code = exit_clean;
  const std::optional<Loaded> loaded = load_and_compile(options.rules, language_of(options.language), options.profile, code);
  if (!loaded) return code;
  const RuleSet& rules = loaded->rules;
  ExplainOptions how;
  how.language = language_of(options.language);
  how.form = options.format == "json" ? ExplainForm::json : ExplainForm::sentences;
  how.case_name = options.case_name;
  if (!options.until.empty()) {
    if (const char* wrong = parse_instant(options.until, rules, how.now)) {
      fmt::print(stderr, "bylaw: --at: {}\n", wrong);
      return exit_cannot_run;
    }
  }
  RuleId rule;
  if (!options.rule.empty() && !(rule = rules.rule(options.rule))) {
    refuse_rule(rules, options.rule);
    return exit_cannot_run;
  }
  if (is_kpi(rules, rule)) return explain_board(options, rules, rule, how);
  if (options.case_name.empty()) {
    fmt::print(stderr, "bylaw: --case is needed; only a KPI or a rating is about all cases\n");
    return exit_cannot_run;
  }
  EventReader reader(rules);
  const std::uint64_t wanted = reader.case_names().number_of(options.case_name);
  std::deque<Told> told;
  std::set<std::uint64_t> voided;
  const auto take = [&](const ReadEvent& read) -> std::string {
    if (read.is_void) {
      if (read.cases.front().number == wanted) voided.insert(read.event.id);
      return {};
    }
    for (const CaseRef ref : read.cases) {
      if (ref.number != wanted) continue;
      told.push_back({ref.kind, read.event, read.fields});
      told.back().event.fields = told.back().fields;
    }
    return {};
  };
  const LogResult log = read_log(options.events, reader, false, take, [] { return true; });
  if (!log.readable) return exit_cannot_run;
  if (told.empty()) {
    fmt::print(stderr, "bylaw: no event of case {} in the log\n", options.case_name);
    return exit_cannot_run;
  }
  Output out;
  for (std::uint32_t kind = 0; kind < rules.case_kind_count(); ++kind) {
    std::vector<Event> events;
    for (const Told& one : told) {
      if (one.kind == CaseKindId{kind} && !voided.contains(one.event.id)) events.push_back(one.event);
    }
    if (events.empty()) continue;
    out.write(explain(rules, CaseKindId{kind}, {}, events, rule, how, name_of, &reader.event_names()));
  }
  if (out.report_failure()) return exit_cannot_run;
  return log.refused > 0 ? exit_findings : exit_clean;
}

}  // namespace

std::function<int()> setup_explain(Arguments& arguments) {
  const auto options = std::make_shared<ExplainCommand>();
  arguments.require("RULES", options->rules, "Rule files, or directories: all *.bylaw below");
  arguments.require("--events", options->events, "Events, one JSON object a line; - is standard input");
  arguments.take("--case", options->case_name, "The case, by its id in the log; a KPI or rating is about all of them");
  arguments.take("--rule", options->rule, "One rule, KPI or rating; without it, all that had to do with the case");
  arguments.take("--period", options->day, "Of a KPI or rating: only the periods that this date lies in");
  arguments.take("--at,--until", options->until, "As things stood at this instant: later events are left out, and time passes up to it; without it, up to the last event");
  arguments.take_profile(options->profile);
  arguments.choose("--format", options->format, {"text", "json"}, "text for people; json: one object a line, for each kind of case that has the id");
  arguments.choose_language(options->language, "Language of the explanation: en or zh");
  arguments.footer("Exit codes: 0 explained; 1 some events of the log were refused, or the rules have errors; 2 could not run.");
  return [options] { return explain_case(*options); };
}

}  // namespace bylaw::cli
