// Heads, and everything that is no rule.
#include "parse/fields.hpp"

namespace bylaw::parse {
namespace {

// `kind NAME "label"`, which opens every named block.
template <class Block>
void named(Reader& in, Block& out) {
  out.span = in.span();
  in.next();
  out.name = in.name();
  out.label = in.maybe_label().value_or(Text{});
}

std::uint8_t day_of(Keyword k) {
  return static_cast<std::uint8_t>(static_cast<unsigned>(k) - static_cast<unsigned>(Keyword::mon));
}

}  // namespace

void read_head(Reader& in, Calendar& out) { named(in, out); }
void read_head(Reader& in, CaseKind& out) { named(in, out); }
void read_head(Reader& in, Handbook& out) { named(in, out); }
void read_head(Reader& in, Duty& out) { named(in, out); }
void read_head(Reader& in, Disclosure& out) { named(in, out); }
void read_head(Reader& in, Record& out) { named(in, out); }
void read_head(Reader& in, Sequence& out) { named(in, out); }
void read_head(Reader& in, Routine& out) { named(in, out); }
void read_head(Reader& in, Kpi& out) { named(in, out); }
void read_head(Reader& in, Rating& out) { named(in, out); }
void read_head(Reader& in, Profile& out) { named(in, out); }

void read_head(Reader& in, Clause& out) {
  out.span = in.span();
  in.next();
  out.id = in.name();
  out.label = in.maybe_label().value_or(Text{});
  in.accept(Keyword::of);
  out.handbook = in.name();
}

void read_head(Reader& in, Ladder& out) {
  named(in, out);
  in.accept(Keyword::for_);
  out.duty = in.name();
}

void read_head(Reader& in, Matrix& out) {
  named(in, out);
  in.accept(Keyword::gives);
  out.gives = in.name();
}

void read_head(Reader& in, Table& out) {
  named(in, out);
  in.accept(Keyword::gives);
  out.gives = in.name();
}

void read_head(Reader& in, Prohibition& out) {
  out.forbid = in.is(Keyword::forbid);
  named(in, out);
}

void read_head(Reader& in, Test& out) {
  out.span = in.span();
  in.next();
  out.name = in.label();
}

void read(Reader& in, Use& out) {
  in.next();
  out.path = in.text();
}

void read(Reader& in, Role& out) {
  in.next();
  out.name = in.name();
  out.label = in.maybe_label().value_or(Text{});
}

void read(Reader& in, Grades& out) {
  named(in, out);
  out.first = in.number();
  in.accept(Keyword::to);
  out.last = in.number();
  in.accept(Keyword::highest);
  out.highest = in.number();
}

void read(Reader& in, Event& out) {
  named(in, out);
  in.accept(Keyword::on);
  out.cases = in.names();
  if (in.accept(Operator::open_brace)) out.fields = in.names();
}

void read(Reader& in, Parameter& out) {
  named(in, out);
  out.type = in.type();
  if (in.accept(Keyword::default_)) out.standard = in.value();
  if (in.accept(Keyword::because)) out.because = in.label();
}

void read_field(Reader& in, Calendar& out) {
  const Span all = in.span();
  switch (const Keyword k = in.keyword()) {
    case Keyword::zone: out.zone = in.text(); break;
    case Keyword::open: {
      Open open;
      open.span = all;
      open.first_day = open.last_day = day_of(in.keyword());
      if (in.accept(Keyword::to)) open.last_day = day_of(in.keyword());
      open.hours = in.hours();
      out.open.push_back(std::move(open));
      break;
    }
    case Keyword::off:
    case Keyword::work: {
      DatedException day;
      day.off = k == Keyword::off;
      day.span = all;
      day.from = day.to = in.date();
      if (in.accept(Keyword::to)) day.to = in.date();
      if (in.is(Shape::hours)) day.hours = in.hours();
      if (auto label = in.maybe_label()) day.label = *label;
      day.statutory = in.accept(Keyword::statutory);
      out.exceptions.push_back(std::move(day));
      break;
    }
    case Keyword::covers:
      out.covers_from = in.date();
      in.accept(Keyword::to);
      out.covers_to = in.date();
      break;
    case Keyword::count:
      out.count_span = all;
      out.count = in.count();
      out.roll = in.maybe_roll();
      break;
    default: out.published = in.instant(); break;
  }
}

void read_field(Reader& in, CaseKind& out) {
  if (in.is(TokenKind::name)) {
    Field field;
    field.name = in.name();
    field.label = in.maybe_label().value_or(Text{});
    field.type = in.type();
    field.optional = in.accept(Keyword::optional);
    out.fields.push_back(std::move(field));
    return;
  }
  const Keyword k = in.keyword();
  in.accept(Keyword::upon);
  (k == Keyword::ends ? out.ends : k == Keyword::withdrawn ? out.withdrawn : out.merged) = in.event();
}

void read_field(Reader& in, Handbook& out) {
  const Span all = in.span();
  switch (in.keyword()) {
    case Keyword::english: out.english = in.text(); break;
    case Keyword::edition: {
      Edition edition;
      edition.span = all;
      edition.name = in.text();
      in.accept(Keyword::in_force);
      in.accept(Keyword::from);
      edition.from = in.date();
      if (in.accept(Keyword::to)) edition.to = in.date();
      out.editions.push_back(std::move(edition));
      break;
    }
    case Keyword::calendar: out.calendar = in.name(); break;
    case Keyword::withdrawn:
      in.accept(Keyword::from);
      out.withdrawn = in.date();
      break;
    default: out.lateness = in.time_span(); break;
  }
}

void read_field(Reader& in, Clause& out) {
  switch (in.keyword()) {
    case Keyword::text: out.texts.push_back(in.label()); break;
    case Keyword::edition:
      do {
        out.editions.push_back(in.text());
      } while (in.accept(Operator::comma));
      out.retroactive = in.accept(Keyword::retroactive);
      break;
    case Keyword::not_encoded:
      in.accept(Keyword::because);
      out.not_encoded_because = in.label();
      break;
    default:
      out.shared = true;
      if (in.more()) out.shares = in.names();
      break;
  }
}

void read_field(Reader& in, Profile& out) {
  const auto because = [&in] {
    in.accept(Keyword::because);
    return in.label();
  };
  switch (in.keyword()) {
    case Keyword::use:
      for (Name& name : in.names()) out.use.push_back(std::move(name));
      break;
    case Keyword::set: {
      ProfileSet set;
      set.parameter = in.name();
      set.value = in.value();
      set.because = because();
      out.sets.push_back(std::move(set));
      break;
    }
    case Keyword::without: {
      ProfileWithout without;
      without.clause = in.name();
      without.because = because();
      out.without.push_back(std::move(without));
      break;
    }
    default: {
      ProfilePrefer prefer;
      prefer.preferred = in.name();
      in.accept(Keyword::over);
      prefer.over = in.name();
      prefer.because = because();
      out.prefers.push_back(std::move(prefer));
      break;
    }
  }
}

void read_field(Reader& in, Test& out) {
  const Span all = in.span();
  switch (in.keyword()) {
    case Keyword::profile: out.profile = in.name(); return;
    case Keyword::given: {
      Given given;
      given.span = all;
      given.case_kind = in.name();
      given.case_name = in.name();
      if (in.more()) given.fields = in.fields();
      out.given.push_back(std::move(given));
      return;
    }
    case Keyword::at: {
      TestEvent event;
      event.span = all;
      event.at = in.instant();
      event.event = in.name();
      if (in.is(TokenKind::name)) {
        event.case_name = std::move(event.event);
        event.event = in.name();
      }
      if (in.more()) event.fields = in.fields();
      out.steps.emplace_back(std::move(event));
      return;
    }
    case Keyword::until: out.steps.emplace_back(Until{in.instant()}); return;
    default: break;
  }
  Expect expect;
  expect.span = all;
  const auto dated = [&] {
    if (in.accept(Keyword::dated)) expect.dated = in.instant();
  };
  const auto of_case = [&] {
    if (in.accept(Keyword::of)) expect.case_name = in.name();
  };
  if (in.accept(Keyword::no)) {
    if (in.is(TokenKind::name)) {
      expect.kind = ExpectKind::no_rule;
      expect.rule = in.name();
    } else {
      const Keyword what = in.keyword();
      expect.kind = what == Keyword::forbidden ? ExpectKind::no_forbidden
                    : what == Keyword::breach  ? ExpectKind::no_breach
                                               : ExpectKind::no_level;
    }
    of_case();
  } else {
    expect.rule = in.name();
    of_case();
    const auto period = [&] {
      if (in.accept(Keyword::dated)) expect.period = in.date();
      if (in.is(Shape::fields)) expect.group = in.fields();
    };
    if (in.is(Shape::value)) {
      expect.kind = ExpectKind::figure;
      expect.figure = in.value();
      period();
      if (in.accept(Keyword::reached)) expect.reached = true;
      if (in.accept(Keyword::missed)) expect.reached = false;
      if (in.accept(Keyword::band)) expect.band = in.name();
    } else if (in.accept(Keyword::no_cases)) {
      expect.kind = ExpectKind::no_cases;
      period();
    } else if (in.accept(Keyword::level)) {
      expect.kind = ExpectKind::level;
      expect.number = in.number();
      dated();
    } else if (in.accept(Keyword::no)) {
      in.accept(Keyword::level);
      expect.kind = ExpectKind::no_level;
    } else if (in.accept(Keyword::warned)) {
      expect.kind = ExpectKind::warned;
      dated();
    } else if (in.accept(Keyword::retain_until)) {
      expect.kind = ExpectKind::retain_until;
      expect.dated = in.instant();
    } else if (in.accept(Keyword::grade)) {
      expect.kind = ExpectKind::grade;
      if (in.is(TokenKind::number)) {
        expect.number = in.number();
      } else {
        expect.state = in.name();
      }
    } else {
      expect.state = in.name();
      dated();
      if (in.accept(Keyword::because)) expect.because = in.name();
    }
  }
  out.steps.emplace_back(std::move(expect));
}

}  // namespace bylaw::parse
