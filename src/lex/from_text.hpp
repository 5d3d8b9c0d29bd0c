// Text to tokens. Any bytes give tokens or diagnostics; nothing is thrown (but for memory).
#pragma once
#include "base/source.hpp"
#include "diag/sink.hpp"
#include "lex/token.hpp"

namespace bylaw::lex {

// The first word of the file decides its keyword language (`bylaw` or `法规`); without either it is English.
Tokens from_text(base::FileId id, const base::SourceFile& file, diag::Sink& sink);

// Whether a character may start a word, or stand in one after its start. A dot is in a word only before one that may.
bool starts_word(char32_t c);
bool continues_word(char32_t c);

// Whether the text is a word of the language's own form, so that it can stand as a name without quotes
// (unless it is a keyword).
bool is_word(std::string_view text);

// In Unicode normal form C. `nfc` gives the normalised text.
bool is_nfc(std::string_view text);
std::string nfc(std::string_view text);

}  // namespace bylaw::lex
