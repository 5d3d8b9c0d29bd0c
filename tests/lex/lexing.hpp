// Writes tokens as one line of text, so that a table of rows can hold them.
#pragma once
#include <string>

#include "diag/sink.hpp"
#include "lex/from_text.hpp"

namespace bylaw::test {

struct Lexed {
  base::SourceFile file;
  diag::Sink sink;
  lex::Tokens tokens;
  std::string codes;  // the names of the findings, in order
};

inline Lexed lexed(std::string text) {
  Lexed out;
  out.file = base::make_source("t.bylaw", std::move(text));
  out.tokens = lex::from_text(base::FileId(0u), out.file, out.sink);
  for (const auto& d : out.sink.all()) out.codes += (out.codes.empty() ? "" : " ") + std::string(name_of(d.kind));
  return out;
}

// kw:word name:word num:1.5 pct:50 text:"…" date:… time:… and marks as they are.
inline std::string shown(const Lexed& in) {
  std::string out;
  for (const lex::Token& t : in.tokens.tokens) {
    std::string one;
    switch (t.kind) {
      case lex::TokenKind::keyword: one = "kw:" + std::string(word_of(t.keyword, base::Language::english)); break;
      case lex::TokenKind::name: one = (t.quoted ? "quoted:" : "name:") + in.tokens.text_of(t); break;
      case lex::TokenKind::number:
        one = "num:" + std::to_string(t.value) + (t.scale ? "e-" + std::to_string(t.scale) : "");
        break;
      case lex::TokenKind::percent:
        one = "pct:" + std::to_string(t.value) + (t.scale ? "e-" + std::to_string(t.scale) : "");
        break;
      case lex::TokenKind::text: one = "text:" + in.tokens.text_of(t); break;
      case lex::TokenKind::date: one = "date:" + std::to_string(t.value); break;
      case lex::TokenKind::time:
        one = "time:" + std::to_string(t.value) +
              (t.offset == lex::Token::no_offset ? "" : "@" + std::to_string(t.offset));
        break;
      case lex::TokenKind::op: one = std::string(spelling_of(t.op)); break;
      case lex::TokenKind::end: continue;
    }
    out += (out.empty() ? "" : " ") + one;
  }
  return out;
}

}  // namespace bylaw::test
