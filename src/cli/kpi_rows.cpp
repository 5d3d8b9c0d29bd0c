#include "cli/kpi_rows.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/civil.hpp"
#include "cli/output.hpp"
#include "cli/outcomes.hpp"
#include "cli/text_table.hpp"
#include "cli/time_text.hpp"
#include "explain/figures.hpp"
#include "explain/json_parts.hpp"

namespace bylaw::cli {

namespace {

using explainer::ratio_text;

std::string group_value(const RuleSet& rules, const KpiGroup& group) {
  if (!group.known) return "?";
  const std::string_view name = rules.value_name(group.field, group.value);
  const FieldType type = rules.info(group.field).type;
  if (type == FieldType::date) return date_text(static_cast<std::int32_t>(group.value));
  if (type == FieldType::yes_no) return group.value != 0 ? "yes" : "no";
  return name.empty() ? fmt::format("{}", group.value) : std::string(name);
}

const char* result_text(TargetResult result, Language language) {
  switch (result) {
    case TargetResult::none: return "";
    case TargetResult::reached: return pick(language, "reached", "达标");
    case TargetResult::missed: return pick(language, "missed", "未达标");
    case TargetResult::no_cases: return pick(language, "no cases", "无案例");
  }
  return "";
}

std::string apart_text(const KpiRow& row, Language language) {
  std::string text;
  const auto add = [&](std::uint64_t n, const char* english, const char* chinese) {
    if (n != 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", n, pick(language, english, chinese));
  };
  add(row.indeterminate, "indeterminate", "无法判定");
  add(row.excluded, "excluded", "排除");
  add(row.cancelled, "cancelled", "已撤销");
  add(row.superseded, "superseded", "已被取代");
  add(row.withdrawn, "withdrawn", "已撤回");
  add(row.waived, "waived", "已豁免");
  return text;
}

// How the figure came about.
std::string counts_text(const KpiRow& row) {
  if (!row.has_value) return "";
  return row.percent ? fmt::format("{} / {}", row.numerator, row.counted) : fmt::format("{}", row.counted);
}

}  // namespace

std::string figure_text(const KpiRow& row, int decimals, Language language) {
  if (!row.has_value) return pick(language, "no cases", "无案例");
  std::string text = ratio_text(row, decimals);
  if (row.percent) text += " %";
  if (row.minutes) text += pick(language, " min", " 分钟");
  return text;
}

std::string period_text(const KpiRow& row) {
  if (row.first_day == INT32_MIN || row.end_day == INT32_MAX) return "";
  const base::Civil first = base::civil_date(row.first_day);
  const int days = row.end_day - row.first_day;
  const int year = static_cast<int>(first.year), month = static_cast<int>(first.month);
  if (days == 1) return date_text(row.first_day);
  if (days < 32) return fmt::format("{:04}-{:02}", year, month);
  if (days < 100) return fmt::format("{:04}-Q{}", year, (month - 1) / 3 + 1);
  return fmt::format("{:04}", year);
}

std::string board_table(const RuleSet& rules, const Board& board, Language language) {
  if (board.size() == 0) return {};
  const auto say = [&](const char* english, const char* chinese) { return std::string(pick(language, english, chinese)); };
  TextTable table;
  table.column(say("figure of", "指标"));
  table.column(say("period", "周期"));
  table.column(say("group", "分组"));
  table.column(say("figure", "数值"), TextTable::Align::right);
  table.column(say("counted", "计入"), TextTable::Align::right);
  table.column(say("apart", "另计"));
  table.column(say("target", "目标"));
  table.column(say("growth", "增长"));
  table.column(say("band", "档位"));
  for (std::size_t i = 0; i < board.size(); ++i) {
    const KpiRow row = board.row(i);
    std::string group;
    for (const KpiGroup& one : row.group) group += (group.empty() ? "" : ", ") + group_value(rules, one);
    const bool whole = !row.percent && row.denominator == 1 && row.decimals == 0;
    table.row({rule_text(rules.info(row.rule), language), period_text(row), group, figure_text(row, whole ? 0 : 2, language),
               counts_text(row), apart_text(row, language), result_text(row.target, language), result_text(row.growth, language),
               std::string(row.band)});
  }
  return table.text();
}

std::string row_json(const RuleSet& rules, const KpiRow& row, const std::string& as_of) {
  nlohmann::ordered_json json;
  if (!as_of.empty()) json["as_of"] = as_of;
  json["kpi"] = rules.info(row.rule).name;
  if (row.first_day != INT32_MIN && row.end_day != INT32_MAX) {
    json["from"] = date_text(row.first_day);
    json["to"] = date_text(row.end_day);
  }
  for (const KpiGroup& group : row.group) {
    nlohmann::ordered_json& into = json["by"][std::string(rules.info(group.field).name)];
    if (group.known) into = group_value(rules, group);
    else into = nullptr;
  }
  explainer::figure_to_json(row, json);
  json["counted"] = row.counted;
  const std::pair<const char*, std::uint64_t> apart[] = {{"indeterminate", row.indeterminate}, {"excluded", row.excluded},
                                                         {"cancelled", row.cancelled}, {"superseded", row.superseded},
                                                         {"withdrawn", row.withdrawn}, {"waived", row.waived}};
  for (const auto& [name, n] : apart) json[name] = n;
  if (row.target != TargetResult::none) json["target"] = word(row.target);
  if (row.growth != TargetResult::none) json["growth"] = word(row.growth);
  if (!row.band.empty()) json["band"] = std::string(row.band);
  return json.dump();
}

}  // namespace bylaw::cli
