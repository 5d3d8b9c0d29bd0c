#include "compile/duties.hpp"

#include <algorithm>

#include "compile/checkpoints.hpp"
#include "compile/editions.hpp"
#include "compile/layout.hpp"
#include "compile/reads.hpp"

namespace bylaw::compiler {

namespace {

using program::Activation;
using program::Effect;
using program::none;

constexpr diag::Phrase number_of_musts{"the number of events of `must`", "`应当`所列事件数"};
constexpr diag::Phrase number_of_extensions{"the number of extensions", "延期条款数"};
constexpr diag::Phrase number_of_bounds{"the number of pauses with a bound", "有上限的暂停数"};
constexpr diag::Phrase number_of_slots{"the number of instances at once", "同时存在的实例数"};
constexpr diag::Phrase number_of_ladders{"the number of ladders of one duty", "一项义务的升级阶梯数"};
constexpr diag::Phrase number_of_triggers{"the number of triggers of one duty", "一项义务的触发事件数"};
constexpr diag::Phrase span_of_extension{"the extension", "延期"};
constexpr std::size_t most_ladders = 64;
constexpr std::size_t most_triggers = 255;

class DutyWriter {
 public:
  DutyWriter(const Context& context, check::DutyId id, CaseParts& parts)
      : context_(context),
        id_(id),
        duty_(context.tree.duties[id.value]),
        parts_(parts),
        ladders_(ladders_of(context, id)),
        plan_(context, duty_, ladders_),
        clocks_(context, duty_, plan_),
        limit_(context, duty_, plan_, clocks_, parts.reactions, parts.slots),
        checkpoints_(context, id, ladders_, plan_, clocks_, limit_),
        index_(index_of(context.out.duties.size())) {}

  void write() {
    out_.rule = context_.rule_of(id_);
    modes();
    triggers();
    musts();
    limit_.write(out_);
    pauses();
    extensions();
    not_before();
    calendars();
    ladders();
    out_.clocks = clocks_.write(checkpoints_.write(out_));
    ask();
    context_.out.duties.push_back(out_);
  }

 private:
  static std::vector<check::LadderId> ladders_of(const Context& context, check::DutyId duty) {
    std::vector<check::LadderId> ladders;
    for (std::size_t i = 0; i < context.tree.ladders.size(); ++i) {
      if (context.tree.ladders[i].duty == duty) ladders.emplace_back(i);
    }
    if (ladders.size() > most_ladders) {
      context.refuse(context.tree.duties[duty.value].title.span, number_of_ladders, most_ladders);
      ladders.resize(most_ladders);
    }
    return ladders;
  }

  // Refuses a list that is too long; how much of it to take.
  std::size_t at_most(std::size_t count, std::size_t most, diag::Phrase what) const {
    if (count > most) context_.refuse(duty_.title.span, what, most);
    return std::min(count, most);
  }

  void on(const check::EventMatch& event, Effect effect, std::size_t detail = 0, std::uint32_t guard = none) {
    parts_.reactions.on(event, effect, detail, index_, guard);
  }

  void modes() {
    out_.slots = static_cast<std::uint8_t>(
        std::max<std::size_t>(at_most(duty_.slots, limits::slots, number_of_slots), 1));
    switch (duty_.triggers_mode) {
      case check::Triggers::ignore: out_.triggers = program::TriggerMode::ignore; break;
      case check::Triggers::each: out_.triggers = program::TriggerMode::each; break;
      case check::Triggers::restart: out_.triggers = program::TriggerMode::restart; break;
    }
    if (duty_.triggers_mode != check::Triggers::each) out_.slots = 1;
    switch (duty_.regrade) {
      case check::Regrade::retarget: out_.regrade = program::RegradeMode::retarget; break;
      case check::Regrade::restart: out_.regrade = program::RegradeMode::restart; break;
      case check::Regrade::unchanged: out_.regrade = program::RegradeMode::unchanged; break;
      case check::Regrade::tighten_only: out_.regrade = program::RegradeMode::tighten_only; break;
    }
    switch (duty_.reopen) {
      case check::Reopen::resume: out_.reopen = program::ReopenMode::resume; break;
      case check::Reopen::new_cycle: out_.reopen = program::ReopenMode::new_cycle; break;
      case check::Reopen::from_start: out_.reopen = program::ReopenMode::from_start; break;
    }
    out_.after_breach_continues = duty_.after_breach_continues;
    for (const check::EventMatch& event : duty_.cancels) on(event, Effect::cancel);
    if (duty_.reopen_upon) on(*duty_.reopen_upon, Effect::reopen);
    if (!duty_.waiver) return;
    out_.waived_by = duty_.waiver->by.value;
    out_.waived_because = duty_.waiver->because.value;
    on(duty_.waiver->upon, Effect::waive, 0, parts_.conditions.guard(duty_.waiver->when));
  }

  void triggers() {
    const std::size_t count = at_most(duty_.triggers.size(), most_triggers, number_of_triggers);
    std::vector<std::uint32_t> guards;
    for (std::size_t i = 0; i < count; ++i) {
      guards.push_back(parts_.conditions.guard(duty_.triggers[i].when));
      on(duty_.triggers[i].event, Effect::start, i, guards.back());
    }
    out_.trigger_guards = append(context_.out.index_lists, guards);
  }

  void musts() {
    if (duty_.maintain) {
      out_.must_count = 0;
      out_.maintain = parts_.conditions.guard(duty_.maintain);
      return;
    }
    const std::size_t count = at_most(duty_.must.size(), limits::musts, number_of_musts);
    out_.must_count = static_cast<std::uint8_t>(count);
    const std::uint32_t guard = parts_.conditions.guard(duty_.must_when);
    std::vector<std::uint32_t> anchors;
    for (std::size_t i = 0; i < count; ++i) {
      on(duty_.must[i], Effect::stop, i, guard);
      if (duty_.must_or_before) anchors.push_back(parts_.reactions.anchor(duty_.must[i]));
    }
    out_.must_any = duty_.must_any;
    out_.or_before = duty_.must_or_before;
    out_.must_anchors = append(context_.out.index_lists, anchors);
  }

  void pauses() {
    out_.bounded_pauses.first = index_of(context_.out.bounded_pauses.size());
    for (const check::Pause& pause : duty_.pauses) {
      const std::uint64_t reason = std::uint64_t{1} << parts_.reactions.pause_reason(pause);
      out_.pauses |= reason;
      if (!pause.at_most) continue;
      ClockUse use;
      use.activation = Activation::paused;
      use.index = static_cast<std::uint8_t>(out_.bounded_pauses.count);
      context_.out.bounded_pauses.push_back({reason, clocks_.target(*pause.at_most, use)});
      ++out_.bounded_pauses.count;
    }
    at_most(out_.bounded_pauses.count, limits::bounded_pauses, number_of_bounds);
  }

  bool fits_limit(const check::TimeSpan& span) const { return limit_.all_of_kind(span.kind); }

  void extensions() {
    const std::size_t count = at_most(duty_.extensions.size(), limits::extensions, number_of_extensions);
    std::vector<program::Extension> written;
    for (std::size_t i = 0; i < count; ++i) {
      const check::Extend& extend = duty_.extensions[i];
      program::Extension extension;
      extension.to = extend.to;
      // What is added, or caps a sum, must be of the limit's own kind.
      const bool by_other = !extend.to && !fits_limit(extend.amount);
      if (by_other || (extend.cap && !fits_limit(*extend.cap)) || limit_.none()) {
        context_.sink.report(diag::Kind::span_not_of_limit, extend.upon.span, {span_of_extension, duty_.title.name});
      }
      extension.target = clocks_.target(extend.amount, limit_.first_use());
      if (extend.within) {
        extension.has_within = true;
        extension.within = clocks_.target(*extend.within, {});
      }
      if (extend.cap) extension.cap = extend.cap->amount;
      written.push_back(extension);
      on(extend.upon, Effect::extend, i, parts_.conditions.guard(extend.when));
    }
    out_.extensions = append(context_.out.extensions, written);
  }

  void not_before() {
    if (!duty_.not_before) return;
    ClockUse use;
    if (duty_.not_before_from.kind == check::AnchorKind::event) {
      use.activation = Activation::anchor;
      use.index = parts_.reactions.anchor(duty_.not_before_from.event);
    }
    out_.has_not_before = true;
    out_.not_before = clocks_.target(*duty_.not_before, use);
  }

  void calendars() {
    if (plan_.chosen_by()) {
      out_.calendar_by = parts_.slots[plan_.chosen_by().value];
      out_.calendar_first = plan_.chosen_first();
      out_.calendar_arms = append(context_.out.index_lists, plan_.choice_by_value());
    }
    out_.calendar_choices = index_of(plan_.choices());
    out_.calendar_editions = index_of(plan_.editions());
    out_.edition_instants = append(context_.out.constants, plan_.published());
    out_.handbook_editions = editions_of(context_, duty_.clause);
    out_.in_force = in_force_of(context_, duty_.clause);
    out_.retroactive_from = retroactive_from(context_, duty_.clause);
  }

  void ladders() {
    for (std::size_t i = 0; i < ladders_.size(); ++i) {
      const check::Ladder& ladder = context_.tree.ladders[ladders_[i].value];
      for (const check::EventMatch& event : ladder.answered_by) on(event, Effect::answer, i);
      for (const check::EventMatch& event : ladder.stops) on(event, Effect::stop_ladder, i);
    }
  }

  // The facts whose change concerns an instance that has been triggered.
  void ask() {
    std::vector<check::FactId> facts;
    const auto add = [&](check::ConditionId condition) {
      for (const check::FactId fact : facts_of_condition(context_.tree, condition)) facts.push_back(fact);
    };
    for (const check::Trigger& trigger : duty_.triggers) add(trigger.when);
    add(duty_.maintain);
    for (const check::LimitTerm& term : duty_.limit.terms) {
      if (term.fact) facts.push_back(term.fact);
    }
    if (plan_.chosen_by()) facts.push_back(plan_.chosen_by());
    for (const check::FactId fact : facts) {
      std::vector<std::uint32_t>& list = parts_.asking[parts_.slots[fact.value]];
      if (list.empty() || list.back() != index_) list.push_back(index_);
    }
  }

  const Context& context_;
  check::DutyId id_;
  const check::Duty& duty_;
  CaseParts& parts_;
  std::vector<check::LadderId> ladders_;
  CalendarPlan plan_;
  Clocks clocks_;
  LimitTable limit_;
  Checkpoints checkpoints_;
  std::uint32_t index_;  // in Program::duties
  program::DutyProgram out_;
};

}  // namespace

void write_duty(const Context& context, check::DutyId duty, CaseParts& parts) {
  DutyWriter(context, duty, parts).write();
}

}  // namespace bylaw::compiler
