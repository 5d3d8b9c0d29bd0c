// One duty in one case: its limit, the sum behind the deadline, and what happened when.
#include <algorithm>
#include <vector>

#include "eval/calendar/arithmetic.hpp"
#include "explain/arithmetic.hpp"
#include "explain/conditions.hpp"
#include "explain/story.hpp"
#include "explain/telling.hpp"

namespace bylaw::explainer {

namespace {

using program::DutyProgram;

struct Entry {
  std::int64_t at = 0;
  std::string text;
};

class DutyTeller {
 public:
  DutyTeller(Telling& telling, const DutyProgram& duty, const Story& story)
      : t_(telling), p_(telling.program()), duty_(duty), story_(story), wall_(duty_calendar(), telling.language()) {}

  void tell() {
    t_.head(duty_.rule, story_.lives.empty() ? 0 : story_.lives.back().state.edition);
    tell_consequence();
    if (story_.lives.empty()) tell_never();
    for (const Life& life : story_.lives) tell(life);
    if (!story_.lives.empty()) tell_missed();
    for (const Decision& d : story_.unkept) {
      t_.line(wall_.instant(d.at.us) + "  " + say(Phrase::no_room, {event_of(d), cause_word(language(), d.cause)}), 2);
    }
    t_.text += '\n';
  }

 private:
  Language language() const { return t_.language(); }

  std::string say(Phrase phrase, std::initializer_list<std::string_view> arguments = {}) const {
    return explainer::say(language(), phrase, arguments);
  }

  // The first calendar that any of its clocks reads; else that of the rules.
  const program::CalendarTable* duty_calendar() const {
    for (std::uint32_t c = 0; c < duty_.clocks.count; ++c) {
      const program::Range calendars = p_.clocks[duty_.clocks.first + c].calendars;
      if (calendars.count == 0) continue;
      const std::uint32_t index = p_.index_lists[calendars.first];
      if (index != program::none) return &p_.calendars[index];
    }
    return p_.zone_calendar == program::none ? nullptr : &p_.calendars[p_.zone_calendar];
  }

  std::string event_at(std::size_t index) const { return index < story_.events.size() ? t_.name_of(story_.events[index]) : ""; }

  std::string event_of(const Decision& decision) const {
    for (const Event& event : story_.events) {
      if (event.id == decision.event && event.at >= decision.at) return t_.name_of(event);
    }
    return say(Phrase::time_passes);
  }

  void tell_consequence() {
    const program::Rule& rule = p_.rules[duty_.rule];
    std::string text;
    if (rule.bearer < p_.roles.size()) text = say(Phrase::bearer, {named(p_.roles[rule.bearer], language())});
    if (rule.violation) {
      if (!text.empty()) text += language() == Language::chinese ? "；" : "; ";
      text += rule.violation_grade == 0 ? say(Phrase::violation)
                                        : say(Phrase::violation_graded, {std::to_string(rule.violation_grade)});
    }
    if (!text.empty()) t_.line(text);
  }

  // ---- The limit

  program::Target target_of(const Arm& arm, std::size_t term) const {
    program::Target target = arm.replaced != 0 ? p_.extensions[duty_.extensions.first + arm.replaced - 1u].target
                                               : p_.targets[duty_.targets + std::size_t{arm.variant} * duty_.term_count + term];
    if (__builtin_add_overflow(target.amount, arm.extra, &target.amount)) target.amount = INT64_MAX;
    return target;
  }

  std::size_t terms_of(const Arm& arm) const { return arm.replaced != 0 ? 1 : duty_.term_count; }

  std::string limit_text(const Arm& arm) const {
    std::string text;
    for (std::size_t term = 0; term < terms_of(arm); ++term) {
      const program::Target target = target_of(arm, term);
      if (!text.empty()) text += language() == Language::chinese ? "、" : ", ";
      text += span(language(), p_.clocks[duty_.clocks.first + target.clock], target.amount);
    }
    return text;
  }

  std::string chosen_text(const Arm& arm) const {
    if (duty_.chosen_by == program::none) return {};
    return fact_text(p_.facts[p_.slots[duty_.chosen_by].fact], arm.chosen_known, arm.chosen_value, language());
  }

  void tell_limit(const Life& life) {
    if (duty_.no_limit) return t_.line(say(Phrase::no_limit), 2);
    if (life.arms.empty()) return;
    const Arm& arm = life.arms.back();
    const bool extended = arm.extra != 0 || arm.replaced != 0;
    const std::string because = chosen_text(arm);
    if (extended) t_.line(say(Phrase::limit_extended, {limit_text(arm)}), 2);
    else if (because.empty()) t_.line(say(Phrase::limit_line, {limit_text(arm)}), 2);
    else t_.line(say(Phrase::limit_because, {limit_text(arm), because}), 2);
    bool adds_up = false, summed = false;
    for (std::size_t term = 0; term < terms_of(arm); ++term) {
      const std::int64_t due = tell_sum(life, target_of(arm, term), summed);
      adds_up = adds_up || due == life.deadline;
    }
    if (terms_of(arm) > 1) t_.line(say(duty_.combine == program::Combine::latest ? Phrase::latest_of : Phrase::earliest_of), 2);
    if (summed && !adds_up && life.deadline != INT64_MAX) t_.line(say(Phrase::other_calendar), 2);
    const std::string due = life.deadline == INT64_MAX ? "" : wall_.instant(life.deadline);
    if (due.empty()) t_.line(say(Phrase::due_never), 2);
    else t_.line(say(life.provisional ? Phrase::due_provisional : Phrase::due_line, {due}), 2);
  }

  // The arithmetic of one clock; what it comes to.
  std::int64_t tell_sum(const Life& life, const program::Target& target, bool& summed) {
    const std::uint32_t editions = duty_.calendar_editions;
    const std::size_t copies = duty_.clocks.count / editions;
    const std::size_t index = target.clock + (life.state.calendar % editions) * copies;
    const program::ClockProgram& clock = p_.clocks[duty_.clocks.first + index];
    if (index >= life.clocks.size() || life.clocks[index].start == INT64_MAX) {
      t_.line(say(Phrase::not_started), 2);
      return INT64_MAX;
    }
    std::uint32_t calendar = program::none;
    if (clock.calendars.count > 0) {
      std::size_t in_force = life.state.calendar;
      if (editions > 1) in_force = life.state.calendar / editions * editions + index / copies;
      calendar = p_.index_lists[clock.calendars.first + in_force];
    }
    // A stop that has not ended does not move the deadline yet.
    std::vector<Stop> stops;
    std::vector<std::string> names;
    for (const Stop& stop : life.stops) {
      if (stop.to == INT64_MAX) continue;
      stops.push_back(stop);
      names.push_back(stop.done_meanwhile ? say(Phrase::closed_between) : event_at(stop.begun_by));
    }
    const Measured measured{p_, clock, calendar, life.clocks[index].start, target.amount, stops, names, language(), duty_calendar()};
    const WallClock wall = measured.wall();
    const std::string from = wall.instant(measured.start);
    if (calendar == program::none) t_.line(say(Phrase::counted_from, {from}), 2);
    else t_.line(say(Phrase::counted_in, {p_.calendars[calendar].name, from}), 2);
    if (clock.measure == program::MeasureKind::promised) {
      const program::Fact& fact = p_.facts[p_.slots[clock.slot].fact];
      t_.line(say(Phrase::promised_is, {named(fact.title, language()), wall.instant(life.deadline)}), 3);
      return life.deadline;
    }
    summed = true;
    const Sum sum = sum_of(measured);
    tell_lines(t_, sum.lines);
    return sum.due;
  }

  // ---- What happened

  void tell(const Life& life) {
    if (story_.lives.size() > 1) t_.line(say(Phrase::instance_number, {std::to_string(life.state.ordinal)}));
    tell_limit(life);
    std::vector<Entry> entries;
    tell_start(life, entries);
    tell_arms(life, entries);
    tell_stops(life, entries);
    tell_answers(life, entries);
    for (const Decision& decision : life.decisions) tell_decision(life, decision, entries);
    const State state = static_cast<State>(life.state.state);
    if (state == State::running || state == State::paused || state == State::pending) {
      entries.push_back({story_.now, say(Phrase::still_running, {state_word(language(), state)}) + used(life) + waits(life)});
    }
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.at < b.at; });
    std::size_t width = 0;
    for (const Entry& entry : entries) width = std::max(width, wall_.instant(entry.at).size());
    for (const Entry& entry : entries) {
      const std::string when = wall_.instant(entry.at);
      t_.line(when + std::string(width - when.size() + 2, ' ') + entry.text, 2);
    }
  }

  // How much of the limit its clock has measured until now.
  std::string used(const Life& life) const {
    if (duty_.no_limit || life.arms.empty() || terms_of(life.arms.back()) != 1) return {};
    const program::Target target = target_of(life.arms.back(), 0);
    const std::uint32_t editions = duty_.calendar_editions;
    const std::size_t index = target.clock + (life.state.calendar % editions) * (duty_.clocks.count / editions);
    if (editions > 1 || index >= life.clocks.size() || life.clocks[index].start == INT64_MAX) return {};
    const program::ClockProgram& clock = p_.clocks[duty_.clocks.first + index];
    if (clock.measure > program::MeasureKind::working_dates) return {};  // nothing adds up to their limits
    const program::ClockState& state = life.clocks[index];
    std::int64_t amount = state.used;
    if ((life.state.flags & program::clocks_paused) == 0 && state.since < story_.now) {
      const eval::calendar::Measure measure{static_cast<eval::calendar::Unit>(clock.measure), clock.inclusive,
                                            static_cast<eval::calendar::DayEnd>(clock.day_end), eval::calendar::Roll::none};
      const program::CalendarTable* table =
          clock.calendars.count == 0 ? nullptr : &p_.calendars[p_.index_lists[clock.calendars.first + life.state.calendar]];
      amount += eval::calendar::measure(table, measure, state.start, state.since, story_.now);
    }
    return say(Phrase::used_of, {span(language(), clock, amount), limit_text(life.arms.back())});
  }

  // The events that it still wants.
  std::string waits(const Life& life) const {
    std::string text;
    const program::CaseProgram& layout = p_.cases[t_.kind.value];
    for (std::uint32_t e = 0; e < layout.plans.count; ++e) {
      const program::EventPlan& plan = p_.plans[layout.plans.first + e];
      for (std::uint32_t r = 0; r < plan.reactions.count; ++r) {
        const program::Reaction& reaction = p_.reactions[plan.reactions.first + r];
        if (reaction.effect != program::Effect::stop || &p_.duties[reaction.target] != &duty_) continue;
        if ((life.state.done >> reaction.detail & 1) != 0) continue;
        if (!text.empty()) text += language() == Language::chinese ? "、" : ", ";
        text += named(p_.events[e].title, language());
      }
    }
    return text.empty() ? text : say(Phrase::waits_for, {text});
  }

  void tell_start(const Life& life, std::vector<Entry>& entries) const {
    const std::string event = event_at(life.begun_by);
    if (event.empty()) return;
    const std::int64_t at = story_.events[life.begun_by].at.us;
    const bool was_pending = std::any_of(life.decisions.begin(), life.decisions.end(),
                                         [](const Decision& d) { return d.state == State::pending; });
    if (was_pending) entries.push_back({at, say(Phrase::pending_it, {event, unknown_facts(life)})});
    else entries.push_back({at, say(life.reopened ? Phrase::reopens_it : Phrase::starts_it, {event})});
  }

  std::string unknown_facts(const Life& life) const {
    std::string text;
    for (const Reading& reading : life.readings) {
      if (reading.known || reading.atom->kind == program::AtomKind::has) continue;
      text += (text.empty() ? "" : ", ") + reading_text(p_, reading, language());
    }
    if (text.empty() && duty_.chosen_by != program::none) {
      text = fact_text(p_.facts[p_.slots[duty_.chosen_by].fact], false, 0, language());
    }
    return text;
  }

  void tell_arms(const Life& life, std::vector<Entry>& entries) const {
    for (std::size_t i = 1; i < life.arms.size(); ++i) {
      const Arm& arm = life.arms[i];
      const bool extended = arm.extra != life.arms[i - 1].extra || arm.replaced != life.arms[i - 1].replaced;
      entries.push_back({arm.at, extended ? say(Phrase::extended_to, {event_at(arm.event), limit_text(arm)})
                                          : say(Phrase::regraded_to, {event_at(arm.event), limit_text(arm), chosen_text(arm)})});
    }
  }

  void tell_stops(const Life& life, std::vector<Entry>& entries) const {
    const std::int64_t since = life.begun_by < story_.events.size() ? story_.events[life.begun_by].at.us : INT64_MIN;
    for (const Stop& stop : life.stops) {
      if (stop.done_meanwhile || stop.from < since) continue;
      entries.push_back({stop.from, say(Phrase::pauses_it, {event_at(stop.begun_by)})});
      if (stop.to == INT64_MAX) continue;
      if (stop.ended_by == Stop::no_event) entries.push_back({stop.to, say(Phrase::pause_used_up)});
      else entries.push_back({stop.to, say(Phrase::resumes_it, {event_at(stop.ended_by)})});
    }
  }

  // Events that answer or stop its ladders while this instance was the newest.
  void tell_answers(const Life& life, std::vector<Entry>& entries) const {
    const std::size_t place = static_cast<std::size_t>(&life - story_.lives.data());
    const std::size_t until = place + 1 < story_.lives.size() ? story_.lives[place + 1].begun_by : story_.events.size();
    for (std::size_t i = life.begun_by; i < until && i < story_.events.size(); ++i) {
      const program::EventPlan& plan = p_.plans[p_.cases[t_.kind.value].plans.first + story_.events[i].kind.value];
      for (std::uint32_t r = 0; r < plan.reactions.count; ++r) {
        const program::Reaction& reaction = p_.reactions[plan.reactions.first + r];
        const bool of_ladder = reaction.effect == program::Effect::answer || reaction.effect == program::Effect::stop_ladder;
        if (!of_ladder || &p_.duties[reaction.target] != &duty_) continue;
        const program::Rule& ladder = p_.rules[p_.ladders[duty_.ladders.first + reaction.detail].rule];
        entries.push_back({story_.events[i].at.us, say(reaction.effect == program::Effect::answer ? Phrase::answers_ladder : Phrase::stops_ladder,
                                                       {event_at(i), named(ladder.title, language())})});
      }
    }
  }

  std::string told_to(std::string text, const Decision& decision) const {
    std::string names;
    for (const RoleId role : t_.rules.notify(decision.rule, decision.level)) {
      if (role.value < p_.roles.size()) names += (names.empty() ? "" : ", ") + named(p_.roles[role.value], language());
    }
    return names.empty() ? text : say(Phrase::told_to, {text, names});
  }

  void tell_decision(const Life& life, const Decision& d, std::vector<Entry>& entries) const {
    const auto add = [&](std::string text) { entries.push_back({d.at.us, std::move(text)}); };
    const std::string number = std::to_string(d.level);
    switch (d.kind) {
      case DecisionKind::warning: return add(told_to(say(Phrase::warned, {number}), d));
      case DecisionKind::level:
        return add(told_to(say(Phrase::level_reached, {number, named(p_.rules[d.rule.value].title, language())}), d));
      case DecisionKind::remark: return add(say(Phrase::remark, {cause_word(language(), d.cause)}));
      case DecisionKind::state:
        if (d.state != State::pending) add(verdict(life, d));  // the start has told it
        return;
      default: return;
    }
  }

  std::string verdict(const Life& life, const Decision& d) const {
    switch (d.state) {
      case State::breached:
        if (d.cause == Cause::regraded) return say(Phrase::breached_regrade);
        return say(d.cause == Cause::not_maintained ? Phrase::breached_condition : Phrase::breached);
      case State::met: {
        if (d.cause == Cause::maintained) return say(Phrase::maintained);
        const std::string event = event_of(d);
        if (d.due == never) return say(Phrase::met_no_limit, {event});
        if (d.at == d.due) return say(Phrase::met_on_time, {event});
        if (d.at > d.due) return say(Phrase::met_in_pause, {event});
        return say(Phrase::met_in_time, {event, long_duration(language(), d.due.us - d.at.us)});
      }
      case State::met_late: {
        const std::string late = d.due == never ? "" : long_duration(language(), d.at.us - d.due.us);
        const program::CalendarTable* table = late_calendar(life);
        if (table == nullptr) return say(Phrase::met_late, {event_of(d), late});
        const std::int64_t open = eval::calendar::open_between(*table, d.due.us, d.at.us);
        return say(Phrase::met_late_open, {event_of(d), late, duration(language(), open)});
      }
      default: {
        const std::string cause = d.cause == Cause::none ? std::string() : say(Phrase::in_brackets, {cause_word(language(), d.cause)});
        return say(Phrase::ended_as, {event_of(d), state_word(language(), d.state) + cause});
      }
    }
  }

  // The calendar with hours that lateness is told in too.
  const program::CalendarTable* late_calendar(const Life& life) const {
    if (life.arms.empty()) return nullptr;
    const program::ClockProgram& clock = p_.clocks[duty_.clocks.first + target_of(life.arms.back(), 0).clock];
    if (clock.calendars.count == 0 || life.state.calendar >= clock.calendars.count) return nullptr;
    const std::uint32_t index = p_.index_lists[clock.calendars.first + life.state.calendar];
    if (index == program::none || !p_.calendars[index].has_hours) return nullptr;
    return &p_.calendars[index];
  }

  // ---- What did not happen

  void tell_never() {
    if (!story_.missed.empty()) return tell_missed();
    std::string triggers;
    const program::CaseProgram& layout = p_.cases[t_.kind.value];
    for (std::uint32_t e = 0; e < layout.plans.count; ++e) {
      const program::EventPlan& plan = p_.plans[layout.plans.first + e];
      for (std::uint32_t r = 0; r < plan.reactions.count; ++r) {
        const program::Reaction& reaction = p_.reactions[plan.reactions.first + r];
        if (reaction.effect != program::Effect::start || &p_.duties[reaction.target] != &duty_) continue;
        triggers += (triggers.empty() ? "" : ", ") + named(p_.events[e].title, language());
      }
    }
    t_.line(say(Phrase::never_triggered, {triggers}), 2);
  }

  void tell_missed() {
    for (const Missed& missed : story_.missed) {
      const Event& event = story_.events[missed.event];
      std::string text;
      if (missed.wrong_kind) {
        text = say(Phrase::where_false, {t_.name_of(event)});
      } else if (missed.already_open) {
        text = say(Phrase::already_running, {t_.name_of(event)});
      } else {
        std::string facts;
        for (const Reading& reading : missed.readings) {
          facts += (facts.empty() ? "" : ", ") + reading_text(p_, reading, language());
        }
        if (facts.empty()) continue;
        text = say(Phrase::guard_false, {t_.name_of(event), wanted_text(p_, missed.unmet, language()), facts});
      }
      t_.line(wall_.instant(event.at.us) + "  " + text, 2);
    }
  }

  Telling& t_;
  const program::Program& p_;
  const DutyProgram& duty_;
  const Story& story_;
  WallClock wall_;
};

}  // namespace

bool tell_duty(Telling& telling, std::uint32_t rule, bool only_if_triggered) {
  const program::DutyProgram* duty = duty_of(telling.program(), telling.kind, rule);
  if (duty == nullptr) return false;
  const Story story = story_of(telling.rules, telling.kind, telling.given, telling.events, *duty, telling.options.now);
  if (only_if_triggered && story.lives.empty() && story.missed.empty()) return false;
  DutyTeller(telling, *duty, story).tell();
  return true;
}

}  // namespace bylaw::explainer
