// `bylaw coverage`: what became of every clause of the handbooks, and which of them a test holds.
#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/clauses/account.hpp"
#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/load_rules.hpp"
#include "cli/output.hpp"
#include "cli/test_runner.hpp"
#include "cli/text_table.hpp"
#include "cli/outcomes.hpp"

namespace bylaw::cli {

namespace {

struct CoverageOptions {
  std::vector<std::string> rules;
  std::string clauses;
  std::string by = "chapter";
  std::string language = "en";
  std::string profile;
  double at_least = 95;
  bool missing = false;
};

struct Counts {
  std::size_t all = 0, encoded = 0, shared = 0, not_encoded = 0, absent = 0;
  std::size_t checkable = 0, with_rules = 0, proved = 0;

  void add(const ClauseAccount& account) {
    ++all;
    const bool rules = account.fate == Fate::encoded || account.fate == Fate::shared;
    encoded += account.fate == Fate::encoded;
    shared += account.fate == Fate::shared;
    not_encoded += account.fate == Fate::not_encoded;
    absent += account.fate == Fate::missing || account.fate == Fate::empty;
    if (!account.clause.checkable()) return;
    ++checkable;
    with_rules += rules;
    proved += rules && account.proved;
  }
};

// In tenths of a per cent, cut off.
std::string share_text(std::size_t part, std::size_t whole) {
  if (whole == 0) return "";
  const std::size_t tenths = part * 1000 / whole;
  return fmt::format("{}.{} %", tenths / 10, tenths % 10);
}

class Coverage {
 public:
  Coverage(const std::vector<ClauseAccount>& accounts, const CoverageOptions& options, Language language)
      : accounts_(accounts), options_(options), language_(language) {}

  std::string table() const {
    TextTable out;
    out.column(say("handbook", "手册"));
    if (options_.by != "handbook") out.column(options_.by == "chapter" ? say("chapter", "章") : say("kind", "类别"));
    for (const char* heading : {say("clauses", "条款"), say("encoded", "已编码"), say("shared", "共用"), say("not encoded", "不编码"),
                                say("absent", "缺失"), say("checkable", "可检查"), say("with rules", "有规则"), "%",
                                say("proved", "有测试"), "%"}) {
      out.column(heading, TextTable::Align::right);
    }
    Counts total;
    std::vector<std::pair<std::vector<std::string>, Counts>> groups;
    for (const ClauseAccount& account : accounts_) {
      if (account.fate == Fate::unlisted) continue;
      total.add(account);
      std::vector<std::string> key{account.clause.handbook};
      if (options_.by == "chapter") key.push_back(fmt::format("{}", account.clause.chapter));
      if (options_.by == "kind") key.push_back(account.clause.kind);
      auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == key; });
      if (group == groups.end()) group = groups.insert(groups.end(), {key, {}});
      group->second.add(account);
    }
    for (const auto& [key, counts] : groups) out.row(cells(key, counts));
    std::vector<std::string> all{say("all", "合计")};
    if (options_.by != "handbook") all.push_back("");
    out.row(cells(all, total));
    return out.text();
  }

  // What fails, a line each.
  std::string findings(std::size_t& count) const {
    std::string text;
    Counts total;
    const auto tell = [&](const ClauseAccount& account, std::string_view what) {
      text += fmt::format("{}: {}\n", account.clause.id, what);
      ++count;
    };
    for (const ClauseAccount& account : accounts_) {
      if (account.fate != Fate::unlisted) total.add(account);
      const bool rules = account.fate == Fate::encoded || account.fate == Fate::shared;
      if (const std::string_view why = unaccounted(account.fate, language_); !why.empty()) tell(account, why);
      if (rules && !account.proved) tell(account, say("no test breaks a rule of it alone", "没有测试单独违反其规则"));
    }
    if (static_cast<double>(total.with_rules) * 100 < options_.at_least * static_cast<double>(total.checkable)) {
      text += fmt::format(fmt::runtime(say("{} of {} checkable clauses have rules; at least {} % are wanted\n",
                                           "{} / {} 条可检查条款有规则；要求至少 {} %\n")),
                          total.with_rules, total.checkable, options_.at_least);
      ++count;
    }
    return text;
  }

 private:
  const char* say(const char* english, const char* chinese) const { return pick(language_, english, chinese); }

  static std::vector<std::string> cells(std::vector<std::string> key, const Counts& c) {
    const auto number = [](std::size_t n) { return fmt::format("{}", n); };
    for (std::string& cell : std::vector<std::string>{number(c.all), number(c.encoded), number(c.shared), number(c.not_encoded),
                                                      number(c.absent), number(c.checkable), number(c.with_rules),
                                                      share_text(c.with_rules, c.checkable), number(c.proved),
                                                      share_text(c.proved, c.checkable)}) {
      key.push_back(std::move(cell));
    }
    return key;
  }

  const std::vector<ClauseAccount>& accounts_;
  const CoverageOptions& options_;
  Language language_;
};

// What all rule sets say together.
struct Gathered {
  std::vector<ClauseAccount> accounts;
  ClauseNames names;
  std::set<std::string> seen;                 // places of tests that were run
  std::vector<std::set<std::string>> broken;  // by each of them
  std::set<std::string> listed;               // clauses
  // What tests reach, under the clauses listed: rules that judge, levels of ladders and cells of matrices that there are, and those that some test expects.
  std::set<std::string> rules, kept, broken_rules;
  std::set<std::pair<std::string, std::int64_t>> levels, levels_seen;
  std::set<std::pair<std::string, std::size_t>> cells, cells_seen;

  template <class Rules>
  void add_rules(const check::Tree& tree, const Rules& of) {
    for (const auto& rule : of) {
      if (is_listed(tree, rule.clause)) rules.insert(rule.title.name);
    }
  }

  bool is_listed(const check::Tree& tree, check::ClauseId clause) const {
    return clause && listed.contains(tree.clauses[clause.value].title.name);
  }

  void add(const check::Tree& tree) {
    add_rules(tree, tree.duties);
    add_rules(tree, tree.disclosures);
    add_rules(tree, tree.records);
    add_rules(tree, tree.prohibitions);
    add_rules(tree, tree.sequences);
    add_rules(tree, tree.routines);
    add_rules(tree, tree.kpis);
    add_rules(tree, tree.ratings);
    for (const check::Ladder& ladder : tree.ladders) {
      if (!is_listed(tree, ladder.clause)) continue;
      for (std::size_t level = 1; level <= ladder.levels.size(); ++level) levels.insert({ladder.title.name, static_cast<std::int64_t>(level)});
    }
    for (const check::Table& table : tree.tables) {
      if (!is_listed(tree, table.clause)) continue;
      for (std::size_t cell = 0; cell < table.grid.size(); ++cell) cells.insert({edition_name(tree, table), cell});
    }
  }

  void add(const TestOutcome& outcome) {
    kept.insert(outcome.kept.begin(), outcome.kept.end());
    broken_rules.insert(outcome.broken.begin(), outcome.broken.end());
    levels_seen.insert(outcome.levels.begin(), outcome.levels.end());
    cells_seen.insert(outcome.cells.begin(), outcome.cells.end());
  }
};

// How many of the first are among the second.
template <class Set>
std::size_t common(const Set& all, const Set& some) {
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const auto& one) { return some.contains(one); }));
}

std::string reach_text(const Gathered& all, Language language) {
  TextTable out;
  const auto say = [&](const char* english, const char* chinese) { return pick(language, english, chinese); };
  out.column(say("tests reach", "测试覆盖"));
  for (const char* heading : {say("there are", "总数"), say("reached", "已覆盖"), "%"}) out.column(heading, TextTable::Align::right);
  const auto row = [&](const char* what, std::size_t whole, std::size_t part) {
    if (whole != 0) out.row({what, fmt::format("{}", whole), fmt::format("{}", part), share_text(part, whole)});
  };
  row(say("rules broken", "违反规则"), all.rules.size(), common(all.rules, all.broken_rules));
  row(say("rules kept", "遵守规则"), all.rules.size(), common(all.rules, all.kept));
  row(say("levels of ladders", "升级层级"), all.levels.size(), common(all.levels, all.levels_seen));
  row(say("cells of matrices", "矩阵单元格"), all.cells.size(), common(all.cells, all.cells_seen));
  return out.empty() ? "" : out.text();
}

// Adds what one rule set says of the clauses, and what its tests expect. False if it has errors.
bool account_for(const std::vector<Source>& sources, const CoverageOptions& options, const std::vector<ListedClause>& list,
                 Gathered& all) {
  const Language language = language_of(options.language);
  std::vector<std::string> profiles = profiles_of_tests(sources);
  if (!options.profile.empty()) profiles = {options.profile};
  if (profiles.empty()) profiles.emplace_back();
  for (const std::string& profile : profiles) {
    const std::optional<RuleSet> rules = compile_or_tell(sources, language, profile);
    const std::optional<CheckedFiles> checked = rules ? checked_tree(sources, profile) : std::nullopt;
    if (!checked) return false;
    for (const check::Test& one : checked->tree.tests) {
      if (one.profile != profile && !(one.profile.empty() && profile == options.profile)) continue;
      if (!all.seen.insert(fmt::format("{}:{}", checked->files[one.span.file.value].name, one.span.begin)).second) continue;
      const TestOutcome outcome = run_test(*checked, one, *rules, language);
      if (!outcome.passed()) continue;
      all.broken.push_back(outcome.broken);
      all.add(outcome);
    }
    merge(all.accounts, account_of(checked->tree, list));
    merge(all.names, clause_names(checked->tree));
    all.add(checked->tree);
  }
  return true;
}

int coverage(const CoverageOptions& options) {
  const Language language = language_of(options.language);
  const std::optional<std::vector<ListedClause>> list = load_clauses(options.clauses);
  if (!list) return exit_cannot_run;
  const std::optional<std::vector<std::vector<Source>>> sets = load_rule_sets(options.rules);
  if (!sets) return exit_cannot_run;
  Gathered all;
  for (const ListedClause& clause : *list) all.listed.insert(clause.id);
  for (const std::vector<Source>& set : *sets) {
    if (!account_for(set, options, *list, all)) return exit_findings;
  }
  for (const std::set<std::string>& broken : all.broken) prove(all.accounts, all.names, broken);
  const Coverage report(all.accounts, options, language);
  std::size_t found = 0;
  const std::string findings = report.findings(found);
  Output out;
  out.write(findings);
  if (found != 0) out.write("\n");
  out.write(report.table());
  out.write("\n" + reach_text(all, language));
  if (options.missing) {
    for (const std::string& rule : all.rules) {
      if (!all.kept.contains(rule)) out.write(fmt::format("{}: {}\n", rule, pick(language, "no test keeps it", "没有测试遵守它")));
      if (!all.broken_rules.contains(rule)) out.write(fmt::format("{}: {}\n", rule, pick(language, "no test breaks it", "没有测试违反它")));
    }
    for (const auto& [ladder, level] : all.levels) {
      if (!all.levels_seen.contains({ladder, level})) out.write(fmt::format("{} {}: {}\n", ladder, level, pick(language, "no test reaches this level", "没有测试达到该层级")));
    }
    for (const auto& [table, cell] : all.cells) {
      if (!all.cells_seen.contains({table, cell})) out.write(fmt::format("{} {}: {}\n", table, cell + 1, pick(language, "no test expects this cell", "没有测试验证该单元格")));
    }
  }
  if (out.report_failure()) return exit_cannot_run;
  return found != 0 ? exit_findings : exit_clean;
}

}  // namespace

std::function<int()> setup_coverage(Arguments& arguments) {
  const auto options = std::make_shared<CoverageOptions>();
  arguments.require("RULES", options->rules, "Rule files, which make one rule set; or directories: each *.bylaw below with those it uses");
  arguments.require("--clauses", options->clauses, "List of the handbooks' clauses, a JSON array: id, handbook, chapter, kind, checked_on");
  arguments.choose("--by", options->by, {"chapter", "kind", "handbook"}, "A row for each chapter, kind or handbook");
  arguments.take("--at-least", options->at_least, "Per cent of the checkable clauses that must have rules");
  arguments.take("--missing", options->missing, "Name the rules, levels and cells that no test reaches");
  arguments.take_profile(options->profile);
  arguments.choose_language(options->language);
  arguments.footer(
      "A clause is checkable if a host's events can show it kept or broken and it is no principle. It is proved if a test expects a rule\n"
      "that serves it to be broken, and no rule that does not.\n\n"
      "Exit codes: 0 every clause is accounted for and proved; 1 one is missing, empty, cited but not listed, or not proved; 2 could not run.");
  return [options] { return coverage(*options); };
}

}  // namespace bylaw::cli
