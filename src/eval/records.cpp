// A record is judged at its event on the fields known then (row sem-N1), and kept to the end of its retention (sem-N2).
#include <algorithm>

#include "eval/findings.hpp"

namespace bylaw::eval {

namespace {

constexpr std::uint8_t made = 1;
constexpr std::uint8_t possible = 2;  // a record may have been made: its condition was not known
constexpr std::uint8_t doubtful = 4;  // what may have been there was destroyed: nobody knows what is left
constexpr std::int64_t destroyed = INT64_MIN;

}  // namespace

void judge_record(View& view, const program::RecordProgram& rule, std::int64_t at) {
  const Truth wanted = holds(view, rule.when);
  if (wanted == Truth::no) return;
  const std::uint64_t missing = missing_facts(view, rule.finding, 0, rule.fields);
  if (wanted == Truth::unknown && missing != 0) {
    view.finding(rule.finding).marks |= possible;
    return leave_open(view, rule.finding, at);
  }
  view.finding(rule.finding).marks |= made;
  if (rule.keep && view.word(rule.finding) == destroyed) view.word(rule.finding) = time_none;
  if (rule.fields == 0) return;
  if (missing == 0) {
    conclude(view, rule.finding, State::met, Cause::complete, at);
  } else {
    conclude(view, rule.finding, State::breached, Cause::missing_field, at).value = static_cast<std::int64_t>(missing);
  }
}

void begin_keeping(View& view, const program::RecordProgram& rule, std::int64_t at) {
  std::int64_t& until = view.word(rule.finding);
  if (until == destroyed && rule.made_at_event) return;  // nothing is left that could be kept
  const std::int64_t end = kept_until(view, rule.kept, at);
  // Begun again, it ends no earlier than it would have.
  const bool begun = until != time_none && until != destroyed;
  if (begun && end <= until) return;
  until = end;
  // Kept anew is what has been made since, whatever was there before.
  std::uint8_t& marks = view.finding(rule.finding).marks;
  if (marks & made) marks = static_cast<std::uint8_t>(marks & ~doubtful);
  Decision& decision = emit(view, rule.finding.rule, DecisionKind::retain_until, at);
  decision.due = Instant{end};
  decision.edition = edition_at(view, rule.finding, at);
}

void judge_destruction(View& view, const program::RecordProgram& rule, std::int64_t at) {
  std::int64_t& until = view.word(rule.finding);
  if (until == destroyed) {
    emit(view, rule.finding.rule, DecisionKind::remark, at).cause = Cause::repeated_discharge;
    return;
  }
  std::uint8_t& marks = view.finding(rule.finding).marks;
  const bool there = !rule.made_at_event || until != time_none || (marks & made) != 0;
  if (!there && (marks & (possible | doubtful)) == 0) return;
  // Told by the records that may be there, and by those that may be gone: a pass needs both.
  if (!there || ((marks & doubtful) != 0 && ((marks & made) == 0 || at >= until))) {
    marks = static_cast<std::uint8_t>((marks | doubtful) & ~made);
    until = time_none;
    return leave_open(view, rule.finding, at);
  }
  marks = static_cast<std::uint8_t>(marks & ~doubtful);
  // A retention that has not begun has not ended either.
  const bool early = at < until;
  Decision& decision = early ? conclude(view, rule.finding, State::breached, Cause::destroyed_early, at)
                             : conclude(view, rule.finding, State::met, Cause::kept, at);
  decision.due = Instant{until};
  until = destroyed;
}

}  // namespace bylaw::eval
