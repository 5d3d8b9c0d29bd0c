// The fields of every kind of rule.
#include "parse/fields.hpp"

namespace bylaw::parse {
namespace {

template <class Block>
void adjust(Reader& in, Block& out, Keyword lead, Span all) {
  if (lead == Keyword::otherwise) {
    out.otherwise = in.value();
  } else if (lead == Keyword::override_) {
    Override made;
    made.span = all;
    made.label = in.maybe_label().value_or(Text{});
    made.when = in.maybe_when();
    in.accept(Keyword::then);
    made.then = in.value();
    out.overrides.push_back(std::move(made));
  } else {
    Move move;
    move.span = all;
    move.raise = lead == Keyword::raise;
    move.by = in.number();
    move.when = in.maybe_when();
    out.moves.push_back(move);
  }
}

Warn read_warn(Reader& in, Span all) {
  Warn out;
  out.span = all;
  out.phase = in.phase();
  in.accept(Keyword::notify);
  out.notify = in.names();
  return out;
}

void read_pause(Reader& in, Duty& out, Span all) {
  if (in.accept(Keyword::none)) {
    out.pause_none = true;
    return;
  }
  Pause pause;
  pause.span = all;
  pause.from = in.event();
  in.accept(Keyword::until);
  pause.until = in.event();
  if (in.accept(Keyword::at_most)) pause.at_most = in.time_span();
  out.pauses.push_back(std::move(pause));
}

Extend read_extend(Reader& in, Span all) {
  Extend out;
  out.span = all;
  out.to = in.keyword() == Keyword::to;
  out.amount = in.time_span();
  in.accept(Keyword::upon);
  out.upon = in.event();
  if (in.accept(Keyword::within)) out.within = in.time_span();
  if (in.accept(Keyword::at_most)) out.cap = in.time_span();
  out.when = in.maybe_when();
  return out;
}

Waive read_waive(Reader& in, Span all) {
  Waive out;
  out.span = all;
  out.upon = in.event();
  in.accept(Keyword::by);
  out.by = in.name();
  in.accept(Keyword::because);
  out.because = in.name();
  out.when = in.maybe_when();
  return out;
}

Regrade regrade_of(Keyword k) {
  switch (k) {
    case Keyword::restart: return Regrade::restart;
    case Keyword::unchanged: return Regrade::unchanged;
    case Keyword::tighten_only: return Regrade::tighten_only;
    default: return Regrade::retarget;
  }
}

void read_reopen(Reader& in, Duty& out) {
  in.accept(Keyword::upon);
  out.reopen_upon = in.event();
  if (in.accept(Keyword::new_cycle)) out.reopen = Reopen::new_cycle;
  if (in.accept(Keyword::from_start)) out.reopen = Reopen::from_start;
}

void read_triggers(Reader& in, Duty& out) {
  switch (in.keyword()) {
    case Keyword::each:
      out.triggers_mode = Triggers::each;
      in.accept(Keyword::at_most);
      out.triggers_at_most = in.quantity();
      break;
    case Keyword::restart: out.triggers_mode = Triggers::restart; break;
    default: out.triggers_mode = Triggers::ignore; break;
  }
}

std::vector<Order> read_orders(Reader& in) {
  std::vector<Order> out;
  while (in.is(Shape::order)) {
    Reader inside = in.enter();
    Order order;
    order.before = inside.keyword() == Keyword::before;
    order.of = inside.anchor();
    out.push_back(std::move(order));
  }
  return out;
}

}  // namespace

void read_field(Reader& in, Duty& out) {
  if (in.is(Shape::limit)) {
    out.limit = in.limit();
    return;
  }
  if (in.is(Shape::calendar_choice)) {
    out.calendar = in.calendar_choice();
    return;
  }
  if (in.is(Shape::breach)) {
    out.breach = in.breach();
    return;
  }
  const Span all = in.span();
  switch (in.keyword()) {
    case Keyword::trigger: {
      Trigger trigger;
      trigger.span = all;
      trigger.event = in.event();
      trigger.when = in.maybe_when();
      out.triggers.push_back(std::move(trigger));
      break;
    }
    case Keyword::bearer: out.bearer = in.name(); break;
    case Keyword::must:
      out.must = in.events();
      while (in.accept(Keyword::or_)) {
        out.must_any = true;
        out.must.push_back(in.event());
      }
      out.must_or_before = in.accept(Keyword::or_before);
      out.must_when = in.maybe_when();
      break;
    case Keyword::maintain: out.maintain = in.condition(); break;
    case Keyword::not_before:
      out.not_before = in.time_span();
      in.accept(Keyword::from);
      out.not_before_from = in.anchor();
      break;
    case Keyword::warn: out.warns.push_back(read_warn(in, all)); break;
    case Keyword::pause: read_pause(in, out, all); break;
    case Keyword::suspendable: out.suspendable = in.keyword() == Keyword::yes; break;
    case Keyword::cancel: out.cancels.push_back(in.event()); break;
    case Keyword::waive: out.waive = read_waive(in, all); break;
    case Keyword::extend: out.extensions.push_back(read_extend(in, all)); break;
    case Keyword::regrade: out.regrade = regrade_of(in.keyword()); break;
    case Keyword::reopen: read_reopen(in, out); break;
    case Keyword::triggers: read_triggers(in, out); break;
    case Keyword::after_breach: out.after_breach_continues = in.keyword() == Keyword::continues; break;
    case Keyword::received_after: out.cut_off = in.time(); break;
    default: out.exception_to = in.name(); break;
  }
}

void read_field(Reader& in, Ladder& out) {
  if (in.is(Shape::calendar_choice)) {
    out.calendar = in.calendar_choice();
    return;
  }
  const Span all = in.span();
  switch (in.keyword()) {
    case Keyword::level: {
      Level level;
      level.span = all;
      level.number = in.number();
      in.accept(Keyword::notify);
      level.notify = in.names();
      in.accept(Keyword::when);
      level.phase = in.phase();
      if (in.accept(Keyword::reply_limit)) level.reply_limit = in.time_span();
      out.levels.push_back(std::move(level));
      break;
    }
    case Keyword::answered_by:
      for (EventRef& event : in.events()) out.answered_by.push_back(std::move(event));
      break;
    case Keyword::stop: out.stops.push_back(in.event()); break;
    case Keyword::repeat_every:
      out.repeat_every = in.time_span();
      in.accept(Keyword::at_most);
      out.repeat_at_most = in.quantity();
      break;
    case Keyword::highest_only: out.highest_only = true; break;
    default: out.at_any_hour = true; break;
  }
}

void read_field(Reader& in, Matrix& out) {
  const Span all = in.span();
  switch (const Keyword k = in.keyword()) {
    case Keyword::rows: out.rows = in.name(); break;
    case Keyword::cols: out.cols = in.name(); break;
    default: adjust(in, out, k, all); break;
  }
}

void read_columns(Reader& in, Matrix& out) {
  while (in.more()) {
    in.accept(Operator::bar);
    out.columns.push_back(in.name());
  }
}

void read_row(Reader& in, Matrix& out) {
  GridRow row;
  row.span = in.span();
  row.key = in.name();
  while (in.more()) {
    in.accept(Operator::bar);
    row.cells.emplace_back(in.value());
  }
  out.grid.push_back(std::move(row));
}

void read_field(Reader& in, Table& out) {
  const Span all = in.span();
  switch (const Keyword k = in.keyword()) {
    case Keyword::hit: out.hit = in.keyword() == Keyword::first ? Hit::first : Hit::unique; break;
    case Keyword::row: {
      TableRow row;
      row.span = all;
      row.label = in.maybe_label().value_or(Text{});
      row.when = in.maybe_when();
      in.accept(Keyword::then);
      row.then = in.value();
      out.rows.push_back(std::move(row));
      break;
    }
    default: adjust(in, out, k, all); break;
  }
}

void read_field(Reader& in, Disclosure& out) {
  if (in.is(Shape::breach)) {
    out.breach = in.breach();
    return;
  }
  switch (in.keyword()) {
    case Keyword::gate: out.gate = in.event(); break;
    case Keyword::scope: out.scope = in.condition(); break;
    case Keyword::show:
      out.show = in.event();
      out.show_order = read_orders(in);
      break;
    case Keyword::confirm:
      out.confirm = in.event();
      out.confirm_order = read_orders(in);
      break;
    case Keyword::valid: out.valid = in.time_span(); break;
    case Keyword::version: out.version = in.text(); break;
    case Keyword::language: out.language = in.text(); break;
    default: out.record = in.name(); break;
  }
}

void read_field(Reader& in, Record& out) {
  if (in.is(Shape::breach)) {
    out.breach = in.breach();
    return;
  }
  switch (in.keyword()) {
    case Keyword::at:
      out.at = in.event();
      out.when = in.maybe_when();
      break;
    case Keyword::fields: out.fields = in.names(); break;
    case Keyword::keep:
      out.keep = in.time_span();
      in.accept(Keyword::from);
      out.keep_from = in.event();
      break;
    default: out.destroyed_by = in.event(); break;
  }
}

void read_field(Reader& in, Prohibition& out) {
  if (in.is(Shape::breach)) {
    out.breach = in.breach();
    return;
  }
  switch (in.keyword()) {
    case Keyword::event:
      out.event = in.event();
      out.when = in.maybe_when();
      break;
    case Keyword::more_than:
      out.more_than = in.number();
      in.accept(Keyword::within);
      out.within = in.time_span();
      break;
    case Keyword::except: out.except.push_back(in.condition()); break;
    default: out.exception_to = in.name(); break;
  }
}

void read_field(Reader& in, Sequence& out) {
  if (in.is(Shape::breach)) {
    out.breach = in.breach();
    return;
  }
  switch (in.keyword()) {
    case Keyword::steps: out.steps = in.events(); break;
    case Keyword::strict: out.strict = true; break;
    default: {
      Skip skip;
      skip.step = in.event();
      skip.when = in.maybe_when();
      out.skips.push_back(std::move(skip));
      break;
    }
  }
}

void read_field(Reader& in, Routine& out) {
  if (in.is(Shape::limit)) {
    out.limit = in.limit();
    return;
  }
  if (in.is(Shape::calendar_choice)) {
    out.calendar = in.calendar_choice();
    return;
  }
  if (in.is(Shape::breach)) {
    out.breach = in.breach();
    return;
  }
  switch (in.keyword()) {
    case Keyword::for_: out.for_case = in.name(); break;
    case Keyword::every:
      out.every = in.time_span();
      out.since_last = in.accept(Keyword::since_last);
      if (in.accept(Keyword::from)) out.from = in.anchor();
      break;
    case Keyword::must: out.must = in.events(); break;
    default: out.bearer = in.name(); break;
  }
}

namespace {

void read_measure(Reader& in, Kpi& out) {
  switch (in.keyword()) {
    case Keyword::share_of: out.measure = MeasureKind::share; break;
    case Keyword::mean_of: out.measure = MeasureKind::mean; break;
    case Keyword::count_of: out.measure = MeasureKind::count; break;
    default:
      out.measure = MeasureKind::percentile;
      out.percentile = in.number();
      in.accept(Keyword::of);
      break;
  }
  if (in.accept(Keyword::time_from)) {
    out.event = in.event();
    in.accept(Keyword::to);
    out.to = in.event();
  } else if (in.is(Shape::event_ref)) {
    out.event = in.event();
    out.when = in.maybe_when();
  } else {
    out.of = in.name();
    if (in.accept(Keyword::at)) {
      out.event = in.event();
    } else if (in.more()) {
      out.state = in.name();
    }
  }
}

}  // namespace

void read_field(Reader& in, Kpi& out) {
  switch (in.keyword()) {
    case Keyword::measure: read_measure(in, out); break;
    case Keyword::by: out.by = in.names(); break;
    case Keyword::over_day: out.over = Window::calendar_day; break;
    case Keyword::over_month: out.over = Window::calendar_month; break;
    case Keyword::over_quarter: out.over = Window::calendar_quarter; break;
    case Keyword::over_year: out.over = Window::calendar_year; break;
    case Keyword::target:
      out.target_op = compare_of(in.next().op);
      out.target = in.value();
      break;
    case Keyword::growth:
      out.growth_op = compare_of(in.next().op);
      out.growth = in.percent();
      break;
    case Keyword::bands: out.bands = in.bands(); break;
    default: out.exclude.push_back(in.condition()); break;
  }
}

void read_field(Reader& in, Rating& out) {
  if (in.accept(Keyword::of)) {
    do {
      RatingPart part;
      part.kpi = in.name();
      if (in.is(TokenKind::percent)) part.weight = in.percent();
      out.of.push_back(std::move(part));
    } while (in.accept_comma());
  } else {
    in.accept(Keyword::bands);
    out.bands = in.bands();
  }
}

}  // namespace bylaw::parse
