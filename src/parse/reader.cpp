#include "parse/reader.hpp"

#include "base/limits.hpp"

namespace bylaw::parse {
namespace {

constexpr std::int64_t minute_us = 60'000'000;

}  // namespace

Unit unit_of(Keyword keyword) {
  switch (keyword) {
    case Keyword::seconds: return Unit::seconds;
    case Keyword::minutes: return Unit::minutes;
    case Keyword::hours: return Unit::hours;
    case Keyword::working_minutes: return Unit::working_minutes;
    case Keyword::working_hours: return Unit::working_hours;
    case Keyword::working_days: return Unit::working_days;
    case Keyword::calendar_days: return Unit::calendar_days;
    case Keyword::weeks: return Unit::weeks;
    case Keyword::months: return Unit::months;
    case Keyword::years: return Unit::years;
    default: return Unit::bare_days;
  }
}

Keyword keyword_of(Unit unit) {
  switch (unit) {
    case Unit::seconds: return Keyword::seconds;
    case Unit::minutes: return Keyword::minutes;
    case Unit::hours: return Keyword::hours;
    case Unit::working_minutes: return Keyword::working_minutes;
    case Unit::working_hours: return Keyword::working_hours;
    case Unit::working_days: return Keyword::working_days;
    case Unit::calendar_days: return Keyword::calendar_days;
    case Unit::weeks: return Keyword::weeks;
    case Unit::months: return Keyword::months;
    case Unit::years: return Keyword::years;
    case Unit::bare_days: break;
  }
  return Keyword::days;
}

Compare compare_of(Operator op) {
  switch (op) {
    case Operator::greater_equal: return Compare::greater_equal;
    case Operator::less_equal: return Compare::less_equal;
    case Operator::not_equal: return Compare::not_equal;
    case Operator::greater: return Compare::greater;
    case Operator::less: return Compare::less;
    default: return Compare::equal;
  }
}

Operator operator_of(Compare compare) {
  switch (compare) {
    case Compare::equal: return Operator::equal;
    case Compare::not_equal: return Operator::not_equal;
    case Compare::less: return Operator::less;
    case Compare::less_equal: return Operator::less_equal;
    case Compare::greater: return Operator::greater;
    case Compare::greater_equal: break;
  }
  return Operator::greater_equal;
}

Span span_of(const Value& value) {
  return std::visit([](const auto& v) { return v.span; }, value);
}

// ---- Moving -------------------------------------------------------------------------------------------------------

Span Reader::span() const {
  if (begin_ == end_) return {};
  const auto& tokens = building_.tokens;
  // A shape's own piece stands before the reader's first one; the first and last tokens are the same.
  std::uint32_t last = building_.pieces[begin_].last;
  for (std::uint32_t i = begin_; i < end_; i += building_.pieces[i].size) last = building_.pieces[i].last;
  return base::cover(tokens.span_of(tokens.tokens[building_.pieces[begin_].first]),
                     tokens.span_of(tokens.tokens[last - 1]));
}

bool Reader::accept(Keyword wanted) {
  if (!is(wanted)) return false;
  ++at_;
  return true;
}

bool Reader::accept(Operator op) {
  if (!is(Shape::token) || !token().is(op)) return false;
  ++at_;
  return true;
}

const Token& Reader::next() {
  const Token& t = token();
  at_ += piece().size;
  return t;
}

Keyword Reader::keyword() { return next().keyword; }

Reader Reader::enter() {
  const Reader inside(building_, at_ + 1, at_ + piece().size);
  at_ += piece().size;
  return inside;
}

void Reader::check_length(std::size_t count, Span where) {
  if (count == base::limits::list_items + 1) {
    building_.sink.report(diag::Kind::too_deep, where,
                          {diag::Phrase{"the length of this list", "此列表的长度"}, base::limits::list_items});
  }
}

// ---- Leaves -------------------------------------------------------------------------------------------------------

Name Reader::name() {
  const Token& t = next();
  if (t.kind == TokenKind::keyword) return {std::string(word_of(t.keyword, base::Language::english)), span_of(t)};
  return {building_.tokens.text_of(t), span_of(t)};
}

Text Reader::text() {
  const Token& t = next();
  return {building_.tokens.text_of(t), {}, {}, span_of(t)};
}

Text Reader::label() {
  Reader inside = enter();
  Text out = inside.text();
  while (inside.more()) {
    const Keyword language = inside.keyword();
    (language == Keyword::en ? out.en : out.zh) = inside.text().text;
  }
  return out;
}

std::optional<Text> Reader::maybe_label() {
  if (!is(Shape::label)) return {};
  return label();
}

Number Reader::number() {
  const Token& t = next();
  return {t.value, t.scale, span_of(t)};
}

Percent Reader::percent() {
  const Token& t = next();
  return {t.value, t.scale, span_of(t)};
}

DateLiteral Reader::date() {
  const Token& t = next();
  return {base::civil_date(static_cast<base::DayNumber>(t.value)), span_of(t)};
}

InstantLiteral Reader::instant() {
  Reader inside = enter();
  const Token& day = inside.next();
  const Token& time = inside.next();
  InstantLiteral out{base::civil_date(static_cast<base::DayNumber>(day.value)),
                     time.value,
                     {},
                     base::cover(span_of(day), span_of(time))};
  if (time.offset != Token::no_offset) out.offset_seconds = time.offset;
  return out;
}

TimeOfDay Reader::time() {
  const Token& t = next();
  if (t.value % minute_us != 0 || t.offset != Token::no_offset) {
    building_.sink.report(diag::Kind::not_whole_minute, span_of(t));
  }
  return {static_cast<std::int32_t>(t.value / minute_us), span_of(t)};
}

Quantity Reader::quantity() {
  Quantity out;
  if (is(TokenKind::name)) {
    out.parameter = name();
    out.span = out.parameter.span;
  } else {
    out.number = number();
    out.span = out.number.span;
  }
  return out;
}

TimeSpan Reader::time_span() {
  if (is(TokenKind::name)) {
    TimeSpan out;
    out.parameter = name();
    out.span = out.parameter.span;
    return out;
  }
  Reader inside = enter();
  const Token& amount = inside.next();
  const Token& unit = inside.next();
  const Span where = base::cover(span_of(amount), span_of(unit));
  if (amount.scale != 0) {
    building_.sink.report(diag::Kind::bad_number, span_of(amount),
                          {std::to_string(amount.value) + "e-" + std::to_string(amount.scale),
                           diag::Phrase{"a span is a whole number of its unit", "时长须为其单位的整数倍"}});
  }
  return {amount.value, unit_of(unit.keyword), where};
}

Value Reader::value() {
  Reader inside = enter();
  if (inside.is(TokenKind::name) || inside.is(TokenKind::keyword)) return inside.name();
  if (inside.is(TokenKind::percent)) return inside.percent();
  if (inside.is(TokenKind::text)) return inside.text();
  if (inside.is(TokenKind::date)) {
    const DateLiteral day = inside.date();
    if (!inside.more()) return day;
    const Token& time = inside.next();
    InstantLiteral out{day.date, time.value, {}, base::cover(day.span, span_of(time))};
    if (time.offset != Token::no_offset) out.offset_seconds = time.offset;
    return out;
  }
  const Span all = inside.span();
  const bool negative = inside.accept(Operator::minus);
  Number amount = inside.number();
  if (negative) amount = {-amount.mantissa, amount.scale, all};
  if (!inside.more()) return amount;
  const Keyword unit = inside.keyword();
  if (amount.scale != 0) {
    building_.sink.report(diag::Kind::bad_number, all,
                          {std::to_string(amount.mantissa) + "e-" + std::to_string(amount.scale),
                           diag::Phrase{"a span is a whole number of its unit", "时长须为其单位的整数倍"}});
  }
  return TimeSpan{amount.mantissa, unit_of(unit), all};
}

std::vector<Name> Reader::names() {
  Reader inside = enter();
  const Span all = inside.span();
  std::vector<Name> out;
  while (inside.more()) {
    out.push_back(inside.name());
    inside.accept_comma();
    check_length(out.size(), all);
  }
  return out;
}

// ---- Conditions ---------------------------------------------------------------------------------------------------

EventRef Reader::event() {
  Reader inside = enter();
  EventRef out;
  out.span = inside.span();
  out.name = inside.name();
  if (inside.accept(Keyword::where)) {
    Where where;
    where.field = inside.name();
    where.op = compare_of(inside.next().op);
    where.value = inside.value();
    out.where = std::move(where);
  }
  return out;
}

std::vector<EventRef> Reader::events() {
  std::vector<EventRef> out;
  while (is(Shape::event_ref)) {
    out.push_back(event());
    check_length(out.size(), out.back().span);
    // The mark between two of them depends on the field.
    if (is(Keyword::and_) || (is(Shape::token) && (token().is(Operator::comma) || token().is(Operator::greater))))
      next();
  }
  return out;
}

ExprId Reader::add(Expr expr) {
  building_.exprs.push_back(std::move(expr));
  return ExprId(building_.exprs.size() - 1);
}

ExprId Reader::condition() {
  const std::size_t before = building_.exprs.size();
  const Span where = Reader(building_, at_, at_ + piece().size).span();
  const ExprId out = enter().chain(ExprKind::disjunction);
  if (building_.exprs.size() - before > base::limits::condition_nodes) {
    building_.sink.report(diag::Kind::too_deep, where,
                          {diag::Phrase{"the size of this condition", "此条件的规模"}, base::limits::condition_nodes});
  }
  return out;
}

ExprId Reader::chain(ExprKind kind) {
  const auto part = [&] {
    if (kind == ExprKind::disjunction) return enter().chain(ExprKind::conjunction);
    return negation();
  };
  ExprId left = part();
  while (more()) {
    next();  // `or`, `and`
    const ExprId right = part();
    Expr expr;
    expr.kind = kind;
    expr.span = base::cover(building_.exprs[left.value].span, building_.exprs[right.value].span);
    expr.left = left;
    expr.right = right;
    left = add(std::move(expr));
  }
  return left;
}

ExprId Reader::negation() {
  if (accept(Operator::open_paren)) {
    const ExprId inner = enter().chain(ExprKind::disjunction);
    accept(Operator::close_paren);
    return inner;
  }
  if (is(Shape::comparison)) return enter().comparison();
  Reader inside = enter();
  Expr expr;
  expr.kind = ExprKind::negation;
  expr.span = inside.span();
  inside.accept(Keyword::not_);
  expr.left = inside.negation();
  return add(std::move(expr));
}

ExprId Reader::comparison() {
  Expr expr;
  expr.span = span();
  if (accept(Keyword::has)) {
    expr.kind = ExprKind::has;
    expr.event = event();
    return add(std::move(expr));
  }
  const ExprId left = enter().sum();
  if (!more()) return left;
  expr.left = left;
  const Token& relation = next();
  if (relation.is(Keyword::is_known)) {
    expr.kind = ExprKind::known;
  } else if (relation.is(Keyword::in)) {
    expr.kind = ExprKind::member;
    while (more()) {
      expr.values.push_back(value());
      accept_comma();
      check_length(expr.values.size(), expr.span);
    }
  } else if (relation.kind == TokenKind::keyword) {
    expr.kind = ExprKind::grave;
    expr.strict = relation.is(Keyword::graver_than);
    expr.value = value();
  } else {
    expr.kind = ExprKind::compare;
    expr.op = compare_of(relation.op);
    expr.right = enter().sum();
  }
  return add(std::move(expr));
}

ExprId Reader::sum() {
  ExprId left = literal();
  while (more()) {
    Expr expr;
    expr.kind = next().is(Operator::plus) ? ExprKind::add : ExprKind::subtract;
    expr.left = left;
    expr.right = literal();
    expr.span = base::cover(building_.exprs[left.value].span, building_.exprs[expr.right.value].span);
    left = add(std::move(expr));
  }
  return left;
}

ExprId Reader::literal() {
  Expr expr;
  expr.value = value();
  expr.span = parse::span_of(*expr.value);
  return add(std::move(expr));
}

ExprId Reader::maybe_when() { return accept(Keyword::when) ? condition() : ExprId{}; }

}  // namespace bylaw::parse
