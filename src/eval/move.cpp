#include "eval/move.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>

#include "eval/checkpoints.hpp"
#include "eval/duty.hpp"
#include "eval/facts.hpp"
#include "eval/step.hpp"
#include "eval/timer.hpp"

namespace bylaw::eval {

namespace {

using program::Effect;
using program::none;
using program::Reaction;
using program::Rule;
using program::TimerState;

// An instance whatever it is kept as, and its ladders' levels.
struct Taken {
  InstanceState state{};
  const ClockState* clocks = nullptr;
  std::uint32_t clock_count = 0;
  bool tracked = false;
  bool as_timer = false;
};

class Mover {
 public:
  Mover(const View& from, std::uint32_t kind, View& to) : from_(from), to_(to), kind_(kind) {}

  Moved move() {
    open(to_, kind_, from_.header().number, {});
    header();
    const bool good = pauses() && anchors() && facts() && happened() && duties() && findings() && routines();
    if (good) find_earliest(to_);
    return result_;
  }

 private:
  bool refuse(Misfit misfit) {
    result_.misfit = misfit;
    return false;
  }
  bool refuse(Misfit misfit, std::uint32_t rule) {
    result_.rule = RuleId{rule};
    return refuse(misfit);
  }

  void header() {
    const CaseHeader& old = from_.header();
    CaseHeader& header = to_.header();
    header.last_at = old.last_at;
    header.last_sequence = old.last_sequence;
    header.last_id = old.last_id;
    header.last_fired = old.last_fired;
    header.flags = old.flags;
    header.now = old.now;
    // `last_content` names events and fields by the old numbers: a repetition of the newest event is not remarked on.
  }

  // ---- Names

  const Program& old() const { return from_.program; }
  const Program& now() const { return to_.program; }

  template <class T>
  static std::uint32_t find(const std::vector<T>& items, const std::string& name) {
    for (std::uint32_t i = 0; i < items.size(); ++i) {
      if (items[i].title.name == name) return i;
    }
    return none;
  }

  static std::uint32_t value_named(const std::vector<program::Title>& values, const std::string& name) {
    for (std::uint32_t i = 0; i < values.size(); ++i) {
      if (values[i].name == name) return i;
    }
    return none;
  }

  // The value in the new rules' numbers; false: it is none there.
  bool convert(const program::Fact& was, const program::Fact& is, std::int64_t& value) const {
    if (was.type != is.type || was.decimals != is.decimals || was.currency != is.currency) return false;
    if (was.type == FieldType::enumeration) {
      const std::uint32_t index = value_named(is.values, was.values[static_cast<std::size_t>(value)].name);
      if (index == none) return false;
      value = index;
    } else if (was.type == FieldType::set) {
      std::int64_t mask = 0;
      for (std::size_t i = 0; i < was.values.size(); ++i) {
        if ((value >> i & 1) == 0) continue;
        const std::uint32_t index = value_named(is.values, was.values[i].name);
        if (index == none) return false;
        mask |= std::int64_t{1} << index;
      }
      value = mask;
    }
    return value >= is.first && value <= is.last;
  }

  bool same_where(std::uint32_t was, std::uint32_t is) const {
    if (was == none || is == none) return was == is;
    const program::Where& a = old().wheres[was];
    const program::Where& b = now().wheres[is];
    const program::Fact& fact = old().facts[a.fact];
    std::int64_t value = a.value;
    return fact.title.name == now().facts[b.fact].title.name && a.op == b.op && convert(fact, now().facts[b.fact], value) &&
           value == b.value;
  }

  // The events that have this effect with this detail are the same in both: for anchors and reasons of pauses, which have no names.
  template <class F>
  static void each(const Program& p, const CaseProgram& layout, Effect effect, std::uint8_t detail, F f) {
    for (std::uint32_t e = 0; e < layout.plans.count; ++e) {
      const program::Range reactions = p.plans[layout.plans.first + e].reactions;
      for (std::uint32_t r = 0; r < reactions.count; ++r) {
        const Reaction& reaction = p.reactions[reactions.first + r];
        if (reaction.effect == effect && reaction.detail == detail) f(e, reaction);
      }
    }
  }

  bool same_events(Effect effect, std::uint8_t was, std::uint8_t is) const {
    bool same = true;
    std::size_t left = 0;
    each(old(), from_.layout, effect, was, [&](std::uint32_t a, const Reaction& x) {
      ++left;
      bool found = false;
      each(now(), to_.layout, effect, is, [&](std::uint32_t b, const Reaction& y) {
        found = found || (old().events[a].title.name == now().events[b].title.name && same_where(x.where, y.where));
      });
      same = same && found;
    });
    std::size_t right = 0;
    each(now(), to_.layout, effect, is, [&](std::uint32_t, const Reaction&) { ++right; });
    return same && left == right && left != 0;
  }

  // ---- The case

  bool pauses() {
    for (std::uint8_t bit = 0; bit < 64; ++bit) {
      if ((from_.header().pauses >> bit & 1) == 0) continue;
      for (std::uint8_t other = 0; other < 64; ++other) {
        if (same_events(Effect::pause, bit, other) && same_events(Effect::resume, bit, other)) {
          to_.header().pauses |= std::uint64_t{1} << other;
        }
      }
    }
    return true;
  }

  bool anchors() {
    for (std::uint32_t i = 0; i < to_.layout.anchor_count; ++i) {
      bool known = false;
      for (std::uint32_t j = 0; j < from_.layout.anchor_count; ++j) {
        if (!same_events(Effect::anchor, static_cast<std::uint8_t>(j), static_cast<std::uint8_t>(i))) continue;
        to_.anchors()[i] = from_.anchors()[j];
        known = true;
      }
      if (known) continue;
      each(now(), to_.layout, Effect::anchor, static_cast<std::uint8_t>(i),
           [&](std::uint32_t event, const Reaction&) { result_.event = EventKindId{event}; });
      return refuse(Misfit::unknown_history);
    }
    return true;
  }

  bool facts() {
    for (std::uint32_t i = 0; i < from_.layout.slots.count; ++i) {
      const program::FactSlot& slot = old().slots[from_.layout.slots.first + i];
      std::int64_t value = 0;
      if (!fact(from_, slot, value)) continue;
      const program::Fact& was = old().facts[slot.fact];
      for (std::uint32_t j = 0; j < to_.layout.slots.count; ++j) {
        const program::FactSlot& place = now().slots[to_.layout.slots.first + j];
        const program::Fact& is = now().facts[place.fact];
        if (is.title.name != was.title.name) continue;
        if (!convert(was, is, value)) {
          result_.field = FieldId{slot.fact};
          return refuse(Misfit::changed_field);
        }
        set_fact(to_, place, value);
      }
    }
    return true;
  }

  // Events that conditions ask about.
  bool happened() {
    for (std::uint32_t e = 0; e < to_.layout.plans.count; ++e) {
      const program::EventPlan& plan = now().plans[to_.layout.plans.first + e];
      if (plan.has_word == none) continue;
      const std::uint32_t was = find(old().events, now().events[e].title.name);
      if (was == none) continue;  // it did not exist
      const program::EventPlan& before = old().plans[from_.layout.plans.first + was];
      if (!before.happens) continue;
      if (before.has_word == none) {
        result_.event = EventKindId{e};
        return refuse(Misfit::unknown_history);
      }
      if (from_.atom_values()[before.has_word] & before.has_bit) to_.atom_values()[plan.has_word] |= plan.has_bit;
    }
    return true;
  }

  // ---- Duties

  const program::Handbook* handbook_of(const Program& p, const Rule& rule) const {
    if (rule.clause == none) return nullptr;
    const std::uint32_t index = find(p.handbooks, p.clauses[rule.clause].handbook);
    return index == none ? nullptr : &p.handbooks[index];
  }

  // The number of the edition in the new rules; none: they do not have it.
  std::uint32_t edition_of(const Rule& was, const Rule& is, std::uint8_t edition) const {
    const program::Handbook* before = handbook_of(old(), was);
    const program::Handbook* after = handbook_of(now(), is);
    if (before == nullptr || edition >= before->editions.size()) return after == nullptr || after->editions.empty() ? 0 : none;
    if (after == nullptr) return none;
    const auto found = std::find(after->editions.begin(), after->editions.end(), before->editions[edition]);
    return found == after->editions.end() ? none : static_cast<std::uint32_t>(found - after->editions.begin());
  }

  bool duties() {
    for (std::uint32_t d = 0; d < from_.layout.duties.count; ++d) {
      const DutyProgram& duty = old().duties[from_.layout.duties.first + d];
      for (std::uint32_t slot = 0; slot < duty.slots; ++slot) {
        ClockState clock{};
        const Taken taken = take(duty, slot, clock);
        if (taken.state.ordinal != 0 && !place(duty, slot, taken)) return false;
      }
    }
    return true;
  }

  Taken take(const DutyProgram& duty, std::uint32_t slot, ClockState& clock) const {
    Taken taken;
    taken.clock_count = duty.clocks.count;
    if (duty.timer == none) {
      taken.state = from_.instance(duty, slot);
      taken.clocks = clocks_of(from_.instance(duty, slot));
      taken.tracked = goes_on(duty, taken.state);
      return taken;
    }
    const TimerProgram& timer = old().timers[duty.timer];
    const TimerState& kept = timer_state(from_, timer, slot);
    taken.state = as_instance(from_, timer, slot, clock);
    taken.tracked = eval::is_tracked(timer, kept);
    taken.as_timer = true;
    if (!taken.tracked && taken.state.due != time_none) {  // nobody waits for it, and its ladders go on
      taken.tracked = true;
      clock = {kept.base, kept.base, 0};
    }
    // What is breached has forgotten when it started; its clock has not.
    if (taken.tracked && taken.state.start == time_none) {
      clock.start = wrapped_difference(clock.since, clock.used);
      taken.state.start = clock.start;
    }
    taken.clocks = &clock;
    return taken;
  }

  static std::int64_t wrapped_difference(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
  }

  bool place(const DutyProgram& duty, std::uint32_t slot, const Taken& taken) {
    const Rule& was = old().rules[duty.rule];
    Misfit misfit = Misfit::no_rule;
    for (std::uint32_t d = 0; d < to_.layout.duties.count; ++d) {
      const DutyProgram& other = now().duties[to_.layout.duties.first + d];
      const Rule& is = now().rules[other.rule];
      if (is.title.name != was.title.name) continue;
      const std::uint32_t edition = edition_of(was, is, taken.state.edition);
      if (edition == none || !has_edition(other, edition)) {
        if (misfit == Misfit::no_rule) misfit = Misfit::no_edition;
        continue;
      }
      if (is.fingerprint != was.fingerprint || other.clocks.count != taken.clock_count || other.slots != duty.slots) {
        misfit = Misfit::changed_rule;
        continue;
      }
      if (state_of(taken.state) == State::pending) return refuse(Misfit::pending, duty.rule);
      put(duty, slot, taken, other, static_cast<std::uint8_t>(edition));
      return true;
    }
    if (taken.tracked) return refuse(misfit, duty.rule);
    // It is over: only the numbers of instances go on.
    for (std::uint32_t d = 0; d < to_.layout.duties.count; ++d) {
      const DutyProgram& other = now().duties[to_.layout.duties.first + d];
      if (now().rules[other.rule].title.name == was.title.name) count_on(other, taken.state.ordinal);
    }
    return true;
  }

  // Whether the duty is the one of its name in that edition.
  bool has_edition(const DutyProgram& duty, std::uint32_t edition) const {
    const program::Range editions = duty.handbook_editions;
    if (editions.count == 0) return true;
    return edition < editions.count && duty.in_force.from <= now().constants[editions.first + edition];
  }

  void count_on(const DutyProgram& duty, std::uint32_t ordinal) {
    if (duty.timer != none) {
      TimerState& state = timer_state(to_, now().timers[duty.timer], 0);
      if (state.state == 0) state.ordinal = std::max(state.ordinal, ordinal);
      return;
    }
    InstanceState& state = to_.instance(duty, 0);
    if (state.state == 0) state.ordinal = std::max(state.ordinal, ordinal);
  }

  // Points established in the old rules, at their places in the new ones: the n-th of its kind, level and ladder is the same.
  std::uint64_t fired(const DutyProgram& was, const DutyProgram& is, std::uint64_t bits) const {
    const auto same = [&](const CheckpointProgram& a, const CheckpointProgram& b) {
      return a.kind == b.kind && a.level == b.level && a.ladder == b.ladder && a.needs_breach == b.needs_breach &&
             (a.kind != program::CheckpointKind::withdrawal || a.instant == b.instant);
    };
    std::uint64_t out = 0;
    for (std::uint32_t i = 0; i < was.checkpoints.count; ++i) {
      if ((bits >> i & 1) == 0) continue;
      const CheckpointProgram& point = old().checkpoints[was.checkpoints.first + i];
      std::uint32_t before = 0;
      for (std::uint32_t j = 0; j < i; ++j) before += same(point, old().checkpoints[was.checkpoints.first + j]) ? 1 : 0;
      for (std::uint32_t j = 0; j < is.checkpoints.count; ++j) {
        if (!same(point, now().checkpoints[is.checkpoints.first + j])) continue;
        if (before-- == 0) {
          out |= std::uint64_t{1} << j;
          break;
        }
      }
    }
    return out;
  }

  void put(const DutyProgram& was, std::uint32_t slot, const Taken& taken, const DutyProgram& is, std::uint8_t edition) {
    InstanceState state = taken.state;
    state.fired = fired(was, is, state.fired);
    state.edition = edition;
    state.next = 0xff;
    state.due = time_none;
    if (is.timer != none) return put_timer(slot, state, taken, is);
    InstanceState& place = to_.instance(is, slot);
    place = state;
    std::copy_n(taken.clocks, is.clocks.count, clocks_of(place));
    for (std::uint32_t l = 0; l < is.ladders.count; ++l) {
      const std::string& name = now().rules[now().ladders[is.ladders.first + l].rule].title.name;
      for (std::uint32_t k = 0; k < was.ladders.count; ++k) {
        if (old().rules[old().ladders[was.ladders.first + k].rule].title.name != name) continue;
        LadderState& ladder = ladders_of(is, place)[l];
        if (taken.as_timer) {
          const TimerProgram& timer = old().timers[was.timer];
          ladder.level = level_of(from_, timer, timer_state(from_, timer, slot), k);
        } else {
          ladder = ladders_of(was, from_.instance(was, slot))[k];
        }
      }
    }
    if (taken.tracked) plan_next(to_, is, place);
  }

  void put_timer(std::uint32_t slot, const InstanceState& state, const Taken& taken, const DutyProgram& duty) {
    const TimerProgram& timer = now().timers[duty.timer];
    TimerState& place = timer_state(to_, timer, slot);
    const ClockState& clock = taken.clocks[0];
    const bool standing = taken.tracked && (state.flags & program::clocks_paused) != 0;
    place = TimerState{};
    place.at = state_of(state) == State::running || state_of(state) == State::paused ? state.start : state.at;
    place.ordinal = state.ordinal;
    place.state = state_of(state) == State::paused ? std::uint8_t(State::running) : state.state;
    place.cause = state.cause;
    place.next = static_cast<std::uint8_t>(std::countr_one(state.fired));
    place.done = state.done;
    place.variant = state.variant;
    place.edition = state.edition;
    place.trigger = state.trigger;
    if (state.flags & program::closed) place.flags |= program::timer_closed;
    place.base = state.deadline;
    if (!taken.tracked) return;
    to_.header().tracked |= timer.bit;
    place.base = wrapped_difference(clock.since, clock.used);
    if (timer.reasons != 0) {
      PauseState& pause = *reinterpret_cast<PauseState*>(to_.memory + timer.pause);
      if (standing) {
        if (pause.since == 0) pause.since = clock.since;
        place.base = wrapped_difference(pause.since, clock.used);
        if (clock.since > pause.since) place.flags |= program::timer_begun_in_a_pause;
      } else if (state.floor > state.start) {
        pause.resumed = std::max(pause.resumed, state.floor);
      }
    }
    const std::int64_t due = due_of(to_, timer, place);
    reinterpret_cast<std::int64_t*>(to_.memory + timer.dues)[slot] = due;
  }

  // ---- Rules judged at events, routines

  template <class Programs>
  bool findings_of(const Programs& before, program::Range range, const Programs& after, program::Range places) {
    for (std::uint32_t i = 0; i < range.count; ++i) {
      const auto& was = before[range.first + i];
      const std::uint32_t count = words_of(before, range, i);
      const auto* kept = std::find_if(after.data() + places.first, after.data() + places.first + places.count, [&](const auto& is) {
        const Rule& a = old().rules[was.finding.rule];
        const Rule& b = now().rules[is.finding.rule];
        return a.title.name == b.title.name && a.fingerprint == b.fingerprint;
      });
      const bool found = kept != after.data() + places.first + places.count;
      const program::FindingState& state = from_.finding(was.finding);
      if (!found && (state.marks != 0 || keeps(was))) {
        const bool any = std::any_of(now().rules.begin(), now().rules.end(), [&](const Rule& rule) {
          return rule.title.name == old().rules[was.finding.rule].title.name;
        });
        return refuse(any ? Misfit::changed_rule : Misfit::no_rule, was.finding.rule);
      }
      if (!found) continue;
      to_.finding(kept->finding) = state;
      for (std::uint32_t w = 0; w < count; ++w) to_.word(kept->finding, w) = from_.word(was.finding, w);
    }
    return true;
  }

  // Words of the i-th finding of its kind: up to the next of all.
  template <class Programs>
  std::uint32_t words_of(const Programs& programs, program::Range range, std::uint32_t i) const {
    const std::uint32_t first = programs[range.first + i].finding.words;
    std::uint32_t next = from_.layout.word_count;
    const auto look = [&](const auto& all, program::Range of) {
      for (std::uint32_t k = 0; k < of.count; ++k) {
        const std::uint32_t other = all[of.first + k].finding.words;
        if (other > first) next = std::min(next, other);
      }
    };
    look(old().disclosures, from_.layout.disclosures);
    look(old().records, from_.layout.records);
    look(old().prohibitions, from_.layout.prohibitions);
    look(old().sequences, from_.layout.sequences);
    return next - first;
  }

  // What would be lost without the rule: a retention that runs, steps that were taken, events that were counted.
  bool keeps(const program::DisclosureProgram&) const { return false; }
  bool keeps(const program::RecordProgram& rule) const {
    return rule.keep && from_.word(rule.finding) != time_none && from_.word(rule.finding) != INT64_MIN;
  }
  bool keeps(const program::ProhibitionProgram& rule) const {
    return rule.more_than != 0 && from_.word(rule.finding, rule.more_than - 1u) != INT64_MIN;
  }
  bool keeps(const program::SequenceProgram& rule) const { return from_.word(rule.finding) != 0; }

  bool findings() {
    return findings_of(old().disclosures, from_.layout.disclosures, now().disclosures, to_.layout.disclosures) &&
           findings_of(old().records, from_.layout.records, now().records, to_.layout.records) &&
           findings_of(old().prohibitions, from_.layout.prohibitions, now().prohibitions, to_.layout.prohibitions) &&
           findings_of(old().sequences, from_.layout.sequences, now().sequences, to_.layout.sequences);
  }

  bool routines() {
    auto* after = reinterpret_cast<program::RoutineState*>(to_.memory + to_.layout.routines_offset);
    const auto* before = reinterpret_cast<const program::RoutineState*>(from_.memory + from_.layout.routines_offset);
    const auto same = [&](const program::RoutineProgram& was, const program::RoutineProgram& is) {
      const Rule& a = old().rules[was.rule];
      const Rule& b = now().rules[is.rule];
      return a.title.name == b.title.name && a.fingerprint == b.fingerprint;
    };
    for (std::uint32_t i = 0; i < from_.layout.routines.count; ++i) {
      const program::RoutineProgram& was = old().routines[from_.layout.routines.first + i];
      bool found = false;
      for (std::uint32_t j = 0; j < to_.layout.routines.count && !found; ++j) {
        const program::RoutineProgram& is = now().routines[to_.layout.routines.first + j];
        if (!same(was, is)) continue;
        after[j] = before[i];
        after[j].edition = renumbered(was.rule, is.rule, before[i].edition);
        after[j].missed_edition = renumbered(was.rule, is.rule, before[i].missed_edition);
        found = true;
      }
      const bool waits = before[i].state == std::uint8_t(State::running);
      if (!found && waits) return refuse(find(now().rules, old().rules[was.rule].title.name) == none ? Misfit::no_rule : Misfit::changed_rule, was.rule);
    }
    // One that is new would have begun with the case's first event.
    for (std::uint32_t j = 0; j < to_.layout.routines.count; ++j) {
      const program::RoutineProgram& is = now().routines[to_.layout.routines.first + j];
      bool known = is.from_event;
      for (std::uint32_t i = 0; i < from_.layout.routines.count; ++i) known = known || same(old().routines[from_.layout.routines.first + i], is);
      if (!known) return refuse(Misfit::unknown_history);
    }
    return true;
  }

  std::uint8_t renumbered(std::uint32_t was, std::uint32_t is, std::uint8_t edition) const {
    const std::uint32_t number = edition_of(old().rules[was], now().rules[is], edition);
    return number == none ? std::uint8_t{0} : static_cast<std::uint8_t>(number);
  }

  const View& from_;
  View& to_;
  std::uint32_t kind_;
  Moved result_;
};

}  // namespace

Moved move(const View& from, std::uint32_t kind, View& to) { return Mover(from, kind, to).move(); }

}  // namespace bylaw::eval
