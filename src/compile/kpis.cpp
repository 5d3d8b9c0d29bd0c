#include "compile/kpis.hpp"

#include <algorithm>
#include <iterator>

#include "bylaw/decision.hpp"

namespace bylaw::compiler {

namespace {

using program::KpiCode;
using program::KpiOp;

constexpr std::size_t most_deep = 64;  // cells that a condition of a KPI may need

class CodeWriter {
 public:
  explicit CodeWriter(const Context& context) : context_(context) {}

  // None of them: no code.
  program::Range any_of(const std::vector<check::ConditionId>& conditions) {
    code_.clear();
    for (std::size_t i = 0; i < conditions.size(); ++i) {
      condition(conditions[i], i > 0 ? 1 : 0);
      if (i > 0) put(KpiOp::either);
    }
    return append(context_.out.kpi_code, code_);
  }

 private:
  KpiCode& put(KpiOp op) {
    code_.push_back({op, program::Compare::equal, program::none, 0, {}});
    return code_.back();
  }

  void term(check::TermId id, std::size_t depth) {
    const check::Term& t = context_.tree.terms[id.value];
    deepest_ = std::max(deepest_, depth + 1);
    switch (t.kind) {
      case check::TermKind::constant: put(KpiOp::constant).value = t.constant; return;
      case check::TermKind::fact: put(KpiOp::fact).index = t.fact.value; return;
      default:
        term(t.left, depth);
        term(t.right, depth + 1);
        put(t.kind == check::TermKind::add ? KpiOp::add : KpiOp::subtract);
    }
  }

  void condition(check::ConditionId id, std::size_t depth) {
    const check::Condition& c = context_.tree.conditions[id.value];
    deepest_ = std::max(deepest_, depth + 1);
    switch (c.kind) {
      case check::ConditionKind::always: put(KpiOp::always); break;
      case check::ConditionKind::disjunction:
      case check::ConditionKind::conjunction:
        for (std::size_t i = 0; i < c.parts.size(); ++i) {
          condition(c.parts[i], depth + (i > 0 ? 1 : 0));
          if (i > 0) put(c.kind == check::ConditionKind::disjunction ? KpiOp::either : KpiOp::both);
        }
        break;
      case check::ConditionKind::negation:
        condition(c.parts.front(), depth);
        put(KpiOp::negate);
        break;
      case check::ConditionKind::compare:
        term(c.left, depth);
        term(c.right, depth + 1);
        put(KpiOp::compare).compare = static_cast<program::Compare>(c.op);
        break;
      case check::ConditionKind::member: {
        const bool set = context_.fact(c.fact).type.kind == check::TypeKind::set;
        std::int64_t mask = 0;
        for (const std::int64_t value : c.values) mask |= set ? std::int64_t{1} << value : 0;
        KpiCode& code = put(KpiOp::member);
        code.index = c.fact.value;
        code.value = mask;
        if (!set) code.values = append(context_.out.constants, c.values);
        break;
      }
      case check::ConditionKind::known: put(KpiOp::known).index = c.fact.value; break;
      case check::ConditionKind::has: put(KpiOp::has).index = c.event.value; break;
    }
    if (deepest_ > most_deep) context_.refuse(c.span, {"this condition", "此条件"}, most_deep);
  }

  const Context& context_;
  std::vector<KpiCode> code_;
  std::size_t deepest_ = 0;
};

program::KpiFigure figure_of(const std::optional<check::Figure>& figure) {
  if (!figure) return {};
  return {true, static_cast<program::Compare>(figure->op), figure->mantissa, figure->scale};
}

program::KpiEvent event_of(const std::optional<check::EventMatch>& match) {
  program::KpiEvent out;
  if (!match) return out;
  out.event = match->event.value;
  if (match->where) out.where = {match->where->field.value, static_cast<program::Compare>(match->where->op), match->where->value};
  return out;
}

program::Range bands_of(const Context& context, const std::vector<check::Band>& bands) {
  std::vector<program::KpiBand> out;
  for (const check::Band& band : bands) out.push_back({band.name, figure_of(band.figure)});
  return append(context.out.kpi_bands, out);
}

template <class Tag>
program::Range numbers_of(const Context& context, const std::vector<base::Id<Tag>>& ids) {
  std::vector<std::uint32_t> numbers;
  for (const base::Id<Tag> id : ids) numbers.push_back(id.value);
  return append(context.out.index_lists, numbers);
}

std::uint8_t state_named(const std::string& word_of) {
  if (word_of == "waived") return program::kpi_waived;
  for (std::uint8_t i = 1; i <= std::uint8_t(State::unreachable); ++i) {
    static constexpr const char* words[] = {"", "pending", "running", "paused", "met", "breached", "met-late", "cancelled",
                                            "superseded", "withdrawn", "indeterminate", "unreachable"};
    if (word_of == words[i]) return i;
  }
  return 0;
}

void write_kpi(const Context& context, std::size_t i) {
  const check::Kpi& kpi = context.tree.kpis[i];
  program::KpiProgram out;
  out.rule = context.rule_of_kpi(i);
  out.measure = static_cast<program::KpiMeasure>(kpi.measure);
  out.window = static_cast<program::KpiWindow>(kpi.over);
  out.state = state_named(kpi.state);
  out.percentile = static_cast<std::uint8_t>(kpi.percentile);
  if (!kpi.rule.empty()) {
    const auto& rules = context.out.rules;
    out.of = index_of(static_cast<std::size_t>(std::find_if(rules.begin(), rules.end(), [&](const program::Rule& rule) {
                                                 return rule.title.name == kpi.rule;
                                               }) - rules.begin()));
  }
  out.fact = kpi.fact.value;
  if (kpi.fact) out.decimals = context.fact(kpi.fact).type.decimals;
  out.event = event_of(kpi.event);
  out.to = event_of(kpi.to);
  out.calendar = kpi.calendar ? context.first_calendar[kpi.calendar.value] : context.out.zone_calendar;
  out.cases = numbers_of(context, kpi.cases);
  out.by = numbers_of(context, kpi.by);
  CodeWriter code(context);
  if (kpi.when) out.when = code.any_of({kpi.when});
  out.exclude = code.any_of(kpi.exclude);
  out.target = figure_of(kpi.target);
  out.growth = figure_of(kpi.growth);
  out.bands = bands_of(context, kpi.bands);
  context.out.kpis.push_back(out);
}

}  // namespace

void write_kpis(const Context& context) {
  for (std::size_t i = 0; i < context.tree.kpis.size(); ++i) write_kpi(context, i);
  for (std::size_t i = 0; i < context.tree.ratings.size(); ++i) {
    const check::Rating& rating = context.tree.ratings[i];
    std::vector<program::RatingPart> parts;
    for (const check::RatingPart& part : rating.of) parts.push_back({index_of(part.kpi), figure_of(part.weight)});
    context.out.ratings.push_back(
        {context.rule_of_rating(i), append(context.out.rating_parts, parts), bands_of(context, rating.bands)});
  }
}

}  // namespace bylaw::compiler
