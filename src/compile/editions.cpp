#include "compile/editions.hpp"

#include <algorithm>

#include "compile/calendars.hpp"

namespace bylaw::compiler {

namespace {

const check::Clause* dated(const Context& context, check::ClauseId clause) {
  if (!clause || !context.tree.clauses[clause.value].handbook) return nullptr;
  return &context.tree.clauses[clause.value];
}

const check::Handbook& handbook_of(const Context& context, const check::Clause& clause) {
  return context.tree.handbooks[clause.handbook.value];
}

std::int64_t midnight_of(const Context& context, const check::Clause& clause, std::int32_t day) {
  check::LocalInstant midnight;
  midnight.day = day;
  return instant_of(context, midnight, handbook_of(context, clause).calendar);
}

}  // namespace

program::Range editions_of(const Context& context, check::ClauseId id) {
  const check::Clause* clause = dated(context, id);
  if (clause == nullptr) return {};
  const std::vector<check::Edition>& editions = handbook_of(context, *clause).editions;
  const std::optional<std::int32_t> as_of = context.tree.as_of;
  std::vector<std::int64_t> in_force;
  for (std::size_t i = 0; i < editions.size() && i <= clause->last_edition; ++i) {
    if (as_of && editions[i].from > *as_of) break;
    // Every trigger is judged by the edition asked for; what is retroactive has no edition before its first.
    const bool always = as_of || (clause->retroactive && i <= clause->first_edition);
    in_force.push_back(always ? INT64_MIN : midnight_of(context, *clause, editions[i].from));
  }
  return append(context.out.constants, in_force);
}

program::InForce in_force_of(const Context& context, check::ClauseId id) {
  program::InForce out;
  const check::Clause* clause = dated(context, id);
  if (clause == nullptr) return out;
  if (context.tree.as_of) {
    if (!clause->in_force) out.until = INT64_MIN;
    return out;
  }
  if (clause->from && !clause->retroactive) out.from = midnight_of(context, *clause, *clause->from);
  if (clause->until) out.until = midnight_of(context, *clause, *clause->until);
  return out;
}

program::InForce in_force_of_table(const Context& context, std::span<const check::Table> editions, std::size_t edition) {
  program::InForce out;
  const auto clause = [&](std::size_t i) -> const check::Clause& { return context.tree.clauses[editions[i].clause.value]; };
  if (const std::optional<std::int32_t> day = context.tree.as_of; day && editions.size() > 1) {
    const bool begun = edition == 0 || *clause(edition).from <= *day;
    const bool over = edition + 1 < editions.size() && *clause(edition + 1).from <= *day;
    if (!begun || over) out.until = INT64_MIN;
    return out;
  }
  if (edition > 0) out.from = midnight_of(context, clause(edition), *clause(edition).from);
  if (edition + 1 < editions.size()) out.until = midnight_of(context, clause(edition + 1), *clause(edition + 1).from);
  return out;
}

std::int64_t retroactive_from(const Context& context, check::ClauseId id) {
  const check::Clause* clause = dated(context, id);
  if (clause == nullptr || !clause->retroactive || !clause->from || context.tree.as_of) return INT64_MIN;
  return midnight_of(context, *clause, *clause->from);
}

std::int64_t withdrawn_at(const Context& context, check::ClauseId id) {
  const check::Clause* clause = dated(context, id);
  if (clause == nullptr || context.tree.as_of) return INT64_MAX;
  const std::optional<std::int32_t> day = handbook_of(context, *clause).withdrawn;
  return day ? midnight_of(context, *clause, *day) : INT64_MAX;
}

void link_editions(program::Program& out, const program::CaseProgram& layout) {
  const auto name = [&](std::uint32_t duty) -> const std::string& { return out.rules[out.duties[duty].rule].title.name; };
  for (std::uint32_t i = 0; i < layout.duties.count; ++i) {
    std::vector<std::uint32_t> others;
    for (std::uint32_t j = 0; j < layout.duties.count; ++j) {
      if (i != j && name(layout.duties.first + i) == name(layout.duties.first + j)) others.push_back(layout.duties.first + j);
    }
    out.duties[layout.duties.first + i].other_editions = append(out.index_lists, others);
  }
}

}  // namespace bylaw::compiler
