#include "cli/tree.hpp"

#include <algorithm>

#include "check/from_files.hpp"
#include "check/to_json.hpp"
#include "diag/sink.hpp"
#include "parse/from_tokens.hpp"

namespace bylaw::cli {

std::optional<CheckedFiles> checked_tree(const std::vector<Source>& sources, const std::string& profile) {
  CheckedFiles checked;
  for (const Source& source : sources) checked.files.push_back(base::make_source(source.name, source.text));
  std::vector<parse::File> parsed;
  diag::Sink sink;
  for (std::uint32_t i = 0; i < checked.files.size(); ++i) {
    parsed.push_back(parse::parse_file(base::FileId{i}, checked.files[i], sink));
  }
  if (sink.has_errors()) return std::nullopt;
  std::optional<check::Tree> tree = check::from_files(parsed, checked.files, sink, profile);
  if (!tree || sink.has_errors()) return std::nullopt;
  checked.tree = std::move(*tree);
  return checked;
}

std::string edition_name(const check::Tree& tree, const check::Table& table) {
  if (check::tables_of(tree, table.gives).size() == 1) return table.title.name;
  const check::Clause& clause = tree.clauses[table.clause.value];
  return table.title.name + " " + tree.handbooks[clause.handbook.value].editions[clause.first_edition].name;
}

std::vector<std::string> profiles_of_tests(const std::vector<Source>& sources) {
  std::vector<std::string> profiles;
  diag::Sink sink;
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    const base::SourceFile file = base::make_source(sources[i].name, sources[i].text);
    const parse::File parsed = parse::parse_file(base::FileId{i}, file, sink);
    for (const parse::Declaration& declaration : parsed.declarations) {
      const auto* test = std::get_if<parse::Test>(&declaration);
      if (test == nullptr || std::find(profiles.begin(), profiles.end(), test->profile.text) != profiles.end()) continue;
      profiles.push_back(test->profile.text);
    }
  }
  return profiles;
}

std::string tree_json(const std::vector<Source>& sources, const std::string& profile) {
  const std::optional<CheckedFiles> checked = checked_tree(sources, profile);
  return checked ? check::to_json(checked->tree) : std::string{};
}

}  // namespace bylaw::cli
