#include <algorithm>
#include <limits>
#include "check/context.hpp"
#include "check/from_files.hpp"
namespace bylaw::check {
using diag::Kind;
namespace {
const char* word(Symbol s) {
  static const char* const words[] = {"calendar","role","scale of grades","case","event","handbook","clause","duty","ladder","table","parameter"};
  return words[static_cast<int>(s)];
}
Title title(const parse::Name& n, const parse::Text& l) { return {n.text, l.text, l.en, l.zh, n.span}; }
constexpr std::int64_t second = 1000000;
}
void Context::error(base::Span at, std::string message) { failed = true; sink.report(Kind::check_failed, at, {diag::Argument(std::move(message))}); }
std::uint32_t Context::find(Symbol kind, const parse::Name& name) {
  auto it = names.find(name.text);
  if (it == names.end()) { error(name.span, "`" + name.text + "` is not declared; a " + word(kind) + " is needed here"); return none_index; }
  if (it->second.kind != kind) { error(name.span, "`" + name.text + "` is a " + word(it->second.kind) + "; a " + word(kind) + " is needed here"); return none_index; }
  return it->second.index;
}
namespace {
struct Checker {
  Context& c; Tree& t;
  explicit Checker(Context& x) : c(x), t(x.tree) {}

  void declare(Symbol kind, const parse::Name& n, std::size_t index) {
    auto [it, fresh] = c.names.emplace(n.text, Entry{kind, static_cast<std::uint32_t>(index), n.span});
    if (!fresh && !(kind == Symbol::calendar && it->second.kind == Symbol::calendar)) c.error(n.span, "`" + n.text + "` is declared twice");
  }
  // ---- collect
  void rule(const parse::Rule& r, const parse::File& f, ClauseId cl) {
    if (auto* d = std::get_if<parse::Duty>(&r)) { declare(Symbol::duty, d->name, c.duties.size()); c.duties.push_back({d, &f, cl}); }
    else if (auto* l = std::get_if<parse::Ladder>(&r)) { declare(Symbol::ladder, l->name, c.ladders.size()); c.ladders.push_back({l, &f, cl}); }
    else if (auto* m = std::get_if<parse::Matrix>(&r)) { c.matrices.push_back({m, &f, cl}); }
    else if (auto* tb = std::get_if<parse::Table>(&r)) { c.tables.push_back({tb, &f, cl}); }
    else if (auto* p = std::get_if<parse::Parameter>(&r)) {
      declare(Symbol::parameter, p->name, t.parameters.size());
      c.parameters[p->name.text].push_back(p);
      Parameter out; out.title = title(p->name, p->label); out.clause = cl; out.because = p->because.text; t.parameters.push_back(out);
    } else c.error(std::visit([](auto& x) { return x.name.span; }, r), "this kind of rule is not supported");
  }
  void collect() {
    for (const auto& f : c.files) for (const auto& d : f.declarations) {
      if (auto* x = std::get_if<parse::Calendar>(&d)) {
        auto it = c.names.find(x->name.text);
        if (it == c.names.end()) { declare(Symbol::calendar, x->name, t.calendars.size()); Calendar cal; cal.title = title(x->name, x->label); t.calendars.push_back(cal); }
        c.calendars.push_back({x, &f, {}});
      } else if (auto* x2 = std::get_if<parse::Role>(&d)) { declare(Symbol::role, x2->name, t.roles.size()); t.roles.push_back({title(x2->name, x2->label)}); }
      else if (auto* g = std::get_if<parse::Grades>(&d)) { declare(Symbol::scale, g->name, t.scales.size()); t.scales.push_back({title(g->name, g->label), g->first.mantissa, g->last.mantissa, g->highest.mantissa}); }
      else if (auto* k = std::get_if<parse::CaseKind>(&d)) { declare(Symbol::case_kind, k->name, t.case_kinds.size()); CaseKind o; o.title = title(k->name, k->label); t.case_kinds.push_back(o); }
      else if (auto* e = std::get_if<parse::Event>(&d)) { declare(Symbol::event, e->name, t.events.size()); Event o; o.title = title(e->name, e->label); t.events.push_back(o); }
      else if (auto* h = std::get_if<parse::Handbook>(&d)) { declare(Symbol::handbook, h->name, t.handbooks.size()); Handbook o; o.title = title(h->name, h->label); o.english = h->english.text; t.handbooks.push_back(o); }
      else if (auto* cl = std::get_if<parse::Clause>(&d)) {
        declare(Symbol::clause, cl->id, t.clauses.size());
        Clause o; o.title = title(cl->id, cl->label); for (auto& x3 : cl->texts) o.texts.push_back(x3.text);
        if (cl->not_encoded_because) o.not_encoded_because = cl->not_encoded_because->text; o.shared = cl->shared;
        t.clauses.push_back(o);
        for (auto& r : cl->rules) rule(r, f, ClauseId{t.clauses.size() - 1});
      } else if (auto* r = std::get_if<parse::Rule>(&d)) rule(*r, f, {});
      else if (auto* te = std::get_if<parse::Test>(&d)) c.tests.push_back({te, &f, {}});
    }
  }
  // ---- vocabulary
  Type type(const parse::Type& p) {
    Type o;
    switch (p.kind) {
      case parse::TypeKind::one_of: case parse::TypeKind::some_of: {
        o.kind = p.kind == parse::TypeKind::one_of ? TypeKind::enumeration : TypeKind::set;
        Enumeration e; for (std::size_t i = 0; i < p.values.size(); ++i) e.values.push_back(title(p.values[i], i < p.value_labels.size() ? p.value_labels[i] : parse::Text{}));
        for (std::size_t i = 0; i < t.enumerations.size(); ++i) {
          auto& v = t.enumerations[i].values; if (v.size() == e.values.size() && std::equal(v.begin(), v.end(), e.values.begin(), [](auto& a, auto& b) { return a.name == b.name; })) { o.enumeration = EnumerationId{i}; }
        }
        if (!o.enumeration) { o.enumeration = EnumerationId{t.enumerations.size()}; t.enumerations.push_back(e); }
        o.last = static_cast<std::int64_t>(e.values.size()) - 1; break; }
      case parse::TypeKind::yes_no: o.kind = TypeKind::yes_no; o.last = 1; break;
      case parse::TypeKind::number: o.kind = TypeKind::number; o.first = p.first ? p.first->mantissa : INT64_MIN; o.last = p.last ? p.last->mantissa : INT64_MAX; break;
      case parse::TypeKind::money: o.kind = TypeKind::money; o.currency = p.currency ? p.currency.text : "CNY"; o.decimals = o.currency == "JPY" || o.currency == "KRW" ? 0 : 2; break;
      case parse::TypeKind::date: o.kind = TypeKind::date; break;
      case parse::TypeKind::instant: o.kind = TypeKind::instant; break;
      case parse::TypeKind::id: o.kind = TypeKind::id; break;
      case parse::TypeKind::text: o.kind = TypeKind::text; break;
      case parse::TypeKind::span: c.error(p.span, "a span is not a type of a field"); break;
    }
    return o;
  }
  void fields() {
    std::size_t k = 0;
    for (const auto& f : c.files) for (const auto& d : f.declarations) if (auto* x = std::get_if<parse::CaseKind>(&d)) {
      CaseKind& o = t.case_kinds[k++];
      for (auto& fd : x->fields) {
        Type ty = type(fd.type);
        auto it = c.facts.find(fd.name.text);
        if (it == c.facts.end()) {
          it = c.facts.emplace(fd.name.text, static_cast<std::uint32_t>(t.facts.size())).first;
          Fact fact; fact.title = title(fd.name, fd.label); fact.type = ty; fact.optional = fd.optional; t.facts.push_back(fact);
        } else if (!(t.facts[it->second].type == ty)) c.error(fd.name.span, "`" + fd.name.text + "` has another type elsewhere");
        o.fields.push_back(FactId{it->second});
      }
    }
    auto table = [&](const parse::Name& name, const parse::Text& label, const parse::Name& gives) {
      declare(Symbol::table, name, t.tables.size());
      Fact fact; fact.title = title(name, label); fact.table = TableId{t.tables.size()};
      auto it = c.names.find(gives.text);
      if (it == c.names.end() || it->second.kind != Symbol::scale) c.error(gives.span, "`" + gives.text + "` is not a scale of grades");
      else { fact.type.kind = TypeKind::grade; fact.type.scale = ScaleId{it->second.index}; fact.type.first = t.scales[it->second.index].first; fact.type.last = t.scales[it->second.index].last; }
      Table o; o.title = fact.title; o.gives = FactId{t.facts.size()};
      if (!c.facts.emplace(name.text, static_cast<std::uint32_t>(t.facts.size())).second) c.error(name.span, "`" + name.text + "` is declared twice");
      t.facts.push_back(fact); t.tables.push_back(o);
    };
    for (auto& m : c.matrices) table(m.ast->name, m.ast->label, m.ast->gives);
    for (auto& m : c.tables) table(m.ast->name, m.ast->label, m.ast->gives);
  }
  FactId fact(const parse::Name& n) {
    auto it = c.facts.find(n.text);
    if (it == c.facts.end()) { c.error(n.span, "`" + n.text + "` is not a field or a table"); return {}; }
    return FactId{it->second};
  }
  EventId event(const parse::Name& n) { auto i = c.find(Symbol::event, n); return i == none_index ? EventId{} : EventId{i}; }
  std::int64_t value(const parse::Value& v, const Type& ty) {
    auto bad = [&](const char* what) { c.error(parse::span_of(v), std::string("this is not ") + what); return std::int64_t{0}; };
    switch (ty.kind) {
      case TypeKind::enumeration: case TypeKind::set:
        if (auto* n = std::get_if<parse::Name>(&v)) { auto& vs = t.enumerations[ty.enumeration.value].values; for (std::size_t i = 0; i < vs.size(); ++i) if (vs[i].name == n->text) return static_cast<std::int64_t>(i); }
        return bad("a value of the enumeration");
      case TypeKind::yes_no: if (auto* n = std::get_if<parse::Name>(&v)) { if (n->text == "yes" || n->text == "是") return 1; if (n->text == "no" || n->text == "否") return 0; } return bad("yes or no");
      case TypeKind::number: case TypeKind::grade: if (auto* n = std::get_if<parse::Number>(&v)) if (n->scale == 0) { if (n->mantissa < ty.first || n->mantissa > ty.last) return bad("within the range"); return n->mantissa; } return bad("a whole number");
      case TypeKind::money: if (auto* n = std::get_if<parse::Number>(&v)) { std::int64_t m = n->mantissa; if (n->scale > ty.decimals) return bad("an amount of the currency"); for (int i = n->scale; i < ty.decimals; ++i) if (__builtin_mul_overflow(m, 10, &m)) return bad("an amount in range"); return m; } return bad("an amount of money");
      case TypeKind::date: if (auto* n = std::get_if<parse::DateLiteral>(&v)) return base::day_number(n->date); return bad("a date");
      case TypeKind::id: if (auto* n = std::get_if<parse::Number>(&v)) return n->mantissa; return bad("a number");
      case TypeKind::text: return std::get_if<parse::Text>(&v) && std::get<parse::Text>(v).text.empty() ? 0 : 1;
      case TypeKind::instant: if (auto* n = std::get_if<parse::InstantLiteral>(&v)) return std::int64_t{base::day_number(n->date)} * 86400 * second + n->time_of_day_us - (n->offset_seconds ? *n->offset_seconds : 8 * 3600) * second; return bad("an instant");
    }
    return 0;
  }
  EventMatch match(const parse::EventRef& e) {
    EventMatch o; o.event = event(e.name); o.span = e.span;
    if (e.where) { Where w; w.field = fact(e.where->field); w.op = static_cast<Compare>(e.where->op); if (w.field) w.value = value(e.where->value, t.facts[w.field.value].type); o.where = w; }
    return o;
  }
  void vocabulary() {
    std::size_t k = 0, e = 0;
    for (const auto& f : c.files) for (const auto& d : f.declarations) {
      if (auto* x = std::get_if<parse::CaseKind>(&d)) { CaseKind& o = t.case_kinds[k++]; if (x->ends) o.ends.push_back(match(x->ends)); if (x->withdrawn) o.withdrawn.push_back(match(x->withdrawn)); if (x->merged) o.merged.push_back(match(x->merged)); }
      else if (auto* v = std::get_if<parse::Event>(&d)) { Event& o = t.events[e++]; for (auto& n : v->cases) { auto i = c.find(Symbol::case_kind, n); if (i != none_index) o.cases.push_back(CaseKindId{i}); } for (auto& n : v->fields) { auto id = fact(n); if (id) o.fields.push_back(id); } }
    }
    for (auto& item : c.calendars) calendar(*item.ast);
    std::size_t h = 0, cl = 0;
    for (const auto& f : c.files) for (const auto& d : f.declarations) {
      if (auto* x = std::get_if<parse::Handbook>(&d)) { Handbook& o = t.handbooks[h++]; if (x->calendar) { auto i = c.find(Symbol::calendar, x->calendar); if (i != none_index) o.calendar = CalendarId{i}; }
        for (auto& ed : x->editions) o.editions.push_back({ed.name.text, base::day_number(ed.from.date), ed.to ? std::optional<std::int32_t>(base::day_number(ed.to->date)) : std::nullopt});
        if (x->lateness) o.lateness_us = span(*x->lateness).amount; }
      else if (auto* y = std::get_if<parse::Clause>(&d)) { Clause& o = t.clauses[cl++]; auto i = c.find(Symbol::handbook, y->handbook); if (i != none_index) o.handbook = HandbookId{i}; }
    }
  }
  void calendar(const parse::Calendar& a) {
    auto it = c.names.find(a.name.text); if (it == c.names.end() || it->second.kind != Symbol::calendar) return;
    calendar::Definition d; d.name = a.name.text; d.zone = a.zone.text;
    auto hours = [](const std::vector<parse::Hours>& hs) { std::vector<calendar::Hours> o; for (auto& h : hs) o.push_back({h.from.minute, h.to.minute}); return o; };
    for (auto& o : a.open) for (int day = o.first_day;; day = (day + 1) % 7) { auto& w = d.week[static_cast<std::size_t>(day)]; w.works = true; for (auto& h : hours(o.hours)) w.hours.push_back(h); if (day == o.last_day) break; }
    for (auto& x : a.exceptions) { calendar::Exception e; e.kind = x.off ? calendar::ExceptionKind::off : calendar::ExceptionKind::work; e.first = base::day_number(x.from.date); e.last = base::day_number(x.to.date); e.statutory = x.statutory; e.hours = hours(x.hours); e.label = x.label.text; d.exceptions.push_back(e); }
    if (a.covers_from) d.covers_first = base::day_number(a.covers_from->date);
    if (a.covers_to) d.covers_last = base::day_number(a.covers_to->date);
    if (a.count) d.count = static_cast<calendar::Count>(*a.count); if (a.roll) d.roll = static_cast<calendar::Roll>(*a.roll);
    if (a.published) d.published = std::int64_t{base::day_number(a.published->date)} * 86400 * second + a.published->time_of_day_us - (a.published->offset_seconds ? *a.published->offset_seconds : 0) * second;
    auto ps = calendar::problems(d);
    for (auto& p : ps) c.error(a.name.span, "calendar problem " + std::to_string(static_cast<int>(p.kind)));
    if (ps.empty()) t.calendars[it->second.index].editions.push_back(std::move(d));
  }
  // ---- spans
  TimeSpan span(const parse::TimeSpan& s) {
    std::int64_t unit = 1; TimeSpan o;
    switch (s.unit) {
      case parse::Unit::seconds: unit = second; break; case parse::Unit::minutes: unit = 60 * second; break; case parse::Unit::hours: unit = 3600 * second; break;
      case parse::Unit::working_minutes: o.kind = SpanKind::working; unit = 60 * second; break; case parse::Unit::working_hours: o.kind = SpanKind::working; unit = 3600 * second; break;
      case parse::Unit::calendar_days: o.kind = SpanKind::dates; break; case parse::Unit::weeks: o.kind = SpanKind::dates; unit = 7; break;
      case parse::Unit::months: o.kind = SpanKind::months; break; case parse::Unit::years: o.kind = SpanKind::months; unit = 12; break;
      case parse::Unit::working_days: o.kind = SpanKind::working_dates; break;
      case parse::Unit::bare_days: c.error(s.span, "say `working days` or `calendar days`"); break;
    }
    if (s.amount <= 0) c.error(s.span, "a span is more than nothing");
    if (__builtin_mul_overflow(s.amount, unit, &o.amount)) { c.error(s.span, "this span is too long"); o.amount = 1; }
    return o;
  }
  TimeSpan amount(const parse::Amount& a) {
    if (auto* s = std::get_if<parse::TimeSpan>(&a)) return span(*s);
    auto& n = std::get<parse::Name>(a); auto it = c.parameters.find(n.text);
    if (it == c.parameters.end()) { c.error(n.span, "`" + n.text + "` is not a parameter"); return {}; }
    auto& p = *it->second.front(); if (p.standard) if (auto* s = std::get_if<parse::TimeSpan>(&*p.standard)) return span(*s);
    c.error(n.span, "`" + n.text + "` is not a span of time"); return {};
  }
  LocalInstant local(const parse::InstantLiteral& i) { return {base::day_number(i.date), i.time_of_day_us, i.offset_seconds}; }
  DatedSpan dated(const parse::DatedAmount& a) { DatedSpan o; for (auto& v : a.values) o.values.push_back(amount(v)); for (auto& u : a.untils) o.untils.push_back(local(u)); return o; }
  // ---- conditions
  ConditionId add(Condition x) { t.conditions.push_back(std::move(x)); return ConditionId{t.conditions.size() - 1}; }
  TermId term(Term x) { t.terms.push_back(x); return TermId{t.terms.size() - 1}; }
  TermId operand(const parse::File& f, parse::ExprId id, const Type& hint, Type& out) {
    auto& e = f.exprs[id.value];
    if (e.kind == parse::ExprKind::add || e.kind == parse::ExprKind::subtract) {
      Type l, r; Term x; x.kind = e.kind == parse::ExprKind::add ? TermKind::add : TermKind::subtract; x.left = operand(f, e.left, hint, l); x.right = operand(f, e.right, l, r); out = l; out.first = INT64_MIN; out.last = INT64_MAX; return term(x);
    }
    if (e.value) if (auto* n = std::get_if<parse::Name>(&*e.value)) { auto it = c.facts.find(n->text); if (it != c.facts.end()) { Term x; x.kind = TermKind::fact; x.fact = FactId{it->second}; out = t.facts[it->second].type; return term(x); } }
    Term x; out = hint; if (e.value) x.constant = value(*e.value, hint); return term(x);
  }
  bool is_fact(const parse::File& f, parse::ExprId id) { auto& e = f.exprs[id.value]; if (e.kind != parse::ExprKind::literal) return true; if (!e.value) return false; auto* n = std::get_if<parse::Name>(&*e.value); return n && c.facts.count(n->text); }
  FactId fact_of(const parse::File& f, parse::ExprId id) { auto& e = f.exprs[id.value]; if (e.value) if (auto* n = std::get_if<parse::Name>(&*e.value)) return fact(*n); c.error(e.span, "a field or a table is needed here"); return {}; }
  ConditionId condition(const parse::File& f, parse::ExprId id) {
    if (!id) return {};
    auto& e = f.exprs[id.value]; Condition o; o.span = e.span;
    switch (e.kind) {
      case parse::ExprKind::disjunction: case parse::ExprKind::conjunction:
        o.kind = e.kind == parse::ExprKind::disjunction ? ConditionKind::disjunction : ConditionKind::conjunction; { auto l = condition(f, e.left), r = condition(f, e.right); o.parts = {l, r}; } break;
      case parse::ExprKind::negation: o.kind = ConditionKind::negation; o.parts = {condition(f, e.left)}; break;
      case parse::ExprKind::compare: {
        o.kind = ConditionKind::compare; o.op = static_cast<Compare>(e.op); Type l, r;
        if (!is_fact(f, e.left) && is_fact(f, e.right)) { o.right = operand(f, e.right, {}, r); o.left = operand(f, e.left, r, l); } else { o.left = operand(f, e.left, {}, l); o.right = operand(f, e.right, l, r); }
        if (l.kind == TypeKind::set && o.op == Compare::equal) c.error(e.span, "a set is asked with `in`"); break; }
      case parse::ExprKind::grave: {
        FactId x = fact_of(f, e.left); o.kind = ConditionKind::compare; if (!x) return {};
        auto& ty = t.facts[x.value].type; if (ty.kind != TypeKind::grade) { c.error(e.span, "this is not a grade"); return {}; }
        auto& sc = t.scales[ty.scale.value]; bool up = sc.highest == sc.last; o.op = up ? (e.strict ? Compare::greater : Compare::greater_equal) : (e.strict ? Compare::less : Compare::less_equal);
        Term a; a.kind = TermKind::fact; a.fact = x; Term b; b.constant = e.value ? value(*e.value, ty) : 0; o.left = term(a); o.right = term(b); break; }
      case parse::ExprKind::known: o.kind = ConditionKind::known; o.fact = fact_of(f, e.left); break;
      case parse::ExprKind::member: o.kind = ConditionKind::member; o.fact = fact_of(f, e.left); if (o.fact) for (auto& v : e.values) o.values.push_back(value(v, t.facts[o.fact.value].type)); break;
      case parse::ExprKind::has: o.kind = ConditionKind::has; o.event = event(e.event.name); break;
      default: {
        FactId x = fact_of(f, id); o.kind = ConditionKind::compare; if (!x) return {}; if (t.facts[x.value].type.kind != TypeKind::yes_no) c.error(e.span, "this is not yes or no");
        Term a; a.kind = TermKind::fact; a.fact = x; Term b; b.constant = 1; o.left = term(a); o.right = term(b); }
    }
    return add(std::move(o));
  }
  // ---- duties
  CalendarChoice choice(const std::optional<parse::CalendarChoice>& p, ClauseId cl) {
    CalendarChoice o;
    if (p && p->calendar) { auto i = c.find(Symbol::calendar, p->calendar); if (i != none_index) o.calendar = CalendarId{i}; return o; }
    if (p && p->fact) { o.fact = fact(p->fact); for (auto& [ks, n] : p->arms) { std::vector<std::int64_t> keys; if (o.fact) for (auto& k : ks) keys.push_back(value(k, t.facts[o.fact.value].type)); auto i = c.find(Symbol::calendar, n); if (i != none_index) o.arms.emplace_back(keys, CalendarId{i}); } return o; }
    if (cl && t.clauses[cl.value].handbook) o.calendar = t.handbooks[t.clauses[cl.value].handbook.value].calendar;
    return o;
  }
  Anchor anchor(const parse::Anchor& a) { Anchor o; if (a.kind == parse::AnchorKind::event) { o.kind = AnchorKind::event; o.event = match(a.event); } return o; }
  Phase phase(const parse::Phase& p) {
    Phase o; o.kind = static_cast<PhaseKind>(p.kind); o.span = p.span; if (p.time) o.time = span(*p.time);
    if (p.percent) { o.percent_mantissa = p.percent->mantissa; o.percent_scale = p.percent->scale; } if (p.level) o.level = p.level->mantissa; return o;
  }
  std::vector<RoleId> roles(const std::vector<parse::Name>& ns) { std::vector<RoleId> o; for (auto& n : ns) { auto i = c.find(Symbol::role, n); if (i != none_index) o.push_back(RoleId{i}); } return o; }
  Limit limit(const parse::Limit& l) {
    Limit o; o.span = l.span; if (l.none_because) { o.none = true; o.none_because = l.none_because->text; return o; }
    o.combine = static_cast<Combine>(l.combine); o.day_end = static_cast<DayEnd>(l.day_end); o.including_day_of_receipt = l.including_day_of_receipt;
    if (l.count) o.count = static_cast<calendar::Count>(*l.count); if (l.roll) o.roll = static_cast<calendar::Roll>(*l.roll);
    for (auto& x : l.terms) {
      LimitTerm y; y.kind = static_cast<LimitKind>(x.kind); y.span = x.span;
      if (x.kind == parse::LimitTermKind::amount) y.amount = dated(x.amount);
      if (x.fact) y.fact = fact(x.fact);
      for (auto& a : x.arms) { LimitArm b; if (y.fact) for (auto& k : a.keys) b.keys.push_back(value(k, t.facts[y.fact.value].type)); b.amount = dated(a.amount); y.arms.push_back(b); }
      if (x.from) y.from = anchor(*x.from); else if (l.from) y.from = anchor(*l.from);
      o.terms.push_back(y);
    }
    return o;
  }
  void intersect(std::vector<CaseKindId>& ks, const EventMatch& m, bool& first) {
    if (!m.event) return; auto& ev = t.events[m.event.value].cases;
    if (first) { ks = ev; first = false; return; }
    std::erase_if(ks, [&](CaseKindId k) { return std::find(ev.begin(), ev.end(), k) == ev.end(); });
  }
  void duty(const Item<parse::Duty>& item) {
    const parse::Duty& a = *item.ast; const parse::File& f = *item.file; Duty o; o.title = title(a.name, a.label); o.clause = item.clause;
    bool first = true;
    for (auto& x : a.triggers) { Trigger y; y.event = match(x.event); y.when = condition(f, x.when); intersect(o.cases, y.event, first); o.triggers.push_back(y); }
    if (a.triggers.empty()) c.error(a.name.span, "a duty needs a `trigger`");
    if (a.bearer) { auto i = c.find(Symbol::role, a.bearer); if (i != none_index) o.bearer = RoleId{i}; }
    for (auto& x : a.must) { o.must.push_back(match(x)); intersect(o.cases, o.must.back(), first); }
    o.must_when = condition(f, a.must_when); o.must_or_before = a.must_or_before; o.maintain = condition(f, a.maintain);
    if (a.limit) o.limit = limit(*a.limit); else c.error(a.name.span, "a duty needs a `limit`");
    o.calendar = choice(a.calendar, item.clause);
    if (a.not_before) { o.not_before = span(*a.not_before); if (a.not_before_from) o.not_before_from = anchor(*a.not_before_from); }
    for (auto& w : a.warns) o.warns.push_back({phase(w.phase), roles(w.notify)});
    for (auto& p : a.pauses) { Pause y; y.from = match(p.from); y.until = match(p.until); if (p.at_most) y.at_most = span(*p.at_most); o.pauses.push_back(y); }
    for (auto& x : a.cancels) o.cancels.push_back(match(x));
    for (auto& x : a.extensions) { Extend y; y.to = x.to; y.amount = span(x.amount); y.upon = match(x.upon); if (x.within) y.within = span(*x.within); if (x.cap) y.cap = span(*x.cap); o.extensions.push_back(y); }
    if (a.breach) { o.violation = a.breach->violation; if (a.breach->grade) o.violation_grade = a.breach->grade->mantissa; }
    if (a.regrade) o.regrade = static_cast<Regrade>(*a.regrade);
    if (a.reopen_upon) o.reopen_upon = match(a.reopen_upon); o.reopen = static_cast<Reopen>(a.reopen);
    o.triggers_mode = static_cast<Triggers>(a.triggers_mode); if (a.triggers_at_most) o.slots = static_cast<std::uint32_t>(a.triggers_at_most->mantissa);
    if (a.after_breach_continues) o.after_breach_continues = *a.after_breach_continues;
    if (a.cut_off) o.cut_off_minute = a.cut_off->minute;
    t.duties.push_back(o);
  }
  void ladder(const Item<parse::Ladder>& item) {
    const parse::Ladder& a = *item.ast; Ladder o; o.title = title(a.name, a.label); o.clause = item.clause; auto i = c.find(Symbol::duty, a.duty); if (i != none_index) o.duty = DutyId{i};
    for (auto& l : a.levels) { Level y; y.number = l.number.mantissa; y.notify = roles(l.notify); y.phase = phase(l.phase); if (l.reply_limit) y.reply_limit = span(*l.reply_limit); o.levels.push_back(y); }
    for (auto& e : a.answered_by) o.answered_by.push_back(match(e)); for (auto& e : a.stops) o.stops.push_back(match(e));
    if (a.repeat_every) o.repeat_every = span(*a.repeat_every); if (a.repeat_at_most) o.repeat_at_most = static_cast<std::uint32_t>(a.repeat_at_most->mantissa);
    o.highest_only = a.highest_only; o.at_any_hour = a.at_any_hour;
    if (a.calendar) o.calendar = choice(a.calendar, {}); else if (o.duty) o.calendar = t.duties[o.duty.value].calendar;
    t.ladders.push_back(o);
  }
  std::vector<CaseKindId> kinds_with(const std::vector<FactId>& fs) { std::vector<CaseKindId> o; for (std::size_t k = 0; k < t.case_kinds.size(); ++k) { bool all = true; for (auto x : fs) { auto& ft = t.facts[x.value]; if (ft.table) { auto& ks = t.tables[ft.table.value].cases; all &= std::find(ks.begin(), ks.end(), CaseKindId{k}) != ks.end(); } else { auto& v = t.case_kinds[k].fields; all &= std::find(v.begin(), v.end(), x) != v.end(); } } if (all) o.push_back(CaseKindId{k}); } return o; }
  void reads_term(TermId id, std::vector<FactId>& o) { if (!id) return; auto& x = t.terms[id.value]; if (x.kind == TermKind::fact) o.push_back(x.fact); reads_term(x.left, o); reads_term(x.right, o); }
  void reads(ConditionId id, std::vector<FactId>& o) { if (!id) return; auto& x = t.conditions[id.value]; for (auto p : x.parts) reads(p, o); reads_term(x.left, o); reads_term(x.right, o); if (x.fact) o.push_back(x.fact); }
  template <class A> void common(const parse::File& f, const A& a, Table& o, const Type& ty, std::vector<FactId>& rd) {
    auto& sc = t.scales[ty.scale.value]; (void)sc;
    for (auto& m : a.moves) { Move y; y.by = m.raise ? m.by.mantissa : -m.by.mantissa; y.when = condition(f, m.when); reads(y.when, rd); o.moves.push_back(y); }
    for (auto& m : a.overrides) { TableRow y; y.label = m.label.text; y.when = condition(f, m.when); y.then = value(m.then, ty); y.span = m.span; reads(y.when, rd); o.overrides.push_back(y); }
    if (a.otherwise) o.otherwise = value(*a.otherwise, ty);
  }
  void tables() {
    std::size_t k = 0;
    for (auto& item : c.matrices) {
      auto& a = *item.ast; Table o = t.tables[k]; o.clause = item.clause; o.is_matrix = true; const Type ty = t.facts[o.gives.value].type; std::vector<FactId> rd;
      o.rows_fact = fact(a.rows); o.cols_fact = fact(a.cols);
      if (!o.rows_fact || !o.cols_fact || ty.kind != TypeKind::grade) { ++k; continue; }
      auto& rt = t.facts[o.rows_fact.value].type; auto& ct = t.facts[o.cols_fact.value].type; rd = {o.rows_fact, o.cols_fact};
      o.columns = static_cast<std::size_t>(ct.last - ct.first + 1); o.grid.assign(o.columns * static_cast<std::size_t>(rt.last - rt.first + 1), 0);
      std::vector<std::int64_t> cols; for (auto& n : a.columns) cols.push_back(value(parse::Value{n}, ct));
      for (auto& r : a.grid) { auto row = value(parse::Value{r.key}, rt); for (std::size_t i = 0; i < r.cells.size() && i < cols.size(); ++i) if (r.cells[i]) o.grid[static_cast<std::size_t>(row) * o.columns + static_cast<std::size_t>(cols[i])] = value(*r.cells[i], ty); }
      common(*item.file, a, o, ty, rd); o.cases = kinds_with(rd); t.tables[k++] = o;
    }
    for (auto& item : c.tables) {
      auto& a = *item.ast; Table o = t.tables[k]; o.clause = item.clause; const Type ty = t.facts[o.gives.value].type; std::vector<FactId> rd; if (ty.kind != TypeKind::grade) { ++k; continue; }
      if (a.hit) o.hit = static_cast<Hit>(*a.hit);
      for (auto& r : a.rows) { TableRow y; y.label = r.label.text; y.when = condition(*item.file, r.when); y.then = value(r.then, ty); y.span = r.span; reads(y.when, rd); o.rows.push_back(y); }
      common(*item.file, a, o, ty, rd); o.cases = kinds_with(rd); t.tables[k++] = o;
    }
  }
  // ---- tests
  std::vector<FieldValue> values(const std::vector<std::pair<parse::Name, parse::Value>>& fs) { std::vector<FieldValue> o; for (auto& [n, v] : fs) { FactId x = fact(n); if (x) o.push_back({x, value(v, t.facts[x.value].type)}); } return o; }
  void test(const parse::Test& a) {
    Test o; o.name = a.name.text; o.span = a.span;
    for (auto& g : a.given) { auto i = c.find(Symbol::case_kind, g.case_kind); if (i != none_index) o.given.push_back({CaseKindId{i}, g.case_name.text, values(g.fields)}); }
    auto which = [&](const parse::Name& n) -> std::uint32_t { if (!n) return 0; for (std::size_t i = 0; i < o.given.size(); ++i) if (o.given[i].name == n.text) return static_cast<std::uint32_t>(i); c.error(n.span, "no case is called `" + n.text + "`"); return 0; };
    for (auto& s : a.steps) {
      Step y;
      if (auto* e = std::get_if<parse::TestEvent>(&s)) { y.kind = StepKind::event; y.at = local(e->at); y.given = which(e->case_name); y.event = event(e->event); y.fields = values(e->fields); y.span = e->span; }
      else if (auto* u = std::get_if<parse::Until>(&s)) { y.kind = StepKind::until; y.at = local(u->at); y.span = u->at.span; }
      else {
        auto& x = std::get<parse::Expect>(s); y.kind = StepKind::expect; y.span = x.span; y.given = which(x.case_name); if (x.dated) { y.dated = true; y.at = local(*x.dated); }
        y.state = x.state.text; y.because = x.because.text; if (x.number) y.number = x.number->mantissa;
        if (x.rule) { auto it = c.names.find(x.rule.text); if (it == c.names.end()) { c.error(x.rule.span, "`" + x.rule.text + "` is not declared"); continue; }
          if (it->second.kind == Symbol::duty) y.duty = DutyId{it->second.index}; else if (it->second.kind == Symbol::ladder) y.ladder = LadderId{it->second.index}; else if (it->second.kind == Symbol::table) y.fact = FactId{c.facts[x.rule.text]}; }
        switch (x.kind) { case parse::ExpectKind::state: y.expect = ExpectKind::duty_state; break; case parse::ExpectKind::level: y.expect = ExpectKind::level; break; case parse::ExpectKind::no_level: y.expect = ExpectKind::no_level; break; case parse::ExpectKind::no_breach: y.expect = ExpectKind::no_breach; break; case parse::ExpectKind::no_forbidden: y.expect = ExpectKind::no_forbidden; break; case parse::ExpectKind::warned: y.expect = ExpectKind::warned; break; default: y.expect = ExpectKind::fact; }
      }
      o.steps.push_back(y);
    }
    t.tests.push_back(o);
  }
  void run() {
    collect(); fields(); vocabulary();
    tables();
    for (auto& d : c.duties) duty(d);
    for (auto& l : c.ladders) ladder(l);
    for (auto& x : c.tests) test(*x.ast);
  }
};
}
std::optional<Tree> from_files(std::span<const parse::File> files, std::span<const base::SourceFile>, diag::Sink& sink) {
  Context c{files, sink, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, false};
  Checker checker(c); checker.run();
  if (c.failed || sink.has_errors()) return std::nullopt;
  return std::move(c.tree);
}
}
