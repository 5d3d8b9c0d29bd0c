// Compiled rules as a file of bytes: made where rule text is compiled, loaded where only bylaw::core is.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "bylaw/decision.hpp"
#include "bylaw/export.hpp"
#include "bylaw/ruleset.hpp"

namespace bylaw {

// Writes the rule set as a pack: versioned bytes with a hash of their own, the same on every platform for the same rules. Returns
// the bytes needed; writes nothing when `out` is smaller. 0 for an empty rule set. Any thread; neither allocates nor throws.
BYLAW_API std::size_t save(const RuleSet& rules, std::span<std::byte> out = {}) noexcept;

// What became of a pack.
struct Loaded {
  RuleSet rules;               // empty unless `status` is ok
  Status status = Status::ok;  // bad_pack, other_pack, no_memory
  const char* part = "";       // bad_pack: which table is wrong, such as "duties"; "head": mark, version, length, hashes. Static storage
  std::uint32_t index = 0;     // its element there, from 0
};

// Reads a pack. It gives the same rule set: the same hash, names, numbers and decisions, and snapshots of cases pass between the
// two. Everything in it is tested first: bytes that somebody damaged, or made on purpose, are refused, or are rules that are safe
// to evaluate. The hash inside tells damage, not forgery: take packs from places that you trust to give you rules.
// `bytes` are not kept. The rule set takes some 2.3 times their number (measured on the bundled chapters). Never throws. Any thread.
// A pack carries all that decides and the names and labels that RuleSet tells, not the rule text: `explain` needs the text.
BYLAW_API Loaded load(std::span<const std::byte> bytes) noexcept;

}  // namespace bylaw
