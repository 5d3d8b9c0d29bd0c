#include "compile/reactions.hpp"

#include <algorithm>

#include "compile/reads.hpp"

namespace bylaw::compiler {

namespace {

using program::Effect;
using program::none;

constexpr diag::Phrase number_of_anchors{"the number of events that limits of one kind of case start from",
                                         "一类个案中期限起算事件的数目"};
constexpr diag::Phrase number_of_pauses{"the number of pause reasons of one kind of case", "一类个案中暂停事由的数目"};

// The same events; where they are written does not matter.
bool same(const check::EventMatch& a, const check::EventMatch& b) { return a.event == b.event && a.where == b.where; }

program::Compare operator_of(check::Compare op) { return static_cast<program::Compare>(op); }

static_assert(static_cast<int>(program::Compare::greater_equal) == static_cast<int>(check::Compare::greater_equal));

}  // namespace

void Reactions::write_plans(const std::vector<std::uint32_t>& slots, program::CaseProgram& layout) {
  program::Program& out = context_.out;
  layout.plans = {index_of(out.plans.size()), index_of(context_.tree.events.size())};
  for (const check::Event& event : context_.tree.events) {
    program::EventPlan plan;
    plan.happens = contains(event.cases, kind_);
    std::vector<std::uint32_t> fields;
    for (const check::FactId fact : event.fields) fields.push_back(fact.value);
    std::sort(fields.begin(), fields.end());
    fields.erase(std::unique(fields.begin(), fields.end()), fields.end());
    plan.fields = {index_of(out.plan_fields.size()), index_of(fields.size())};
    for (const std::uint32_t fact : fields) {
      const program::Fact& named = out.facts[fact];
      out.plan_fields.push_back({fact, slots[fact], named.first, named.last, named.type == FieldType::text});
    }
    out.plans.push_back(plan);
  }
}

std::uint32_t Reactions::where(const check::EventMatch& event) {
  if (!event.where) return none;
  const program::Where wanted{event.where->field.value, operator_of(event.where->op), event.where->value};
  std::vector<program::Where>& wheres = context_.out.wheres;
  for (std::size_t i = 0; i < wheres.size(); ++i) {
    if (wheres[i].fact == wanted.fact && wheres[i].op == wanted.op && wheres[i].value == wanted.value)
      return index_of(i);
  }
  wheres.push_back(wanted);
  return index_of(wheres.size() - 1);
}

void Reactions::on(const check::EventMatch& event, Effect effect, std::size_t detail, std::uint32_t target,
                   std::uint32_t guard) {
  program::Reaction reaction;
  reaction.effect = effect;
  reaction.detail = static_cast<std::uint8_t>(detail);
  reaction.target = target;
  reaction.guard = guard;
  reaction.where = where(event);
  drafts_.push_back({event.event.value, reaction});
}

void Reactions::look(const check::EventMatch& event, program::LookKind kind, std::uint32_t target, std::uint32_t guard,
                     std::size_t detail) {
  looks_.push_back({event.event.value, {kind, static_cast<std::uint8_t>(detail), target, where(event), guard, {}}});
}

void Reactions::write_looks(const program::CaseProgram& layout) {
  std::stable_sort(looks_.begin(), looks_.end(), [](const LookDraft& a, const LookDraft& b) {
    return a.event != b.event ? a.event < b.event : a.look.kind < b.look.kind;
  });
  program::Program& out = context_.out;
  for (std::size_t i = 0; i < looks_.size();) {
    const std::uint32_t event = looks_[i].event;
    program::EventPlan& plan = out.plans[layout.plans.first + event];
    plan.looks.first = index_of(out.looks.size());
    for (; i < looks_.size() && looks_[i].event == event; ++i) out.looks.push_back(looks_[i].look);
    plan.looks.count = index_of(out.looks.size()) - plan.looks.first;
  }
}

std::uint8_t Reactions::anchor(const check::EventMatch& event) {
  for (std::size_t i = 0; i < anchors_.size(); ++i) {
    if (same(anchors_[i], event)) return static_cast<std::uint8_t>(i);
  }
  if (anchors_.size() == limits::anchors) {
    context_.refuse(event.span, number_of_anchors, limits::anchors);
    return 0;
  }
  anchors_.push_back(event);
  on(event, Effect::anchor, anchors_.size() - 1);
  return static_cast<std::uint8_t>(anchors_.size() - 1);
}

std::uint8_t Reactions::pause_reason(const check::Pause& pause) {
  for (std::size_t i = 0; i < pauses_.size(); ++i) {
    if (same(pauses_[i].first, pause.from) && same(pauses_[i].second, pause.until)) return static_cast<std::uint8_t>(i);
  }
  if (pauses_.size() == limits::pause_reasons) {
    context_.refuse(pause.from.span, number_of_pauses, limits::pause_reasons);
    return 0;
  }
  pauses_.emplace_back(pause.from, pause.until);
  on(pause.from, Effect::pause, pauses_.size() - 1);
  on(pause.until, Effect::resume, pauses_.size() - 1);
  return static_cast<std::uint8_t>(pauses_.size() - 1);
}

void Reactions::write(program::CaseProgram& layout) {
  const check::CaseKind& kind = context_.tree.case_kinds[kind_.value];
  for (const check::EventMatch& event : kind.ends) on(event, Effect::end_case);
  for (const check::EventMatch& event : kind.withdrawn) on(event, Effect::withdraw_case);
  for (const check::EventMatch& event : kind.merged) on(event, Effect::merge_case);
  std::stable_sort(drafts_.begin(), drafts_.end(), [](const Draft& a, const Draft& b) {
    if (a.event != b.event) return a.event < b.event;
    return a.reaction.effect < b.reaction.effect;
  });
  program::Program& out = context_.out;
  for (std::size_t i = 0; i < drafts_.size();) {
    const std::uint32_t event = drafts_[i].event;
    std::vector<program::Reaction> reactions;
    for (; i < drafts_.size() && drafts_[i].event == event; ++i) reactions.push_back(drafts_[i].reaction);
    program::EventPlan& plan = out.plans[layout.plans.first + event];
    plan.any_pause = std::any_of(reactions.begin(), reactions.end(), [](const program::Reaction& reaction) {
      return reaction.effect == Effect::pause || reaction.effect == Effect::resume;
    });
    plan.reactions = append(out.reactions, reactions);
  }
  layout.anchor_count = index_of(anchors_.size());
  write_looks(layout);
}

}  // namespace bylaw::compiler
