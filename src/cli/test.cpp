// `bylaw test`: runs the tests that stand in rule files.
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

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
};

// A test is judged with the profile it names; one that names none, with that of the command line.
int test(const TestOptions& options) {
  const Language language = language_of(options.language);
  const bool zh = language == Language::chinese;
  const std::optional<std::vector<Source>> sources = load_rules(options.rules);
  if (!sources) return exit_cannot_run;
  std::vector<std::string> profiles = profiles_of_tests(*sources);
  if (!options.profile.empty()) profiles = {options.profile};
  if (profiles.empty()) profiles.emplace_back();
  Output out;
  std::size_t passed = 0, failed = 0;
  for (const std::string& profile : profiles) {
    const std::optional<RuleSet> rules = compile_or_tell(*sources, language, profile);
    if (!rules) return exit_findings;
    const std::optional<CheckedFiles> checked = checked_tree(*sources, profile);
    if (!checked) return exit_findings;
    for (const check::Test& one : checked->tree.tests) {
      if (one.profile != profile && !(one.profile.empty() && profile == options.profile)) continue;
      const TestOutcome outcome = run_test(*checked, one, *rules, language);
      if (outcome.passed()) {
        ++passed;
        continue;
      }
      ++failed;
      out.write(fmt::format("{}: {}\n", zh ? "未通过" : "failed", without_controls(outcome.name)));
      for (const std::string& failure : outcome.failures) out.write(failure);
    }
  }
  out.write(fmt::format(fmt::runtime(zh ? "通过 {} 项，未通过 {} 项\n" : "{} passed, {} failed\n"), passed, failed));
  if (out.report_failure()) return exit_cannot_run;
  return failed > 0 ? exit_findings : exit_clean;
}

}  // namespace

std::function<int()> setup_test(CLI::App& command) {
  const auto options = std::make_shared<TestOptions>();
  command.add_option("RULES", options->rules, "Rule files, or directories: all *.bylaw below")->required();
  command.add_option("--profile", options->profile, profile_help);
  command.add_option("--lang", options->language, "Language of messages: en or zh")
      ->check(CLI::IsMember({"en", "zh"}))
      ->capture_default_str();
  command.footer("A test that expects nothing fails.\n\nExit codes: 0 all passed; 1 some failed, or the rules have errors; 2 could not run.");
  return [options] { return test(*options); };
}

}  // namespace bylaw::cli
