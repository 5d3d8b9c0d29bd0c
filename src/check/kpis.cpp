// KPIs and ratings: what is measured, over which base, and whether targets and bands fit it.
#include <algorithm>

#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

constexpr std::int64_t minute_us = 60'000'000;
constexpr diag::Phrase a_percentage{"a percentage", "百分数"};
constexpr diag::Phrase a_number{"a number without a unit", "不带单位的数"};
constexpr diag::Phrase a_time{"a time in whole minutes, hours or days", "以整分钟、小时或天计的时间"};

std::int64_t power_of_ten(std::uint8_t scale) {
  std::int64_t power = 1;
  for (std::uint8_t i = 0; i < scale; ++i) power *= 10;
  return power;
}

bool falls(const Figure& before, const Figure& after) {
  return before.mantissa * power_of_ten(after.scale) > after.mantissa * power_of_ten(before.scale);
}

// Small enough that two of them can be compared across their scales.
bool fits(std::int64_t mantissa, std::uint8_t scale) { return scale <= 4 && mantissa <= 1'000'000'000'000; }

}  // namespace

std::optional<Figure> figure_of(Context& c, const parse::Value& value, const Kpi& kpi, base::Span span) {
  Figure figure;
  const auto refuse = [&](diag::Phrase expected) -> std::optional<Figure> {
    c.sink.report(Kind::target_unit, span, {kpi.title.name, expected});
    return std::nullopt;
  };
  if (kpi.measure == Aggregate::share) {
    const auto* percent = std::get_if<parse::Percent>(&value);
    if (percent == nullptr || !fits(percent->mantissa, percent->scale)) return refuse(a_percentage);
    figure.mantissa = percent->mantissa;
    figure.scale = percent->scale;
    return figure;
  }
  if (kpi.to && kpi.measure != Aggregate::count) {
    const auto* time = std::get_if<parse::TimeSpan>(&value);
    if (time == nullptr) return refuse(a_time);
    const TimeSpan read = span_of(c, *time);
    if (read.kind != SpanKind::elapsed || read.amount % minute_us != 0) return refuse(a_time);
    figure.mantissa = read.amount / minute_us;
    return figure;
  }
  const auto* number = std::get_if<parse::Number>(&value);
  if (number == nullptr || !fits(number->mantissa, number->scale)) return refuse(a_number);
  figure.mantissa = number->mantissa;
  figure.scale = number->scale;
  return figure;
}

namespace {

// From the best down: where more is better each begins below the one before it, where less is better it ends above it.
std::vector<Band> bands_of(Context& c, const std::vector<parse::WrittenBand>& written, const Kpi& kpi, const parse::Name& of) {
  std::vector<Band> bands;
  for (const parse::WrittenBand& band : written) {
    auto figure = figure_of(c, band.value, kpi, parse::span_of(band.value));
    if (!figure) continue;
    figure->op = band.at_most ? Compare::less_equal : Compare::greater_equal;
    if (!bands.empty()) {
      const Figure& before = bands.back().figure;
      const bool in_order = before.op == figure->op && (band.at_most ? falls(*figure, before) : falls(before, *figure));
      if (!in_order) c.sink.report(Kind::bands_out_of_order, parse::span_of(band.value), {of.text});
    }
    bands.push_back({band.name.text, *figure});
  }
  return bands;
}

class KpiReader {
 public:
  KpiReader(Context& c, const Item<parse::Kpi>& item) : c_(c), item_(item), a_(*item.ast) {}

  Kpi read() {
    c_.take_up(a_.name.text, {});
    kpi_.title = title_of(a_.name, a_.label);
    kpi_.clause = item_.clause;
    kpi_.measure = static_cast<Aggregate>(a_.measure);
    if (!a_.of && !a_.event) c_.sink.report(Kind::missing_field, a_.name.span, {a_.name.text, "measure"});
    if (a_.event) kpi_.event = match_of(c_, a_.event);
    if (a_.to) kpi_.to = match_of(c_, a_.to);
    kpi_.when = condition_of(c_, *item_.file, a_.when);
    if (a_.percentile) {
      kpi_.percentile = a_.percentile->mantissa;
      const bool good = a_.percentile->scale == 0 && kpi_.percentile >= 1 && kpi_.percentile <= 100;
      if (!good) c_.sink.report(Kind::bad_percentile, a_.percentile->span);
    }
    if (a_.of) a_.measure == parse::MeasureKind::share || a_.measure == parse::MeasureKind::count ? rule() : field();
    groups();
    if (a_.over) kpi_.over = static_cast<Window>(static_cast<std::uint8_t>(*a_.over) + 1);
    kpi_.calendar = calendar_of(c_, std::nullopt, item_.clause).calendar;
    for (const parse::ExprId e : a_.exclude) {
      if (const ConditionId id = condition_of(c_, *item_.file, e)) kpi_.exclude.push_back(id);
    }
    targets();
    cases();
    return std::move(kpi_);
  }

 private:
  void rule() {
    const auto entry = c_.names.find(a_.of.text);
    if (entry == c_.names.end()) {
      c_.find(Symbol::duty, a_.of);  // says what is near
      return;
    }
    const std::uint32_t i = entry->second.index;
    switch (entry->second.symbol) {
      case Symbol::duty: base_ = c_.tree.duties[i].cases; break;
      case Symbol::disclosure: base_ = c_.tree.disclosures[i].cases; break;
      case Symbol::record: base_ = c_.tree.records[i].cases; break;
      case Symbol::sequence: base_ = c_.tree.sequences[i].cases; break;
      case Symbol::routine: base_ = c_.tree.routines[i].cases; break;
      case Symbol::prohibition:
        base_ = c_.tree.prohibitions[i].cases;
        if (a_.measure == parse::MeasureKind::share) c_.sink.report(Kind::share_of_forbidden, a_.of.span, {a_.of.text});
        break;
      default:
        c_.sink.report(Kind::kpi_of_nothing_judged, a_.of.span, {a_.of.text}).note(diag::Note::declared_here, entry->second.span);
        return;
    }
    kpi_.rule = a_.of.text;
    kpi_.state = a_.state.text;
    const bool waived = kpi_.state == "waived" && entry->second.symbol == Symbol::duty;
    const bool verdict = waived || kpi_.state == "met" || kpi_.state == "met-late" || kpi_.state == "breached";
    const bool moving = kpi_.state == "pending" || kpi_.state == "running" || kpi_.state == "paused";
    const bool known = !moving && (waived || kpi_.state != "waived");
    if (a_.state && !(a_.measure == parse::MeasureKind::share ? verdict : known)) {
      c_.sink.report(Kind::kpi_state, a_.state.span, {a_.state.text});
    }
  }

  void field() {
    if (!a_.event) c_.sink.report(Kind::missing_field, a_.of.span, {a_.name.text, "at"});
    kpi_.fact = c_.find_fact(a_.of);
    if (!kpi_.fact) return;
    const TypeKind kind = c_.tree.facts[kpi_.fact.value].type.kind;
    if (kind != TypeKind::number && kind != TypeKind::money) {
      c_.sink.report(Kind::kpi_field, a_.of.span, {a_.of.text, diag::Phrase{"a number or money", "数值或金额字段"}});
    }
    if (!kpi_.event || !kpi_.event->event) return;
    const auto& fields = c_.tree.events[kpi_.event->event.value].fields;
    if (std::find(fields.begin(), fields.end(), kpi_.fact) == fields.end()) {
      c_.sink.report(Kind::field_not_carried, a_.of.span, {a_.event.name.text, a_.of.text});
    }
  }

  void groups() {
    for (const parse::Name& name : a_.by) {
      const FactId fact = c_.find_fact(name);
      if (!fact) continue;
      switch (c_.tree.facts[fact.value].type.kind) {
        case TypeKind::text:
        case TypeKind::set:
        case TypeKind::money:
        case TypeKind::instant:
          c_.sink.report(Kind::kpi_field, name.span, {name.text, diag::Phrase{"a field with values of its own to group by", "可用于分组的字段"}});
          break;
        default: kpi_.by.push_back(fact);
      }
    }
  }

  void targets() {
    if (a_.target) {
      kpi_.target = figure_of(c_, *a_.target, kpi_, parse::span_of(*a_.target));
      if (kpi_.target) kpi_.target->op = static_cast<Compare>(*a_.target_op);
    }
    if (a_.growth) {
      if (!fits(a_.growth->mantissa, a_.growth->scale)) c_.sink.report(Kind::target_unit, a_.growth->span, {a_.name.text, a_percentage});
      kpi_.growth = Figure{static_cast<Compare>(*a_.growth_op), a_.growth->mantissa, a_.growth->scale};
      if (kpi_.over == Window::all) c_.sink.report(Kind::growth_without_period, a_.growth->span, {a_.name.text});
    }
    kpi_.bands = bands_of(c_, a_.bands, kpi_, a_.name);
  }

  // An event that happens to several kinds of case counts in the first that its declaration names and that has all the facts, so it
  // counts once.
  void cases() {
    std::vector<FactId> facts = kpi_.by;
    for (const ConditionId e : kpi_.exclude) facts_read(c_.tree, e, facts);
    facts_read(c_.tree, kpi_.when, facts);
    if (kpi_.fact) facts.push_back(kpi_.fact);
    if (kpi_.rule.empty()) {
      std::vector<EventId> events;
      if (kpi_.event) events.push_back(kpi_.event->event);
      if (kpi_.to) events.push_back(kpi_.to->event);
      kpi_.cases = cases_of_rule(c_, a_.name, events, facts);
      if (kpi_.cases.size() > 1 && !events.empty()) {  // none where what it measures is wrong
        const std::vector<CaseKindId>& declared = c_.tree.events[events.front().value].cases;
        const auto common = [&](CaseKindId kind) { return std::find(kpi_.cases.begin(), kpi_.cases.end(), kind) != kpi_.cases.end(); };
        kpi_.cases = {*std::find_if(declared.begin(), declared.end(), common)};
      }
      return;
    }
    for (const CaseKindId kind : cases_with(c_.tree, facts)) {
      if (std::find(base_.begin(), base_.end(), kind) != base_.end()) kpi_.cases.push_back(kind);
    }
    if (kpi_.cases.size() != base_.size() && !c_.sink.has_errors()) {
      c_.sink.report(Kind::no_common_case, a_.name.span, {a_.name.text});
    }
  }

  Context& c_;
  const Item<parse::Kpi>& item_;
  const parse::Kpi& a_;
  Kpi kpi_;
  std::vector<CaseKindId> base_;
};

void read_rating(Context& c, const Item<parse::Rating>& item) {
  const parse::Rating& a = *item.ast;
  Rating out;
  out.title = title_of(a.name, a.label);
  out.clause = item.clause;
  if (a.of.empty()) c.sink.report(Kind::missing_field, a.name.span, {a.name.text, "of"});
  if (a.bands.empty()) c.sink.report(Kind::missing_field, a.name.span, {a.name.text, "bands"});
  std::int64_t whole = 0;  // in 1/10000 per cent
  bool weighted = a.of.size() > 1;
  for (const parse::RatingPart& part : a.of) {
    const auto index = c.find(Symbol::kpi, part.kpi);
    if (!index) return;
    RatingPart made{*index, {}};
    if (part.weight) {
      weighted = true;
      made.weight = Figure{Compare::equal, part.weight->mantissa, part.weight->scale};
      if (fits(part.weight->mantissa, part.weight->scale)) whole += part.weight->mantissa * (10'000 / power_of_ten(part.weight->scale));
    }
    if (!out.of.empty()) {
      const Kpi& first = c.tree.kpis[out.of.front().kpi];
      const Kpi& other = c.tree.kpis[*index];
      if (first.by != other.by || first.over != other.over || first.calendar != other.calendar) {
        c.sink.report(Kind::parts_apart, part.kpi.span, {first.title.name, other.title.name});
      }
    }
    out.of.push_back(made);
  }
  if (out.of.empty()) return;
  if (weighted && whole != 1'000'000) c.sink.report(Kind::bad_weights, a.of.front().kpi.span, {a.name.text});
  Kpi points;  // several together give points
  points.title = out.title;
  points.measure = Aggregate::count;
  out.bands = bands_of(c, a.bands, out.of.size() == 1 && !weighted ? c.tree.kpis[out.of.front().kpi] : points, a.name);
  c.tree.ratings.push_back(std::move(out));
}

}  // namespace

void check_kpis(Context& c) {
  for (const Item<parse::Kpi>& item : c.kpis) c.tree.kpis.push_back(KpiReader(c, item).read());
  for (const Item<parse::Rating>& item : c.ratings) read_rating(c, item);
}

}  // namespace bylaw::check
