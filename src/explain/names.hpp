// Names, values and conditions as people write them.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "explain/explanation.hpp"
#include "explain/phrases.hpp"

namespace bylaw::explainer {

// A name with the label of the language, where it has one.
std::string named(const program::Title& title, Language language);

// A fact's value by its type: the name of a value, an amount with its decimals, a date.
std::string value_text(const program::Fact& fact, std::int64_t value, Language language);

// An amount of money without its currency: `20.00`.
std::string decimal_text(std::int64_t value, std::uint8_t decimals);

const char* sign_text(program::Compare op);  // ≥

// `media = no`, `impact is not known`, `info.requested has happened`.
std::string reading_text(const program::Program& program, const Reading& reading, Language language);
// All of them, with commas.
std::string readings_text(const program::Program& program, const std::vector<Reading>& readings, Language language);

// `risk <= 2 and media is known, or …`
std::string needs_text(const program::Program& program, const std::vector<Need>& needs, Language language);

}  // namespace bylaw::explainer
