// KPIs and ratings as lines: each figure, what was counted in it, and what stands apart.
#include <algorithm>

#include "explain/figures.hpp"
#include "explain/kpi_printers.hpp"
#include "explain/telling.hpp"

namespace bylaw::explainer {

namespace {

using eval::board::Item;
using eval::board::Part;
using program::KpiMeasure;
using program::none;

constexpr std::size_t items_told = 100;  // under one heading

class KpiTeller {
 public:
  KpiTeller(Telling& t, const KpiExplanation& from, const KpiNames& names)
      : t_(t), p_(t.program()), from_(from), names_(names),
        wall_(t.wall(from.kpi != nullptr && from.kpi->calendar != none ? from.kpi->calendar : t.program().zone_calendar)) {}

  void tell() {
    RuleExplanation rule;
    rule.rule = from_.rule;
    t_.head(rule);
    if (from_.kpi != nullptr) purpose(*from_.kpi);
    if (from_.lines.empty()) t_.line(say(Phrase::kpi_none));
    for (const KpiLine& line : from_.lines) tell(line);
    t_.text += '\n';
  }

 private:
  std::string say(Phrase phrase, std::initializer_list<std::string_view> arguments = {}) const { return t_.say(phrase, arguments); }
  std::string rule_name(std::uint32_t rule) const { return named(p_.rules[rule].title, t_.language); }
  std::string comma() const { return t_.language == Language::chinese ? "，" : ", "; }

  // ---- What it measures

  std::string event(const program::KpiEvent& of) const {
    std::string text = named(p_.events[of.event].title, t_.language);
    if (of.where.fact == none) return text;
    Need need;
    need.fact = of.where.fact;
    need.op = of.where.op;
    need.value = of.where.value;
    return text + say(Phrase::in_brackets, {needs_text(p_, {need}, t_.language)});
  }

  std::string measure(const program::KpiProgram& kpi) const {
    const std::string state = kpi.state == 0 ? say(Phrase::kpi_judged)
                              : kpi.state == program::kpi_waived ? say(Phrase::kpi_waived)
                                                                 : state_word(t_.language, static_cast<State>(kpi.state));
    switch (kpi.measure) {
      case KpiMeasure::share:
        return kpi.of != none ? say(Phrase::kpi_share_rule, {rule_name(kpi.of), state}) : say(Phrase::kpi_share_event, {event(kpi.event)});
      case KpiMeasure::count:
        if (kpi.of != none) return say(Phrase::kpi_count_rule, {rule_name(kpi.of), state});
        return say(kpi.when.count == 0 ? Phrase::kpi_count_event : Phrase::kpi_count_event_when, {event(kpi.event)});
      case KpiMeasure::mean:
      case KpiMeasure::percentile: break;
    }
    const std::string what = kpi.to.event != none ? say(Phrase::kpi_time, {event(kpi.event), event(kpi.to)})
                                                  : say(Phrase::kpi_fact_at, {named(p_.facts[kpi.fact].title, t_.language), event(kpi.event)});
    if (kpi.measure == KpiMeasure::mean) return say(Phrase::kpi_mean, {what});
    return say(Phrase::kpi_percentile, {what, std::to_string(kpi.percentile)});
  }

  void purpose(const program::KpiProgram& kpi) {
    std::string text = measure(kpi);
    std::string by;
    for (std::uint32_t i = 0; i < kpi.by.count; ++i) {
      by += (by.empty() ? "" : comma()) + named(p_.facts[p_.index_lists[kpi.by.first + i]].title, t_.language);
    }
    if (!by.empty()) text += say(Phrase::kpi_by, {by});
    const std::string zone = kpi.calendar == none ? "UTC" : say(Phrase::kpi_zone_of, {p_.calendars[kpi.calendar].name});
    switch (kpi.window) {
      case program::KpiWindow::all: break;
      case program::KpiWindow::day: text += say(Phrase::kpi_over_day, {zone}); break;
      case program::KpiWindow::month: text += say(Phrase::kpi_over_month, {zone}); break;
      case program::KpiWindow::quarter: text += say(Phrase::kpi_over_quarter, {zone}); break;
      case program::KpiWindow::year: text += say(Phrase::kpi_over_year, {zone}); break;
    }
    t_.line(text);
    const std::string unit = kpi.measure == KpiMeasure::share ? " %" : "";
    if (kpi.target.given) t_.line(say(Phrase::kpi_target, {sign_text(kpi.target.op), figure(kpi.target) + unit}));
    if (kpi.growth.given) t_.line(say(Phrase::kpi_growth, {sign_text(kpi.growth.op), figure(kpi.growth)}));
  }

  static std::string figure(const program::KpiFigure& of) { return decimal_text(of.mantissa, of.scale); }

  // ---- Figures

  std::string place(const KpiLine& told) const {
    const KpiRow& row = told.line.row;
    std::string text = row.first_day == INT32_MIN || row.end_day == INT32_MAX
                           ? say(Phrase::kpi_at_all_times)
                           : say(Phrase::kpi_days, {iso_date(row.first_day), iso_date(row.end_day - 1)});
    for (const KpiGroup& group : told.line.group) {
      const Reading reading{group.field.value, none, group.known, group.value, false};
      text = say(Phrase::kpi_in_group, {text, reading_text(p_, reading, t_.language)});
    }
    return text;
  }

  std::string figure_text(const KpiRow& row) const {
    if (!row.has_value) return say(Phrase::kpi_no_cases);
    const bool whole = !row.percent && row.denominator == 1 && row.decimals == 0;
    const std::string ratio = ratio_text(row, whole ? 0 : 2);
    const std::string counted = std::to_string(row.counted);
    if (row.percent) return say(Phrase::kpi_of_base, {ratio, std::to_string(row.numerator), counted});
    if (from_.kpi == nullptr) return ratio;
    if (from_.kpi->measure == KpiMeasure::mean) return say(Phrase::kpi_sum_of, {ratio, decimal_text(row.numerator, row.decimals), counted});
    if (from_.kpi->measure == KpiMeasure::percentile) return say(Phrase::kpi_rank_of, {ratio, counted});
    return ratio;
  }

  void tell(const KpiLine& told) {
    const KpiRow& row = told.line.row;
    std::string text = say(Phrase::kpi_figure, {place(told), figure_text(row)});
    if (row.target == TargetResult::reached) text += say(Phrase::kpi_target_reached);
    if (row.target == TargetResult::missed) text += say(Phrase::kpi_target_missed);
    if (row.growth == TargetResult::reached) text += say(Phrase::kpi_growth_reached);
    if (row.growth == TargetResult::missed) text += say(Phrase::kpi_growth_missed);
    if (row.growth == TargetResult::no_cases) text += say(Phrase::kpi_growth_unknown);
    if (!row.band.empty()) text += say(Phrase::kpi_band, {std::string(row.band)});
    t_.line(text);
    for (const RatedPart& part : told.parts) {
      const bool whole = part.found && !part.row.percent && part.row.denominator == 1 && part.row.decimals == 0;
      std::string value = part.found && part.row.has_value ? ratio_text(part.row, whole ? 0 : 2) : say(Phrase::kpi_no_cases);
      if (part.found && part.row.percent && part.row.has_value) value += " %";
      t_.line(part.weight.given ? say(Phrase::kpi_weighs, {rule_name(part.rule), value, figure(part.weight)})
                                : say(Phrase::kpi_alone, {rule_name(part.rule), value}), 2);
    }
    if (from_.kpi == nullptr) return;
    const bool share = from_.kpi->measure == KpiMeasure::share, count = from_.kpi->measure == KpiMeasure::count;
    const Phrase hit = share ? Phrase::kpi_in_share : Phrase::kpi_in_number;
    tell_items(told, hit, {}, [](const Item& i) { return i.hit; });
    tell_items(told, share || count ? Phrase::kpi_in_base : Phrase::kpi_taken, {},
               [](const Item& i) { return i.part == Part::counted && !i.hit; });
    const auto apart = [&](Part part, const std::string& word) {
      tell_items(told, Phrase::kpi_apart, word, [&](const Item& i) { return i.part == part && !i.hit; });
    };
    apart(Part::excluded, say(Phrase::kpi_excluded));
    apart(Part::indeterminate, state_word(t_.language, State::indeterminate));
    apart(Part::cancelled, state_word(t_.language, State::cancelled));
    apart(Part::superseded, state_word(t_.language, State::superseded));
    apart(Part::withdrawn, state_word(t_.language, State::withdrawn));
    tell_items(told, Phrase::kpi_not_counted, {}, [](const Item& i) { return i.part == Part::not_counted && !i.hit; });
  }

  // ---- What was counted

  template <class Which>
  void tell_items(const KpiLine& told, Phrase heading, const std::string& word, const Which& which) {
    std::vector<const Item*> items;
    for (const Item& item : told.line.items) {
      if (which(item)) items.push_back(&item);
    }
    if (items.empty()) return;
    const std::string number = std::to_string(items.size());
    t_.line(word.empty() ? say(heading, {number}) : say(heading, {word, number}), 2);
    for (std::size_t i = 0; i < items.size() && i < items_told; ++i) tell(*items[i]);
    if (items.size() > items_told) t_.line(say(Phrase::kpi_more, {std::to_string(items.size() - items_told)}), 3);
  }

  std::string name(const EventNames& names, std::uint64_t number) const {
    const std::string host = names.name == nullptr ? std::string() : names.name(number, names.context);
    return host.empty() ? std::to_string(number) : host;
  }

  void tell(const Item& item) {
    std::string what;
    if (from_.kpi->of != program::none) {
      const State verdict = item.late ? State::met_late : static_cast<State>(item.verdict);
      what = say(Phrase::kpi_instance, {std::to_string(item.instance), state_word(t_.language, verdict)});
    } else {
      const program::KpiEvent& of = from_.kpi->to.event != none ? from_.kpi->to : from_.kpi->event;
      what = say(Phrase::event_named, {named(p_.events[of.event].title, t_.language), name(names_.events, item.at.id)});
      if (from_.kpi->to.event != none) {
        what = say(Phrase::kpi_value, {what, say(Phrase::kpi_minutes, {std::to_string(item.value), wall_.instant(item.since)})});
      } else if (from_.kpi->fact != none) {
        const Reading reading{from_.kpi->fact, none, item.has_value, item.value, false};
        what = say(Phrase::kpi_value, {what, reading_text(p_, reading, t_.language)});
      }
    }
    std::vector<Reading> readings;
    for (const eval::board::Read& read : item.read) readings.push_back({read.fact, read.event, read.known, read.value, read.value != 0});
    if (!readings.empty()) what += say(Phrase::in_brackets, {readings_text(p_, readings, t_.language)});
    t_.line(wall_.instant(item.at.at) + "  " + say(Phrase::kpi_value, {name(names_.cases, item.of.second), what}), 3);
  }

  Telling& t_;
  const program::Program& p_;
  const KpiExplanation& from_;
  const KpiNames& names_;
  WallClock wall_;
};

}  // namespace

std::string to_text(const RuleSet& rules, const KpiExplanation& explanation, Language language, const KpiNames& names) {
  const Explanation no_case{};
  Telling telling{rules, no_case, language, names.events, {}};
  KpiTeller(telling, explanation, names).tell();
  return telling.text;
}

}  // namespace bylaw::explainer
