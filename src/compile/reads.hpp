// Which facts the rules of one kind of case read: only these get a place in its cases.
#pragma once
#include <cstdint>
#include <vector>

#include "compile/context.hpp"

namespace bylaw::compiler {

template <class Id>
bool contains(const std::vector<Id>& ids, Id id) {
  for (const Id one : ids) {
    if (one == id) return true;
  }
  return false;
}

// Sorted by number.
std::vector<check::FactId> facts_of_condition(const check::Tree& tree, check::ConditionId condition);
// In the order written, each once: of a record first its fields.
std::vector<check::FactId> facts_named(const check::Tree& tree, const check::Disclosure& rule);
std::vector<check::FactId> facts_named(const check::Tree& tree, const check::Record& rule);
std::vector<check::FactId> facts_named(const check::Tree& tree, const check::Prohibition& rule);
std::vector<check::FactId> facts_named(const check::Tree& tree, const check::Sequence& rule);
std::vector<check::FactId> facts_of_case(const check::Tree& tree, check::CaseKindId kind);

}  // namespace bylaw::compiler
