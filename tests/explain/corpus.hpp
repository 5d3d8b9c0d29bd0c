// Every case of every test that stands in a rule file: those of the semantics, of the rule pack and of the examples. What a case was
// told, and up to when time passed.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "bylaw/bylaw.hpp"

namespace bylaw::tests {

struct ToldCase {
  RuleSet rules;
  CaseKindId kind;
  std::string name;  // file, test and case, for messages
  std::vector<FieldValue> given;
  std::vector<Event> events;
  Instant now = beginning;
};

// The cases of one test together. How many tests there were.
std::size_t each_told_test(const std::vector<std::string>& paths, const std::function<void(const std::vector<ToldCase>&)>& visit);

// How many cases there were.
std::size_t each_told_case(const std::vector<std::string>& paths, const std::function<void(const ToldCase&)>& visit);

}  // namespace bylaw::tests
