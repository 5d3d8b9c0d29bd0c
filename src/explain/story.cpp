#include "explain/story.hpp"

#include <algorithm>
#include <tuple>

#include "eval/checkpoints.hpp"
#include "eval/facts.hpp"
#include "eval/step.hpp"
#include "eval/timer.hpp"
#include "explain/conditions.hpp"

namespace bylaw::explainer {

namespace {

using eval::View;
using program::DutyProgram;
using program::Effect;
using program::InstanceState;

bool is_open_state(State state) {
  return state == State::pending || state == State::running || state == State::paused;
}

bool matches(const program::Program& program, const program::Reaction& reaction, const Event& event) {
  if (reaction.where == program::none) return true;
  const program::Where& where = program.wheres[reaction.where];
  return std::any_of(event.fields.begin(), event.fields.end(), [&](const FieldValue& field) {
    return field.field.value == where.fact && program::compare(where.op, field.value, where.value);
  });
}

class Teller {
 public:
  Teller(const RuleSet& rules, CaseKindId kind, const DutyProgram& duty)
      : program_(*rules.program()), duty_(duty), memory_((rules.case_bytes(kind) + 7) / 8),
        bytes_(std::as_writable_bytes(std::span(memory_))), case_(rules, kind, bytes_),
        view_{program_, program_.cases[kind.value], bytes_.data(), nullptr},
        buffer_(std::max<std::size_t>(rules.max_decisions(kind), 256)), seen_(duty.slots) {}

  bool tell(std::span<const FieldValue> given, Instant now, Story& story) {
    if (case_.open(1, given) != Status::ok) return false;
    for (std::size_t i = 0; i < story.events.size(); ++i) {
      const Event& event = story.events[i];
      // First what was due before, so that what time did is seen apart from what the event does.
      if (!advance(event.at, story)) return false;
      if (!apply(event, i, story)) return false;
    }
    if (now > beginning && !advance(now, story)) return false;
    std::sort(story.lives.begin(), story.lives.end(),
              [](const Life& a, const Life& b) { return a.state.ordinal < b.state.ordinal; });
    return true;
  }

 private:
  bool apply(const Event& event, std::size_t index, Story& story) {
    std::vector<bool> open_before;
    for (std::uint32_t slot = 0; slot < duty_.slots; ++slot) open_before.push_back(tracked(slot));
    Result result;
    for (;;) {
      result = case_.apply(event, buffer_);
      if (result.status != Status::buffer_too_small) break;
      buffer_.resize(std::max(result.needed, buffer_.size() * 2));
    }
    if (static_cast<int>(result.status) < 0) return false;
    const std::size_t lives = story.lives.size();
    look(index, event.at.us, result.written, story);
    if (story.lives.size() == lives) look_for_missed(event, index, open_before, story);
    return true;
  }

  bool advance(Instant until, Story& story) {
    for (;;) {
      const Result result = case_.advance(until, buffer_);
      if (static_cast<int>(result.status) < 0) return false;
      look(Stop::no_event, until.us, result.written, story);
      if (result.status != Status::more) return true;
      if (result.written == 0) buffer_.resize(buffer_.size() * 2);
    }
  }

  // A timer's instance is written out as those of other duties are.
  InstanceState instance_of(std::uint32_t slot, program::ClockState& clock) const {
    if (duty_.timer != program::none) return eval::as_instance(view_, program_.timers[duty_.timer], slot, clock);
    return view_.instance(duty_, slot);
  }

  bool tracked(std::uint32_t slot) const {
    program::ClockState clock;
    return is_open_state(eval::state_of(instance_of(slot, clock)));
  }

  // Compares every slot with how it was seen last.
  void look(std::size_t event, std::int64_t at, std::size_t decided, Story& story) {
    for (std::uint32_t slot = 0; slot < duty_.slots; ++slot) {
      program::ClockState clock;
      InstanceState instance = instance_of(slot, clock);
      if (instance.ordinal == 0) continue;
      Seen& seen = seen_[slot];
      if (instance.ordinal != seen.ordinal) begin(instance, seen, event, at, story);
      Life& life = story.lives[seen.life];
      note_pause(instance, seen, life, event, at);
      note_limit(instance, life, event, at);
      // The start of a timer that has come to its end is known from before.
      if (duty_.timer != program::none && instance.start == eval::time_none) {
        instance.start = life.clocks.empty() ? instance.at : life.state.start;
      }
      life.state = instance;
      if (duty_.timer != program::none) {
        life.clocks.assign(1, {instance.start, clock.since, clock.used});
        life.deadline = instance.deadline;
        continue;
      }
      InstanceState& kept = view_.instance(duty_, slot);
      const program::ClockState* clocks = eval::clocks_of(kept);
      life.clocks.assign(clocks, clocks + duty_.clocks.count);
      const eval::Reach deadline = eval::deadline_of({view_, duty_, kept});
      life.deadline = deadline.at;
      life.provisional = deadline.provisional;
    }
    for (std::size_t i = 0; i < decided; ++i) keep(buffer_[i], story);
  }

  struct Seen {
    std::uint32_t ordinal = 0;
    std::size_t life = 0;
    bool standing = false;
  };

  void begin(const InstanceState& instance, Seen& seen, std::size_t event, std::int64_t at, Story& story) {
    Life life;
    life.begun_by = event;
    if (instance.trigger < duty_.trigger_guards.count) {
      life.readings = readings_of(view_, program_.index_lists[duty_.trigger_guards.first + instance.trigger]);
    }
    if (seen.ordinal != 0) {
      const Life& former = story.lives[seen.life];
      life.reopened = former.state.start == instance.start && former.state.at < at;
      if (life.reopened) {
        life.stops = former.stops;
        if (!life.stops.empty() && life.stops.back().to == INT64_MAX) life.stops.back().to = former.state.at;
        if (duty_.reopen == program::ReopenMode::resume && former.state.at < at) {
          life.stops.push_back({former.state.at, at, Stop::no_event, event, true});
        }
      }
    }
    seen = {instance.ordinal, story.lives.size(), false};
    story.lives.push_back(std::move(life));
  }

  void note_pause(const InstanceState& instance, Seen& seen, Life& life, std::size_t event, std::int64_t at) {
    const bool standing = (instance.flags & program::clocks_paused) != 0;
    if (standing == seen.standing) return;
    seen.standing = standing;
    if (standing) {
      life.stops.push_back({at, INT64_MAX, event, Stop::no_event, false});
    } else if (!life.stops.empty()) {
      life.stops.back().to = event == Stop::no_event ? instance.floor : at;
      life.stops.back().ended_by = event;
    }
  }

  void note_limit(const InstanceState& instance, Life& life, std::size_t event, std::int64_t at) {
    if (eval::state_of(instance) == State::pending) return;
    if (!life.arms.empty()) {
      const Arm& last = life.arms.back();
      if (last.variant == instance.variant && last.extra == instance.extra && last.replaced == instance.replaced) return;
    }
    Arm arm{at, event, instance.variant, instance.extra, instance.replaced, false, 0};
    if (duty_.chosen_by != program::none) {
      arm.chosen_known = eval::fact(view_, program_.slots[duty_.chosen_by], arm.chosen_value);
    }
    life.arms.push_back(arm);
  }

  void keep(const Decision& decision, Story& story) {
    const std::uint32_t rule = decision.rule.value;
    if (rule == program::none || rule >= program_.rules.size()) return;
    const bool of_ladder = program_.rules[rule].kind == RuleKind::ladder && program_.rules[rule].of == duty_.rule;
    if (rule != duty_.rule && !of_ladder) return;
    bool kept = false;
    for (Life& life : story.lives) {
      if (life.state.ordinal != decision.instance) continue;
      life.decisions.push_back(decision);
      kept = true;
    }
    if (!kept) story.unkept.push_back(decision);
  }

  void look_for_missed(const Event& event, std::size_t index, const std::vector<bool>& open_before, Story& story) {
    if (event.kind.value >= view_.layout.plans.count) return;
    const program::EventPlan& plan = program_.plans[view_.layout.plans.first + event.kind.value];
    for (std::uint32_t r = 0; r < plan.reactions.count; ++r) {
      const program::Reaction& reaction = program_.reactions[plan.reactions.first + r];
      if (reaction.effect != Effect::start || &program_.duties[reaction.target] != &duty_) continue;
      Missed missed;
      missed.event = index;
      missed.trigger = reaction.detail;
      missed.wrong_kind = !matches(program_, reaction, event);
      const std::uint32_t guard = program_.index_lists[duty_.trigger_guards.first + reaction.detail];
      if (!missed.wrong_kind && eval::holds(view_, guard) == eval::Truth::yes) {
        missed.already_open = std::find(open_before.begin(), open_before.end(), true) != open_before.end();
      } else if (!missed.wrong_kind) {
        missed.unmet = unmet_by(view_, guard);
        missed.readings = readings_of(view_, missed.unmet);
      }
      story.missed.push_back(std::move(missed));
    }
  }

  const program::Program& program_;
  const DutyProgram& duty_;
  std::vector<std::uint64_t> memory_;
  std::span<std::byte> bytes_;
  Case case_;
  View view_;
  std::vector<Decision> buffer_;
  std::vector<Seen> seen_;
};

}  // namespace

std::vector<Event> ordered(std::span<const Event> events) {
  std::vector<Event> sorted(events.begin(), events.end());
  const auto key = [](const Event& e) { return std::tuple(e.at, e.sequence, e.id); };
  std::stable_sort(sorted.begin(), sorted.end(), [&](const Event& a, const Event& b) { return key(a) < key(b); });
  sorted.erase(std::unique(sorted.begin(), sorted.end(), [&](const Event& a, const Event& b) { return key(a) == key(b); }),
               sorted.end());
  return sorted;
}

const program::DutyProgram* duty_of(const program::Program& program, CaseKindId kind, std::uint32_t rule) {
  const program::Range duties = program.cases[kind.value].duties;
  for (std::uint32_t d = 0; d < duties.count; ++d) {
    if (program.duties[duties.first + d].rule == rule) return &program.duties[duties.first + d];
  }
  return nullptr;
}

Story story_of(const RuleSet& rules, CaseKindId kind, std::span<const FieldValue> given, std::span<const Event> events,
               const program::DutyProgram& duty, Instant now) {
  Story story;
  story.events = ordered(events);
  if (now == never) now = story.events.empty() ? beginning : story.events.back().at;
  while (!story.events.empty() && story.events.back().at > now) story.events.pop_back();
  story.now = now.us;
  story.possible = Teller(rules, kind, duty).tell(given, now, story);
  return story;
}

}  // namespace bylaw::explainer
