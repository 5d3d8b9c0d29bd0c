#pragma once
#include <span>
#include <string>
#include <unordered_map>
#include <vector>
#include "base/source.hpp"
#include "check/tree.hpp"
#include "diag/sink.hpp"
#include "parse/ast.hpp"

namespace bylaw::check {

enum class Symbol : std::uint8_t { calendar, role, scale, case_kind, event, handbook, clause, duty, ladder, table, parameter };

struct Entry { Symbol kind; std::uint32_t index; base::Span span; };

template <class Ast>
struct Item { const Ast* ast; const parse::File* file; ClauseId clause; };

// What is known while the files are checked.
struct Context {
  std::span<const parse::File> files;
  diag::Sink& sink;
  Tree tree;
  std::unordered_map<std::string, Entry> names;
  std::unordered_map<std::string, std::uint32_t> facts;
  std::unordered_map<std::string, std::vector<const parse::Parameter*>> parameters;
  std::vector<Item<parse::Calendar>> calendars;
  std::vector<Item<parse::Duty>> duties;
  std::vector<Item<parse::Ladder>> ladders;
  std::vector<Item<parse::Matrix>> matrices;
  std::vector<Item<parse::Table>> tables;
  std::vector<Item<parse::Test>> tests;
  bool failed = false;

  void error(base::Span at, std::string message);
  std::uint32_t find(Symbol kind, const parse::Name& name);  // none_value after a message
};

constexpr std::uint32_t none_index = 0xffffffffu;
}
