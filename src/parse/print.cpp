#include "parse/print.hpp"

#include "parse/printer.hpp"

namespace bylaw::parse {
namespace {

class Blocks {
 public:
  Blocks(const File& file, base::Language language) : p(file, language) {}

  std::string take() { return p.take(); }

  void header(bool chinese) {
    p.kw(Keyword::bylaw).word("1").kw(Keyword::lang).kw(chinese ? Keyword::zh : Keyword::en);
    p.end_line();
  }

  void operator()(const Use& d) {
    line([&] { p.kw(Keyword::use).text(d.path); });
  }
  void operator()(const Role& d) {
    line([&] { p.kw(Keyword::role).name(d.name).label(d.label); });
  }

  void operator()(const Grades& d) {
    line([&] {
      p.kw(Keyword::grades).name(d.name).label(d.label).number(d.first).kw(Keyword::to).number(d.last);
      p.kw(Keyword::highest).number(d.highest);
    });
  }

  void operator()(const Event& d) {
    line([&] {
      p.kw(Keyword::event).name(d.name).label(d.label).kw(Keyword::on).names(d.cases);
      if (!d.fields.empty()) p.word("{").names(d.fields).word("}");
    });
  }

  void operator()(const Calendar& d) {
    head(Keyword::calendar, d);
    p.open();
    if (d.zone) line([&] { p.kw(Keyword::zone).text(d.zone); });
    for (const Open& o : d.open) {
      line([&] {
        p.kw(Keyword::open).kw(day(o.first_day));
        if (o.last_day != o.first_day) p.kw(Keyword::to).kw(day(o.last_day));
        p.hours(o.hours);
      });
    }
    for (const DatedException& e : d.exceptions) {
      line([&] {
        p.kw(e.off ? Keyword::off : Keyword::work).date(e.from);
        if (!(e.to.date == e.from.date)) p.kw(Keyword::to).date(e.to);
        p.hours(e.hours).label(e.label);
        if (e.statutory) p.kw(Keyword::statutory);
      });
    }
    if (d.covers_from) line([&] { p.kw(Keyword::covers).date(*d.covers_from).kw(Keyword::to).date(*d.covers_to); });
    if (d.count) line([&] { p.kw(Keyword::count).count(*d.count, d.roll); });
    if (d.published) line([&] { p.kw(Keyword::published).instant(*d.published); });
    p.close();
  }

  void operator()(const CaseKind& d) {
    head(Keyword::case_, d);
    p.open();
    for (const Field& f : d.fields) {
      line([&] {
        p.name(f.name).label(f.label).type(f.type);
        if (f.optional) p.kw(Keyword::optional);
      });
    }
    const auto upon = [&](Keyword k, const EventRef& e) {
      if (e) line([&] { p.kw(k).kw(Keyword::upon).event(e); });
    };
    upon(Keyword::ends, d.ends);
    upon(Keyword::withdrawn, d.withdrawn);
    upon(Keyword::merged, d.merged);
    p.close();
  }

  void operator()(const Handbook& d) {
    head(Keyword::handbook, d);
    p.open();
    if (d.english) line([&] { p.kw(Keyword::english).text(d.english); });
    for (const Edition& e : d.editions) {
      line([&] {
        p.kw(Keyword::edition).text(e.name).kw(Keyword::in_force).kw(Keyword::from).date(e.from);
        if (e.to) p.kw(Keyword::to).date(*e.to);
      });
    }
    if (d.calendar) line([&] { p.kw(Keyword::calendar).name(d.calendar); });
    if (d.lateness) line([&] { p.kw(Keyword::lateness).span(*d.lateness); });
    if (d.withdrawn) line([&] { p.kw(Keyword::withdrawn).kw(Keyword::from).date(*d.withdrawn); });
    p.close();
  }

  void operator()(const Clause& d) {
    p.kw(Keyword::clause).name(d.id).label(d.label).kw(Keyword::of).name(d.handbook);
    p.open();
    if (!d.editions.empty()) {
      line([&] {
        p.kw(Keyword::edition);
        for (std::size_t i = 0; i < d.editions.size(); ++i) {
          if (i > 0) p.op(Operator::comma);
          p.text(d.editions[i]);
        }
        if (d.retroactive) p.kw(Keyword::retroactive);
      });
    }
    for (const Text& t : d.texts) line([&] { p.kw(Keyword::text).label(t); });
    if (d.not_encoded_because) {
      line([&] { p.kw(Keyword::not_encoded).kw(Keyword::because).label(*d.not_encoded_because); });
    }
    if (d.shared) line([&] { p.kw(Keyword::shared).names(d.shares); });
    for (const Rule& r : d.rules) (*this)(r);
    p.close();
  }

  void operator()(const Rule& r) { std::visit(*this, r); }

  void operator()(const Duty& d) {
    head(Keyword::duty, d);
    p.open();
    if (d.exception_to) line([&] { p.kw(Keyword::exception_to).name(d.exception_to); });
    for (const Trigger& t : d.triggers) line([&] { p.kw(Keyword::trigger).event(t.event).when(t.when); });
    if (d.triggers_mode != Triggers::ignore) {
      line([&] {
        p.kw(Keyword::triggers).kw(d.triggers_mode == Triggers::each ? Keyword::each : Keyword::restart);
        if (d.triggers_at_most) p.kw(Keyword::at_most).quantity(*d.triggers_at_most);
      });
    }
    if (d.bearer) line([&] { p.kw(Keyword::bearer).name(d.bearer); });
    must(d.must, d.must_any ? Keyword::or_ : Keyword::and_, [&] {
      if (d.must_or_before) p.kw(Keyword::or_before);
      p.when(d.must_when);
    });
    if (d.maintain) line([&] { p.kw(Keyword::maintain).condition(d.maintain); });
    if (d.limit) line([&] { p.limit(*d.limit); });
    if (d.cut_off) line([&] { p.kw(Keyword::received_after).time(*d.cut_off).kw(Keyword::next_working_day); });
    if (d.calendar) line([&] { p.calendar(*d.calendar); });
    if (d.not_before)
      line([&] { p.kw(Keyword::not_before).span(*d.not_before).kw(Keyword::from).anchor(*d.not_before_from); });
    for (const Warn& w : d.warns) line([&] { p.kw(Keyword::warn).phase(w.phase).kw(Keyword::notify).names(w.notify); });
    if (d.pause_none) line([&] { p.kw(Keyword::pause).kw(Keyword::none); });
    for (const Pause& q : d.pauses) {
      line([&] {
        p.kw(Keyword::pause).event(q.from).kw(Keyword::until).event(q.until);
        if (q.at_most) p.kw(Keyword::at_most).span(*q.at_most).kw(Keyword::in_total);
      });
    }
    if (d.suspendable) line([&] { p.kw(Keyword::suspendable).kw(*d.suspendable ? Keyword::yes : Keyword::no); });
    for (const EventRef& e : d.cancels) line([&] { p.kw(Keyword::cancel).event(e); });
    for (const Extend& e : d.extensions) {
      line([&] {
        p.kw(Keyword::extend).kw(e.to ? Keyword::to : Keyword::by).span(e.amount).kw(Keyword::upon).event(e.upon);
        if (e.within) p.kw(Keyword::within).span(*e.within);
        if (e.cap) p.kw(Keyword::at_most).span(*e.cap);
        p.when(e.when);
      });
    }
    if (d.waive) {
      line([&] {
        p.kw(Keyword::waive).event(d.waive->upon).kw(Keyword::by).name(d.waive->by).kw(Keyword::because).name(d.waive->because);
        p.when(d.waive->when);
      });
    }
    if (d.breach) line([&] { p.breach(*d.breach); });
    if (d.regrade) {
      static constexpr Keyword modes[] = {Keyword::retarget, Keyword::restart, Keyword::unchanged,
                                          Keyword::tighten_only};
      line([&] { p.kw(Keyword::regrade).kw(modes[static_cast<std::size_t>(*d.regrade)]); });
    }
    if (d.reopen_upon) {
      static constexpr Keyword modes[] = {Keyword::continue_, Keyword::new_cycle, Keyword::from_start};
      line([&] {
        p.kw(Keyword::reopen).kw(Keyword::upon).event(d.reopen_upon).kw(modes[static_cast<std::size_t>(d.reopen)]);
      });
    }
    if (d.after_breach_continues) {
      line([&] { p.kw(Keyword::after_breach).kw(*d.after_breach_continues ? Keyword::continues : Keyword::ends); });
    }
    p.close();
  }

  void operator()(const Ladder& d) {
    p.kw(Keyword::ladder).name(d.name).label(d.label).kw(Keyword::for_).name(d.duty);
    p.open();
    for (const Level& l : d.levels) {
      line([&] {
        p.kw(Keyword::level).number(l.number).kw(Keyword::notify).names(l.notify).kw(Keyword::when).phase(l.phase);
        if (l.reply_limit) p.kw(Keyword::reply_limit).span(*l.reply_limit);
      });
    }
    if (!d.answered_by.empty()) line([&] { p.kw(Keyword::answered_by).events(d.answered_by, Operator::comma); });
    for (const EventRef& e : d.stops) line([&] { p.kw(Keyword::stop).event(e); });
    if (d.repeat_every)
      line([&] { p.kw(Keyword::repeat_every).span(*d.repeat_every).kw(Keyword::at_most).quantity(*d.repeat_at_most); });
    if (d.highest_only) line([&] { p.kw(Keyword::highest_only); });
    if (d.at_any_hour) line([&] { p.kw(Keyword::at_any_hour); });
    if (d.calendar) line([&] { p.calendar(*d.calendar); });
    p.close();
  }

  void operator()(const Matrix& d) {
    p.kw(Keyword::matrix).name(d.name).label(d.label).kw(Keyword::gives).name(d.gives);
    p.open();
    if (d.rows) line([&] { p.kw(Keyword::rows).name(d.rows); });
    if (d.cols) line([&] { p.kw(Keyword::cols).name(d.cols); });
    if (!d.columns.empty()) {
      p.kw(Keyword::grid);
      p.open();
      line([&] {
        for (const Name& n : d.columns) p.word("|").name(n);
      });
      for (const GridRow& row : d.grid) {
        line([&] {
          p.name(row.key);
          for (const auto& cell : row.cells) {
            p.word("|");
            if (cell) p.value(*cell);
          }
        });
      }
      p.close();
    }
    adjustments(d);
    p.close();
  }

  void operator()(const Table& d) {
    p.kw(Keyword::table).name(d.name).label(d.label).kw(Keyword::gives).name(d.gives);
    p.open();
    if (d.hit) line([&] { p.kw(Keyword::hit).kw(*d.hit == Hit::first ? Keyword::first : Keyword::unique); });
    for (const TableRow& r : d.rows) {
      line([&] { p.kw(Keyword::row).label(r.label).when(r.when).kw(Keyword::then).value(r.then); });
    }
    adjustments(d);
    p.close();
  }

  void operator()(const Disclosure& d) {
    head(Keyword::disclosure, d);
    p.open();
    if (d.gate) line([&] { p.kw(Keyword::gate).event(d.gate); });
    if (d.scope) line([&] { p.kw(Keyword::scope).condition(d.scope); });
    const auto ordered = [&](Keyword k, const EventRef& e, const std::vector<Order>& orders) {
      if (!e) return;
      line([&] {
        p.kw(k).event(e);
        for (const Order& o : orders) p.kw(o.before ? Keyword::before : Keyword::after).anchor(o.of);
      });
    };
    ordered(Keyword::show, d.show, d.show_order);
    ordered(Keyword::confirm, d.confirm, d.confirm_order);
    if (d.valid) line([&] { p.kw(Keyword::valid).span(*d.valid); });
    if (d.version) line([&] { p.kw(Keyword::version).text(d.version); });
    if (d.language) line([&] { p.kw(Keyword::language).text(d.language); });
    if (d.record) line([&] { p.kw(Keyword::record).name(d.record); });
    if (d.breach) line([&] { p.breach(*d.breach); });
    p.close();
  }

  void operator()(const Record& d) {
    head(Keyword::record, d);
    p.open();
    if (d.at) line([&] { p.kw(Keyword::at).event(d.at).when(d.when); });
    if (!d.fields.empty()) line([&] { p.kw(Keyword::fields).names(d.fields); });
    if (d.keep) line([&] { p.kw(Keyword::keep).span(*d.keep).kw(Keyword::from).event(d.keep_from); });
    if (d.destroyed_by) line([&] { p.kw(Keyword::destroyed_by).event(d.destroyed_by); });
    if (d.breach) line([&] { p.breach(*d.breach); });
    p.close();
  }

  void operator()(const Prohibition& d) {
    head(d.forbid ? Keyword::forbid : Keyword::allow, d);
    p.open();
    if (d.exception_to) line([&] { p.kw(Keyword::exception_to).name(d.exception_to); });
    if (d.event) line([&] { p.kw(Keyword::event).event(d.event).when(d.when); });
    if (d.more_than) {
      line([&] { p.kw(Keyword::more_than).number(*d.more_than).kw(Keyword::within).span(*d.within); });
    }
    for (const ExprId e : d.except) line([&] { p.kw(Keyword::except).condition(e); });
    if (d.breach) line([&] { p.breach(*d.breach); });
    p.close();
  }

  void operator()(const Sequence& d) {
    head(Keyword::sequence, d);
    p.open();
    if (!d.steps.empty()) line([&] { p.kw(Keyword::steps).events(d.steps, Operator::greater); });
    if (d.strict) line([&] { p.kw(Keyword::strict); });
    for (const Skip& s : d.skips) line([&] { p.kw(Keyword::skip).event(s.step).when(s.when); });
    if (d.breach) line([&] { p.breach(*d.breach); });
    p.close();
  }

  void operator()(const Routine& d) {
    head(Keyword::routine, d);
    p.open();
    if (d.for_case) line([&] { p.kw(Keyword::for_).name(d.for_case); });
    if (d.every) {
      line([&] {
        p.kw(Keyword::every).span(*d.every);
        if (d.since_last) p.kw(Keyword::since_last);
        if (d.from) p.kw(Keyword::from).anchor(*d.from);
      });
    }
    must(d.must, Keyword::and_, [] {});
    if (d.limit) line([&] { p.limit(*d.limit); });
    if (d.bearer) line([&] { p.kw(Keyword::bearer).name(d.bearer); });
    if (d.calendar) line([&] { p.calendar(*d.calendar); });
    if (d.breach) line([&] { p.breach(*d.breach); });
    p.close();
  }

  void operator()(const Kpi& d) {
    head(Keyword::kpi, d);
    p.open();
    if (d.of || d.event) {
      line([&] {
        p.kw(Keyword::measure);
        switch (d.measure) {
          case MeasureKind::share: p.kw(Keyword::share_of); break;
          case MeasureKind::mean: p.kw(Keyword::mean_of); break;
          case MeasureKind::count: p.kw(Keyword::count_of); break;
          case MeasureKind::percentile: p.kw(Keyword::percentile).number(*d.percentile).kw(Keyword::of); break;
        }
        if (d.to) {
          p.kw(Keyword::time_from).event(d.event).kw(Keyword::to).event(d.to);
        } else if (!d.of) {
          p.event(d.event);
          if (d.when) p.when(d.when);
        } else {
          p.name(d.of);
          if (d.state) p.keyword_name(d.state);
          if (d.event) p.kw(Keyword::at).event(d.event);
        }
      });
    }
    if (!d.by.empty()) line([&] { p.kw(Keyword::by).names(d.by); });
    if (d.over) {
      static constexpr Keyword windows[] = {Keyword::over_day, Keyword::over_month, Keyword::over_quarter,
                                            Keyword::over_year};
      line([&] { p.kw(windows[static_cast<std::size_t>(*d.over)]); });
    }
    if (d.target) line([&] { p.kw(Keyword::target).op(operator_of(*d.target_op)).value(*d.target); });
    if (d.growth) line([&] { p.kw(Keyword::growth).op(operator_of(*d.growth_op)).percent(*d.growth); });
    if (!d.bands.empty()) line([&] { p.bands(d.bands); });
    for (const ExprId e : d.exclude) line([&] { p.kw(Keyword::exclude).condition(e); });
    p.close();
  }

  void operator()(const Rating& d) {
    head(Keyword::rating, d);
    p.open();
    if (!d.of.empty()) {
      line([&] {
        p.kw(Keyword::of);
        for (std::size_t i = 0; i < d.of.size(); ++i) {
          if (i > 0) p.glue(",");
          p.name(d.of[i].kpi);
          if (d.of[i].weight) p.percent(*d.of[i].weight);
        }
      });
    }
    if (!d.bands.empty()) line([&] { p.bands(d.bands); });
    p.close();
  }

  void operator()(const Parameter& d) {
    line([&] {
      p.kw(Keyword::parameter).name(d.name).label(d.label).type(d.type);
      if (d.standard) p.kw(Keyword::default_).value(*d.standard);
      if (d.because) p.kw(Keyword::because).label(d.because);
    });
  }

  void operator()(const Profile& d) {
    head(Keyword::profile, d);
    p.open();
    if (!d.use.empty()) line([&] { p.kw(Keyword::use).names(d.use); });
    for (const ProfileSet& s : d.sets)
      line([&] { because(p.kw(Keyword::set).name(s.parameter).value(s.value), s.because); });
    for (const ProfileWithout& w : d.without) line([&] { because(p.kw(Keyword::without).name(w.clause), w.because); });
    for (const ProfilePrefer& f : d.prefers) {
      line([&] { because(p.kw(Keyword::prefer).name(f.preferred).kw(Keyword::over).name(f.over), f.because); });
    }
    p.close();
  }

  void operator()(const Test& d) {
    p.kw(Keyword::test).label(d.name);
    p.open();
    if (d.profile) line([&] { p.kw(Keyword::profile).name(d.profile); });
    for (const Given& g : d.given)
      line([&] { p.kw(Keyword::given).name(g.case_kind).name(g.case_name).fields(g.fields); });
    for (const TestStep& s : d.steps) line([&] { std::visit(*this, s); });
    p.close();
  }

  void operator()(const TestEvent& e) {
    p.kw(Keyword::at).instant(e.at);
    if (e.case_name) p.name(e.case_name);
    p.name(e.event).fields(e.fields);
  }

  void operator()(const Until& u) { p.kw(Keyword::until).instant(u.at); }

  void operator()(const Expect& e) {
    p.kw(Keyword::expect);
    if (e.kind == ExpectKind::no_forbidden || e.kind == ExpectKind::no_breach ||
        (e.kind == ExpectKind::no_level && !e.rule)) {
      p.kw(Keyword::no)
          .kw(e.kind == ExpectKind::no_forbidden ? Keyword::forbidden
              : e.kind == ExpectKind::no_breach  ? Keyword::breach
                                                 : Keyword::level);
      if (e.case_name) p.kw(Keyword::of).name(e.case_name);
      return;
    }
    if (e.kind == ExpectKind::no_rule) p.kw(Keyword::no);
    p.name(e.rule);
    if (e.case_name) p.kw(Keyword::of).name(e.case_name);
    switch (e.kind) {
      case ExpectKind::no_rule: break;
      case ExpectKind::retain_until: p.kw(Keyword::retain_until).instant(*e.dated); return;
      case ExpectKind::figure:
      case ExpectKind::no_cases:
        if (e.figure) p.value(*e.figure);
        else p.kw(Keyword::no_cases);
        if (e.period) p.kw(Keyword::dated).date(*e.period);
        p.fields(e.group);
        if (e.reached) p.kw(*e.reached ? Keyword::reached : Keyword::missed);
        if (e.band) p.kw(Keyword::band).name(e.band);
        return;
      case ExpectKind::level: p.kw(Keyword::level).number(*e.number); break;
      case ExpectKind::no_level: p.kw(Keyword::no).kw(Keyword::level); break;
      case ExpectKind::warned: p.kw(Keyword::warned); break;
      case ExpectKind::grade:
        p.kw(Keyword::grade);
        if (e.number) {
          p.number(*e.number);
        } else {
          p.name(e.state);
        }
        break;
      default: p.keyword_name(e.state); break;
    }
    if (e.dated) p.kw(Keyword::dated).instant(*e.dated);
    if (e.because) p.kw(Keyword::because).name(e.because);
  }

 private:
  template <class Write>
  void line(Write write) {
    write();
    p.end_line();
  }

  template <class Node>
  void head(Keyword k, const Node& d) {
    p.kw(k).name(d.name).label(d.label);
  }

  template <class Write>
  void must(const std::vector<EventRef>& events, Keyword between, Write rest) {
    if (events.empty()) return;
    p.kw(Keyword::must);
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (i > 0) p.kw(between);
      p.event(events[i]);
    }
    rest();
    p.end_line();
  }

  template <class Node>
  void adjustments(const Node& d) {
    for (const Move& m : d.moves)
      line([&] { p.kw(m.raise ? Keyword::raise : Keyword::lower).number(m.by).when(m.when); });
    for (const Override& o : d.overrides) {
      line([&] { p.kw(Keyword::override_).label(o.label).when(o.when).kw(Keyword::then).value(o.then); });
    }
    if (d.otherwise) line([&] { p.kw(Keyword::otherwise).value(*d.otherwise); });
  }

  void because(Printer& at, const Text& t) { at.kw(Keyword::because).label(t); }

  static Keyword day(std::uint8_t n) { return static_cast<Keyword>(static_cast<unsigned>(Keyword::mon) + n); }

  Printer p;
};

}  // namespace

std::string print(const File& file, base::Language language) {
  Blocks blocks(file, language);
  blocks.header(language == base::Language::chinese);
  for (const Declaration& d : file.declarations) std::visit([&](const auto& node) { blocks(node); }, d);
  return blocks.take();
}

std::string print(const File& file, ExprId condition, base::Language language) {
  Printer printer(file, language);
  printer.condition(condition);
  return printer.take();
}

std::string print(const Value& value, base::Language language) {
  const File none;
  Printer printer(none, language);
  printer.value(value);
  return printer.take();
}

}  // namespace bylaw::parse
