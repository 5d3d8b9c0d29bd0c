#include <algorithm>

#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

constexpr std::int64_t second = 1000000;

struct UnitMeaning {
  SpanKind kind;
  std::int64_t amount;
};

UnitMeaning meaning_of(parse::Unit unit) {
  switch (unit) {
    case parse::Unit::seconds: return {SpanKind::elapsed, second};
    case parse::Unit::minutes: return {SpanKind::elapsed, 60 * second};
    case parse::Unit::hours: return {SpanKind::elapsed, 3600 * second};
    case parse::Unit::working_minutes: return {SpanKind::working, 60 * second};
    case parse::Unit::working_hours: return {SpanKind::working, 3600 * second};
    case parse::Unit::calendar_days: return {SpanKind::dates, 1};
    case parse::Unit::weeks: return {SpanKind::dates, 7};
    case parse::Unit::months: return {SpanKind::months, 1};
    case parse::Unit::years: return {SpanKind::months, 12};
    case parse::Unit::working_days: return {SpanKind::working_dates, 1};
    case parse::Unit::bare_days: break;
  }
  return {SpanKind::dates, 1};
}

// Longer spans than a century of hours or dates are slips, and would leave every calendar.
std::int64_t longest(SpanKind kind) {
  switch (kind) {
    case SpanKind::elapsed:
    case SpanKind::working: return std::int64_t{100} * 366 * 86400 * second;
    case SpanKind::dates:
    case SpanKind::working_dates: return 100 * 366;
    case SpanKind::months: return 100 * 12;
  }
  return 0;
}

// The value in force at the beginning of a day, for every trigger.
void keep_one(DatedSpan& dated, std::int32_t day) {
  const auto passed = [&](const LocalInstant& until) { return until.day < day || (until.day == day && until.time_of_day_us == 0); };
  const auto ahead = std::find_if_not(dated.untils.begin(), dated.untils.end(), passed);
  dated.values = {dated.values[static_cast<std::size_t>(ahead - dated.untils.begin())]};
  dated.untils.clear();
}

DatedSpan dated_of(Context& c, const parse::DatedAmount& amount) {
  DatedSpan dated;
  for (const parse::Amount& value : amount.values) dated.values.push_back(amount_of(c, value));
  for (const parse::InstantLiteral& until : amount.untils) {
    const LocalInstant at = local_of(until);
    if (!dated.untils.empty()) {
      const LocalInstant& before = dated.untils.back();
      if (at.day < before.day || (at.day == before.day && at.time_of_day_us <= before.time_of_day_us)) {
        c.sink.report(Kind::dates_out_of_order, until.span);
      }
    }
    dated.untils.push_back(at);
  }
  if (c.selection.as_of) keep_one(dated, *c.selection.as_of);
  return dated;
}

LimitTerm term_of(Context& c, const parse::LimitTerm& written, const parse::Limit& limit) {
  LimitTerm term;
  term.kind = static_cast<LimitKind>(written.kind);
  term.span = written.span;
  if (written.from) term.from = anchor_of(c, *written.from);
  else if (limit.from) term.from = anchor_of(c, *limit.from);
  if (written.kind == parse::LimitTermKind::amount) term.amount = dated_of(c, written.amount);
  if (!written.fact) return term;
  term.fact = c.find_fact(written.fact);
  if (!term.fact) return term;
  const Type& type = c.tree.facts[term.fact.value].type;
  if (written.kind == parse::LimitTermKind::promised) {
    if (type.kind != TypeKind::date && type.kind != TypeKind::instant) {
      c.sink.report(Kind::date_needed, written.fact.span, {written.fact.text});
    }
    return term;
  }
  std::vector<std::vector<std::int64_t>> keys;
  for (const parse::LimitArm& arm : written.arms) {
    term.arms.push_back({keys_of(c, arm.keys, term.fact), dated_of(c, arm.amount)});
    keys.push_back(term.arms.back().keys);
  }
  check_arms(c, keys, term.fact, written.span);
  return term;
}

}  // namespace

std::int64_t quantity_of(Context& c, const parse::Quantity& quantity) {
  if (!quantity.parameter) return quantity.number.scale == 0 ? quantity.number.mantissa : 0;
  const auto index = c.find(Symbol::parameter, quantity.parameter);
  if (!index) return 1;
  const parse::Value* value = c.parameter_value(quantity.parameter, *index);
  if (value == nullptr) return 1;
  const auto* number = std::get_if<parse::Number>(value);
  if (number != nullptr && number->scale == 0 && c.parameters[*index].ast->type.kind == parse::TypeKind::number) return number->mantissa;
  c.sink.report(Kind::not_a_quantity, quantity.span, {quantity.parameter.text})
      .note(diag::Note::declared_here, c.parameters[*index].ast->name.span);
  return 1;
}

TimeSpan span_of(Context& c, const parse::TimeSpan& written) {
  if (written.parameter) return amount_of(c, written.parameter);
  if (written.unit == parse::Unit::bare_days) c.sink.report(Kind::unitless_span, written.span, {written.amount});
  const UnitMeaning meaning = meaning_of(written.unit);
  TimeSpan span{meaning.kind, 1};
  if (written.amount <= 0) {
    c.sink.report(Kind::empty_span, written.span);
    return span;
  }
  if (__builtin_mul_overflow(written.amount, meaning.amount, &span.amount) || span.amount > longest(meaning.kind)) {
    c.sink.report(Kind::overlong_span, written.span);
    span.amount = 1;
  }
  return span;
}

TimeSpan amount_of(Context& c, const parse::Amount& amount) {
  if (const auto* span = std::get_if<parse::TimeSpan>(&amount)) return span_of(c, *span);
  const parse::Name& name = std::get<parse::Name>(amount);
  const auto index = c.find(Symbol::parameter, name);
  if (!index) return {};
  const parse::Parameter& parameter = *c.parameters[*index].ast;
  if (parameter.type.kind != parse::TypeKind::span) {
    c.sink.report(Kind::not_a_span, name.span, {name.text}).note(diag::Note::declared_here, parameter.name.span);
    return {};
  }
  const parse::Value* value = c.parameter_value(name, *index);
  const auto* span = value == nullptr ? nullptr : std::get_if<parse::TimeSpan>(value);
  if (span != nullptr) return span_of(c, *span);
  // What stands in for it is of its kind: nothing is judged with it.
  return {meaning_of(parameter.type.span_unit).kind, meaning_of(parameter.type.span_unit).amount};
}

LocalInstant local_of(const parse::InstantLiteral& instant) {
  return {base::day_number(instant.date), instant.time_of_day_us, instant.offset_seconds};
}

Anchor anchor_of(Context& c, const parse::Anchor& written) {
  Anchor anchor;
  switch (written.kind) {
    case parse::AnchorKind::trigger: break;
    case parse::AnchorKind::event:
      anchor.kind = AnchorKind::event;
      anchor.event = match_of(c, written.event);
      break;
    default: c.sink.report(Kind::no_such_anchor, written.span); break;
  }
  return anchor;
}

Phase phase_of(Context& c, const parse::Phase& written) {
  Phase phase;
  phase.kind = static_cast<PhaseKind>(written.kind);
  phase.span = written.span;
  if (written.time) phase.time = span_of(c, *written.time);
  if (written.percent) {
    phase.percent_mantissa = written.percent->mantissa;
    phase.percent_scale = written.percent->scale;
    std::int64_t most = 1000;
    for (std::uint8_t i = 0; i < phase.percent_scale; ++i) most *= 10;
    if (phase.percent_mantissa <= 0 || phase.percent_mantissa > most || phase.percent_scale > 6) {
      c.sink.report(Kind::bad_percentage, written.percent->span);
    }
  }
  if (written.level) phase.level = written.level->mantissa;
  const bool remaining = phase.kind == PhaseKind::remaining_span || phase.kind == PhaseKind::elapsed_span;
  if (remaining && phase.time.kind == SpanKind::months) c.sink.report(Kind::months_remaining, written.span);
  return phase;
}

std::vector<std::int64_t> keys_of(Context& c, const std::vector<parse::Value>& written, FactId fact) {
  std::vector<std::int64_t> keys;
  if (!fact) return keys;
  const Fact& f = c.tree.facts[fact.value];
  for (const parse::Value& value : written) {
    if (const auto key = value_of(c, value, f.type, f.title.name)) keys.push_back(*key);
  }
  return keys;
}

void check_arms(Context& c, const std::vector<std::vector<std::int64_t>>& arms, FactId fact, base::Span span) {
  const Fact& f = c.tree.facts[fact.value];
  const Type& type = f.type;
  const bool countable = type.kind == TypeKind::enumeration || type.kind == TypeKind::grade || type.kind == TypeKind::yes_no ||
                         (type.kind == TypeKind::number && type.last - type.first < 256 && type.last >= type.first);
  if (!countable) {
    c.sink.report(Kind::not_countable, span, {f.title.name});
    return;
  }
  std::vector<std::string> missing;
  const bool others = std::any_of(arms.begin(), arms.end(), [](const auto& keys) { return keys.empty(); });
  for (std::int64_t value = type.first; value <= type.last; ++value) {
    std::size_t hits = 0;
    for (const auto& keys : arms) hits += static_cast<std::size_t>(std::count(keys.begin(), keys.end(), value));
    const std::string word = type.kind == TypeKind::enumeration ? c.tree.enumerations[type.enumeration.value].values[static_cast<std::size_t>(value)].name
                                                                : std::to_string(value);
    if (hits > 1) c.sink.report(Kind::arm_twice, span, {word});
    const bool starts = c.triggers == nullptr || std::any_of(c.triggers->begin(), c.triggers->end(), [&](const Trigger& t) {
                          return can_hold(c.tree, t.when, fact, value);
                        });
    if (hits == 0 && !others && starts) missing.push_back(word);
  }
  if (!missing.empty() && !c.sink.has_errors()) c.sink.report(Kind::missing_arm, span, {diag::quoted_list(missing)});
}

Limit limit_of(Context& c, const parse::Limit& written) {
  Limit limit;
  limit.span = written.span;
  if (written.none_because) {
    limit.none = true;
    limit.none_because = written.none_because->text;
    return limit;
  }
  limit.combine = static_cast<Combine>(written.combine);
  for (const parse::LimitTerm& term : written.terms) limit.terms.push_back(term_of(c, term, written));
  limit.day_end = static_cast<DayEnd>(written.day_end);
  limit.including_day_of_receipt = written.including_day_of_receipt;
  if (written.count) limit.count = static_cast<calendar::Count>(*written.count);
  if (written.roll) limit.roll = static_cast<calendar::Roll>(*written.roll);
  return limit;
}

CalendarChoice calendar_of(Context& c, const std::optional<parse::CalendarChoice>& written, ClauseId clause) {
  CalendarChoice choice;
  if (!written) {
    if (clause && c.tree.clauses[clause.value].handbook) {
      choice.calendar = c.tree.handbooks[c.tree.clauses[clause.value].handbook.value].calendar;
    } else if (!clause && c.tree.calendars.size() == 1) {
      choice.calendar = CalendarId{std::size_t{0}};  // a rule outside any clause: the only calendar there is
    }
    return choice;
  }
  if (written->calendar) {
    if (const auto index = c.find(Symbol::calendar, written->calendar)) choice.calendar = CalendarId{*index};
    return choice;
  }
  choice.fact = c.find_fact(written->fact);
  if (!choice.fact) return choice;
  std::vector<std::vector<std::int64_t>> keys;
  for (const auto& [arm, name] : written->arms) {
    keys.push_back(keys_of(c, arm, choice.fact));
    if (const auto index = c.find(Symbol::calendar, name)) choice.arms.emplace_back(keys.back(), CalendarId{*index});
  }
  check_arms(c, keys, choice.fact, written->fact.span);
  return choice;
}

}  // namespace bylaw::check
