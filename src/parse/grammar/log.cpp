#include "parse/grammar/log.hpp"

#include <algorithm>

namespace bylaw::parse::grammar {
namespace {

using lang::Keyword;
using lang::Operator;
using lex::TokenKind;

bool is_unit(Keyword k) { return k >= Keyword::seconds && k <= Keyword::years; }
bool is_day(Keyword k) { return k >= Keyword::mon && k <= Keyword::sun; }
bool is_state(Keyword k) { return (k >= Keyword::pending && k <= Keyword::unreachable) || k == Keyword::withdrawn || k == Keyword::waived; }
bool is_relation(Operator o) { return o <= Operator::equal; }

}  // namespace

bool takes(Want want, const Token& token) {
  if (want.is_keyword()) return token.is(want.as_keyword());
  if (!want.is_class()) return token.is(want.as_operator());
  switch (want.as_class()) {
    case Class::name: return token.kind == TokenKind::name && token.dots == 0;
    case Class::event: return token.kind == TokenKind::name && token.dots == 1;
    case Class::word: return token.kind == TokenKind::name;
    // A currency stands on the line of its field; the next field's name begins a line.
    case Class::currency: return token.kind == TokenKind::name && token.capitals && !token.first_on_line;
    case Class::number: return token.kind == TokenKind::number;
    case Class::percent: return token.kind == TokenKind::percent;
    case Class::text: return token.kind == TokenKind::text;
    case Class::date: return token.kind == TokenKind::date;
    case Class::time: return token.kind == TokenKind::time;
    case Class::unit: return token.kind == TokenKind::keyword && is_unit(token.keyword);
    case Class::day: return token.kind == TokenKind::keyword && is_day(token.keyword);
    case Class::state: return token.kind == TokenKind::keyword && is_state(token.keyword);
    case Class::relation: return token.kind == TokenKind::op && is_relation(token.op);
    case Class::count: break;
  }
  return false;
}

void Log::restart(const Token* at) {
  pieces_.clear();
  expected_.clear();
  furthest_ = at;
}

bool Log::accept(const Token* at, const Token* end, Want want) {
  if (at != end && takes(want, *at)) {
    const auto index = static_cast<std::uint32_t>(at - begin_);
    pieces_.push_back({Shape::token, index, index + 1, 1});
    return true;
  }
  if (at > furthest_) {
    furthest_ = at;
    expected_.clear();
  }
  if (at == furthest_ && std::find(expected_.begin(), expected_.end(), want) == expected_.end())
    expected_.push_back(want);
  return false;
}

std::size_t Log::open(Shape shape, const Token* at) {
  const auto index = static_cast<std::uint32_t>(at - begin_);
  pieces_.push_back({shape, index, index, 1});
  return pieces_.size() - 1;
}

void Log::close(std::size_t piece, const Token* at) {
  pieces_[piece].last = static_cast<std::uint32_t>(at - begin_);
  pieces_[piece].size = static_cast<std::uint32_t>(pieces_.size() - piece);
}

}  // namespace bylaw::parse::grammar
