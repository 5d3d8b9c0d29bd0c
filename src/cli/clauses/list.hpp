// The list of a handbook's clauses, as the command line is given it: facts about each clause, no text.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bylaw::cli {

struct ListedClause {
  std::string id;
  std::string handbook;    // name of the handbook's declaration
  std::uint32_t chapter = 0;
  std::string kind;        // "time_limit", "principle", …
  std::string checked_on;  // "ticket", "aggregate", "institution", "staff"; "none": there is nothing to check

  bool checkable() const { return checked_on != "none" && kind != "principle"; }
};

// A JSON array of objects with id, handbook, chapter, kind and checked_on; other keys are passed over. Nothing, with what is wrong in
// `problem`, if the text is not that.
std::optional<std::vector<ListedClause>> read_clauses(const std::string& text, std::string& problem);

// The list in a file. Nothing, and what is wrong on standard error, if it cannot be read.
std::optional<std::vector<ListedClause>> load_clauses(const std::string& path);

}  // namespace bylaw::cli
