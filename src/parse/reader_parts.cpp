// The parts that several kinds of rule share: limits, phases, calendars chosen by facts, types.
#include "parse/reader.hpp"

namespace bylaw::parse {

Anchor Reader::anchor() {
  Reader inside = enter();
  Anchor out;
  out.span = inside.span();
  if (inside.accept(Keyword::trigger)) {
    out.kind = AnchorKind::trigger;
  } else if (inside.accept(Keyword::gate)) {
    out.kind = AnchorKind::gate;
  } else if (inside.accept(Keyword::show)) {
    out.kind = AnchorKind::show;
  } else if (inside.accept(Keyword::confirm)) {
    out.kind = AnchorKind::confirm;
  } else {
    out.kind = AnchorKind::event;
    out.event = inside.event();
  }
  return out;
}

Amount Reader::amount() {
  if (is(Shape::span)) return time_span();
  return name();
}

DatedAmount Reader::dated() {
  Reader inside = enter();
  DatedAmount out;
  out.values.push_back(inside.amount());
  while (inside.accept(Keyword::until)) {
    out.untils.push_back(inside.instant());
    inside.accept(Keyword::then);
    out.values.push_back(inside.amount());
    check_length(out.values.size(), inside.span());
  }
  return out;
}

std::vector<Value> Reader::keys() {
  Reader inside = enter();
  std::vector<Value> out;
  if (inside.accept(Keyword::otherwise)) return out;
  while (inside.more()) {
    out.push_back(inside.value());
    inside.accept_comma();
    check_length(out.size(), inside.span());
  }
  return out;
}

LimitTerm Reader::limit_term() {
  Reader inside = enter();
  LimitTerm out;
  out.span = inside.span();
  if (inside.accept(Keyword::at_once)) {
    out.kind = LimitTermKind::at_once;
  } else if (inside.accept(Keyword::promised_by)) {
    out.kind = LimitTermKind::promised;
    out.fact = inside.name();
  } else if (inside.accept(Keyword::by)) {
    out.kind = LimitTermKind::by_fact;
    out.fact = inside.name();
    inside.accept(Operator::open_brace);
    while (inside.is(Shape::arm)) {
      Reader arm = inside.enter();
      LimitArm made;
      made.span = arm.span();
      made.keys = arm.keys();
      arm.accept(Operator::colon);
      made.amount = arm.dated();
      out.arms.push_back(std::move(made));
      check_length(out.arms.size(), out.span);
    }
  } else {
    out.kind = LimitTermKind::amount;
    out.amount = inside.dated();
  }
  return out;
}

Count Reader::count() {
  const Keyword k = keyword();
  return k == Keyword::clock ? Count::clock : k == Keyword::inclusive ? Count::inclusive : Count::civil;
}

std::optional<Roll> Reader::maybe_roll() {
  if (!accept(Keyword::roll)) return {};
  const Keyword k = keyword();
  return k == Keyword::wide ? Roll::wide : k == Keyword::narrow ? Roll::narrow : Roll::none;
}

Limit Reader::limit() {
  Reader inside = enter();
  Limit out;
  out.span = inside.span();
  inside.accept(Keyword::limit);
  if (inside.accept(Keyword::none)) {
    inside.accept(Keyword::because);
    out.none_because = inside.label();
    return out;
  }
  if (inside.is(Keyword::earliest_of) || inside.is(Keyword::latest_of)) {
    out.combine = inside.keyword() == Keyword::earliest_of ? Combine::earliest : Combine::latest;
    while (inside.is(Shape::limit_member)) {
      Reader member = inside.enter();
      LimitTerm term = member.limit_term();
      if (member.accept(Keyword::from)) term.from = member.anchor();
      out.terms.push_back(std::move(term));
      inside.accept_comma();
      check_length(out.terms.size(), out.span);
    }
  } else {
    out.terms.push_back(inside.limit_term());
    if (inside.accept(Keyword::from)) out.from = inside.anchor();
  }
  while (inside.more()) {
    if (inside.accept(Keyword::by)) {
      out.day_end = inside.keyword() == Keyword::end_of_day ? DayEnd::end_of_day : DayEnd::close_of_business;
    } else if (inside.accept(Keyword::including_receipt)) {
      out.including_day_of_receipt = true;
    } else {
      inside.accept(Keyword::count);
      out.count = inside.count();
      out.roll = inside.maybe_roll();
    }
  }
  return out;
}

Phase Reader::phase() {
  Reader inside = enter();
  Phase out;
  out.span = inside.span();
  const Keyword k = inside.keyword();
  if (k == Keyword::unanswered) {
    out.kind = PhaseKind::unanswered;
    out.level = inside.number();
  } else if (k == Keyword::breached) {
    out.kind = PhaseKind::breached;
    if (inside.accept(Keyword::by)) out.time = inside.time_span();
  } else if (inside.is(Shape::span) || inside.is(TokenKind::name)) {
    out.kind = k == Keyword::elapsed ? PhaseKind::elapsed_span : PhaseKind::remaining_span;
    out.time = inside.time_span();
  } else {
    out.kind = k == Keyword::elapsed ? PhaseKind::elapsed_percent : PhaseKind::remaining_percent;
    out.percent = inside.percent();
  }
  return out;
}

CalendarChoice Reader::calendar_choice() {
  Reader inside = enter();
  CalendarChoice out;
  out.span = inside.span();
  inside.accept(Keyword::calendar);
  if (!inside.accept(Keyword::by)) {
    out.calendar = inside.name();
    return out;
  }
  out.fact = inside.name();
  inside.accept(Operator::open_brace);
  while (inside.is(Shape::arm)) {
    Reader arm = inside.enter();
    std::vector<Value> chosen = arm.keys();
    arm.accept(Operator::colon);
    out.arms.emplace_back(std::move(chosen), arm.name());
    check_length(out.arms.size(), out.span);
  }
  return out;
}

Breach Reader::breach() {
  Reader inside = enter();
  Breach out;
  out.span = inside.span();
  inside.accept(Keyword::breach);
  out.violation = inside.accept(Keyword::violation);
  if (inside.accept(Keyword::grade)) out.grade = inside.number();
  return out;
}

Type Reader::type() {
  Reader inside = enter();
  Type out;
  out.span = inside.span();
  const auto range = [&] {
    out.kind = TypeKind::number;
    if (!inside.is(TokenKind::number)) return;
    out.first = inside.number();
    inside.accept(Keyword::to);
    out.last = inside.number();
  };
  if (inside.is(TokenKind::number)) {
    range();
    return out;
  }
  const auto of_span = [&](Unit unit) {
    out.kind = TypeKind::span;
    out.span_unit = unit;
  };
  switch (const Keyword k = inside.keyword()) {
    case Keyword::one_of:
    case Keyword::some_of:
      out.kind = k == Keyword::one_of ? TypeKind::one_of : TypeKind::some_of;
      while (inside.is(Shape::item)) {
        Reader item = inside.enter();
        out.values.push_back(item.name());
        out.value_labels.push_back(item.maybe_label().value_or(Text{}));
        inside.accept_comma();
        check_length(out.values.size(), out.span);
      }
      break;
    case Keyword::yes_no: out.kind = TypeKind::yes_no; break;
    case Keyword::number: range(); break;
    case Keyword::money:
      out.kind = TypeKind::money;
      if (inside.more()) out.currency = inside.name();
      break;
    case Keyword::date: out.kind = TypeKind::date; break;
    case Keyword::instant: out.kind = TypeKind::instant; break;
    case Keyword::id: out.kind = TypeKind::id; break;
    case Keyword::elapsed_span: of_span(Unit::minutes); break;
    case Keyword::working_span: of_span(Unit::working_hours); break;
    case Keyword::date_span: of_span(Unit::calendar_days); break;
    case Keyword::working_date_span: of_span(Unit::working_days); break;
    default: out.kind = TypeKind::text; break;
  }
  return out;
}

std::vector<Hours> Reader::hours() {
  Reader inside = enter();
  std::vector<Hours> out;
  while (inside.more()) {
    Hours one;
    one.from = inside.time();
    inside.accept(Keyword::to);
    one.to = inside.time();
    out.push_back(one);
    inside.accept_comma();
    check_length(out.size(), inside.span());
  }
  return out;
}

std::vector<WrittenBand> Reader::bands() {
  Reader inside = enter();
  std::vector<WrittenBand> out;
  while (inside.more()) {
    WrittenBand band;
    band.name = inside.name();
    band.at_most = inside.accept(Operator::less_equal);
    band.value = inside.value();
    out.push_back(std::move(band));
    inside.accept_comma();
    check_length(out.size(), inside.span());
  }
  return out;
}

std::vector<std::pair<Name, Value>> Reader::fields() {
  Reader inside = enter();
  std::vector<std::pair<Name, Value>> out;
  inside.accept(Operator::open_brace);
  while (inside.is(TokenKind::name)) {
    Name field = inside.name();
    out.emplace_back(std::move(field), inside.value());
    inside.accept_comma();
    check_length(out.size(), inside.span());
  }
  return out;
}

}  // namespace bylaw::parse
