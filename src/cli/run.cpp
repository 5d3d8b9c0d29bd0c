// `bylaw run`: a log of events in, decisions out.
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/event_log.hpp"
#include "cli/load_rules.hpp"
#include "cli/replay.hpp"
#include "cli/report.hpp"
#include "cli/text_table.hpp"
#include "cli/time_text.hpp"
#include "diag/render.hpp"
#include "diag/sink.hpp"

namespace bylaw::cli {

namespace {

struct RunOptions {
  std::vector<std::string> rules;
  std::string events;
  std::string until;
  std::string format = "ndjson";
  std::string language = "en";
  std::string profile;
  std::string as_of;
  bool strict = false;
};

// Routines of kinds of which there is no case at all: that nothing was breached would say nothing (row sem-Q2). An error where
// there has to be one; an incident to report on may happen not to be there. Both are told; true if there is an error.
bool tell_unjudged_routines(const RuleSet& rules, const Replay& replay, Language language) {
  bool error = false;
  for (std::uint32_t k = 0; k < rules.case_kind_count(); ++k) {
    const CaseKindId kind{k};
    if (!rules.has_routines(kind) || replay.cases(kind) != 0) continue;
    std::string names;
    for (std::uint32_t r = 0; r < rules.rule_count(); ++r) {
      const RuleInfo rule = rules.info(RuleId{r});
      if (rule.kind != RuleKind::routine || rules.case_kind_of(RuleId{r}) != kind) continue;
      if (!names.empty()) names += language == Language::chinese ? "、" : ", ";
      names += rule.name;
    }
    diag::Sink sink;
    const diag::Kind found = rules.needs_case(kind) ? diag::Kind::no_standing_case : diag::Kind::no_case_of_kind;
    sink.report(found, {}, {std::string(rules.name(kind)), names});
    error = error || sink.has_errors();
    const base::Language words = language == Language::chinese ? base::Language::chinese : base::Language::english;
    const diag::Diagnostic& one = sink.all().front();
    fmt::print(stderr, "{}[{}]: {}\n", diag::level_name(diag::level_of(found), words), diag::code_of(found), diag::message_of(one, words));
    const std::string hint = diag::hint_of(one, words);
    if (!hint.empty()) fmt::print(stderr, "      {}{}\n", language == Language::chinese ? "= 建议：" : "= hint: ", hint);
  }
  return error;
}

int run(const RunOptions& options) {
  int code = exit_clean;
  std::int32_t as_of_day = INT32_MIN;
  if (!options.as_of.empty() && !parse_date(options.as_of, as_of_day)) {
    fmt::print(stderr, "bylaw: --as-of: not a date such as 2026-01-01\n");
    return exit_cannot_run;
  }
  const std::optional<RuleSet> loaded = load_rule_set(options.rules, language_of(options.language), options.profile, code, as_of_day);
  if (!loaded) return code;
  const RuleSet& rules = *loaded;
  Instant until = never;
  if (!options.until.empty()) {
    if (const char* wrong = parse_instant(options.until, rules, until)) {
      fmt::print(stderr, "bylaw: --until: {}\n", wrong);
      return exit_cannot_run;
    }
  }
  EventReader reader(rules);
  Output out;
  const ReportContext context{rules, reader.case_names(), reader.event_names(), out, language_of(options.language), options.as_of};
  const std::unique_ptr<Report> report = options.format == "text"      ? report_cases(context)
                                         : options.format == "summary" ? report_summary(context)
                                         : options.format == "board"   ? report_board(context)
                                                                       : report_lines(context);
  if (!options.as_of.empty() && (options.format == "text" || options.format == "summary")) {
    out.write(options.language == "zh" ? fmt::format("按 {} 有效的版次判定；不取代有效的判定。\n\n", options.as_of)
                                       : fmt::format("Judged as of {}, beside what counts.\n\n", options.as_of));
  }
  Replay replay(rules, *report);
  const LogResult log = read_log(
      options.events, reader, options.strict, [&](const ReadEvent& event) { return replay.take(event); },
      [&] { return out.good(); });
  if (!log.readable) return exit_cannot_run;
  if (log.stopped && options.strict && log.refused > 0) {
    return out.report_failure() ? exit_cannot_run : exit_findings;
  }
  replay.finish(until);
  if (out.report_failure()) return exit_cannot_run;
  if (replay.repeated() > 0) fmt::print(stderr, "bylaw: {} events were told twice and counted once\n", replay.repeated());
  for (const std::uint64_t id : replay.unknown_voids()) {
    fmt::print(stderr, "bylaw: event {} was voided, but never told\n", without_controls(reader.event_names().text_of(id)));
  }
  const bool unjudged = tell_unjudged_routines(rules, replay, language_of(options.language));
  return log.refused > 0 || unjudged || !replay.unknown_voids().empty() ? exit_findings : exit_clean;
}

}  // namespace

std::function<int()> setup_run(Arguments& arguments) {
  const auto options = std::make_shared<RunOptions>();
  arguments.require("RULES", options->rules, "Rule files, or directories: all *.bylaw below; or one pack, FILE.pack");
  arguments.require("--events", options->events, "Events, one JSON object a line; - is standard input");
  arguments.take("--until", options->until, "Let time pass up to this instant; without it, up to the latest event");
  arguments.choose("--format", options->format, {"ndjson", "text", "summary", "board"}, "ndjson: every decision as it becomes true; text: a line for every obligation; summary: counts for each rule, and the KPIs; board: KPIs and ratings, one JSON object a line");
  arguments.take_profile(options->profile);
  arguments.take("--as-of", options->as_of, "Judge everything by the editions in force on this date: a judgement beside the one that counts, and labelled so");
  arguments.choose_language(options->language, "Language of messages and tables: en or zh");
  arguments.take("--strict", options->strict, "Stop at the first event that is refused");
  arguments.footer(
      "An event: {\"case\":\"C1\",\"event\":\"complaint.received\",\"at\":\"2026-09-30T16:00:00+08:00\",\"id\":\"e1\",\"fields\":{\"channel\":\"phone\"}}\n"
      "\"cases\":{\"complaint\":\"C1\",\"staff\":\"S7\"} names the cases where the event belongs to several kinds; \"seq\":N orders\n"
      "events of one instant. A time without an offset is wall-clock time of the rules' zone. Events may come in any order: one\n"
      "that is late is put in its place; a decision that holds no more is repeated as retracted, and its correction follows.\n"
      "{\"case\":\"C1\",\"voids\":\"e1\"} takes an event back, with the same effect; it may come before the event.\n"
      "\n"
      "Exit codes: 0 all events were taken; 1 some were refused, the rules have errors, or routines had no case; 2 could not run.");
  return [options] { return run(*options); };
}

}  // namespace bylaw::cli
