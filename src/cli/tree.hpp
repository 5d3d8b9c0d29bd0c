// Rule files as the tree the checker makes of them.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/source.hpp"
#include "bylaw/compile.hpp"
#include "check/tree.hpp"

namespace bylaw::cli {

struct CheckedFiles {
  check::Tree tree;
  std::vector<base::SourceFile> files;  // indexed by the file ids of the tree's places
};

// Nothing if there are errors in the files; `compile` says which.
std::optional<CheckedFiles> checked_tree(const std::vector<Source>& sources, const std::string& profile);

// A table's name for what tests reach of it: with its first edition, where it has several.
std::string edition_name(const check::Tree& tree, const check::Table& table);

// The profiles that tests in these files name, each once; the empty name stands for tests that name none.
std::vector<std::string> profiles_of_tests(const std::vector<Source>& sources);

std::string tree_json(const std::vector<Source>& sources, const std::string& profile);

}  // namespace bylaw::cli
