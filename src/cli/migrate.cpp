// `bylaw migrate`: which open cases of a log can go on under other rules, and what judging them anew would change. Changes nothing.
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "bylaw/migration.hpp"
#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/event_log.hpp"
#include "cli/load_rules.hpp"
#include "cli/output.hpp"
#include "cli/replay.hpp"
#include "cli/report.hpp"
#include "cli/time_text.hpp"

namespace bylaw::cli {

namespace {

struct MigrateOptions {
  std::vector<std::string> rules;
  std::vector<std::string> to;
  std::string events;
  std::string until;
  std::string language = "en";
  std::string profile;
};

// Kind and id, by name: the same in both rule sets.
using CaseName = std::pair<std::string, std::string>;

struct Kept {
  CaseKindId kind;
  std::vector<std::byte> snapshot;
};

// The state of every case at the end of a log.
class Keeper : public Report {
 public:
  Keeper(const RuleSet& rules, const Identifiers& names) : rules_(rules), names_(names) {}

  void decision(CaseKindId, const Decision&) override {}
  void closing(CaseKindId kind, const Case& of, Instant now) override {
    now_ = now;
    Kept kept{kind, std::vector<std::byte>(of.snapshot({}))};
    of.snapshot(kept.snapshot);
    cases.emplace(CaseName{rules_.name(kind), names_.text_of(of.number())}, std::move(kept));
  }
  Instant now() const { return now_; }

  std::map<CaseName, Kept> cases;

 private:
  const RuleSet& rules_;
  const Identifiers& names_;
  Instant now_ = never;
};

// Memory for one case after another.
struct Room {
  std::vector<std::uint64_t> words;

  std::span<std::byte> of(const RuleSet& rules, CaseKindId kind) {
    words.assign((rules.case_bytes(kind) + 7) / 8, 0);
    return std::as_writable_bytes(std::span(words));
  }
};

class Comparison {
 public:
  Comparison(const RuleSet& old, const RuleSet& now, Output& out, Language language) : old_(old), now_(now), out_(out), language_(language) {}

  void compare(const CaseName& name, const Kept& kept, const std::map<CaseName, Kept>& anew) {
    Room before_room, after_room, moved_room;
    Case before(old_, kept.kind, before_room.of(old_, kept.kind));
    if (before.restore(kept.snapshot) != Status::ok) return;
    const CaseKindId kind = now_.case_kind(name.first);
    Moved moved{Misfit::no_case_kind, {}, {}, {}};
    if (kind) {
      Case target(now_, kind, moved_room.of(now_, kind));
      moved = move_case(before, target);
    }
    if (moved.misfit == Misfit::none) {
      ++moves_;
    } else {
      ++stays_;
      line(fmt::format("{} {}", head(name), say("does not move: ", "不能迁移：") + why(moved)));
    }
    const auto found = anew.find(name);
    if (!kind || found == anew.end()) return;
    Case after(now_, kind, after_room.of(now_, kind));
    if (after.restore(found->second.snapshot) != Status::ok) return;
    std::vector<Changed> changed(changed_verdicts(before, after, {}));
    changed_verdicts(before, after, changed);
    for (const Changed& one : changed) {
      ++changed_;
      const std::string_view rule = one.before_rule ? old_.info(one.before_rule).name : now_.info(one.after_rule).name;
      line(fmt::format("{} {}: {} -> {}", head(name), rule, verdict(old_, one.before_rule, one.before),
                       verdict(now_, one.after_rule, one.after)));
    }
  }

  void sum_up() {
    if (language_ == Language::chinese) line(fmt::format("{} 个事项可迁移，{} 个不能；重新判定会改变 {} 项结论", moves_, stays_, changed_));
    else line(fmt::format("{} cases move, {} do not; judged anew, {} verdicts change", moves_, stays_, changed_));
  }
  bool all_move() const { return stays_ == 0; }

 private:
  std::string say(const char* english, const char* chinese) const { return language_ == Language::chinese ? chinese : english; }
  std::string head(const CaseName& name) const { return fmt::format("{} {}:", name.first, name.second); }
  void line(const std::string& text) { out_.write(text + "\n"); }

  std::string why(const Moved& moved) const {
    std::string text;
    if (moved.rule) text += fmt::format("{} ", old_.info(moved.rule).name);
    if (moved.field) text += fmt::format("{} ", old_.info(moved.field).name);
    if (moved.event) text += fmt::format("{} ", now_.name(moved.event));
    return text + word(moved.misfit);
  }

  std::string verdict(const RuleSet& rules, RuleId rule, const Standing& standing) const {
    if (!rule) return say("no rule", "无此规则");
    std::string text = word(standing.state);
    if (standing.since != never) text += " " + reading_text(standing.since, rules);
    if (standing.due != never) text += fmt::format(" ({} {})", say("due", "到期"), reading_text(standing.due, rules));
    return text;
  }

  const RuleSet& old_;
  const RuleSet& now_;
  Output& out_;
  Language language_;
  std::size_t moves_ = 0, stays_ = 0, changed_ = 0;
};

// The log judged by one rule set, up to `until` (`never`: to its newest event).
bool judge(const std::string& events, const RuleSet& rules, EventReader& reader, Keeper& keeper, Instant until, bool& refused) {
  Replay replay(rules, keeper);
  const LogResult log = read_log(
      events, reader, false, [&](const ReadEvent& event) { return replay.take(event); }, [] { return true; });
  if (!log.readable) return false;
  replay.finish(until);
  refused = refused || log.refused > 0;
  return true;
}

int migrate(const MigrateOptions& options) {
  const Language language = language_of(options.language);
  int code = exit_clean;
  const std::optional<RuleSet> old = load_rule_set(options.rules, language, options.profile, code);
  if (!old) return code;
  const std::optional<RuleSet> now = load_rule_set(options.to, language, options.profile, code);
  if (!now) return code;
  Instant until = never;
  if (!options.until.empty()) {
    if (const char* wrong = parse_instant(options.until, *old, until)) {
      fmt::print(stderr, "bylaw: --until: {}\n", wrong);
      return exit_cannot_run;
    }
  }
  EventReader old_reader(*old), new_reader(*now);
  Keeper before(*old, old_reader.case_names()), after(*now, new_reader.case_names());
  bool refused = false;
  if (!judge(options.events, *old, old_reader, before, until, refused)) return exit_cannot_run;
  if (!judge(options.events, *now, new_reader, after, before.now(), refused)) return exit_cannot_run;
  Output out;
  Comparison comparison(*old, *now, out, language);
  for (const auto& [name, kept] : before.cases) comparison.compare(name, kept, after.cases);
  comparison.sum_up();
  if (out.report_failure()) return exit_cannot_run;
  return refused || !comparison.all_move() ? exit_findings : exit_clean;
}

}  // namespace

std::function<int()> setup_migrate(Arguments& arguments) {
  const auto options = std::make_shared<MigrateOptions>();
  arguments.require("RULES", options->rules, "The rules in use: files, directories, or one pack");
  arguments.require("--to", options->to, "The rules to go on with: the same");
  arguments.require("--events", options->events, "Events so far, one JSON object a line: a file, for it is read twice");
  arguments.take("--until", options->until, "Let time pass up to this instant; without it, up to the latest event");
  arguments.take_profile(options->profile);
  arguments.choose_language(options->language);
  arguments.footer(
      "A dry run: nothing is changed. A case moves if everything that is open in it has its place in the other rules: its rule, in the\n"
      "edition that it was triggered in, and saying the same. Then each verdict is told that would be another one if the whole\n"
      "log were judged by the other rules.\n"
      "\n"
      "Exit codes: 0 all cases move; 1 some do not, or events were refused, or rules have errors; 2 could not run.");
  return [options] { return migrate(*options); };
}

}  // namespace bylaw::cli
