// Rule files from disk: files, whole directories, and what they `use`. The library itself never opens a file.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "bylaw/compile.hpp"

namespace bylaw::cli {

// All *.bylaw files named, below directories named, and those they use, each once; in the order found, directories sorted by
// path. The names are paths as the person wrote them, so that messages can be clicked. Nothing, after a message on stderr, if a
// path named on the command line cannot be read; a `use` that leads nowhere is left to the checker, which knows the place.
std::optional<std::vector<Source>> load_rules(const std::vector<std::string>& paths);

// The same as rule sets apart: the files named make one; of a directory, each file makes one with those it uses, unless another
// file of the directory uses it. So a folder may hold handbooks that contradict each other.
std::optional<std::vector<std::vector<Source>>> load_rule_sets(const std::vector<std::string>& paths);

// The whole file, or nothing if it cannot be read. Files of more than `most` bytes are read up to one byte past it.
std::optional<std::string> read_file(const std::string& path, std::size_t most);

// Sources and the rules made from them; the diagnostics are on stderr when there are any.
struct Loaded {
  std::vector<Source> sources;
  RuleSet rules;
};

// Loads and compiles. Otherwise the exit code is in `code`: a path that cannot be read, or rules with errors.
std::optional<Loaded> load_and_compile(const std::vector<std::string>& paths, Language messages, const std::string& profile,
                                       int& code, std::int32_t as_of_day = INT32_MIN);
// The same of sources that are loaded.
std::optional<RuleSet> compile_or_tell(const std::vector<Source>& sources, Language messages, const std::string& profile,
                                       std::int32_t as_of_day = INT32_MIN);

// The same for a command that needs no text: the one path may be a pack (FILE.pack), which is loaded.
// As of a day: see CompileOptions; that needs the text.
std::optional<RuleSet> load_rule_set(const std::vector<std::string>& paths, Language messages, const std::string& profile, int& code,
                                     std::int32_t as_of_day = INT32_MIN);

// "en" or "zh", as the command line checked it.
Language language_of(const std::string& name);

}  // namespace bylaw::cli
