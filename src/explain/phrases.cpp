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

}  // namespace bylaw::explainer
