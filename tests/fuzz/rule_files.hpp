// The rule sets that targets use which are not about rule text: the files of rules/, in the order of their names.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "bylaw/ruleset.hpp"

namespace bylaw::fuzz {

struct RuleFile {
  std::string path;
  RuleSet rules;
};

// Throws where the file has errors.
RuleFile compiled_file(const std::filesystem::path& path);

// Compiled at the first call. Never empty.
const std::vector<RuleFile>& rule_files();

}  // namespace bylaw::fuzz
