// `bylaw test`: runs the tests that stand in rule files.
#include <filesystem>
#include <memory>
#include <optional>
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

namespace bylaw::cli {

namespace {

struct TestOptions {
  std::vector<std::string> rules;
  std::string language = "en";
  std::string profile;
  std::string clauses;
};

struct Counts {
  std::size_t passed = 0, failed = 0;
};

// The clauses that the rules must account for, and what became of them so far.
struct Account {
  std::vector<ListedClause> list;
  std::vector<ClauseAccount> clauses;
};

// A test is judged with the profile it names; one that names none, with that of the command line. `seen`: places of the tests of
// other rule sets, which may have used the same file. False if the rules have errors.
bool test_set(const std::vector<Source>& sources, const TestOptions& options, std::set<std::string>& seen, Account& account, Counts& counts,
              Output& out) {
  const Language language = language_of(options.language);
  std::vector<std::string> profiles = profiles_of_tests(sources);
  if (!options.profile.empty()) profiles = {options.profile};
  if (profiles.empty()) profiles.emplace_back();
  for (const std::string& profile : profiles) {
    const std::optional<RuleSet> rules = compile_or_tell(sources, language, profile);
    if (!rules) return false;
    const std::optional<CheckedFiles> checked = checked_tree(sources, profile);
    if (!checked) return false;
    merge(account.clauses, account_of(checked->tree, account.list));
    for (const check::Test& one : checked->tree.tests) {
      if (one.profile != profile && !(one.profile.empty() && profile == options.profile)) continue;
      if (!seen.insert(fmt::format("{}:{}", checked->files[one.span.file.value].name, one.span.begin)).second) continue;
      const TestOutcome outcome = run_test(*checked, one, *rules, language);
      if (outcome.passed()) {
        ++counts.passed;
        continue;
      }
      ++counts.failed;
      out.write(fmt::format("{}: {}\n", language == Language::chinese ? "未通过" : "failed", without_controls(outcome.name)));
      for (const std::string& failure : outcome.failures) out.write(failure);
    }
  }
  return true;
}

// The list that was named, or the one that stands in the directory of rules.
std::string list_of(const TestOptions& options) {
  if (!options.clauses.empty() || options.rules.size() != 1) return options.clauses;
  const std::filesystem::path beside = std::filesystem::path(options.rules.front()) / "clauses.json";
  std::error_code none;
  return std::filesystem::is_regular_file(beside, none) ? beside.string() : std::string();
}

int test(const TestOptions& options) {
  const bool zh = language_of(options.language) == Language::chinese;
  const std::optional<std::vector<std::vector<Source>>> sets = load_rule_sets(options.rules);
  if (!sets) return exit_cannot_run;
  Account account;
  if (const std::string path = list_of(options); !path.empty()) {
    std::optional<std::vector<ListedClause>> list = load_clauses(path);
    if (!list) return exit_cannot_run;
    account.list = std::move(*list);
  }
  Output out;
  Counts counts;
  std::set<std::string> seen;
  bool good = true;
  for (const std::vector<Source>& set : *sets) good = test_set(set, options, seen, account, counts, out) && good;
  if (!good && counts.passed + counts.failed == 0) return exit_findings;
  if (good && !account.list.empty()) {
    for (const ClauseAccount& one : account.clauses) {
      const std::string_view why = unaccounted(one.fate, language_of(options.language));
      if (why.empty()) continue;
      ++counts.failed;
      out.write(fmt::format("{}: {}: {}\n", zh ? "未通过" : "failed", one.clause.id, why));
    }
  }
  out.write(fmt::format(fmt::runtime(zh ? "通过 {} 项，未通过 {} 项\n" : "{} passed, {} failed\n"), counts.passed, counts.failed));
  if (out.report_failure()) return exit_cannot_run;
  return good && counts.failed == 0 ? exit_clean : exit_findings;
}

}  // namespace

std::function<int()> setup_test(Arguments& arguments) {
  const auto options = std::make_shared<TestOptions>();
  arguments.require("RULES", options->rules, "Rule files, which make one rule set; or directories: each *.bylaw below with those it uses");
  arguments.take("--clauses", options->clauses, "List of clauses that the rules must account for, as for coverage; by default RULES/clauses.json, if there is one");
  arguments.take_profile(options->profile);
  arguments.choose_language(options->language);
  arguments.footer("A test that expects nothing fails. So does a listed clause that has no rule and no reason, and one that is not listed.\n\nExit codes: 0 all passed; 1 some failed, or the rules have errors; 2 could not run.");
  return [options] { return test(*options); };
}

}  // namespace bylaw::cli
