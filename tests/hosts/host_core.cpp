// A host that links the core alone: without rules every call answers, and nothing can be made.
#include <bylaw/case.hpp>
#include <bylaw/desk.hpp>

int main() {
  const bylaw::RuleSet none;
  alignas(8) std::byte memory[64] = {};
  bylaw::Case nothing(none, bylaw::CaseKindId{0}, memory);
  return nothing.open(1) == bylaw::Status::bad_memory && none.rule_count() == 0 ? 0 : 1;
}
