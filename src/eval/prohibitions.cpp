// A prohibition is judged whenever its event happens (row sem-F1).
#include "eval/findings.hpp"

namespace bylaw::eval {

void judge_prohibition(View& view, const program::ProhibitionProgram& rule, std::int64_t at) {
  switch (holds(view, rule.holds)) {
    case Truth::no: return;
    case Truth::yes: conclude(view, rule.finding, State::breached, Cause::not_allowed, at); return;
    case Truth::unknown: return leave_open(view, rule.finding, at);
  }
}

}  // namespace bylaw::eval
