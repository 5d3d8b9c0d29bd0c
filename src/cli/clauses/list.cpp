#include "cli/clauses/list.hpp"

#include <set>

#include <fmt/format.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/load_rules.hpp"

namespace bylaw::cli {

namespace {

constexpr std::size_t most_list_bytes = 16u << 20;

std::string text_of(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

}  // namespace

std::optional<std::vector<ListedClause>> read_clauses(const std::string& text, std::string& problem) {
  const nlohmann::json array = nlohmann::json::parse(text, nullptr, false);
  if (!array.is_array()) {
    problem = "not a JSON array";
    return std::nullopt;
  }
  std::vector<ListedClause> clauses;
  std::set<std::string> seen;
  for (const nlohmann::json& object : array) {
    ListedClause clause;
    if (object.is_object()) {
      clause = {text_of(object, "id"), text_of(object, "handbook"), 0, text_of(object, "kind"), text_of(object, "checked_on")};
      const auto chapter = object.find("chapter");
      if (chapter != object.end() && chapter->is_number_unsigned()) clause.chapter = chapter->get<std::uint32_t>();
    }
    if (clause.id.empty() || clause.handbook.empty() || clause.kind.empty() || clause.checked_on.empty()) {
      problem = fmt::format("entry {} has no id, handbook, kind or checked_on", clauses.size() + 1);
      return std::nullopt;
    }
    if (!seen.insert(clause.id).second) {
      problem = fmt::format("`{}` stands twice", clause.id);
      return std::nullopt;
    }
    clauses.push_back(std::move(clause));
  }
  return clauses;
}

std::optional<std::vector<ListedClause>> load_clauses(const std::string& path) {
  const std::optional<std::string> text = read_file(path, most_list_bytes);
  std::string problem = "cannot be read";
  std::optional<std::vector<ListedClause>> list = text ? read_clauses(*text, problem) : std::nullopt;
  if (!list) fmt::print(stderr, "bylaw: {}: {}\n", path, problem);
  return list;
}

}  // namespace bylaw::cli
