// `bylaw check`: what is wrong in rule files, as text or JSON; or the checked tree itself.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/load_rules.hpp"
#include "cli/output.hpp"
#include "cli/tree.hpp"

namespace bylaw::cli {

namespace {

struct CheckOptions {
  std::vector<std::string> files;
  std::string language = "en";
  std::string profile;
  std::string format = "text";
  std::string tree;
};

const char* severity_word(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
  }
  return "error";
}

std::string as_json(const Diagnostics& diagnostics) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Diagnostic& d : diagnostics) {
    nlohmann::ordered_json one = {{"code", d.code},           {"name", d.name},         {"severity", severity_word(d.severity)},
                                  {"file", d.file},           {"line", d.line},         {"column", d.column},
                                  {"end_line", d.end_line},   {"end_column", d.end_column}, {"message", d.message}};
    if (!d.hint.empty()) one["hint"] = d.hint;
    list.push_back(std::move(one));
  }
  return list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

int check(const CheckOptions& options) {
  const std::optional<std::vector<Source>> sources = load_rules(options.files);
  if (!sources) return exit_cannot_run;
  CompileOptions compile_options;
  compile_options.messages = language_of(options.language);
  compile_options.profile = options.profile;
  const Compiled compiled = compile(*sources, compile_options);
  const bool wrong = !compiled.rules;
  Output out;
  if (!options.tree.empty() && !wrong) {
    if (!compiled.text.empty()) fmt::print(stderr, "{}", compiled.text);
    out.write(tree_json(*sources, options.profile));
  } else if (options.format == "json") {
    out.write(as_json(compiled.diagnostics));
  } else {
    out.write(compiled.text);
    const auto errors = std::count_if(compiled.diagnostics.begin(), compiled.diagnostics.end(),
                                      [](const Diagnostic& d) { return d.severity == Severity::error; });
    const bool zh = compile_options.messages == Language::chinese;
    if (wrong) {
      out.write(fmt::format(fmt::runtime(zh ? "{} 个文件，{} 处错误\n" : "{} files, {} errors\n"), sources->size(), errors));
    } else {
      out.write(fmt::format(fmt::runtime(zh ? "{} 个文件，无错误\n" : "{} files, no errors\n"), sources->size()));
    }
  }
  if (out.report_failure()) return exit_cannot_run;
  return wrong ? exit_findings : exit_clean;
}

}  // namespace

std::function<int()> setup_check(CLI::App& command) {
  const auto options = std::make_shared<CheckOptions>();
  command.add_option("FILES", options->files, "Rule files, or directories: all *.bylaw below. Files they `use` are read with them")
      ->required();
  command.add_option("--profile", options->profile, profile_help);
  command.add_option("--lang", options->language, "Language of messages: en or zh")
      ->check(CLI::IsMember({"en", "zh"}))
      ->capture_default_str();
  command.add_option("--format", options->format, "text or json")->check(CLI::IsMember({"text", "json"}))->capture_default_str();
  command.add_option("--tree", options->tree, "json: write what the files mean, names resolved, instead of a report")
      ->check(CLI::IsMember({"json"}));
  command.footer("Exit codes: 0 no errors (there may be warnings); 1 errors; 2 could not run.");
  return [options] { return check(*options); };
}

}  // namespace bylaw::cli
