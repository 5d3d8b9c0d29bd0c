// A duty in a case judged again: its instances, and the events that might have started one.
#include <algorithm>

#include "eval/calendar/arithmetic.hpp"
#include "eval/checkpoints.hpp"
#include "eval/facts.hpp"
#include "eval/timer.hpp"
#include "explain/conditions.hpp"
#include "explain/happenings.hpp"
#include "explain/points.hpp"
#include "explain/sums.hpp"
#include "explain/watchers.hpp"

namespace bylaw::explainer {

namespace {

using program::DutyProgram;
using program::Effect;
using program::InstanceState;
using program::none;

bool is_open_state(State state) {
  return state == State::pending || state == State::running || state == State::paused;
}

bool matches(const program::Program& program, const program::Reaction& reaction, const Event& event) {
  if (reaction.where == none) return true;
  const program::Where& where = program.wheres[reaction.where];
  return std::any_of(event.fields.begin(), event.fields.end(), [&](const FieldValue& field) {
    return field.field.value == where.fact && program::compare(where.op, field.value, where.value);
  });
}

// Which limit is in force: what tells two of them apart.
struct Armed {
  std::uint8_t variant = 0;
  std::int64_t extra = 0;
  std::uint8_t replaced = 0;
  std::vector<std::int64_t> promises;  // of its terms, as the instance has heard them

  friend bool operator==(const Armed&, const Armed&) = default;
};

// An instance as it is watched.
struct Life {
  Instance told;
  std::vector<program::ClockState> clocks;
  std::vector<program::ClockState> clocks_at_pause;                // as the newest pause began
  std::vector<Armed> armed;                                        // with the limits
  std::vector<std::pair<std::int64_t, std::uint8_t>> calendars;  // choice * editions + edition, from when on
};

class DutyWatcher : public Watcher {
 public:
  DutyWatcher(const Judging& judging, const DutyProgram& duty)
      : j_(judging), p_(judging.program()), duty_(duty), view_(judging.view), seen_(duty.slots) {}

  void before(std::size_t) override {
    was_open_ = is_open(duty_);
    for (std::uint32_t i = 0; i < duty_.other_editions.count; ++i) {
      was_open_ = was_open_ || is_open(p_.duties[p_.index_lists[duty_.other_editions.first + i]]);
    }
  }

  void after(const Step& step) override {
    const std::size_t lives = lives_.size();
    for (std::uint32_t slot = 0; slot < duty_.slots; ++slot) look(slot, step);
    for (const Decision& decision : step.decisions) keep(decision, step.event);
    if (step.event != no_event && lives == lives_.size()) look_for_missed(step.event);
  }

  void conclude(std::int64_t now, RuleExplanation& into) override {
    std::sort(lives_.begin(), lives_.end(),
              [](const Life& a, const Life& b) { return a.told.state.ordinal < b.told.state.ordinal; });
    into.zone = zone();
    into.duty.no_limit = duty_.no_limit;
    into.duty.broken_from = duty_.retroactive_from;
    into.duty.combine = duty_.combine;
    into.duty.missed = std::move(missed_);
    into.duty.unkept = std::move(unkept_);
    each_reaction([&](std::uint32_t event, const program::Reaction& reaction) {
      if (reaction.effect == Effect::start) into.duty.triggers.push_back(event);
    });
    for (std::size_t i = 0; i < lives_.size(); ++i) {
      finish(lives_[i], i + 1 < lives_.size() ? lives_[i + 1].told.begun_by : j_.events.size(), now);
      into.edition = lives_[i].told.state.edition;
      into.duty.instances.push_back(std::move(lives_[i].told));
    }
    // What is not in force is told to who asks for the rule, and not with all the others of the case.
    const auto in_force = [](const Missed& missed) { return !missed.not_in_force; };
    into.concerned = !into.duty.instances.empty() || !into.duty.unkept.empty() ||
                     std::any_of(into.duty.missed.begin(), into.duty.missed.end(), in_force);
    const std::uint32_t editions = eval::count_at_or_before(view_, duty_.handbook_editions, duty_.in_force.from);
    into.edition = static_cast<std::uint8_t>(std::max(editions, 1u) - 1);
  }

 private:
  // A timer's instance is written out as those of other duties are.
  InstanceState instance_of(const DutyProgram& duty, std::uint32_t slot, program::ClockState& clock) const {
    if (duty.timer != none) return eval::as_instance(view_, p_.timers[duty.timer], slot, clock);
    return view_.instance(duty, slot);
  }

  bool is_open(const DutyProgram& duty) const {
    program::ClockState clock;
    bool any = false;
    for (std::uint32_t slot = 0; slot < duty.slots; ++slot) any |= is_open_state(eval::state_of(instance_of(duty, slot, clock)));
    return any;
  }

  // ---- Watching

  // Compares a slot with how it was seen last.
  void look(std::uint32_t slot, const Step& step) {
    program::ClockState clock;
    InstanceState instance = instance_of(duty_, slot, clock);
    if (instance.ordinal == 0) return;
    Seen& seen = seen_[slot];
    if (instance.ordinal != seen.ordinal) begin(instance, seen, step);
    Life& life = lives_[seen.life];
    if (eval::state_of(instance) == State::none) return dismiss(instance, life, step);
    const bool pauses = !seen.standing && (instance.flags & program::clocks_paused) != 0;
    const bool used_up = seen.standing && (instance.flags & program::clocks_paused) == 0 && step.event == no_event;
    note_pause(instance, seen, life.told, step);
    note_limit(instance, slot, life, step);
    if (life.calendars.empty() || life.calendars.back().second != instance.calendar) {
      // A clock that stands has measured nothing since then in the former one.
      const bool stands = seen.standing && !life.told.stops.empty();
      life.calendars.emplace_back(stands ? life.told.stops.back().from : step.at, instance.calendar);
    }
    // The start of a timer that has come to its end is known from before.
    if (duty_.timer != none && instance.start == eval::time_none) {
      instance.start = life.clocks.empty() ? instance.at : life.told.state.start;
    }
    life.told.state = instance;
    if (duty_.timer != none) {
      life.clocks.assign(1, {instance.start, clock.since, clock.used});
      life.told.deadline = instance.deadline;
      return;
    }
    InstanceState& kept = view_.instance(duty_, slot);
    const program::ClockState* clocks = eval::clocks_of(kept);
    life.clocks.assign(clocks, clocks + duty_.clocks.count);
    if (pauses) life.clocks_at_pause = life.clocks;
    if (used_up) end_used_up_pause(life);
    const eval::Reach deadline = eval::deadline_of({view_, duty_, kept});
    life.told.deadline = deadline.at;
    life.told.provisional = deadline.provisional;
  }

  // Its condition has been found not to hold: it has never begun, and nothing is said of a limit.
  void dismiss(const InstanceState& instance, Life& life, const Step& step) {
    const bool waited = eval::state_of(life.told.state) == State::pending;
    life.told.state = instance;
    life.told.deadline = INT64_MAX;
    if (!waited || step.event == no_event || instance.trigger >= duty_.trigger_guards.count) return;
    Unmet unmet = unmet_by(view_, p_.index_lists[duty_.trigger_guards.first + instance.trigger]);
    if (unmet.readings.empty()) return;
    Missed missed;
    missed.event = step.event;
    missed.needs = std::move(unmet.needs);
    missed.readings = std::move(unmet.readings);
    missed_.push_back(std::move(missed));
  }

  // The instance's floor may be a publication that came after the pause's end, or the day on which it came into force; what runs has run since that end.
  void end_used_up_pause(Life& life) const {
    for (std::size_t i = 0; i < life.clocks.size(); ++i) {
      const bool promised = p_.clocks[duty_.clocks.first + i].measure == program::MeasureKind::promised;
      if (promised || life.clocks[i].start == INT64_MAX || life.told.stops.empty()) continue;
      life.told.stops.back().to = life.clocks[i].since;
      return;
    }
  }

  struct Seen {
    std::uint32_t ordinal = 0;
    std::size_t life = 0;
    bool standing = false;
  };

  void begin(const InstanceState& instance, Seen& seen, const Step& step) {
    Life life;
    Instance& told = life.told;
    told.begun_by = step.event;
    if (instance.trigger < duty_.trigger_guards.count) {
      told.readings = readings_of(view_, p_.index_lists[duty_.trigger_guards.first + instance.trigger]);
    }
    for (const std::uint32_t slot : {duty_.chosen_by, duty_.calendar_by}) {
      if (slot == none) continue;
      const Reading reading = reading_of(view_, slot);
      if (!reading.known) told.undecided.push_back(reading);
    }
    for (std::uint32_t c = 0; c < duty_.clocks.count; ++c) {
      const program::ClockProgram& clock = p_.clocks[duty_.clocks.first + c];
      if (clock.measure != program::MeasureKind::promised) continue;
      const Reading reading = reading_of(view_, clock.slot);
      const auto same = [&](const Reading& other) { return other.fact == reading.fact; };
      if (!reading.known && std::none_of(told.undecided.begin(), told.undecided.end(), same)) told.undecided.push_back(reading);
    }
    if (seen.ordinal != 0) {
      const Instance& former = lives_[seen.life].told;
      // One that was triggered anew has another start, or, at the instant of the former's own, starts now.
      told.reopened = former.state.start == instance.start && std::min(former.state.at, instance.start) < step.at;
      if (told.reopened) {
        told.stops = former.stops;
        life.calendars = lives_[seen.life].calendars;
        if (!told.stops.empty() && told.stops.back().to == INT64_MAX) told.stops.back().to = former.state.at;
        if (duty_.reopen == program::ReopenMode::resume) {
          told.stops.push_back({former.state.at, step.at, no_event, step.event, true});
        }
      }
    }
    seen = {instance.ordinal, lives_.size(), false};
    lives_.push_back(std::move(life));
  }

  void note_pause(const InstanceState& instance, Seen& seen, Instance& told, const Step& step) {
    const bool standing = (instance.flags & program::clocks_paused) != 0;
    if (standing == seen.standing) return;
    // What ends the duty closes the pause with it (row sem-P6): the clock does not run on, and the deadline has not moved.
    const State state = eval::state_of(instance);
    if (!standing && !is_open_state(state) && state != State::breached) return;
    seen.standing = standing;
    if (standing) {
      told.stops.push_back({step.at, INT64_MAX, step.event, no_event, false});
    } else if (!told.stops.empty()) {
      told.stops.back().to = step.event == no_event ? instance.floor : step.at;
      told.stops.back().ended_by = step.event;
    }
  }

  // Calls f(slot of the fact, what the instance has heard of it) for each of its terms that is a promise.
  template <class F>
  void each_promise(const Armed& armed, std::uint32_t slot, F f) const {
    if (duty_.timer != none) return;
    for (std::size_t term = 0; term < terms_of(armed); ++term) {
      const std::uint8_t index = target_of(armed, term).clock;
      const program::ClockProgram& clock = p_.clocks[duty_.clocks.first + index];
      if (clock.measure == program::MeasureKind::promised) f(clock.slot, eval::clocks_of(view_.instance(duty_, slot))[index].used);
    }
  }

  void note_limit(const InstanceState& instance, std::uint32_t slot, Life& life, const Step& step) {
    if (eval::state_of(instance) == State::pending) return;
    Armed armed{instance.variant, instance.extra, instance.replaced, {}};
    std::uint32_t moved_by = none;
    each_promise(armed, slot, [&](std::uint32_t fact, std::int64_t heard) {
      const std::size_t n = armed.promises.size();
      if (!life.armed.empty() && n < life.armed.back().promises.size() && life.armed.back().promises[n] != heard) moved_by = fact;
      armed.promises.push_back(heard);
    });
    if (!life.armed.empty() && life.armed.back() == armed) return;
    Limit limit;
    limit.at = step.at;
    limit.event = step.event;
    for (std::size_t term = 0; term < terms_of(armed); ++term) limit.terms.push_back(amount_of(target_of(armed, term)));
    limit.extended = armed.extra != 0 || armed.replaced != 0;
    if (!life.armed.empty()) limit.by_extension = armed.extra != life.armed.back().extra || armed.replaced != life.armed.back().replaced;
    if (duty_.chosen_by != none) {
      const Reading reading = reading_of(view_, duty_.chosen_by);
      if (chooses(reading, armed.variant)) limit.chosen_by = reading;
    }
    if (moved_by != none) limit.chosen_by = reading_of(view_, moved_by);
    life.told.limits.push_back(std::move(limit));
    life.armed.push_back(armed);
  }

  // It is this value that has chosen the limit: it may be another one by now.
  bool chooses(const Reading& reading, std::uint32_t variant) const {
    const std::int64_t entry = reading.value - duty_.chosen_first;
    if (!reading.known || entry < 0 || entry >= duty_.arms.count) return false;
    return p_.index_lists[duty_.arms.first + static_cast<std::size_t>(entry)] == variant / duty_.dated_count;
  }

  void keep(const Decision& decision, std::size_t event) {
    const std::uint32_t rule = decision.rule.value;
    if (rule >= p_.rules.size()) return;
    const bool of_ladder = p_.rules[rule].kind == RuleKind::ladder && p_.rules[rule].of == duty_.rule;
    if (rule != duty_.rule && !of_ladder) return;
    Entry entry;
    entry.at = decision.at.us;
    entry.event = event;
    entry.decision = decision;
    bool kept = false;
    for (Life& life : lives_) {
      if (life.told.state.ordinal != decision.instance) continue;
      life.told.was_pending = life.told.was_pending || (decision.kind == DecisionKind::state && decision.state == State::pending);
      add_up(life, entry);
      life.told.history.push_back(entry);
      kept = true;
    }
    if (!kept) unkept_.push_back(std::move(entry));
  }

  static std::int64_t level_before(const Life& life, RuleId ladder) {
    const std::vector<Entry>& history = life.told.history;
    const auto last = std::find_if(history.rbegin(), history.rend(), [&](const Entry& e) {
      return e.decision.kind == DecisionKind::level && e.decision.rule == ladder;
    });
    return last == history.rend() ? INT64_MAX : last->at;
  }

  // What adds up to the instant of a warning or level.
  void add_up(const Life& life, Entry& entry) const {
    if (life.clocks.empty()) return;
    for (const Point& point : points_of(p_, duty_, life.told.state, entry.decision)) {
      const std::size_t index = clock_in_force(life, point.target.clock);
      if (index >= life.clocks.size() || life.clocks[index].start == INT64_MAX) continue;
      Measured m = measured(life, index, point.target.amount);
      if (point.repeats) m.start = level_before(life, entry.decision.rule);
      entry.sum = sum_of(m);
      if (entry.sum.due == INT64_MAX) continue;
      entry.summed = entry.sum.due == entry.at;
      if (!entry.summed && point.adjust.count != 0) {
        const std::uint32_t calendar = p_.index_lists[point.adjust.first + life.told.state.calendar];
        entry.to_opening = calendar != none && eval::next_opening(view_, calendar, entry.sum.due) == entry.at;
        entry.summed = entry.to_opening;
      }
      if (entry.summed) return;
    }
  }

  void look_for_missed(std::size_t event) {
    const Event& happened = j_.events[event];
    if (happened.kind.value >= view_.layout.plans.count) return;
    const program::EventPlan& plan = p_.plans[view_.layout.plans.first + happened.kind.value];
    for (std::uint32_t r = 0; r < plan.reactions.count; ++r) {
      const program::Reaction& reaction = p_.reactions[plan.reactions.first + r];
      if (reaction.effect != Effect::start || &p_.duties[reaction.target] != &duty_) continue;
      Missed missed;
      missed.event = event;
      missed.other_kind = !matches(p_, reaction, happened);
      const std::uint32_t guard = p_.index_lists[duty_.trigger_guards.first + reaction.detail];
      missed.not_in_force = !missed.other_kind && !duty_.in_force.at(happened.at.us);
      if (missed.not_in_force) {
        // There is no more to say of it.
      } else if (!missed.other_kind && eval::holds(view_, guard) == eval::Truth::yes) {
        missed.already_open = was_open_;
      } else if (!missed.other_kind) {
        Unmet unmet = unmet_by(view_, guard);
        missed.needs = std::move(unmet.needs);
        missed.readings = std::move(unmet.readings);
      }
      if (missed.other_kind || missed.not_in_force || missed.already_open || !missed.readings.empty()) missed_.push_back(std::move(missed));
    }
  }

  // ---- Once the log is judged

  template <class Visit>
  void each_reaction(const Visit& visit) const {
    for (std::uint32_t e = 0; e < view_.layout.plans.count; ++e) {
      const program::EventPlan& plan = p_.plans[view_.layout.plans.first + e];
      for (std::uint32_t r = 0; r < plan.reactions.count; ++r) {
        const program::Reaction& reaction = p_.reactions[plan.reactions.first + r];
        const bool of_duty = reaction.effect == Effect::start || reaction.effect == Effect::stop || reaction.effect == Effect::answer ||
                             reaction.effect == Effect::stop_ladder;
        if (of_duty && &p_.duties[reaction.target] == &duty_) visit(e, reaction);
      }
    }
  }

  // The first calendar that any of its clocks reads; else that of the rules.
  std::uint32_t zone() const {
    for (std::uint32_t c = 0; c < duty_.clocks.count; ++c) {
      const program::Range calendars = p_.clocks[duty_.clocks.first + c].calendars;
      if (calendars.count == 0) continue;
      const std::uint32_t index = p_.index_lists[calendars.first];
      if (index != none) return index;
    }
    return p_.zone_calendar;
  }

  program::Target target_of(const Armed& armed, std::size_t term) const {
    program::Target target = armed.replaced != 0 ? p_.extensions[duty_.extensions.first + armed.replaced - 1u].target
                                                 : p_.targets[duty_.targets + std::size_t{armed.variant} * duty_.term_count + term];
    if (__builtin_add_overflow(target.amount, armed.extra, &target.amount)) target.amount = INT64_MAX;
    return target;
  }

  std::size_t terms_of(const Armed& armed) const {
    if (duty_.no_limit) return 0;
    return armed.replaced != 0 ? 1 : duty_.term_count;
  }

  std::vector<Term> terms_of(const Life& life, const Armed& armed) const {
    std::vector<Term> terms;
    for (std::size_t t = 0; t < terms_of(armed); ++t) terms.push_back(term_of(life, target_of(armed, t)));
    return terms;
  }

  static bool comes_to(const std::vector<Term>& terms, std::int64_t deadline) {
    return std::any_of(terms.begin(), terms.end(), [&](const Term& term) { return term.sum.due == deadline; });
  }

  Amount amount_of(const program::Target& target) const { return {p_.clocks[duty_.clocks.first + target.clock].measure, target.amount}; }

  std::size_t clock_in_force(const Life& life, std::size_t clock) const {
    return clock + (life.told.state.calendar % duty_.calendar_editions) * (duty_.clocks.count / duty_.calendar_editions);
  }

  // The calendars that the clock was measured in, each from when on.
  std::vector<Spell> spells_of(const Life& life, std::size_t index) const {
    const program::ClockProgram& clock = p_.clocks[duty_.clocks.first + index];
    std::vector<Spell> spells;
    if (clock.calendars.count == 0) return spells;
    const std::size_t editions = duty_.calendar_editions, copies = duty_.clocks.count / editions;
    for (const auto& [from, chosen] : life.calendars) {
      const std::size_t in_force = editions > 1 ? chosen / editions * editions + index / copies : chosen;
      if (in_force >= clock.calendars.count) continue;
      const std::uint32_t calendar = p_.index_lists[clock.calendars.first + in_force];
      if (calendar == none || (!spells.empty() && spells.back().calendar == calendar)) continue;
      // What ran before the first change, and of a clock that starts later, is measured in what was in force then.
      if (spells.empty() || life.clocks[index].start < from) spells.push_back({from, calendar});
      else spells.back().calendar = calendar;
    }
    return spells;
  }

  Measured measured(const Life& life, std::size_t index, std::int64_t amount) const {
    return {p_, p_.clocks[duty_.clocks.first + index], spells_of(life, index), life.clocks[index].start, amount, life.told.stops};
  }

  Term term_of(const Life& life, const program::Target& target) const {
    Term term;
    term.amount = amount_of(target);
    const std::size_t index = clock_in_force(life, target.clock);
    if (index >= life.clocks.size() || life.clocks[index].start == INT64_MAX) return term;
    const program::ClockProgram& clock = p_.clocks[duty_.clocks.first + index];
    const Measured m = measured(life, index, target.amount);
    term.started = true;
    term.start = m.start;
    if (!m.spells.empty()) term.calendar = m.spells.back().calendar;
    if (clock.measure == program::MeasureKind::promised) {
      term.promised_by = p_.slots[clock.slot].fact;
      term.sum.due = life.clocks[index].used;
      if (clock.promised_is_date && term.sum.due != INT64_MAX && term.calendar != none) {
        const auto day_end = static_cast<eval::calendar::DayEnd>(clock.day_end);
        term.sum.due = eval::calendar::closing_of(p_.calendars[term.calendar], static_cast<std::int32_t>(term.sum.due), day_end);
      }
      return term;
    }
    term.summed = true;
    term.sum = sum_of(m);
    return term;
  }

  // A deadline stays as it was established, in a breach, at the end or when its clock began to stand, whatever calendar and edition of
  // it the clock has gone over to since: of the newest by which it comes out.
  std::vector<Term> terms_when_established(Life life, std::vector<Term> newest) const {
    const std::vector<program::ClockState> clocks[] = {life.clocks, life.clocks_at_pause};
    for (std::size_t n = life.calendars.size(); n > 0 && !comes_to(newest, life.told.deadline); --n) {
      life.calendars.resize(n);
      life.told.state.calendar = life.calendars.back().second;
      for (const std::vector<program::ClockState>& of : clocks) {
        if (of.empty()) continue;
        life.clocks = of;
        std::vector<Term> terms = terms_of(life, life.armed[life.told.due_limit]);
        if (comes_to(terms, life.told.deadline)) return terms;
      }
    }
    return newest;
  }

  // A limit that is tightened while its clock stands has the deadline that it would have if the clock went on then.
  std::vector<Term> terms_as_if_gone_on(Life life, std::size_t limit) const {
    life.told.stops.back().to = life.told.limits[limit].at;
    return terms_of(life, life.armed[limit]);
  }

  // What an edition of the calendar, published while the clock stood, has used up before that ends when the clock goes on.
  static void hold_by_stop(Instance& told) {
    for (Term& term : told.terms) {
      for (std::size_t i = 0; i < told.stops.size() && term.summed; ++i) {
        const Stop& stop = told.stops[i];
        if (stop.to != told.deadline || term.sum.due >= stop.from) continue;
        term.sum.held_by = i;
        term.sum.due = stop.to;
      }
    }
  }

  // A term came to an instant before its clock stood, and what was judged is a later one.
  static bool is_past_before_a_stop(const Instance& told) {
    if (told.deadline == INT64_MAX || comes_to(told.terms, told.deadline)) return false;
    return std::any_of(told.terms.begin(), told.terms.end(), [&](const Term& term) {
      return term.summed && std::any_of(told.stops.begin(), told.stops.end(), [&](const Stop& stop) {
        return term.sum.due < stop.from && stop.from <= told.deadline;
      });
    });
  }

  void finish(Life& life, std::size_t until_event, std::int64_t now) const {
    Instance& told = life.told;
    if (!life.armed.empty()) {
      told.due_limit = life.armed.size() - 1;
      told.terms = terms_of(life, life.armed.back());
    }
    // While its clock stands a duty keeps the deadline that it had when the pause began, also where its limit has changed since, or
    // its clock has started anew.
    const std::vector<program::ClockState> clocks = life.clocks;
    const bool stands = !told.stops.empty() && told.stops.back().to == INT64_MAX;
    if (stands && told.due_limit > 0 && told.limits[told.due_limit].at >= told.stops.back().from && !comes_to(told.terms, told.deadline)) {
      std::vector<Term> terms = terms_as_if_gone_on(life, told.due_limit);
      if (comes_to(terms, told.deadline)) told.terms = std::move(terms);
    }
    while (stands && told.due_limit > 0 && told.limits[told.due_limit].at >= told.stops.back().from && !comes_to(told.terms, told.deadline)) {
      if (!life.clocks_at_pause.empty()) life.clocks = life.clocks_at_pause;
      told.terms = terms_of(life, life.armed[--told.due_limit]);
    }
    life.clocks = clocks;
    if (!life.armed.empty() && !comes_to(told.terms, told.deadline)) told.terms = terms_when_established(life, told.terms);
    if (!comes_to(told.terms, told.deadline)) hold_by_stop(told);
    told.dated_by_stop = told.was_pending && is_past_before_a_stop(told);
    const State state = eval::state_of(told.state);
    told.in_progress = is_open_state(state);
    if (told.in_progress) {
      each_reaction([&](std::uint32_t event, const program::Reaction& reaction) {
        if (reaction.effect == Effect::stop && (told.state.done >> reaction.detail & 1) == 0) told.waits_for.push_back(event);
      });
      measure_used(life, now);
    }
    for (Entry& entry : told.history) entry.margin = margin_of(life, entry.decision);
    told.history = history_of(j_, duty_, told, until_event, now);
  }

  // How much of the limit its clock has measured until now.
  void measure_used(Life& life, std::int64_t now) const {
    if (life.armed.empty() || terms_of(life.armed.back()) != 1 || !life.told.terms.front().started) return;
    const program::Target target = target_of(life.armed.back(), 0);
    const std::size_t index = clock_in_force(life, target.clock);
    if (p_.clocks[duty_.clocks.first + index].measure > program::MeasureKind::working_dates) return;  // nothing adds up to their limits
    life.told.has_used = true;
    life.told.used = sum_until(measured(life, index, target.amount), now);
  }

  Margin margin_of(const Life& life, const Decision& d) const {
    Margin margin;
    if (d.kind != DecisionKind::state || d.due == never || (d.state != State::met && d.state != State::met_late)) return margin;
    margin.given = !__builtin_sub_overflow(std::max(d.at.us, d.due.us), std::min(d.at.us, d.due.us), &margin.elapsed);
    if (d.state != State::met_late || life.told.terms.empty()) return margin;
    // Lateness is told in opening time too, where the limit's calendar has hours.
    const std::vector<Spell> spells = spells_of(life, target_of(life.armed.back(), 0).clock);
    if (spells.empty() || !p_.calendars[spells.back().calendar].has_hours) return margin;
    program::ClockProgram clock;
    clock.measure = program::MeasureKind::working;
    const std::vector<Stop> no_stops;
    margin.has_open = true;
    margin.open = sum_until({p_, clock, {spells.back()}, d.due.us, INT64_MAX, no_stops}, d.at.us);
    return margin;
  }

  const Judging& j_;
  const program::Program& p_;
  const DutyProgram& duty_;
  const eval::View& view_;
  std::vector<Seen> seen_;
  std::vector<Life> lives_;
  std::vector<Missed> missed_;
  std::vector<Entry> unkept_;
  bool was_open_ = false;
};

}  // namespace

std::unique_ptr<Watcher> watch_duty(const Judging& judging, std::uint32_t rule) {
  const program::Range duties = judging.layout().duties;
  for (std::uint32_t d = 0; d < duties.count; ++d) {
    const DutyProgram& duty = judging.program().duties[duties.first + d];
    if (duty.rule == rule) return std::make_unique<DutyWatcher>(judging, duty);
  }
  return nullptr;
}

}  // namespace bylaw::explainer
