// A disclosure is judged once, at its gate, on the showings before it (rows sem-D1, sem-D2).
#include "eval/calendar/arithmetic.hpp"
#include "eval/findings.hpp"

namespace bylaw::eval {

namespace {

enum Mark : std::uint8_t { shown = 1, confirmed = 2 };

// When a showing at `from` stops being valid, by the calendar in force at `at`.
calendar::Due end_of(const View& view, const program::Lasting& lasts, std::int64_t from, std::int64_t at) {
  const calendar::Measure measure{static_cast<calendar::Unit>(lasts.measure), lasts.inclusive, calendar::DayEnd::by_rule,
                                  static_cast<calendar::Roll>(lasts.roll)};
  if (measure.unit == calendar::Unit::elapsed) return {calendar::add_elapsed(from, lasts.amount), false};
  return calendar::due(calendar_at(view, lasts, at), measure, from, from, 0, lasts.amount);
}

}  // namespace

void judge_gate(View& view, const program::DisclosureProgram& rule, std::int64_t at) {
  const Truth in_scope = holds(view, rule.scope);
  if (in_scope == Truth::no) return;
  const std::uint8_t marks = view.finding(rule.finding).marks;
  Cause fault = Cause::none;
  calendar::Due end;
  if ((marks & shown) == 0) fault = Cause::not_shown;
  else if (rule.confirm && (marks & confirmed) == 0) fault = Cause::not_confirmed;
  if (fault == Cause::none && rule.valid) {
    // The latest showing that counts lasts longest.
    const bool of_confirmed = rule.confirm && rule.confirm_after_show;
    end = end_of(view, rule.lasts, view.word(rule.finding, of_confirmed ? 1 : 0), at);
    if (at > end.at) fault = Cause::expired;
  }
  // What was done in full is met whether or not it was needed; what was not is only a breach where it was.
  if (fault != Cause::none && in_scope == Truth::unknown) return leave_open(view, rule.finding, at);
  Decision& decision = fault == Cause::none ? conclude(view, rule.finding, State::met, Cause::shown, at)
                                            : conclude(view, rule.finding, State::breached, fault, at);
  decision.due = Instant{end.at};
  if (end.provisional) decision.flags |= std::uint8_t(DecisionFlag::provisional);
}

void note_shown(View& view, const program::DisclosureProgram& rule, std::int64_t at) {
  view.finding(rule.finding).marks |= shown;
  if (rule.valid) view.word(rule.finding) = at;
}

void note_confirmed(View& view, const program::DisclosureProgram& rule, std::int64_t at) {
  (void)at;
  std::uint8_t& marks = view.finding(rule.finding).marks;
  if (rule.confirm_after_show && (marks & shown) == 0) return;  // of nothing
  marks |= confirmed;
  if (rule.valid) view.word(rule.finding, 1) = view.word(rule.finding, 0);
}

}  // namespace bylaw::eval
