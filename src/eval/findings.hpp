// Rules judged at single events: disclosures, records, prohibitions, sequences. One file a kind judges it; what they share, and
// the ways in from a step, are here.
#pragma once
#include "bylaw/event.hpp"
#include "eval/emit.hpp"
#include "eval/facts.hpp"

namespace bylaw::eval {

using program::FindingProgram;
using program::FindingState;

// ---- From a step --------------------------------------------------------------------------------------------------

void open_findings(View& view);
// What the event means to them, before it changes anything but facts.
void look_at(View& view, const Event& event, const program::EventPlan& plan);
// In a case that has ended: only retention goes on. False if the event means nothing to it.
bool look_at_kept(View& view, const Event& event, const program::EventPlan& plan);
// The case ends in the ordinary way.
void end_findings(View& view, std::int64_t at);
// How such a rule stands; false for a rule of another kind, or not of this kind of case.
bool standing_of(const View& view, std::uint32_t rule, State& state, Cause& cause, std::uint32_t& judged, std::int64_t& due);

// `EVENT where FIELD op VALUE`, read from the event itself.
inline bool matches(const Program& program, const Event& event, std::uint32_t where) {
  if (where == program::none) [[likely]] return true;
  const program::Where& w = program.wheres[where];
  for (const FieldValue& field : event.fields) {
    if (field.field.value == w.fact) return compare(w.op, field.value, w.value);
  }
  return false;
}

// ---- One file a kind ----------------------------------------------------------------------------------------------

void judge_gate(View& view, const program::DisclosureProgram& rule, std::int64_t at);
void note_shown(View& view, const program::DisclosureProgram& rule, std::int64_t at);
void note_confirmed(View& view, const program::DisclosureProgram& rule, std::int64_t at);

void judge_record(View& view, const program::RecordProgram& rule, std::int64_t at);
void begin_keeping(View& view, const program::RecordProgram& rule, std::int64_t at);
void judge_destruction(View& view, const program::RecordProgram& rule, std::int64_t at);

void open_window(View& view, const program::ProhibitionProgram& rule);
void judge_prohibition(View& view, const program::ProhibitionProgram& rule, std::int64_t at);

void judge_step(View& view, const program::SequenceProgram& rule, std::uint8_t step, std::int64_t at);
void end_sequence(View& view, const program::SequenceProgram& rule, std::int64_t at);

// ---- What they share (findings.cpp) -------------------------------------------------------------------------------

// A judgement: counted, remembered, and told.
Decision& conclude(View& view, const FindingProgram& rule, State state, Cause cause, std::int64_t at);

// Which of the rule's facts from the first to before the last are unknown, one bit each.
std::uint64_t missing_facts(const View& view, const FindingProgram& rule, std::uint32_t first, std::uint32_t last);

// The condition needs facts that are missing: indeterminate, naming them.
void leave_open(View& view, const FindingProgram& rule, std::int64_t at);

// From `at`, to the end of the last date; a date that the last month lacks is the first of the next.
std::int64_t kept_until(const View& view, const program::Lasting& kept, std::int64_t at);

// The edition of the rule's handbook at an instant.
std::uint8_t edition_at(const View& view, const FindingProgram& rule, std::int64_t at);

// The calendar edition in force at `at`; null where there is none.
const program::CalendarTable* calendar_at(const View& view, const program::Lasting& lasting, std::int64_t at);

}  // namespace bylaw::eval
