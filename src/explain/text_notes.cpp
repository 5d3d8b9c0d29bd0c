// Rules judged at events, as lines: what was shown, confirmed, kept and judged, and why.
#include "explain/telling.hpp"

namespace bylaw::explainer {

namespace {

class NoteTeller {
 public:
  NoteTeller(Telling& t, const RuleExplanation& rule) : t_(t), p_(t.program()), rule_(rule), wall_(t.wall(rule.zone)) {}

  void tell() {
    t_.head(rule_);
    t_.consequence(rule_.rule);
    if (rule_.notes.empty()) t_.line(say(Phrase::finding_never), 2);
    for (const Note& note : rule_.notes) {
      t_.line(wall_.instant(note.at) + "  " + text_of(note), 2);
      if (note.summed) tell_sum(t_, note.sum, {}, rule_.zone);
    }
    t_.text += '\n';
  }

 private:
  std::string say(Phrase phrase, std::initializer_list<std::string_view> arguments = {}) const { return t_.say(phrase, arguments); }

  std::string text_of(const Note& note) const {
    const std::string event = t_.event(note.event);
    const Decision& d = note.decision;
    switch (note.what) {
      case Noted::shown: {
        const program::Rule& meta = p_.rules[rule_.rule];
        std::string text = say(Phrase::finding_shown, {event});
        if (!meta.version.empty()) text += say(Phrase::text_version, {meta.version});
        if (!meta.language.empty()) text += say(Phrase::text_language, {meta.language});
        return text;
      }
      case Noted::confirmed: return say(Phrase::finding_confirmed, {event});
      case Noted::kept_until: return say(Phrase::finding_kept_until, {event, d.due == never ? "-" : wall_.instant(d.due.us)});
      case Noted::remarked: return say(Phrase::remark, {say(Phrase::ended_as, {event, cause(note)})});
      case Noted::judged: return judged(note, event);
      case Noted::not_in_force: return say(Phrase::not_in_force, {event});
      case Noted::not_judged: {
        const std::string facts = readings_text(p_, note.readings, t_.language);
        return say(Phrase::finding_not_concerned, {event, needs_text(p_, note.needs, t_.language), facts});
      }
    }
    return {};
  }

  std::string cause(const Note& note) const {
    std::string text = cause_word(t_.language, note.decision.cause);
    if (note.decision.cause != Cause::missing_field && note.decision.cause != Cause::unknown_fact) return text;
    std::string names;
    for (const std::uint32_t fact : note.missing) {
      if (!names.empty()) names += t_.language == Language::chinese ? "、" : ", ";
      names += named(p_.facts[fact].title, t_.language);
    }
    return text + say(Phrase::in_brackets, {names});
  }

  std::string judged(const Note& note, const std::string& event) const {
    const Decision& d = note.decision;
    std::string step;
    if (note.step != program::none) step = say(Phrase::finding_step, {std::to_string(d.level), named(p_.events[note.step].title, t_.language)});
    const std::string verdict = d.state == State::met        ? say(Phrase::finding_met)
                                : d.state == State::breached ? say(Phrase::finding_breached)
                                                             : state_word(t_.language, d.state);
    std::string text = say(Phrase::finding_verdict, {event, step, verdict, cause(note)});
    if (d.due != never) {
      const bool keeping = d.cause == Cause::kept || d.cause == Cause::destroyed_early;
      const Phrase until = d.cause == Cause::too_many ? Phrase::finding_next_allowed
                           : keeping                  ? Phrase::finding_to_keep
                                                      : Phrase::finding_valid_until;
      text += say(until, {wall_.instant(d.due.us)});
    }
    // The facts and history that made the rule apply.
    if (d.state == State::breached && !note.readings.empty()) {
      text += say(Phrase::finding_because, {readings_text(p_, note.readings, t_.language)});
    }
    return text;
  }

  Telling& t_;
  const program::Program& p_;
  const RuleExplanation& rule_;
  WallClock wall_;
};

}  // namespace

void tell_notes(Telling& telling, const RuleExplanation& rule) { NoteTeller(telling, rule).tell(); }

}  // namespace bylaw::explainer
