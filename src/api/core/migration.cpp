// Cases under other rules, and what that changes.
#include "bylaw/migration.hpp"

#include <cstring>
#include <string>

#include "eval/move.hpp"
#include "program/limits.hpp"

namespace bylaw {

namespace {

// Of the newest instance in any edition; `rule` is then that edition's.
Standing newest(const Case& of, const program::Program& program, const std::string& name, RuleId& rule) {
  Standing newest;
  for (std::uint32_t r = 0; r < program.rules.size(); ++r) {
    if (program.rules[r].title.name != name) continue;
    const Standing found = of.standing(RuleId{r});
    if (rule && found.instance <= newest.instance) continue;
    newest = found;
    rule = RuleId{r};
  }
  return newest;
}

bool first_of_name(const program::Program& program, std::uint32_t rule) {
  for (std::uint32_t r = 0; r < rule; ++r) {
    if (program.rules[r].title.name == program.rules[rule].title.name) return false;
  }
  return true;
}

bool has_verdicts(RuleKind kind) {
  return kind == RuleKind::duty || kind == RuleKind::disclosure || kind == RuleKind::record || kind == RuleKind::forbid ||
         kind == RuleKind::sequence || kind == RuleKind::routine;
}

bool differ(const Standing& a, const Standing& b) {
  return a.state != b.state || a.cause != b.cause || a.since != b.since || a.due != b.due || a.instance != b.instance;
}

}  // namespace

const char* word(Misfit misfit) noexcept {
  switch (misfit) {
    case Misfit::none: return "none";
    case Misfit::no_case_kind: return "no-case-kind";
    case Misfit::no_rule: return "no-rule";
    case Misfit::no_edition: return "no-edition";
    case Misfit::changed_rule: return "changed-rule";
    case Misfit::pending: return "pending";
    case Misfit::changed_field: return "changed-field";
    case Misfit::unknown_history: return "unknown-history";
    case Misfit::bad_memory: return "bad-memory";
  }
  return "?";
}

Moved move_case(const Case& from, Case& to) noexcept {
  Moved moved;
  moved.misfit = Misfit::bad_memory;
  if (from.layout_ == nullptr || to.layout_ == nullptr) return moved;
  const eval::View old{*from.program_, *from.layout_, from.memory_};
  if ((old.header().flags & program::case_open) == 0) return moved;
  moved.misfit = Misfit::no_case_kind;
  const program::CaseProgram& layout = *to.layout_;
  if (old.layout.title.name != layout.title.name) return moved;
  alignas(8) std::byte memory[program::limits::case_bytes];
  eval::Out none;
  eval::View now{*to.program_, layout, memory, &none};
  moved = eval::move(old, static_cast<std::uint32_t>(&layout - to.program_->cases.data()), now);
  if (moved.misfit == Misfit::none) std::memcpy(to.memory_, memory, layout.size);
  return moved;
}

std::size_t changed_verdicts(const Case& before, const Case& after, std::span<Changed> out) noexcept {
  std::size_t count = 0;
  const auto add = [&](const Changed& changed) {
    if (count < out.size()) out[count] = changed;
    ++count;
  };
  if (before.layout_ == nullptr || after.layout_ == nullptr) return 0;
  const program::Program& old = *before.program_;
  const program::Program& now = *after.program_;
  for (std::uint32_t r = 0; r < old.rules.size(); ++r) {
    if (!first_of_name(old, r) || !has_verdicts(old.rules[r].kind)) continue;
    Changed changed;
    changed.before = newest(before, old, old.rules[r].title.name, changed.before_rule);
    changed.after = newest(after, now, old.rules[r].title.name, changed.after_rule);
    if (differ(changed.before, changed.after)) add(changed);
  }
  for (std::uint32_t r = 0; r < now.rules.size(); ++r) {
    if (!first_of_name(now, r) || !has_verdicts(now.rules[r].kind)) continue;
    Changed changed;
    newest(before, old, now.rules[r].title.name, changed.before_rule);
    if (changed.before_rule) continue;
    changed.after = newest(after, now, now.rules[r].title.name, changed.after_rule);
    if (changed.after.state != State::none) add(changed);
  }
  return count;
}

}  // namespace bylaw
