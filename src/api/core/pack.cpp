#include "bylaw/pack.hpp"

#include <new>
#include <utility>

#include "program/pack.hpp"

namespace bylaw {

std::size_t save(const RuleSet& rules, std::span<std::byte> out) noexcept {
  return rules.program() != nullptr ? program::write_pack(*rules.program(), out) : 0;
}

Loaded load(std::span<const std::byte> bytes) noexcept {
  Loaded loaded;
  try {
    auto* program = new program::Program;
    RuleSet rules = RuleSet::adopt(program);  // gives it back on every way out
    program::PackFault fault;
    if (program::read_pack(bytes, *program, fault)) {
      loaded.rules = std::move(rules);
      return loaded;
    }
    loaded.status = fault.other_version ? Status::other_pack : Status::bad_pack;
    loaded.part = fault.part;
    loaded.index = fault.index;
  } catch (const std::bad_alloc&) {
    loaded.status = Status::no_memory;
  }
  return loaded;
}

}  // namespace bylaw
