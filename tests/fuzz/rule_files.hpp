// The rule sets that targets use which are not about rule text: the files of rules/, in the order of their names.
#pragma once
#include <string>
#include <vector>

#include "bylaw/ruleset.hpp"

namespace bylaw::fuzz {

struct RuleFile {
  std::string path;
  RuleSet rules;
};

// Compiled at the first call. Never empty.
const std::vector<RuleFile>& rule_files();

}  // namespace bylaw::fuzz
