// What the grammar leaves behind: a flat list of pieces that the builder turns into nodes, and
// at the furthest token reached the set of what could have stood there. No Spirit here; see grammar.hpp for the way in.
#pragma once
#include <cstdint>
#include <vector>

#include "lang/keywords.hpp"
#include "lex/token.hpp"

namespace bylaw::parse::grammar {

using lex::Token;

enum class Shape : std::uint8_t {
  token,
  label,
  instant,
  span,
  value,
  type,
  item,
  hours,
  event_ref,
  names,
  keys,
  fields,
  disjunction,
  conjunction,
  negation,
  comparison,
  sum,
  anchor,
  dated,
  arm,
  limit_term,
  limit_member,
  limit,
  phase,
  calendar_choice,
  order,
  bands,
  breach
};

// Pieces stand in the order of the text, a shape before what it holds. `size` counts the piece and all within it.
struct Piece {
  Shape shape = Shape::token;
  std::uint32_t first = 0;  // tokens, half open
  std::uint32_t last = 0;
  std::uint32_t size = 1;
};

// What a place of the grammar takes: a class of tokens, one keyword or one mark.
enum class Class : std::uint8_t {
  name,
  event,
  word,
  currency,
  number,
  percent,
  text,
  date,
  time,
  unit,
  day,
  relation,
  state,
  count
};

class Want {
 public:
  constexpr Want(Class c) : code_(static_cast<std::uint16_t>(c)) {}
  constexpr Want(lang::Operator o) : code_(static_cast<std::uint16_t>(0x100 + static_cast<unsigned>(o))) {}
  constexpr Want(lang::Keyword k) : code_(static_cast<std::uint16_t>(0x200 + static_cast<unsigned>(k))) {}

  constexpr bool is_class() const { return code_ < 0x100; }
  constexpr bool is_keyword() const { return code_ >= 0x200; }
  constexpr Class as_class() const { return static_cast<Class>(code_); }
  constexpr lang::Operator as_operator() const { return static_cast<lang::Operator>(code_ - 0x100); }
  constexpr lang::Keyword as_keyword() const { return static_cast<lang::Keyword>(code_ - 0x200); }
  friend constexpr bool operator==(Want, Want) = default;

 private:
  std::uint16_t code_;
};

bool takes(Want want, const Token& token);

class Log {
 public:
  explicit Log(const std::vector<Token>& tokens) : begin_(tokens.data()), furthest_(tokens.data()) {}

  void restart(const Token* at);
  // Takes the token at `at` and notes it, or notes what was wanted there.
  bool accept(const Token* at, const Token* end, Want want);
  std::size_t open(Shape shape, const Token* at);
  void close(std::size_t piece, const Token* at);
  void drop(std::size_t piece) { pieces_.resize(piece); }

  const std::vector<Piece>& pieces() const { return pieces_; }
  const Token* furthest() const { return furthest_; }
  const std::vector<Want>& expected() const { return expected_; }  // at the furthest token, each once

 private:
  const Token* begin_;
  const Token* furthest_;
  std::vector<Piece> pieces_;
  std::vector<Want> expected_;
};

}  // namespace bylaw::parse::grammar
