#include <algorithm>
#include <iterator>

#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

constexpr std::int64_t second = 1000000;

// ISO 4217: currencies without minor units, and those with three.
std::uint8_t decimals_of(std::string_view currency) {
  constexpr std::string_view none[] = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
                                       "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"};
  constexpr std::string_view three[] = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
  if (std::find(std::begin(none), std::end(none), currency) != std::end(none)) return 0;
  return std::find(std::begin(three), std::end(three), currency) != std::end(three) ? 3 : 2;
}

EnumerationId enumeration_of(Context& c, const parse::Type& type) {
  Enumeration e;
  for (std::size_t i = 0; i < type.values.size(); ++i) {
    const parse::Name& name = type.values[i];
    for (std::size_t j = 0; j < i; ++j) {
      if (type.values[j].text == name.text) c.sink.report(Kind::duplicate_name, name.span, {name.text});
    }
    e.values.push_back(title_of(name, i < type.value_labels.size() ? type.value_labels[i] : parse::Text{}));
  }
  // The same values are the same enumeration: a field that two kinds of case declare has one type.
  for (std::size_t i = 0; i < c.tree.enumerations.size(); ++i) {
    const auto& known = c.tree.enumerations[i].values;
    if (std::equal(known.begin(), known.end(), e.values.begin(), e.values.end(),
                   [](const Title& a, const Title& b) { return a.name == b.name; })) {
      return EnumerationId{i};
    }
  }
  c.tree.enumerations.push_back(std::move(e));
  return EnumerationId{c.tree.enumerations.size() - 1};
}

diag::Phrase phrase_of(TypeKind kind) {
  switch (kind) {
    case TypeKind::enumeration:
    case TypeKind::set: return {"one of its values", "其取值之一"};
    case TypeKind::yes_no: return {"`yes` or `no`", "`是`或`否`"};
    case TypeKind::number: return {"a whole number in its range", "范围内的整数"};
    case TypeKind::money: return {"an amount of its currency", "该币种的金额"};
    case TypeKind::date: return {"a date", "日期"};
    case TypeKind::instant: return {"a date and time", "日期时刻"};
    case TypeKind::id: return {"a whole number", "整数"};
    case TypeKind::text: return {"a text", "文本"};
    case TypeKind::grade: return {"a grade of its scale", "等级表中的等级"};
  }
  return {"", ""};
}

std::optional<std::int64_t> amount_of_money(const parse::Number& number, std::uint8_t decimals) {
  if (number.scale > decimals) return std::nullopt;
  std::int64_t amount = number.mantissa;
  for (std::uint8_t i = number.scale; i < decimals; ++i) {
    if (__builtin_mul_overflow(amount, 10, &amount)) return std::nullopt;
  }
  return amount;
}

// A time without an offset is in the zone of the first handbook's calendar, else of the first calendar, else UTC.
std::int64_t instant_of(const Tree& tree, const parse::InstantLiteral& at) {
  const std::int32_t day = base::day_number(at.date);
  const std::int64_t local = std::int64_t{day} * 86400 * second + at.time_of_day_us;
  if (at.offset_seconds) return local - *at.offset_seconds * second;
  const Calendar* calendar = tree.calendars.empty() ? nullptr : &tree.calendars.front();
  if (!tree.handbooks.empty() && tree.handbooks.front().calendar) {
    calendar = &tree.calendars[tree.handbooks.front().calendar.value];
  }
  if (calendar == nullptr || calendar->editions.empty()) return local;
  return calendar::instant_in(calendar->editions.front().zone, day, at.time_of_day_us).value_or(local);
}

}  // namespace

std::optional<std::int64_t> convert(const Tree& tree, const parse::Value& value, const Type& type) {
  const auto* name = std::get_if<parse::Name>(&value);
  const auto* number = std::get_if<parse::Number>(&value);
  switch (type.kind) {
    case TypeKind::enumeration:
    case TypeKind::set: {
      if (name == nullptr) return std::nullopt;
      const auto& values = tree.enumerations[type.enumeration.value].values;
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i].name == name->text) return static_cast<std::int64_t>(i);
      }
      return std::nullopt;
    }
    case TypeKind::yes_no:
      if (name != nullptr && name->text == "yes") return 1;
      if (name != nullptr && name->text == "no") return 0;
      return std::nullopt;
    case TypeKind::number:
    case TypeKind::grade:
      if (number == nullptr || number->scale != 0) return std::nullopt;
      if (number->mantissa < type.first || number->mantissa > type.last) return std::nullopt;
      return number->mantissa;
    case TypeKind::money: return number == nullptr ? std::nullopt : amount_of_money(*number, type.decimals);
    case TypeKind::id: return number == nullptr || number->scale != 0 ? std::nullopt : std::optional(number->mantissa);
    case TypeKind::date:
      if (const auto* date = std::get_if<parse::DateLiteral>(&value)) return base::day_number(date->date);
      return std::nullopt;
    case TypeKind::instant:
      if (const auto* at = std::get_if<parse::InstantLiteral>(&value)) return instant_of(tree, *at);
      return std::nullopt;
    case TypeKind::text:
      if (const auto* text = std::get_if<parse::Text>(&value)) return text->text.empty() ? 0 : 1;
      return std::nullopt;
  }
  return std::nullopt;
}

Type type_of(Context& c, const parse::Type& written) {
  Type type;
  switch (written.kind) {
    case parse::TypeKind::one_of:
    case parse::TypeKind::some_of:
      type.kind = written.kind == parse::TypeKind::one_of ? TypeKind::enumeration : TypeKind::set;
      if (type.kind == TypeKind::set && written.values.size() > 62) c.sink.report(Kind::too_many_values, written.span, {62});
      type.enumeration = enumeration_of(c, written);
      type.last = static_cast<std::int64_t>(written.values.size()) - 1;
      break;
    case parse::TypeKind::yes_no:
      type.kind = TypeKind::yes_no;
      type.last = 1;
      break;
    case parse::TypeKind::number:
      type.kind = TypeKind::number;
      type.first = written.first ? written.first->mantissa : INT64_MIN;
      type.last = written.last ? written.last->mantissa : INT64_MAX;
      if (type.first > type.last) c.sink.report(Kind::empty_range, written.span);
      break;
    case parse::TypeKind::money:
      type.kind = TypeKind::money;
      type.currency = written.currency ? written.currency.text : "CNY";
      type.decimals = decimals_of(type.currency);
      break;
    case parse::TypeKind::date: type.kind = TypeKind::date; break;
    case parse::TypeKind::instant: type.kind = TypeKind::instant; break;
    case parse::TypeKind::id: type.kind = TypeKind::id; break;
    case parse::TypeKind::text: type.kind = TypeKind::text; break;
    case parse::TypeKind::span: c.sink.report(Kind::span_as_field, written.span); break;
  }
  return type;
}

namespace {

// The parameter's value, read as a value of `type`: of one kind, or a whole number as a grade or an id.
std::optional<std::int64_t> value_of_parameter(Context& c, const parse::Name& name, const Type& type, std::string_view of) {
  const std::uint32_t index = c.names.find(name.text)->second.index;
  const parse::Parameter& parameter = *c.parameters[index].ast;
  const Type own = parameter.type.kind == parse::TypeKind::span ? Type{} : type_of(c, parameter.type);
  const bool counts = own.kind == TypeKind::number && (type.kind == TypeKind::grade || type.kind == TypeKind::id);
  const bool alike = parameter.type.kind != parse::TypeKind::span && (counts || own.kind == type.kind) && own.currency == type.currency;
  const parse::Value* value = c.parameter_value(name, index);
  if (alike && value == nullptr) return type.first;
  const auto converted = alike ? convert(c.tree, *value, type) : std::nullopt;
  if (!converted) {
    c.sink.report(Kind::unlike_types, name.span, {name.text, std::string(of)})
        .note(diag::Note::declared_here, parameter.name.span);
  }
  return converted;
}

}  // namespace

std::optional<std::int64_t> value_of(Context& c, const parse::Value& value, const Type& type, std::string_view of) {
  const auto converted = convert(c.tree, value, type);
  if (converted) return converted;
  if (const auto* name = std::get_if<parse::Name>(&value); name != nullptr && c.is_parameter(*name)) {
    return value_of_parameter(c, *name, type, of);
  }
  diag::Diagnostic& found =
      c.sink.report(Kind::type_mismatch, parse::span_of(value), {std::string(of), phrase_of(type.kind)});
  const auto* name = std::get_if<parse::Name>(&value);
  if (name != nullptr && (type.kind == TypeKind::enumeration || type.kind == TypeKind::set)) {
    std::vector<std::string> candidates;
    for (const Title& title : c.tree.enumerations[type.enumeration.value].values) candidates.push_back(title.name);
    found.suggest(diag::closest(name->text, candidates));
  }
  return std::nullopt;
}

EventMatch match_of(Context& c, const parse::EventRef& event) {
  EventMatch match;
  match.event = c.find_event(event.name);
  match.span = event.span;
  if (!event.where) return match;
  Where where;
  where.field = c.find_fact(event.where->field);
  where.op = static_cast<Compare>(event.where->op);
  if (!where.field) return match;
  const Fact& fact = c.tree.facts[where.field.value];
  if (match.event) {
    const auto& fields = c.tree.events[match.event.value].fields;
    if (std::find(fields.begin(), fields.end(), where.field) == fields.end()) {
      c.sink.report(Kind::field_not_carried, event.where->field.span, {event.name.text, event.where->field.text});
    }
  }
  if (const auto value = value_of(c, event.where->value, fact.type, fact.title.name)) where.value = *value;
  match.where = where;
  return match;
}

Violation violation_of(const std::optional<parse::Breach>& breach) {
  Violation violation;
  if (!breach) return violation;
  violation.is = breach->violation;
  if (breach->grade) violation.grade = breach->grade->mantissa;
  return violation;
}

}  // namespace bylaw::check
