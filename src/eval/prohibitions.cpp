// A prohibition is judged whenever its event happens (row sem-F1). One that counts forbids what is too many in a rolling window
// (row sem-F2).
#include <algorithm>

#include "eval/findings.hpp"

namespace bylaw::eval {

namespace {

constexpr std::int64_t never_yet = INT64_MIN;

// The newest `more_than` instants, ascending: of events that counted (ring 0), of those that may have (ring 1).
std::int64_t* ring(View& view, const program::ProhibitionProgram& rule, std::uint32_t number) {
  return &view.word(rule.finding, number * rule.more_than);
}

// When the oldest of them no longer counts. An event exactly at that instant is not one too many.
std::int64_t full_until(View& view, const program::ProhibitionProgram& rule, const std::int64_t* instants) {
  return instants[0] == never_yet ? never_yet : kept_until(view, rule.within, instants[0]);
}

void add(const program::ProhibitionProgram& rule, std::int64_t* instants, std::int64_t at) {
  std::move(instants + 1, instants + rule.more_than, instants);
  instants[rule.more_than - 1] = at;
}

void judge_one_of_many(View& view, const program::ProhibitionProgram& rule, Truth counts, std::int64_t at) {
  std::int64_t* counted = ring(view, rule, 0);
  const std::int64_t full = full_until(view, rule, counted);
  std::int64_t* possible = rule.holds == program::none ? counted : ring(view, rule, 1);
  if (counts == Truth::yes && at < full) {
    conclude(view, rule.finding, State::breached, Cause::too_many, at).due = Instant{full};
  } else if (at < full_until(view, rule, possible)) {
    leave_open(view, rule.finding, at);
  }
  // Also one too many has happened, and counts from now on.
  if (counts == Truth::yes) add(rule, counted, at);
  if (possible != counted) add(rule, possible, at);
}

}  // namespace

void open_window(View& view, const program::ProhibitionProgram& rule) {
  const std::uint32_t rings = rule.holds == program::none ? 1 : 2;
  for (std::uint32_t i = 0; i < rings * rule.more_than; ++i) view.word(rule.finding, i) = never_yet;
}

void judge_prohibition(View& view, const program::ProhibitionProgram& rule, std::int64_t at) {
  const Truth forbidden = holds(view, rule.holds);
  if (forbidden == Truth::no) return;
  if (rule.more_than > 0) return judge_one_of_many(view, rule, forbidden, at);
  if (forbidden == Truth::yes) conclude(view, rule.finding, State::breached, Cause::not_allowed, at);
  else leave_open(view, rule.finding, at);
}

}  // namespace bylaw::eval
