// The sentences of phrases.def in the language asked for.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "bylaw/compile.hpp"
#include "bylaw/decision.hpp"

namespace bylaw::explainer {

enum class Phrase : std::uint16_t {
#define BYLAW_PHRASE(name, english, chinese) name,
#include "explain/phrases.def"
};

// Whatever stands in the arguments is taken as it is.
std::string say(Language language, Phrase phrase, std::initializer_list<std::string_view> arguments = {});

std::string state_word(Language language, State state);
std::string cause_word(Language language, Cause cause);

}  // namespace bylaw::explainer
