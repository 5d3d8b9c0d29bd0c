#include <nlohmann/json.hpp>

#include "explain/json_parts.hpp"
#include "explain/kpi_printers.hpp"
#include "explain/names.hpp"
#include "explain/times.hpp"

namespace bylaw::explainer {

namespace {

using eval::board::Item;
using eval::board::Part;
using program::none;

const char* word_of(Part part) {
  switch (part) {
    case Part::counted: return "counted";
    case Part::cancelled: return "cancelled";
    case Part::superseded: return "superseded";
    case Part::withdrawn: return "withdrawn";
    case Part::indeterminate: return "indeterminate";
    case Part::excluded: return "excluded";
    case Part::not_counted: return "not-counted";
  }
  return "";
}

const char* word_of(program::KpiMeasure measure) {
  switch (measure) {
    case program::KpiMeasure::share: return "share";
    case program::KpiMeasure::mean: return "mean";
    case program::KpiMeasure::count: return "count";
    case program::KpiMeasure::percentile: return "percentile";
  }
  return "";
}

const char* word_of(program::KpiWindow window) {
  switch (window) {
    case program::KpiWindow::all: return "all";
    case program::KpiWindow::day: return "day";
    case program::KpiWindow::month: return "month";
    case program::KpiWindow::quarter: return "quarter";
    case program::KpiWindow::year: return "year";
  }
  return "";
}

class KpiWriter {
 public:
  KpiWriter(const RuleSet& rules, const KpiExplanation& from, const KpiNames& names)
      : rules_(rules), p_(*rules.program()), from_(from), names_(names) {}

  Json whole() const {
    Json out;
    out["schema"] = "bylaw-kpi-explanation-1";
    out["rule_set"] = rule_set_json(rules_);
    out.update(rule_json(rules_, from_.rule, 0));
    if (from_.kpi != nullptr) kpi(*from_.kpi, out);
    out["rows"] = Json::array();
    for (const KpiLine& line : from_.lines) out["rows"].push_back(row(line));
    return out;
  }

 private:
  Json event(const program::KpiEvent& of) const {
    Json out{{"event", p_.events[of.event].title.name}};
    if (of.where.fact != none) {
      out["where"] = {{"fact", p_.facts[of.where.fact].title.name}, {"op", sign_word(of.where.op)}, {"value", value_json(rules_, of.where.fact, of.where.value)}};
    }
    return out;
  }

  static Json wanted(const program::KpiFigure& figure) {
    return {{"op", sign_word(figure.op)}, {"figure", decimal_text(figure.mantissa, figure.scale)}};
  }

  void kpi(const program::KpiProgram& k, Json& out) const {
    out["measure"] = word_of(k.measure);
    if (k.of != none) out["of_rule"] = p_.rules[k.of].title.name;
    if (k.of != none && k.state != 0) out["of_state"] = k.state == program::kpi_waived ? "waived" : word(static_cast<State>(k.state));
    if (k.event.event != none) out[k.to.event != none ? "from" : "at"] = event(k.event);
    if (k.to.event != none) out["to"] = event(k.to);
    if (k.fact != none) out["fact"] = p_.facts[k.fact].title.name;
    if (k.measure == program::KpiMeasure::percentile) out["percentile"] = k.percentile;
    out["over"] = word_of(k.window);
    if (k.target.given) out["target"] = wanted(k.target);
    if (k.growth.given) out["growth"] = wanted(k.growth);
  }

  Json row(const KpiLine& told) const {
    const KpiRow& row = told.line.row;
    Json out;
    if (row.first_day != INT32_MIN && row.end_day != INT32_MAX) {
      out["from"] = iso_date(row.first_day);
      out["to"] = iso_date(row.end_day);
    }
    for (const KpiGroup& group : told.line.group) {
      out["by"][p_.facts[group.field.value].title.name] = group.known ? value_json(rules_, group.field.value, group.value) : Json(nullptr);
    }
    figure_to_json(row, out);
    if (row.target != TargetResult::none) out["target"] = word(row.target);
    if (row.growth != TargetResult::none) out["growth"] = word(row.growth);
    if (!row.band.empty()) out["band"] = std::string(row.band);
    for (const RatedPart& part : told.parts) {
      Json one{{"kpi", p_.rules[part.rule].title.name}};
      if (part.weight.given) one["weight"] = decimal_text(part.weight.mantissa, part.weight.scale);
      figure_to_json(part.found ? part.row : KpiRow{}, one);
      out["parts"].push_back(std::move(one));
    }
    if (from_.kpi == nullptr) return out;
    const std::pair<const char*, std::uint64_t> numbers[] = {{"counted", row.counted}, {"indeterminate", row.indeterminate}, {"excluded", row.excluded},
                                                             {"cancelled", row.cancelled}, {"superseded", row.superseded}, {"withdrawn", row.withdrawn}};
    for (const auto& [name, number] : numbers) out[name] = number;
    out["items"] = Json::array();
    for (const Item& one : told.line.items) out["items"].push_back(item(one));
    return out;
  }

  static Json named(const EventNames& names, std::uint64_t number) {
    const std::string host = names.name == nullptr ? std::string() : names.name(number, names.context);
    return host.empty() ? Json(number) : Json(host);
  }

  Json item(const Item& i) const {
    Json out{{"case", named(names_.cases, i.of.second)}, {"case_kind", p_.cases[i.of.first].title.name}, {"at", instant_json(rules_, i.at.at)}};
    if (from_.kpi->of != none) {
      out["instance"] = i.instance;
      out["state"] = word(static_cast<State>(i.verdict));
      if (i.late) out["met_late"] = true;
    } else {
      out["event"] = named(names_.events, i.at.id);
    }
    out["part"] = word_of(i.part);
    if (from_.kpi->measure == program::KpiMeasure::share || from_.kpi->measure == program::KpiMeasure::count) out["hit"] = i.hit;
    if (from_.kpi->to.event != none) {
      out["since"] = instant_json(rules_, i.since);
      out["minutes"] = i.value;
    } else if (i.has_value) {
      out["value"] = value_json(rules_, from_.kpi->fact, i.value);
    }
    for (const eval::board::Read& read : i.read) {
      Json one;
      if (read.fact == none) {
        one = {{"event", p_.events[read.event].title.name}, {"happened", read.value != 0}};
      } else {
        one = {{"fact", p_.facts[read.fact].title.name}, {"known", read.known}};
        if (read.known) one["value"] = value_json(rules_, read.fact, read.value);
      }
      out["read"].push_back(std::move(one));
    }
    return out;
  }

  const RuleSet& rules_;
  const program::Program& p_;
  const KpiExplanation& from_;
  const KpiNames& names_;
};

}  // namespace

std::string to_json(const RuleSet& rules, const KpiExplanation& explanation, const KpiNames& names) {
  return KpiWriter(rules, explanation, names).whole().dump();
}

}  // namespace bylaw::explainer
