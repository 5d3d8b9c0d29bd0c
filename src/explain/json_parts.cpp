#include "explain/json_parts.hpp"

#include <nlohmann/json.hpp>

#include "explain/figures.hpp"
#include "explain/names.hpp"
#include "explain/times.hpp"

namespace bylaw::explainer {

namespace {

const char* word_of(RuleKind kind) {
  switch (kind) {
    case RuleKind::duty: return "duty";
    case RuleKind::ladder: return "ladder";
    case RuleKind::table: return "table";
    case RuleKind::disclosure: return "disclosure";
    case RuleKind::record: return "record";
    case RuleKind::forbid: return "forbid";
    case RuleKind::allow: return "allow";
    case RuleKind::sequence: return "sequence";
    case RuleKind::routine: return "routine";
    case RuleKind::kpi: return "kpi";
    case RuleKind::rating: return "rating";
  }
  return "";
}

void place(const program::Program& p, std::uint32_t rule, std::uint32_t edition, Json& out) {
  const program::Rule& meta = p.rules[rule];
  if (meta.clause < p.clauses.size()) {
    const program::Clause& clause = p.clauses[meta.clause];
    out["clause"] = clause.title.name;
    for (const program::Handbook& handbook : p.handbooks) {
      if (handbook.title.name != clause.handbook) continue;
      out["handbook"] = handbook.title.name;
      if (edition < handbook.editions.size()) out["edition"] = handbook.editions[edition];
    }
  }
  if (meta.bearer < p.roles.size()) out["bearer"] = p.roles[meta.bearer].name;
  if (meta.violation) out["violation"] = meta.violation_grade == 0 ? Json(true) : Json{{"grade", meta.violation_grade}};
  if (rule >= p.parameter_notes.size() || p.parameter_notes[rule].empty()) return;
  for (const program::ParameterNote& n : p.parameter_notes[rule]) {
    out["parameters"].push_back({{"parameter", n.title.name}, {"value", n.value}, {"set_by_profile", n.set}, {"because", n.because}});
  }
}

}  // namespace

Json instant_json(const RuleSet& rules, std::int64_t at) {
  if (at == INT64_MAX || at == INT64_MIN) return nullptr;
  return iso_instant(rules, at);
}

Json value_json(const RuleSet& rules, std::uint32_t of, std::int64_t number) {
  const program::Fact& fact = rules.program()->facts[of];
  switch (fact.type) {
    case FieldType::enumeration:
      if (number >= 0 && static_cast<std::size_t>(number) < fact.values.size()) return fact.values[static_cast<std::size_t>(number)].name;
      break;
    case FieldType::set: {
      Json values = Json::array();
      for (std::size_t i = 0; i < fact.values.size() && i < 64; ++i) {
        if ((static_cast<std::uint64_t>(number) >> i & 1) != 0) values.push_back(fact.values[i].name);
      }
      return values;
    }
    case FieldType::yes_no:
    case FieldType::text: return number != 0;  // of a text a case keeps whether there is one
    case FieldType::money: return decimal_text(number, fact.decimals);
    case FieldType::date: return iso_date(static_cast<std::int32_t>(number));
    case FieldType::instant: return instant_json(rules, number);
    default: break;
  }
  return number;
}

Json rule_set_json(const RuleSet& rules) {
  static constexpr char digits[] = "0123456789abcdef";
  const program::Program& p = *rules.program();
  std::string hash;
  for (const std::uint8_t byte : p.hash) {
    hash += digits[byte >> 4];
    hash += digits[byte & 15];
  }
  Json out{{"hash", hash}, {"zone", std::string(rules.zone())}, {"zone_data", p.zone_data_version}};
  if (!p.profile.empty()) out["profile"] = p.profile;
  return out;
}

Json rule_json(const RuleSet& rules, std::uint32_t rule, std::uint32_t edition) {
  const program::Rule& meta = rules.program()->rules[rule];
  Json out{{"rule", meta.title.name}, {"kind", word_of(meta.kind)}};
  if (!meta.title.label.empty()) out["label"] = meta.title.label;
  if (!meta.title.en.empty()) out["en"] = meta.title.en;
  if (!meta.title.zh.empty()) out["zh"] = meta.title.zh;
  place(*rules.program(), rule, edition, out);
  return out;
}

void figure_to_json(const KpiRow& row, Json& out) {
  if (!row.has_value) {
    out["figure"] = nullptr;
    return;
  }
  out["numerator"] = row.numerator;
  out["denominator"] = row.denominator;
  if (row.decimals != 0) out["decimals"] = row.decimals;
  out["unit"] = row.percent ? "share" : row.minutes ? "minutes" : "number";
  out["figure"] = ratio_text(row, 2);
}

const char* sign_word(program::Compare op) {
  switch (op) {
    case program::Compare::equal: return "=";
    case program::Compare::not_equal: return "!=";
    case program::Compare::less: return "<";
    case program::Compare::less_equal: return "<=";
    case program::Compare::greater: return ">";
    case program::Compare::greater_equal: return ">=";
  }
  return "";
}

}  // namespace bylaw::explainer
