#include "parse/printer.hpp"

#include <cstdio>

#include "lex/from_text.hpp"

namespace bylaw::parse {
namespace {

constexpr std::int64_t second_us = 1'000'000;

std::string two(std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

std::string shown(base::Civil d) {
  const std::string year = std::to_string(d.year);
  return std::string(year.size() < 4 ? 4 - year.size() : 0, '0') + year + "-" + two(d.month) + "-" + two(d.day);
}

}  // namespace

Printer& Printer::word(std::string_view text) {
  if (fresh_) {
    out_.append(static_cast<std::size_t>(level_) * 2, ' ');
  } else {
    out_ += ' ';
  }
  fresh_ = false;
  out_ += text;
  return *this;
}

Printer& Printer::glue(std::string_view text) {
  out_ += text;
  return *this;
}

Printer& Printer::kw(Keyword k) { return word(word_of(k, language_)); }

void Printer::end_line() {
  if (!fresh_) out_ += '\n';
  fresh_ = true;
}

void Printer::open() {
  word("{");
  end_line();
  ++level_;
}

void Printer::close() {
  end_line();
  --level_;
  word("}");
  end_line();
}

Printer& Printer::name(const Name& n) {
  if (lex::is_word(n.text) && !lang::vocabulary(language_).find(n.text)) return word(n.text);
  if (language_ == base::Language::chinese && n.text.find("」") == std::string::npos) return word("「" + n.text + "」");
  return n.text.find('`') == std::string::npos ? word("`" + n.text + "`") : word("「" + n.text + "」");
}

Printer& Printer::keyword_name(const Name& n) {
  const Keyword* k = lang::vocabulary(base::Language::english).find(n.text);
  return k ? kw(*k) : name(n);
}

Printer& Printer::text(const Text& t) {
  std::string quoted = "\"";
  for (const char c : t.text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return word(quoted + "\"");
}

Printer& Printer::label(const Text& t) {
  if (!t.text.empty() || t.span.file) text(t);
  if (!t.en.empty()) kw(Keyword::en).text({t.en, {}, {}, {}});
  if (!t.zh.empty()) kw(Keyword::zh).text({t.zh, {}, {}, {}});
  return *this;
}

void Printer::decimal(std::int64_t mantissa, std::uint8_t scale) {
  std::string digits = std::to_string(mantissa < 0 ? -mantissa : mantissa);
  if (scale > 0) {
    if (digits.size() <= scale) digits.insert(0, scale + 1u - digits.size(), '0');
    digits.insert(digits.size() - scale, 1, '.');
  }
  word(mantissa < 0 ? "-" + digits : digits);
}

Printer& Printer::number(const Number& n) {
  decimal(n.mantissa, n.scale);
  return *this;
}

Printer& Printer::percent(const Percent& p) {
  decimal(p.mantissa, p.scale);
  return glue("%");
}

Printer& Printer::date(const DateLiteral& d) { return word(shown(d.date)); }

Printer& Printer::instant(const InstantLiteral& i) {
  word(shown(i.date));
  const std::int64_t seconds = i.time_of_day_us / second_us;
  const std::int64_t fraction = i.time_of_day_us % second_us;
  std::string time = two(seconds / 3600) + ":" + two(seconds / 60 % 60);
  if (seconds % 60 != 0 || fraction != 0) time += ":" + two(seconds % 60);
  if (fraction != 0) {
    std::string digits = std::to_string(second_us + fraction).substr(1);
    while (digits.ends_with('0')) digits.pop_back();
    time += "." + digits;
  }
  if (i.offset_seconds) {
    const std::int32_t offset = *i.offset_seconds < 0 ? -*i.offset_seconds : *i.offset_seconds;
    time += (*i.offset_seconds < 0 ? "-" : "+") + two(offset / 3600) + ":" + two(offset / 60 % 60);
  }
  return word(time);
}

Printer& Printer::time(const TimeOfDay& t) { return word(two(t.minute / 60) + ":" + two(t.minute % 60)); }

Printer& Printer::quantity(const Quantity& q) { return q.parameter ? name(q.parameter) : number(q.number); }

Printer& Printer::span(const TimeSpan& s) {
  if (s.parameter) return name(s.parameter);
  word(std::to_string(s.amount));
  const Keyword unit = keyword_of(s.unit);
  return word(s.amount == 1 ? singular_of(unit, language_) : word_of(unit, language_));
}

Printer& Printer::value(const Value& v) {
  if (const auto* n = std::get_if<Name>(&v)) {
    return n->text == "yes" || n->text == "no" ? keyword_name(*n) : name(*n);
  }
  if (const auto* n = std::get_if<Number>(&v)) return number(*n);
  if (const auto* p = std::get_if<Percent>(&v)) return percent(*p);
  if (const auto* t = std::get_if<Text>(&v)) return text(*t);
  if (const auto* d = std::get_if<DateLiteral>(&v)) return date(*d);
  if (const auto* i = std::get_if<InstantLiteral>(&v)) return instant(*i);
  return span(std::get<TimeSpan>(v));
}

Printer& Printer::names(const std::vector<Name>& all) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0) glue(",");
    name(all[i]);
  }
  return *this;
}

Printer& Printer::event(const EventRef& e) {
  name(e.name);
  if (e.where) kw(Keyword::where).name(e.where->field).op(operator_of(e.where->op)).value(e.where->value);
  return *this;
}

Printer& Printer::events(const std::vector<EventRef>& all, Operator separator) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0 && separator == Operator::comma) glue(",");
    if (i > 0 && separator != Operator::comma) op(separator);
    event(all[i]);
  }
  return *this;
}

// `outer` is how tightly the surrounding operator binds: or 1, and 2, not 3.
Printer& Printer::condition(ExprId id, int outer) {
  const Expr& e = file_.exprs[id.value];
  switch (e.kind) {
    case ExprKind::disjunction:
    case ExprKind::conjunction: {
      const int binds = e.kind == ExprKind::disjunction ? 1 : 2;
      const bool brackets = outer > binds;
      if (brackets) word("(");
      condition(e.left, binds).kw(binds == 1 ? Keyword::or_ : Keyword::and_).condition(e.right, binds + 1);
      return brackets ? word(")") : *this;
    }
    case ExprKind::negation: return kw(Keyword::not_).condition(e.left, 3);
    case ExprKind::compare: return condition(e.left).op(operator_of(e.op)).condition(e.right);
    case ExprKind::grave:
      return condition(e.left).kw(e.strict ? Keyword::graver_than : Keyword::as_grave_as).value(*e.value);
    case ExprKind::known: return condition(e.left).kw(Keyword::is_known);
    case ExprKind::member: condition(e.left).kw(Keyword::in); return keys(e.values);
    case ExprKind::has: return kw(Keyword::has).event(e.event);
    case ExprKind::add:
    case ExprKind::subtract:
      return condition(e.left).op(e.kind == ExprKind::add ? Operator::plus : Operator::minus).condition(e.right);
    case ExprKind::literal: break;
  }
  return value(*e.value);
}

Printer& Printer::when(ExprId id) {
  if (id) kw(Keyword::when).condition(id);
  return *this;
}

Printer& Printer::anchor(const Anchor& a) {
  switch (a.kind) {
    case AnchorKind::trigger: return kw(Keyword::trigger);
    case AnchorKind::gate: return kw(Keyword::gate);
    case AnchorKind::show: return kw(Keyword::show);
    case AnchorKind::confirm: return kw(Keyword::confirm);
    case AnchorKind::event: break;
  }
  return event(a.event);
}

Printer& Printer::dated(const DatedAmount& d) {
  for (std::size_t i = 0; i < d.values.size(); ++i) {
    if (i > 0) kw(Keyword::until).instant(d.untils[i - 1]).kw(Keyword::then);
    if (const auto* s = std::get_if<TimeSpan>(&d.values[i])) {
      span(*s);
    } else {
      name(std::get<Name>(d.values[i]));
    }
  }
  return *this;
}

Printer& Printer::keys(const std::vector<Value>& all) {
  if (all.empty()) return kw(Keyword::otherwise);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0) glue(",");
    value(all[i]);
  }
  return *this;
}

Printer& Printer::limit_term(const LimitTerm& t) {
  switch (t.kind) {
    case LimitTermKind::amount: return dated(t.amount);
    case LimitTermKind::at_once: return kw(Keyword::at_once);
    case LimitTermKind::promised: return kw(Keyword::promised_by).name(t.fact);
    case LimitTermKind::by_fact: break;
  }
  kw(Keyword::by).name(t.fact).word("{");
  for (const LimitArm& arm : t.arms) keys(arm.keys).glue(":").dated(arm.amount);
  return word("}");
}

Printer& Printer::limit(const Limit& l) {
  kw(Keyword::limit);
  if (l.none_because) return kw(Keyword::none).kw(Keyword::because).label(*l.none_because);
  if (l.combine != Combine::single) kw(l.combine == Combine::earliest ? Keyword::earliest_of : Keyword::latest_of);
  for (std::size_t i = 0; i < l.terms.size(); ++i) {
    if (i > 0) glue(",");
    limit_term(l.terms[i]);
    if (l.terms[i].from) kw(Keyword::from).anchor(*l.terms[i].from);
  }
  if (l.from) kw(Keyword::from).anchor(*l.from);
  if (l.day_end == DayEnd::end_of_day) kw(Keyword::by).kw(Keyword::end_of_day);
  if (l.day_end == DayEnd::close_of_business) kw(Keyword::by).kw(Keyword::close_of_business);
  if (l.including_day_of_receipt) kw(Keyword::including_receipt);
  if (l.count) kw(Keyword::count).count(*l.count, l.roll);
  return *this;
}

Printer& Printer::count(Count c, std::optional<Roll> r) {
  kw(c == Count::civil ? Keyword::civil : c == Count::clock ? Keyword::clock : Keyword::inclusive);
  if (r) kw(Keyword::roll).kw(*r == Roll::wide ? Keyword::wide : *r == Roll::narrow ? Keyword::narrow : Keyword::none);
  return *this;
}

Printer& Printer::phase(const Phase& p) {
  switch (p.kind) {
    case PhaseKind::elapsed_percent: return kw(Keyword::elapsed).percent(*p.percent);
    case PhaseKind::elapsed_span: return kw(Keyword::elapsed).span(*p.time);
    case PhaseKind::remaining_span: return kw(Keyword::remaining).span(*p.time);
    case PhaseKind::remaining_percent: return kw(Keyword::remaining).percent(*p.percent);
    case PhaseKind::unanswered: return kw(Keyword::unanswered).number(*p.level);
    case PhaseKind::breached: break;
  }
  kw(Keyword::breached);
  if (p.time) kw(Keyword::by).span(*p.time);
  return *this;
}

Printer& Printer::calendar(const CalendarChoice& c) {
  kw(Keyword::calendar);
  if (c.arms.empty()) return name(c.calendar);
  kw(Keyword::by).name(c.fact).word("{");
  for (const auto& [chosen, calendar_name] : c.arms) keys(chosen).glue(":").name(calendar_name);
  return word("}");
}

Printer& Printer::breach(const Breach& b) {
  kw(Keyword::breach).kw(Keyword::violation);
  if (b.grade) kw(Keyword::grade).number(*b.grade);
  return *this;
}

Printer& Printer::type(const Type& t) {
  switch (t.kind) {
    case TypeKind::one_of:
    case TypeKind::some_of:
      kw(t.kind == TypeKind::one_of ? Keyword::one_of : Keyword::some_of);
      for (std::size_t i = 0; i < t.values.size(); ++i) {
        if (i > 0) glue(",");
        name(t.values[i]).label(t.value_labels[i]);
      }
      return *this;
    case TypeKind::yes_no: return kw(Keyword::yes_no);
    case TypeKind::number:
      kw(Keyword::number);
      if (t.first) number(*t.first).kw(Keyword::to).number(*t.last);
      return *this;
    case TypeKind::money: kw(Keyword::money); return t.currency ? word(t.currency.text) : *this;
    case TypeKind::date: return kw(Keyword::date);
    case TypeKind::instant: return kw(Keyword::instant);
    case TypeKind::id: return kw(Keyword::id);
    case TypeKind::text: return kw(Keyword::text);
    case TypeKind::span: break;
  }
  switch (t.span_unit) {
    case Unit::working_hours: return kw(Keyword::working_span);
    case Unit::calendar_days: return kw(Keyword::date_span);
    case Unit::working_days: return kw(Keyword::working_date_span);
    default: return kw(Keyword::elapsed_span);
  }
}

Printer& Printer::hours(const std::vector<Hours>& all) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0) glue(",");
    time(all[i].from).kw(Keyword::to).time(all[i].to);
  }
  return *this;
}

Printer& Printer::bands(const std::vector<WrittenBand>& all) {
  kw(Keyword::bands);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0) glue(",");
    name(all[i].name);
    if (all[i].at_most) op(Operator::less_equal);
    value(all[i].value);
  }
  return *this;
}

Printer& Printer::fields(const std::vector<std::pair<Name, Value>>& all) {
  if (all.empty()) return *this;
  word("{");
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0) glue(",");
    name(all[i].first).value(all[i].second);
  }
  return word("}");
}

}  // namespace bylaw::parse
