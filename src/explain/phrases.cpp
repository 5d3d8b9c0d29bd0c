#include "explain/phrases.hpp"

namespace bylaw::explainer {

namespace {

struct Row {
  std::string_view english;
  std::string_view chinese;
};

constexpr Row rows[] = {
#define BYLAW_PHRASE(name, english, chinese) {english, chinese},
#include "explain/phrases.def"
};

}  // namespace

std::string say(Language language, Phrase phrase, std::initializer_list<std::string_view> arguments) {
  const Row& row = rows[static_cast<std::size_t>(phrase)];
  const std::string_view pattern = language == Language::chinese ? row.chinese : row.english;
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '{' || i + 2 >= pattern.size() || pattern[i + 2] != '}') {
      text += pattern[i];
      continue;
    }
    const auto index = static_cast<std::size_t>(pattern[i + 1] - '0');
    if (index < arguments.size()) text += arguments.begin()[index];
    i += 2;
  }
  return text;
}

std::string state_word(Language language, State state) {
  switch (state) {
    case State::none: return {};
    case State::pending: return say(language, Phrase::state_pending);
    case State::running: return say(language, Phrase::state_running);
    case State::paused: return say(language, Phrase::state_paused);
    case State::met: return say(language, Phrase::state_met);
    case State::breached: return say(language, Phrase::state_breached);
    case State::met_late: return say(language, Phrase::state_met_late);
    case State::cancelled: return say(language, Phrase::state_cancelled);
    case State::superseded: return say(language, Phrase::state_superseded);
    case State::withdrawn: return say(language, Phrase::state_withdrawn);
    case State::indeterminate: return say(language, Phrase::state_indeterminate);
    case State::unreachable: return say(language, Phrase::state_unreachable);
  }
  return {};
}

std::string cause_word(Language language, Cause cause) {
  switch (cause) {
    case Cause::none: return {};
    case Cause::performed: return say(language, Phrase::cause_performed);
    case Cause::late: return say(language, Phrase::cause_late);
    case Cause::regraded: return say(language, Phrase::cause_regraded);
    case Cause::grade_changed: return say(language, Phrase::cause_grade_changed);
    case Cause::cancelled_by_event: return say(language, Phrase::cause_cancelled);
    case Cause::case_ended: return say(language, Phrase::cause_case_ended);
    case Cause::case_withdrawn: return say(language, Phrase::cause_case_withdrawn);
    case Cause::case_merged: return say(language, Phrase::cause_case_merged);
    case Cause::unknown_fact: return say(language, Phrase::cause_unknown_fact);
    case Cause::over_capacity: return say(language, Phrase::cause_over_capacity);
    case Cause::not_maintained: return say(language, Phrase::cause_not_maintained);
    case Cause::maintained: return say(language, Phrase::cause_maintained);
    case Cause::retriggered: return say(language, Phrase::cause_retriggered);
    case Cause::reopened: return say(language, Phrase::cause_reopened);
    case Cause::resume_without_pause: return say(language, Phrase::cause_no_pause);
    case Cause::repeated_discharge: return say(language, Phrase::cause_repeated);
    case Cause::too_early: return say(language, Phrase::cause_too_early);
    case Cause::late_extension: return say(language, Phrase::cause_late_extension);
    case Cause::after_end: return say(language, Phrase::cause_after_end);
    case Cause::same_content: return say(language, Phrase::cause_same_content);
    case Cause::calendar_ends: return say(language, Phrase::cause_calendar_ends);
    case Cause::overflow: return say(language, Phrase::cause_overflow);
    case Cause::nothing_to_waive: return say(language, Phrase::cause_nothing_to_waive);
    case Cause::waiver_incomplete: return say(language, Phrase::cause_waiver_incomplete);
    case Cause::waiver_unauthorised: return say(language, Phrase::cause_waiver_unauthorised);
    case Cause::standard_withdrawn: return say(language, Phrase::cause_standard_withdrawn);
    case Cause::shown: return say(language, Phrase::cause_shown);
    case Cause::not_shown: return say(language, Phrase::cause_not_shown);
    case Cause::not_confirmed: return say(language, Phrase::cause_not_confirmed);
    case Cause::expired: return say(language, Phrase::cause_expired);
    case Cause::complete: return say(language, Phrase::cause_complete);
    case Cause::missing_field: return say(language, Phrase::cause_missing_field);
    case Cause::kept: return say(language, Phrase::cause_kept);
    case Cause::destroyed_early: return say(language, Phrase::cause_destroyed_early);
    case Cause::not_allowed: return say(language, Phrase::cause_not_allowed);
    case Cause::too_many: return say(language, Phrase::cause_too_many);
    case Cause::in_order: return say(language, Phrase::cause_in_order);
    case Cause::out_of_order: return say(language, Phrase::cause_out_of_order);
    case Cause::missing_step: return say(language, Phrase::cause_missing_step);
    case Cause::repeated_step: return say(language, Phrase::cause_repeated_step);
  }
  return word(cause);
}

}  // namespace bylaw::explainer
