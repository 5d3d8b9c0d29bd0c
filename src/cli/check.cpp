// `bylaw check`: what is wrong in rule files, as text or JSON; or the checked tree itself.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/arguments.hpp"
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

std::string as_json(const std::vector<Diagnostic>& diagnostics) {
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

// The messages of several rule sets, each once: sets may use the same files.
struct Findings {
  std::vector<Diagnostic> diagnostics;
  std::set<std::string> seen, files;
  std::string text;
  std::size_t errors = 0;
  bool wrong = false;

  void add(const std::vector<Source>& sources, const Compiled& compiled) {
    for (const Source& source : sources) files.insert(source.name);
    wrong = wrong || !compiled.rules;
    bool fresh = false;
    for (const Diagnostic& d : compiled.diagnostics) {
      if (!seen.insert(fmt::format("{}:{}:{}:{}:{}", d.file, d.line, d.column, d.code, d.message)).second) continue;
      fresh = true;
      errors += d.severity == Severity::error;
      diagnostics.push_back(d);
    }
    if (fresh) text += compiled.text;
  }
};

// A rule set that was found in a directory is checked under the profiles that its tests name, as `bylaw test` runs it: without a
// choice it may hold rules that contradict each other. Files that are named are checked as they stand.
std::vector<std::string> profiles_for(const std::vector<Source>& set, const std::string& chosen, bool found) {
  std::vector<std::string> profiles;
  if (chosen.empty() && found) profiles = profiles_of_tests(set);
  if (profiles.empty()) profiles.push_back(chosen);
  return profiles;
}

int check(const CheckOptions& options) {
  CompileOptions compile_options;
  compile_options.messages = language_of(options.language);
  compile_options.profile = options.profile;
  // What the files mean is told of one rule set.
  std::optional<std::vector<std::vector<Source>>> sets;
  if (options.tree.empty()) sets = load_rule_sets(options.files);
  else if (std::optional<std::vector<Source>> one = load_rules(options.files)) sets.emplace().push_back(std::move(*one));
  if (!sets) return exit_cannot_run;
  const bool some_named = std::any_of(options.files.begin(), options.files.end(), [](const std::string& path) {
    std::error_code none;
    return !std::filesystem::is_directory(path, none);
  });
  Findings found;
  for (const std::vector<Source>& set : *sets) {
    const bool named = some_named && &set == &sets->front();  // the files named are the first set
    for (const std::string& profile : profiles_for(set, options.profile, !named)) {
      compile_options.profile = profile;
      found.add(set, compile(set, compile_options));
    }
  }
  Output out;
  if (!options.tree.empty() && !found.wrong) {
    if (!found.text.empty()) fmt::print(stderr, "{}", found.text);
    out.write(tree_json(sets->front(), options.profile));
  } else if (options.format == "json") {
    out.write(as_json(found.diagnostics));
  } else {
    out.write(found.text);
    const bool zh = compile_options.messages == Language::chinese;
    if (found.wrong) {
      out.write(fmt::format(fmt::runtime(zh ? "{} 个文件，{} 处错误\n" : "{} files, {} errors\n"), found.files.size(), found.errors));
    } else {
      out.write(fmt::format(fmt::runtime(zh ? "{} 个文件，无错误\n" : "{} files, no errors\n"), found.files.size()));
    }
  }
  if (out.report_failure()) return exit_cannot_run;
  return found.wrong ? exit_findings : exit_clean;
}

}  // namespace

std::function<int()> setup_check(Arguments& arguments) {
  const auto options = std::make_shared<CheckOptions>();
  arguments.require("FILES", options->files, "Rule files, which make one rule set; or directories: each *.bylaw below, under the profiles its tests name. Files they `use` are read with them");
  arguments.take_profile(options->profile);
  arguments.choose_language(options->language);
  arguments.choose("--format", options->format, {"text", "json"}, "text or json");
  arguments.choose("--tree", options->tree, {"json"}, "json: write what the files mean, names resolved, instead of a report");
  arguments.footer("Exit codes: 0 no errors (there may be warnings); 1 errors; 2 could not run.");
  return [options] { return check(*options); };
}

}  // namespace bylaw::cli
