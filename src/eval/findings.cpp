#include "eval/findings.hpp"

#include <algorithm>

#include "eval/calendar/arithmetic.hpp"
#include "eval/calendar/dates.hpp"

namespace bylaw::eval {

namespace {

using program::Look;
using program::LookKind;

// Whether what happens now is judged by the rule; what is noted for later judgements is noted all the same.
bool in_force(const View& view, const Look& at) {
  const Program& p = view.program;
  switch (at.kind) {
    case LookKind::gate: return p.disclosures[at.target].finding.in_force.at(view.step);
    case LookKind::record:
    case LookKind::destroy: return p.records[at.target].finding.in_force.at(view.step);
    case LookKind::forbid: return p.prohibitions[at.target].finding.in_force.at(view.step);
    case LookKind::step: return p.sequences[at.target].finding.in_force.at(view.step);
    default: return true;
  }
}

void look(View& view, const Look& at) {
  if (!in_force(view, at)) return;
  const Program& p = view.program;
  switch (at.kind) {
    case LookKind::gate: return judge_gate(view, p.disclosures[at.target], view.step);
    case LookKind::record: return judge_record(view, p.records[at.target], view.step);
    case LookKind::keep: return begin_keeping(view, p.records[at.target], view.step);
    case LookKind::destroy: return judge_destruction(view, p.records[at.target], view.step);
    case LookKind::forbid: return judge_prohibition(view, p.prohibitions[at.target], view.step);
    case LookKind::step: return judge_step(view, p.sequences[at.target], at.detail, view.step);
    case LookKind::confirm: return note_confirmed(view, p.disclosures[at.target], view.step);
    case LookKind::show: return note_shown(view, p.disclosures[at.target], view.step);
  }
}

template <class Rules>
const FindingProgram* finding_of(const Rules& rules, program::Range range, std::uint32_t rule) {
  for (std::uint32_t i = 0; i < range.count; ++i) {
    if (rules[range.first + i].finding.rule == rule) return &rules[range.first + i].finding;
  }
  return nullptr;
}

}  // namespace

void open_findings(View& view) {
  for (std::uint32_t i = 0; i < view.layout.records.count; ++i) {
    const program::RecordProgram& rule = view.program.records[view.layout.records.first + i];
    if (rule.keep) view.word(rule.finding) = time_none;
  }
  for (std::uint32_t i = 0; i < view.layout.prohibitions.count; ++i) {
    open_window(view, view.program.prohibitions[view.layout.prohibitions.first + i]);
  }
}

void look_at(View& view, const Event& event, const program::EventPlan& plan) {
  for (std::uint32_t i = 0; i < plan.looks.count; ++i) {
    const Look& at = view.program.looks[plan.looks.first + i];
    if (matches(view.program, event, at.where) && holds(view, at.guard, at.test) == Truth::yes) look(view, at);
  }
}

bool look_at_kept(View& view, const Event& event, const program::EventPlan& plan) {
  bool any = false;
  for (std::uint32_t i = 0; i < plan.looks.count; ++i) {
    const Look& at = view.program.looks[plan.looks.first + i];
    const bool of_keeping = at.kind == LookKind::keep || at.kind == LookKind::destroy;
    if (!of_keeping || !matches(view.program, event, at.where)) continue;
    look(view, at);
    any = true;
  }
  return any;
}

void end_findings(View& view, std::int64_t at) {
  for (std::uint32_t i = 0; i < view.layout.sequences.count; ++i) {
    const program::SequenceProgram& rule = view.program.sequences[view.layout.sequences.first + i];
    if (rule.finding.in_force.at(at)) end_sequence(view, rule, at);
  }
}

bool standing_of(const View& view, std::uint32_t rule, State& state, Cause& cause, std::uint32_t& judged, std::int64_t& due) {
  const Program& p = view.program;
  const FindingProgram* finding = finding_of(p.disclosures, view.layout.disclosures, rule);
  if (finding == nullptr) finding = finding_of(p.prohibitions, view.layout.prohibitions, rule);
  if (finding == nullptr) finding = finding_of(p.sequences, view.layout.sequences, rule);
  if (finding == nullptr) {
    finding = finding_of(p.records, view.layout.records, rule);
    if (finding == nullptr) return false;
    for (std::uint32_t i = 0; i < view.layout.records.count; ++i) {
      const program::RecordProgram& record = p.records[view.layout.records.first + i];
      if (&record.finding == finding && record.keep && view.word(*finding) != INT64_MIN) due = view.word(*finding);
    }
  }
  const FindingState& found = view.finding(*finding);
  state = static_cast<State>(found.state);
  cause = static_cast<Cause>(found.cause);
  judged = found.judged;
  return true;
}

std::uint8_t edition_at(const View& view, const FindingProgram& rule, std::int64_t at) {
  const std::uint32_t editions = count_at_or_before(view, rule.editions, at);
  return static_cast<std::uint8_t>(editions > 0 ? editions - 1 : 0);
}

Decision& conclude(View& view, const FindingProgram& rule, State state, Cause cause, std::int64_t at) {
  FindingState& found = view.finding(rule);
  if (found.judged != UINT16_MAX) ++found.judged;
  found.state = static_cast<std::uint8_t>(state);
  found.cause = static_cast<std::uint8_t>(cause);
  Decision& decision = emit(view, rule.rule, DecisionKind::state, at);
  decision.instance = found.judged;
  decision.state = state;
  decision.cause = cause;
  decision.edition = edition_at(view, rule, at);
  return decision;
}

std::uint64_t missing_facts(const View& view, const FindingProgram& rule, std::uint32_t first, std::uint32_t last) {
  std::uint64_t missing = 0;
  for (std::uint32_t i = first; i < last; ++i) {
    const program::FactSlot& slot = view.program.slots[view.program.index_lists[rule.facts.first + i]];
    if ((view.known()[slot.known_word] & slot.known_bit) == 0) missing |= std::uint64_t{1} << i;
  }
  return missing;
}

void leave_open(View& view, const FindingProgram& rule, std::int64_t at) {
  const std::uint64_t missing = missing_facts(view, rule, 0, rule.facts.count);
  conclude(view, rule, State::indeterminate, Cause::unknown_fact, at).value = static_cast<std::int64_t>(missing);
}

const program::CalendarTable* calendar_at(const View& view, const program::Lasting& lasting, std::int64_t at) {
  if (lasting.calendars.count == 0) return nullptr;
  const std::uint32_t edition = std::min(count_at_or_before(view, lasting.published, at), lasting.calendars.count - 1);
  return &view.program.calendars[view.program.index_lists[lasting.calendars.first + edition]];
}

std::int64_t kept_until(const View& view, const program::Lasting& kept, std::int64_t at) {
  if (kept.measure == program::MeasureKind::elapsed) return calendar::add_elapsed(at, kept.amount);
  const program::CalendarTable* table = calendar_at(view, kept, at);
  if (table == nullptr) return time_none;
  if (kept.measure == program::MeasureKind::months) {
    return calendar::keep_until(*table, at, static_cast<std::int32_t>(kept.amount));
  }
  const std::int64_t last = calendar::dates_after(*table, calendar::date_of(*table, at), kept.amount);
  return calendar::due_on(*table, calendar::DayEnd::end_of_day, last);
}

}  // namespace bylaw::eval
