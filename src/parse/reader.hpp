// Reads the pieces of one unit in order, and makes the leaves and shared parts of the tree from them. The grammar has
// accepted the unit before, so a reader asks which of the allowed forms stands here and never whether one is allowed.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "diag/sink.hpp"
#include "lex/token.hpp"
#include "parse/ast.hpp"
#include "parse/grammar/log.hpp"

namespace bylaw::parse {

using grammar::Piece;
using grammar::Shape;
using lang::Keyword;
using lang::Operator;
using lex::Token;
using lex::TokenKind;

// What the builders share: where nodes of conditions go, and what is read.
struct Building {
  const lex::Tokens& tokens;
  const std::vector<Piece>& pieces;
  std::vector<Expr>& exprs;
  diag::Sink& sink;
};

class Reader {
 public:
  explicit Reader(const Building& building) : Reader(building, 0, static_cast<std::uint32_t>(building.pieces.size())) {}

  bool more() const { return at_ < end_; }
  Span span() const;  // of all that this reader was made for

  bool is(Shape shape) const { return more() && piece().shape == shape; }
  bool is(TokenKind kind) const { return is(Shape::token) && token().kind == kind; }
  bool is(Keyword keyword) const { return is(Shape::token) && token().is(keyword); }
  bool accept(Keyword keyword);
  bool accept(Operator op);
  bool accept_comma() { return accept(Operator::comma); }
  Keyword keyword();    // the next token, a keyword
  Reader enter();       // a reader of the next shape, which is passed
  const Token& next();  // the next token

  // Leaves.
  Name name();  // a name; also a keyword that stands for one (a state, yes, no): its English word
  Text text();  // a text without second languages
  Text label();
  std::optional<Text> maybe_label();
  Number number();
  Percent percent();
  DateLiteral date();
  InstantLiteral instant();
  TimeOfDay time();
  TimeSpan time_span();  // or a parameter's name
  Quantity quantity();
  Value value();
  std::vector<Name> names();

  // Parts.
  EventRef event();
  std::vector<EventRef> events();
  ExprId condition();
  ExprId maybe_when();  // `when` and a condition, or none
  Anchor anchor();
  Limit limit();
  Phase phase();
  CalendarChoice calendar_choice();
  Breach breach();
  Type type();
  std::vector<Hours> hours();
  std::vector<WrittenBand> bands();
  std::vector<std::pair<Name, Value>> fields();
  Count count();
  std::optional<Roll> maybe_roll();

  const Building& building() const { return building_; }

 private:
  Reader(const Building& building, std::uint32_t begin, std::uint32_t end)
      : building_(building), begin_(begin), at_(begin), end_(end) {}

  const Piece& piece() const { return building_.pieces[at_]; }
  const Token& token() const { return building_.tokens.tokens[piece().first]; }
  Span span_of(const Token& t) const { return building_.tokens.span_of(t); }
  ExprId add(Expr expr);
  ExprId chain(ExprKind kind);
  ExprId negation();
  ExprId comparison();
  ExprId sum();
  ExprId literal();
  DatedAmount dated();
  Amount amount();
  std::vector<Value> keys();
  LimitTerm limit_term();
  void check_length(std::size_t count, Span where);

  const Building& building_;
  std::uint32_t begin_;
  std::uint32_t at_;
  std::uint32_t end_;
};

Unit unit_of(Keyword keyword);
Keyword keyword_of(Unit unit);
Compare compare_of(Operator op);
Operator operator_of(Compare compare);

}  // namespace bylaw::parse
