// The terminals of the grammar over tokens, and the directive that marks a shape. Attributes stay unused: what was read
// is in the log, so no node is built here and backtracking only shortens a list.
#pragma once
#include <boost/spirit/home/x3.hpp>

#include "parse/grammar/log.hpp"

namespace bylaw::parse::grammar {

namespace x3 = boost::spirit::x3;

struct LogTag;
using Iterator = const Token*;
using Context = x3::context<LogTag, Log>;

struct Terminal : x3::parser<Terminal> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;

  constexpr explicit Terminal(Want w) : want(w) {}

  template <class It, class Ctx, class RuleCtx, class Attribute>
  bool parse(It& first, const It& last, const Ctx& context, RuleCtx&, Attribute&) const {
    if (!x3::get<LogTag>(context).accept(first, last, want)) return false;
    ++first;
    return true;
  }

  Want want;
};

template <class Subject>
struct Shaped : x3::unary_parser<Subject, Shaped<Subject>> {
  using base_type = x3::unary_parser<Subject, Shaped<Subject>>;
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;

  constexpr Shaped(const Subject& inner, Shape s) : base_type(inner), shape(s) {}

  template <class It, class Ctx, class RuleCtx, class Attribute>
  bool parse(It& first, const It& last, const Ctx& context, RuleCtx& rule_context, Attribute&) const {
    Log& log = x3::get<LogTag>(context);
    const std::size_t piece = log.open(shape, first);
    if (!this->subject.parse(first, last, context, rule_context, x3::unused)) {
      log.drop(piece);
      return false;
    }
    log.close(piece, first);
    return true;
  }

  Shape shape;
};

struct ShapeMaker {
  Shape shape;
  template <class Subject>
  constexpr auto operator[](const Subject& inner) const {
    return Shaped<typename x3::extension::as_parser<Subject>::value_type>(x3::as_parser(inner), shape);
  }
};

constexpr ShapeMaker shape(Shape s) { return {s}; }
constexpr Terminal kw(lang::Keyword k) { return Terminal(k); }
constexpr Terminal op(lang::Operator o) { return Terminal(o); }

using K = lang::Keyword;
using O = lang::Operator;

inline constexpr Terminal name{Class::name};
inline constexpr Terminal event_name{Class::event};
inline constexpr Terminal any_word{Class::word};
inline constexpr Terminal currency{Class::currency};
inline constexpr Terminal number{Class::number};
inline constexpr Terminal percent{Class::percent};
inline constexpr Terminal text{Class::text};
inline constexpr Terminal date{Class::date};
inline constexpr Terminal time_of_day{Class::time};
inline constexpr Terminal unit{Class::unit};
inline constexpr Terminal day{Class::day};
inline constexpr Terminal relation{Class::relation};
inline constexpr Terminal state{Class::state};
inline constexpr Terminal comma{O::comma};

}  // namespace bylaw::parse::grammar
