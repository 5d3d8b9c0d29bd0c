// The tokens of one file and the text between them. Together they cover every byte, so a file can be written back as it
// was. Made by lex/from_text.hpp; plain data.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/civil.hpp"
#include "base/language.hpp"
#include "base/source.hpp"
#include "lang/keywords.hpp"

namespace bylaw::lex {

enum class TokenKind : std::uint8_t { keyword, name, number, percent, text, date, time, op, end };

struct Token {
  TokenKind kind = TokenKind::end;
  bool first_on_line = false;
  bool quoted = false;     // a name in back-quotes or 「」
  bool damaged = false;    // reported already: a date that does not exist, a text without an end
  bool capitals = false;   // a name of three capital Latin letters, the form of a currency
  std::uint8_t scale = 0;  // number, percent: digits after the point
  std::uint8_t dots = 0;   // name: dots in it, at most 255 are counted
  lang::Operator op{};
  lang::Keyword keyword{};
  std::uint32_t begin = 0;  // bytes of the file
  std::uint32_t end = 0;
  std::uint32_t line = 1;
  std::uint32_t text = 0;           // name, text: index into Tokens::texts
  std::int64_t value = 0;           // number, percent: mantissa; date: day number; time: microseconds of the day
  std::int32_t offset = no_offset;  // time: seconds east of Greenwich

  static constexpr std::int32_t no_offset = INT32_MIN;

  bool is(lang::Keyword k) const { return kind == TokenKind::keyword && keyword == k; }
  bool is(lang::Operator o) const { return kind == TokenKind::op && op == o; }
};

enum class TriviaKind : std::uint8_t { blank, line_break, comment, damaged };

struct Trivia {
  TriviaKind kind;
  std::uint32_t begin;
  std::uint32_t end;
};

struct Tokens {
  base::FileId file;
  base::Language language = base::Language::english;  // of the keywords
  bool usable = true;          // false: over a limit of base/limits.hpp; the grammar must not see it
  std::vector<Token> tokens;   // the last one is `end`
  std::vector<Trivia> trivia;  // in order
  std::vector<std::string> texts;

  base::Span span_of(const Token& token) const { return {file, token.begin, token.end}; }
  const std::string& text_of(const Token& token) const { return texts[token.text]; }
};

}  // namespace bylaw::lex
