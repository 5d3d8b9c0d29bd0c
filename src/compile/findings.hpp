// Rules judged at events: one file a kind writes its program, with what they have in common from here. Private to compile.
#pragma once
#include <optional>

#include "compile/duties.hpp"

namespace bylaw::compiler {

// All of them for one kind of case; their looks go to `parts.reactions`.
void write_findings(const Context& context, check::CaseKindId kind, CaseParts& parts, program::CaseProgram& layout);

// One rule of the tree in this kind of case, appended to the program.
void write_disclosure(const Context& context, check::DisclosureId id, CaseParts& parts, program::CaseProgram& layout);
void write_record(const Context& context, check::RecordId id, CaseParts& parts, program::CaseProgram& layout);
void write_prohibition(const Context& context, check::ProhibitionId id, CaseParts& parts, program::CaseProgram& layout);
void write_sequence(const Context& context, check::SequenceId id, CaseParts& parts, program::CaseProgram& layout);

// Gives the rule its place in the case, with as many words of its own.
program::FindingProgram finding_of(const Context& context, std::uint32_t rule, check::ClauseId clause,
                                   const std::vector<check::FactId>& facts, base::Span span, std::uint32_t words,
                                   const CaseParts& parts, program::CaseProgram& layout);

// A span counted as a limit of that length is, in the calendar's way or another.
program::Lasting lasting_of(const Context& context, const check::TimeSpan& span, check::CalendarId calendar,
                            std::optional<calendar::Count> count = {}, std::optional<calendar::Roll> roll = {});

// The same to the end of the last date, however the calendar counts limits.
program::Lasting kept_for(const Context& context, const check::TimeSpan& span, check::CalendarId calendar);

}  // namespace bylaw::compiler
