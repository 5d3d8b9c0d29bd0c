#include "cli/load_rules.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>
#include <span>
#include <system_error>

#include <fmt/format.h>

#include "base/limits.hpp"
#include "base/source.hpp"
#include "bylaw/pack.hpp"
#include "cli/commands.hpp"
#include "diag/sink.hpp"
#include "lex/from_text.hpp"

namespace bylaw::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_files = 10'000;

// Paths in the `use` lines of a text. Only its tokens are looked at: whatever is wrong in it is said when it is compiled.
std::vector<std::string> used_by(const Source& source) {
  std::vector<std::string> paths;
  if (source.text.size() > base::limits::file_bytes) return paths;
  const base::SourceFile file = base::make_source(source.name, source.text);
  diag::Sink sink;
  const lex::Tokens tokens = lex::from_text(base::FileId{0}, file, sink);
  if (!tokens.usable) return paths;
  for (std::size_t i = 0; i + 1 < tokens.tokens.size(); ++i) {
    const lex::Token& next = tokens.tokens[i + 1];
    if (tokens.tokens[i].is(lang::Keyword::use) && next.kind == lex::TokenKind::text) paths.push_back(tokens.text_of(next));
  }
  return paths;
}

class Loader {
 public:
  bool add(const std::string& path) {
    std::error_code error;
    if (fs::is_directory(path, error)) return add_directory(path);
    if (!add_file(path)) {
      fmt::print(stderr, "bylaw: cannot read {}\n", path);
      return false;
    }
    return true;
  }

  // The list grows while it is walked: used files use others.
  void follow_uses() {
    for (std::size_t i = 0; i < sources_.size() && sources_.size() < most_files; ++i) {
      for (const std::string& used : used_by(sources_[i])) {
        add_file((fs::path(sources_[i].name).parent_path() / used).lexically_normal().generic_string());
      }
    }
  }

  std::vector<Source> take() { return std::move(sources_); }

 private:
  bool add_directory(const std::string& path) {
    std::vector<std::string> found;
    std::error_code error;
    for (fs::recursive_directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
      if (at->path().extension() == ".bylaw") found.push_back(at->path().generic_string());
    }
    if (error || found.empty()) {
      fmt::print(stderr, "bylaw: {} {}\n", error ? "cannot read" : "no *.bylaw file below", path);
      return false;
    }
    std::sort(found.begin(), found.end());
    return std::all_of(found.begin(), found.end(), [&](const std::string& file) {
      if (add_file(file)) return true;
      fmt::print(stderr, "bylaw: cannot read {}\n", file);
      return false;
    });
  }

  bool add_file(const std::string& path) {
    std::error_code error;
    const std::string key = fs::weakly_canonical(path, error).generic_string();
    if (seen_.contains(key)) return true;
    std::optional<std::string> text = read_file(path, base::limits::file_bytes);
    if (!text) return false;
    seen_.insert(key);
    sources_.push_back({fs::path(path).lexically_normal().generic_string(), std::move(*text)});
    return true;
  }

  std::vector<Source> sources_;
  std::set<std::string> seen_;
};

bool is_pack(const std::string& path) { return fs::path(path).extension() == ".pack"; }

std::optional<RuleSet> load_pack(const std::string& path, int& code) {
  constexpr std::size_t most_bytes = std::size_t{1} << 30;
  const std::optional<std::string> bytes = read_file(path, most_bytes);
  code = exit_cannot_run;
  if (!bytes) {
    fmt::print(stderr, "bylaw: cannot read {}\n", path);
    return std::nullopt;
  }
  bylaw::Loaded loaded = load(std::as_bytes(std::span(*bytes)));
  if (loaded.status == Status::ok) {
    code = exit_clean;
    return std::move(loaded.rules);
  }
  if (loaded.status == Status::bad_pack) code = exit_findings;
  fmt::print(stderr, "bylaw: {}: {}", path, word(loaded.status));
  if (loaded.status == Status::bad_pack) fmt::print(stderr, " at {} {}", loaded.part, loaded.index);
  fmt::print(stderr, "\n");
  return std::nullopt;
}

}  // namespace

std::optional<std::string> read_file(const std::string& path, std::size_t most) {
  std::error_code error;
  if (fs::is_directory(path, error)) return std::nullopt;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return std::nullopt;
  std::string text;
  char block[65536];
  while (text.size() <= most) {
    const std::size_t got = std::fread(block, 1, std::min(sizeof block, most + 1 - text.size()), file);
    if (got == 0) break;
    text.append(block, got);
  }
  const bool failed = std::ferror(file) != 0;
  std::fclose(file);
  if (failed) return std::nullopt;
  return text;
}

std::optional<std::vector<Source>> load_rules(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    if (!is_pack(path)) continue;
    fmt::print(stderr, "bylaw: {} is a pack: this needs the rule files\n", path);
    return std::nullopt;
  }
  Loader loader;
  for (const std::string& path : paths) {
    if (!loader.add(path)) return std::nullopt;
  }
  loader.follow_uses();
  return loader.take();
}

std::optional<RuleSet> compile_or_tell(const std::vector<Source>& sources, Language messages, const std::string& profile,
                                       std::int32_t as_of_day) {
  CompileOptions options;
  options.messages = messages;
  options.profile = profile;
  options.as_of_day = as_of_day;
  Compiled compiled = compile(sources, options);
  if (!compiled.text.empty()) fmt::print(stderr, "{}", compiled.text);
  if (!compiled.rules) return std::nullopt;
  return std::move(compiled.rules);
}

std::optional<std::vector<std::vector<Source>>> load_rule_sets(const std::vector<std::string>& paths) {
  std::vector<std::vector<Source>> sets;
  std::vector<std::string> named;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      named.push_back(path);
      continue;
    }
    Loader all;
    if (!all.add(path)) return std::nullopt;
    std::vector<std::vector<Source>> of_files;
    std::set<std::string> used;  // by another file
    for (const Source& root : all.take()) {
      Loader one;
      if (!one.add(root.name)) return std::nullopt;
      one.follow_uses();
      of_files.push_back(one.take());
      for (std::size_t i = 1; i < of_files.back().size(); ++i) used.insert(of_files.back()[i].name);
    }
    for (std::vector<Source>& set : of_files) {
      if (!used.contains(set.front().name)) sets.push_back(std::move(set));
    }
  }
  if (named.empty()) return sets;
  std::optional<std::vector<Source>> set = load_rules(named);
  if (!set) return std::nullopt;
  sets.insert(sets.begin(), std::move(*set));
  return sets;
}

std::optional<Loaded> load_and_compile(const std::vector<std::string>& paths, Language messages, const std::string& profile,
                                       int& code, std::int32_t as_of_day) {
  std::optional<std::vector<Source>> sources = load_rules(paths);
  if (!sources) {
    code = exit_cannot_run;
    return std::nullopt;
  }
  std::optional<RuleSet> rules = compile_or_tell(*sources, messages, profile, as_of_day);
  code = rules ? exit_clean : exit_findings;
  if (!rules) return std::nullopt;
  return Loaded{std::move(*sources), std::move(*rules)};
}

std::optional<RuleSet> load_rule_set(const std::vector<std::string>& paths, Language messages, const std::string& profile,
                                     int& code, std::int32_t as_of_day) {
  if (as_of_day == INT32_MIN && paths.size() == 1 && is_pack(paths.front())) return load_pack(paths.front(), code);
  std::optional<Loaded> loaded = load_and_compile(paths, messages, profile, code, as_of_day);
  if (!loaded) return std::nullopt;
  return std::move(loaded->rules);
}

Language language_of(const std::string& name) { return name == "zh" ? Language::chinese : Language::english; }

}  // namespace bylaw::cli
