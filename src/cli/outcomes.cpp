#include "cli/outcomes.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cli/findings.hpp"

namespace bylaw::cli {

Outcome& Outcomes::outcome(CaseKindId kind, std::uint64_t number, RuleId rule, std::uint32_t instance) {
  Outcome& one = outcomes_[{kind.value, number, rule.value, instance}];
  one.case_number = number;
  one.kind = kind;
  one.rule = rule;
  one.instance = instance;
  return one;
}

void Outcomes::opened(CaseKindId kind, std::uint64_t number) { order_.try_emplace({kind.value, number}, order_.size()); }

void Outcomes::decision(CaseKindId kind, const Decision& d) {
  if (!d.rule || d.instance == 0) return;
  const RuleInfo rule = c_.rules.info(d.rule);
  const bool gone = (d.flags & static_cast<std::uint8_t>(DecisionFlag::retracted)) != 0;
  Outcome& one = outcome(kind, d.case_number, rule.kind == RuleKind::ladder ? rule.of : d.rule, d.instance);
  switch (d.kind) {
    case DecisionKind::state:
      // One run through the steps of a sequence: its breach stays.
      if (rule.kind == RuleKind::sequence && one.breached && d.state == State::indeterminate) return;
      if (d.state == State::breached) one.breached = !gone;
      if (gone) {
        one.state = State::none;
        return;
      }
      one.state = d.state;
      one.cause = d.cause;
      one.at = d.at;
      one.due = d.due;
      one.missing = missing_text(c_.rules, d);
      if (one.missing.empty()) one.missing = step_of(c_.rules, d);
      one.provisional = (d.flags & static_cast<std::uint8_t>(DecisionFlag::provisional)) != 0;
      return;
    case DecisionKind::warning:
      one.warnings += gone ? -1 : 1;
      return;
    case DecisionKind::level:
      if (gone) one.levels[d.rule].erase(d.level);
      else one.levels[d.rule].insert(d.level);
      return;
    default: return;
  }
}

// What no decision told: obligations that are still open, and how they stand.
void Outcomes::closing(CaseKindId kind, const Case& of, Instant now) {
  for (std::uint32_t rule = 0; rule < c_.rules.rule_count(); ++rule) {
    const RuleKind rule_kind = c_.rules.info(RuleId{rule}).kind;
    if (rule_kind != RuleKind::duty && rule_kind != RuleKind::routine) continue;
    const Standing standing = of.standing(RuleId{rule});
    if (standing.state == State::none || standing.instance == 0) continue;
    // A period that has not begun is no obligation yet, and how a routine ended its decisions have told.
    const bool runs = standing.state == State::running && (standing.since < now || standing.instance == 1);
    if (rule_kind == RuleKind::routine && !runs) continue;
    Outcome& one = outcome(kind, of.number(), RuleId{rule}, standing.instance);
    one.state = standing.state;
    one.cause = standing.cause;
    one.at = standing.since;
    one.due = standing.due;
  }
}

std::vector<const Outcome*> Outcomes::rows() const {
  std::vector<std::pair<std::size_t, const Outcome*>> sorted;
  for (const auto& [key, one] : outcomes_) {
    if (one.state == State::none) continue;
    sorted.emplace_back(order_.at({one.kind.value, one.case_number}), &one);
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const Outcome*> rows;
  for (const auto& [place, one] : sorted) rows.push_back(one);
  return rows;
}

const char* pick(Language language, const char* english, const char* chinese) {
  return language == Language::chinese ? chinese : english;
}

std::string state_text(State state, Language language) {
  if (language == Language::english) return word(state);
  switch (state) {
    case State::none: return "未触发";
    case State::pending: return "待定";
    case State::running: return "进行中";
    case State::paused: return "已暂停";
    case State::met: return "已履行";
    case State::breached: return "已逾期";
    case State::met_late: return "逾期履行";
    case State::cancelled: return "已撤销";
    case State::superseded: return "已被取代";
    case State::withdrawn: return "已撤回";
    case State::indeterminate: return "无法判定";
    case State::unreachable: return "无法到期";
  }
  return word(state);
}

std::string cause_text(Cause cause, Language language) {
  const auto say = [&](const char* chinese) { return std::string(language == Language::chinese ? chinese : word(cause)); };
  switch (cause) {
    case Cause::not_shown: return say("未告知");
    case Cause::not_confirmed: return say("未确认");
    case Cause::expired: return say("告知过期");
    case Cause::missing_field: return say("字段缺失");
    case Cause::destroyed_early: return say("提前销毁");
    case Cause::not_allowed: return say("被禁止");
    case Cause::too_many: return say("次数超限");
    case Cause::out_of_order: return say("次序颠倒");
    case Cause::missing_step: return say("缺少步骤");
    case Cause::unknown_fact: return say("事实未知");
    default: return {};
  }
}

std::string rule_text(const RuleInfo& rule, Language language) {
  if (language == Language::english) return std::string(rule.name);
  if (!rule.chinese.empty()) return std::string(rule.chinese);
  return std::string(rule.label.empty() ? rule.name : rule.label);
}

std::string duration_text(std::int64_t us, Language language) {
  const bool zh = language == Language::chinese;
  const struct {
    std::int64_t us;
    const char* english;
    const char* chinese;
  } units[] = {{86'400'000'000, "d", "天"}, {3'600'000'000, "h", "小时"}, {60'000'000, "min", "分"}, {1'000'000, "s", "秒"}, {1, "µs", "微秒"}};
  std::string text;
  int named = 0;
  for (const auto& unit : units) {
    if (us < unit.us && named == 0) continue;
    const std::int64_t count = us / unit.us;
    us %= unit.us;
    if (count != 0) {
      if (!text.empty() && !zh) text += ' ';
      text += zh ? fmt::format("{}{}", count, unit.chinese) : fmt::format("{} {}", count, unit.english);
    }
    if (++named == 2) break;
  }
  return text;
}

}  // namespace bylaw::cli
