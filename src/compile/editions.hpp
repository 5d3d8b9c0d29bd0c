// When a clause is in force, as instants. Private to compile.
#pragma once
#include <span>

#include "compile/context.hpp"

namespace bylaw::compiler {

// Instants at which the editions of the clause's handbook come into force, up to the last one that has the clause; their number
// at an instant, less one, is the edition in force. Written into Program::constants.
program::Range editions_of(const Context& context, check::ClauseId clause);

// When triggers, or events judged, are the clause's.
program::InForce in_force_of(const Context& context, check::ClauseId clause);

// Of the edition among those of one table: together they are in force at all times, the first one before the handbook too and the
// last one after it, so that what is triggered by a rule that outlasts its handbook finds its grade.
program::InForce in_force_of_table(const Context& context, std::span<const check::Table> editions, std::size_t edition);

// Retroactive: when it came into force; INT64_MIN: it is not.
std::int64_t retroactive_from(const Context& context, check::ClauseId clause);

// When the clause's handbook is withdrawn; INT64_MAX: it is not.
std::int64_t withdrawn_at(const Context& context, check::ClauseId clause);

// Duties of one name in one kind of case are editions of each other.
void link_editions(program::Program& out, const program::CaseProgram& layout);

}  // namespace bylaw::compiler
