// One duty in one case: its limit, the sum behind the deadline, and what happened when.
#include <algorithm>

#include "explain/telling.hpp"

namespace bylaw::explainer {

namespace {

class DutyTeller {
 public:
  DutyTeller(Telling& t, const RuleExplanation& rule) : t_(t), p_(t.program()), rule_(rule), duty_(rule.duty), wall_(t.wall(rule.zone)) {}

  void tell() {
    t_.head(rule_);
    t_.consequence(rule_.rule);
    if (duty_.instances.empty() && duty_.missed.empty()) t_.line(say(Phrase::never_triggered, {events(duty_.triggers, ", ")}), 2);
    for (const Instance& instance : duty_.instances) tell(instance);
    for (const Missed& missed : duty_.missed) tell(missed);
    for (const Entry& d : duty_.unkept) {
      t_.line(wall_.instant(d.at) + "  " + say(Phrase::no_room, {t_.event(d.event), cause_word(t_.language, d.decision.cause)}), 2);
    }
    t_.text += '\n';
  }

 private:
  std::string say(Phrase phrase, std::initializer_list<std::string_view> arguments = {}) const { return t_.say(phrase, arguments); }

  std::string events(const std::vector<std::uint32_t>& kinds, const char* between) const {
    std::string text;
    for (const std::uint32_t kind : kinds) text += (text.empty() ? "" : between) + named(p_.events[kind].title, t_.language);
    return text;
  }

  void tell(const Instance& instance) {
    if (duty_.instances.size() > 1) t_.line(say(Phrase::instance_number, {std::to_string(instance.state.ordinal)}));
    tell_limit(instance);
    std::vector<Line> lines;
    for (const Entry& entry : instance.history) {
      std::string text = text_of(instance, entry);
      if (!text.empty()) lines.push_back({entry.at, std::move(text)});
    }
    tell_lines(t_, wall_, lines);
  }

  // ---- The limit

  std::string limit_text(const std::vector<Amount>& terms) const {
    std::string text;
    for (const Amount& term : terms) {
      if (!text.empty()) text += t_.language == Language::chinese ? "、" : ", ";
      text += span(t_.language, term);
    }
    return text;
  }

  std::string because(const Limit& limit) const {
    return limit.chosen_by.fact == program::none ? std::string() : reading_text(p_, limit.chosen_by, t_.language);
  }

  void tell_limit(const Instance& instance) {
    if (duty_.no_limit) return t_.line(say(Phrase::no_limit), 2);
    if (instance.limits.empty()) return;
    const Limit& limit = instance.limits[instance.due_limit];
    const std::string why = because(limit);
    if (limit.extended) t_.line(say(Phrase::limit_extended, {limit_text(limit.terms)}), 2);
    else if (why.empty()) t_.line(say(Phrase::limit_line, {limit_text(limit.terms)}), 2);
    else t_.line(say(Phrase::limit_because, {limit_text(limit.terms), why}), 2);
    bool adds_up = false, summed = false;
    for (const Term& term : instance.terms) {
      tell_term(instance, term);
      summed = summed || term.summed;
      adds_up = adds_up || term.sum.due == instance.deadline;
    }
    if (instance.terms.size() > 1) t_.line(say(duty_.combine == program::Combine::latest ? Phrase::latest_of : Phrase::earliest_of), 2);
    if (instance.dated_by_stop) t_.line(say(Phrase::dated_by_stop), 2);
    else if (summed && !adds_up && instance.deadline != INT64_MAX) t_.line(say(Phrase::other_calendar), 2);
    if (instance.deadline == INT64_MAX) t_.line(say(Phrase::due_never), 2);
    else t_.line(say(instance.provisional ? Phrase::due_provisional : Phrase::due_line, {wall_.instant(instance.deadline)}), 2);
  }

  void tell_term(const Instance& instance, const Term& term) {
    if (!term.started) return t_.line(say(Phrase::not_started), 2);
    const WallClock wall = t_.wall(term.calendar == program::none ? rule_.zone : term.calendar);
    if (term.calendar == program::none) t_.line(say(Phrase::counted_from, {wall.instant(term.start)}), 2);
    else t_.line(say(Phrase::counted_in, {p_.calendars[term.calendar].name, wall.instant(term.start)}), 2);
    if (term.promised_by != program::none) {
      const std::string said = term.sum.due == INT64_MAX ? "-" : wall.instant(term.sum.due);
      return t_.line(say(Phrase::promised_is, {named(p_.facts[term.promised_by].title, t_.language), said}), 3);
    }
    tell_sum(t_, term.sum, instance.stops, rule_.zone);
  }

  // ---- What happened

  std::string text_of(const Instance& instance, const Entry& entry) const {
    const std::string event = t_.event(entry.event);
    switch (entry.what) {
      case Happening::starts: return say(Phrase::starts_it, {event});
      case Happening::would_start: return say(Phrase::pending_it, {event, unknown_facts(instance)});
      case Happening::reopens: return say(Phrase::reopens_it, {event});
      case Happening::pauses: return say(Phrase::pauses_it, {event});
      case Happening::resumes: return say(Phrase::resumes_it, {event});
      case Happening::pause_used_up: return say(Phrase::pause_used_up);
      case Happening::limit_extended: return say(Phrase::extended_to, {event, limit_text(instance.limits[entry.limit].terms)});
      case Happening::limit_changed: {
        const Limit& limit = instance.limits[entry.limit];
        return say(Phrase::regraded_to, {event, limit_text(limit.terms), because(limit)});
      }
      case Happening::answers_ladder: return say(Phrase::answers_ladder, {event, named(p_.rules[entry.ladder].title, t_.language)});
      case Happening::ends_ladder: return say(Phrase::stops_ladder, {event, named(p_.rules[entry.ladder].title, t_.language)});
      case Happening::decided: return decision(entry);
      case Happening::stands: {
        const State state = static_cast<State>(instance.state.state);
        return say(Phrase::still_running, {state_word(t_.language, state)}) + used(instance) + waits(instance);
      }
    }
    return {};
  }

  std::string used(const Instance& instance) const {
    if (!instance.has_used) return {};
    const Amount& target = instance.used.target;
    const bool time = target.measure == program::MeasureKind::elapsed || target.measure == program::MeasureKind::working;
    const std::string so_far = bare(t_.language, {target.measure, instance.used.total});
    std::string text = say(time ? Phrase::time_used : Phrase::dates_used, {so_far, span(t_.language, target)});
    if (instance.used.total < target.amount) {
      text += say(time ? Phrase::time_left : Phrase::dates_left, {bare(t_.language, {target.measure, target.amount - instance.used.total})});
    }
    return text;
  }

  std::string waits(const Instance& instance) const {
    if (instance.waits_for.empty()) return {};
    return say(Phrase::waits_for, {events(instance.waits_for, t_.language == Language::chinese ? "、" : ", ")});
  }

  std::string unknown_facts(const Instance& instance) const {
    std::vector<Reading> unknown;
    for (const Reading& reading : instance.readings) {
      if (!reading.known && reading.fact != program::none) unknown.push_back(reading);
    }
    return readings_text(p_, unknown.empty() ? instance.undecided : unknown, t_.language);
  }

  std::string told_to(std::string text, const Decision& d) const {
    std::string names;
    for (const RoleId role : t_.rules.notify(d.rule, d.level)) {
      if (role.value < p_.roles.size()) names += (names.empty() ? "" : ", ") + named(p_.roles[role.value], t_.language);
    }
    return names.empty() ? text : say(Phrase::told_to, {text, names});
  }

  // From when on its clock has run, and how much.
  std::string counted(const Entry& entry) const {
    if (!entry.summed || entry.sum.target.amount == 0 || entry.decision.at == entry.decision.due) return {};
    std::string text = say(Phrase::so_long_from, {span(t_.language, entry.sum.target), wall_.instant(entry.sum.start)});
    return entry.to_opening ? text + say(Phrase::at_next_opening) : text;
  }

  std::string decision(const Entry& entry) const {
    const Decision& d = entry.decision;
    const std::string number = std::to_string(d.level);
    switch (d.kind) {
      case DecisionKind::warning: return told_to(say(Phrase::warned, {number}), d) + counted(entry);
      case DecisionKind::level:
        return told_to(say(Phrase::level_reached, {number, named(p_.rules[d.rule.value].title, t_.language)}), d) + counted(entry);
      case DecisionKind::remark: return say(Phrase::remark, {cause_word(t_.language, d.cause)});
      case DecisionKind::waiver: return waiver(entry);
      case DecisionKind::state: return d.state == State::pending ? std::string() : verdict(entry);  // the start has told it
      default: return {};
    }
  }

  // Who and why, as the waiving event carries them.
  std::string waiver(const Entry& entry) const {
    std::string said[2];
    const std::span<const FieldId> fields = t_.rules.fields(entry.decision.rule);
    if (entry.event >= t_.from.events.size() || fields.size() < 2) return {};
    for (const FieldValue& field : t_.from.events[entry.event].fields) {
      const program::Fact& fact = p_.facts[field.field.value];
      for (std::size_t i = 0; i < 2; ++i) {
        if (field.field != fields[i]) continue;
        said[i] = fact.type == FieldType::text ? named(fact.title, t_.language) : value_text(fact, field.value, t_.language);
      }
    }
    return say(Phrase::waived_breach, {t_.event(entry.event), said[0], said[1]});
  }

  std::string verdict(const Entry& entry) const {
    const Decision& d = entry.decision;
    const std::string event = t_.event(entry.event);
    const std::string margin = entry.margin.given ? long_duration(t_.language, entry.margin.elapsed) : std::string();
    switch (d.state) {
      case State::breached:
        if (d.at.us == duty_.broken_from && d.due < d.at) return say(Phrase::breached_in_force);
        if (d.cause == Cause::regraded) return say(Phrase::breached_regrade);
        return say(d.cause == Cause::not_maintained ? Phrase::breached_condition : Phrase::breached);
      case State::met:
        if (d.cause == Cause::maintained) return say(Phrase::maintained);
        if (d.due == never) return say(Phrase::met_no_limit, {event});
        if (d.at == d.due) return say(Phrase::met_on_time, {event});
        if (d.at > d.due) return say(d.at.us < duty_.broken_from ? Phrase::met_before_in_force : Phrase::met_in_pause, {event});
        return say(Phrase::met_in_time, {event, margin});
      case State::met_late:
        if (!entry.margin.has_open) return say(Phrase::met_late, {event, margin});
        return say(Phrase::met_late_open, {event, margin, duration(t_.language, entry.margin.open.total)});
      default: {
        const std::string cause = d.cause == Cause::none ? std::string() : say(Phrase::in_brackets, {cause_word(t_.language, d.cause)});
        return say(Phrase::ended_as, {event, state_word(t_.language, d.state) + cause});
      }
    }
  }

  // ---- What did not happen

  void tell(const Missed& missed) {
    const std::string event = t_.event(missed.event);
    const std::string text = missed.other_kind     ? say(Phrase::where_false, {event})
                             : missed.not_in_force ? say(Phrase::not_in_force, {event})
                             : missed.already_open ? say(Phrase::already_running, {event})
                                                   : say(Phrase::guard_false, {event, needs_text(p_, missed.needs, t_.language),
                                                                               readings_text(p_, missed.readings, t_.language)});
    t_.line(wall_.instant(t_.from.events[missed.event].at.us) + "  " + text, 2);
  }

  Telling& t_;
  const program::Program& p_;
  const RuleExplanation& rule_;
  const DutyExplanation& duty_;
  WallClock wall_;
};

}  // namespace

void tell_duty(Telling& telling, const RuleExplanation& rule) { DutyTeller(telling, rule).tell(); }

}  // namespace bylaw::explainer
